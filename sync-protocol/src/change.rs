//! Reads the header of an automerge change chunk, so that the hub can order what it must not open.
//!
//! A chunk: magic `85 6f 4a 83`, checksum (4), type (1), length (LEB128), body. The body begins with the number
//! of dependencies and their hashes, the actor, its sequence number and the number of its first operation. What
//! follows is content and is not looked at. The hash of a change is SHA-256 over type, length and body, and its
//! first four bytes are the checksum.
//!
//! Only plain change chunks pass: a compressed one can open to a thousand times its size inside the library, and
//! a whole-document chunk is not a change.

#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::hashes::{ChangeHash, sha256};
use crate::leb::{self, Number};
use crate::limits::{MAX_ACTOR_BYTES, MAX_CHANGE_DEPS, MAX_ENVELOPE_BYTES};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const TYPE_DOCUMENT: u8 = 0;
const TYPE_CHANGE: u8 = 1;
const TYPE_COMPRESSED: u8 = 2;

/// What the front of a change says about its place in a document's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeHeader {
    /// Its name.
    pub hash: ChangeHash,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
    /// Who wrote it, in the sense of the document: one linear history.
    pub actor: Vec<u8>,
    /// The number of this change in the actor's history, from 1.
    pub seq: u64,
    /// The number of its first operation.
    pub start_op: u64,
}

/// Why bytes are not one plain change chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ChangeHeaderError {
    /// The bytes end too early.
    #[error("the change is cut short")]
    Truncated,
    /// More bytes than an envelope may hold.
    #[error("the change is too large")]
    TooLarge,
    /// Does not begin as a chunk does.
    #[error("not a change chunk")]
    NotAChunk,
    /// A whole document.
    #[error("a whole document where a change is expected")]
    Document,
    /// A compressed change.
    #[error("a compressed change is not accepted")]
    Compressed,
    /// A type of chunk this version does not know.
    #[error("a chunk of an unknown type")]
    UnknownType,
    /// The checksum is not that of the content.
    #[error("the checksum of the change is wrong")]
    BadChecksum,
    /// Bytes follow the chunk.
    #[error("bytes follow the change")]
    TrailingBytes,
    /// A number longer than it need be, or too large.
    #[error("a number in the change is not in its shortest form")]
    BadNumber,
    /// More than [`MAX_CHANGE_DEPS`] dependencies.
    #[error("the change names more than {MAX_CHANGE_DEPS} dependencies")]
    TooManyDeps,
    /// An actor id longer than [`MAX_ACTOR_BYTES`].
    #[error("the actor id is longer than {MAX_ACTOR_BYTES} bytes")]
    ActorTooLong,
    /// Numbers that count from one are zero.
    #[error("a number in the change that counts from one is zero")]
    ZeroSequence,
}

impl ChangeHeaderError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "change.truncated",
            Self::TooLarge => "change.too_large",
            Self::NotAChunk => "change.not_a_chunk",
            Self::Document => "change.document",
            Self::Compressed => "change.compressed",
            Self::UnknownType => "change.unknown_type",
            Self::BadChecksum => "change.bad_checksum",
            Self::TrailingBytes => "change.trailing_bytes",
            Self::BadNumber => "change.bad_number",
            Self::TooManyDeps => "change.too_many_deps",
            Self::ActorTooLong => "change.actor_too_long",
            Self::ZeroSequence => "change.zero_sequence",
        }
    }
}

impl ChangeHeader {
    /// Reads the header of exactly one plain change chunk.
    ///
    /// # Errors
    /// When the bytes are anything else, or exceed a limit.
    pub fn read(chunk: &[u8]) -> Result<Self, ChangeHeaderError> {
        Self::read_with_rest(chunk).map(|(header, _)| header)
    }

    /// Reads the header, and gives what follows it.
    pub(crate) fn read_with_rest(chunk: &[u8]) -> Result<(Self, &[u8]), ChangeHeaderError> {
        if chunk.len() > MAX_ENVELOPE_BYTES {
            return Err(ChangeHeaderError::TooLarge);
        }
        let mut reader = Reader(chunk);
        if reader.array::<4>()? != MAGIC {
            return Err(ChangeHeaderError::NotAChunk);
        }
        let checksum = reader.array::<4>()?;
        let hashed = reader.0;
        match reader.array::<1>()? {
            [TYPE_CHANGE] => {}
            [TYPE_DOCUMENT] => return Err(ChangeHeaderError::Document),
            [TYPE_COMPRESSED] => return Err(ChangeHeaderError::Compressed),
            _ => return Err(ChangeHeaderError::UnknownType),
        }
        let length = reader.number()?;
        match length.cmp(&(reader.0.len() as u64)) {
            std::cmp::Ordering::Greater => return Err(ChangeHeaderError::Truncated),
            std::cmp::Ordering::Less => return Err(ChangeHeaderError::TrailingBytes),
            std::cmp::Ordering::Equal => {}
        }
        let hash = ChangeHash::new(sha256(&[hashed]));
        if !hash.as_bytes().starts_with(&checksum) {
            return Err(ChangeHeaderError::BadChecksum);
        }
        let header = reader.body(hash)?;
        Ok((header, reader.0))
    }
}

/// The chunk around a body, and its name.
pub(crate) fn chunk_around(body: &[u8]) -> (Vec<u8>, ChangeHash) {
    let mut chunk = Vec::with_capacity(body.len() + 16);
    chunk.extend(MAGIC);
    chunk.extend([0; 4]);
    let from = chunk.len();
    chunk.push(TYPE_CHANGE);
    leb::write(body.len() as u64, &mut chunk);
    chunk.extend(body);
    let hash = sha256(&[chunk.get(from..).unwrap_or_default()]);
    for (place, byte) in chunk.iter_mut().skip(MAGIC.len()).zip(hash.iter().take(4)) {
        *place = *byte;
    }
    (chunk, ChangeHash::new(hash))
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn body(&mut self, hash: ChangeHash) -> Result<ChangeHeader, ChangeHeaderError> {
        let count = self.count(MAX_CHANGE_DEPS, ChangeHeaderError::TooManyDeps)?;
        let mut deps = Vec::with_capacity(count.min(self.0.len() / ChangeHash::LEN));
        for _ in 0..count {
            deps.push(ChangeHash::new(self.array::<32>()?));
        }
        let actor_len = self.count(MAX_ACTOR_BYTES, ChangeHeaderError::ActorTooLong)?;
        let actor = self.take(actor_len)?.to_vec();
        let seq = self.number()?;
        let start_op = self.number()?;
        if seq == 0 || start_op == 0 {
            return Err(ChangeHeaderError::ZeroSequence);
        }
        Ok(ChangeHeader {
            hash,
            deps,
            actor,
            seq,
            start_op,
        })
    }

    fn take(&mut self, len: usize) -> Result<&[u8], ChangeHeaderError> {
        let (taken, rest) = self
            .0
            .split_at_checked(len)
            .ok_or(ChangeHeaderError::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ChangeHeaderError> {
        let (taken, rest) = self
            .0
            .split_first_chunk::<N>()
            .ok_or(ChangeHeaderError::Truncated)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn count(&mut self, max: usize, error: ChangeHeaderError) -> Result<usize, ChangeHeaderError> {
        let count = self.number()?;
        usize::try_from(count)
            .ok()
            .filter(|count| *count <= max)
            .ok_or(error)
    }

    /// A number must be in its shortest form: a longer form would be another chunk with another hash that the
    /// library reads as the same change.
    fn number(&mut self) -> Result<u64, ChangeHeaderError> {
        match leb::read(self.0) {
            Number::Read(value, rest) => {
                self.0 = rest;
                Ok(value)
            }
            Number::Cut => Err(ChangeHeaderError::Truncated),
            Number::Bad => Err(ChangeHeaderError::BadNumber),
        }
    }
}
