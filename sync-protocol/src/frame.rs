//! Frames: many small things compressed together, opened with a bound.
//!
//! ```text
//! dictionary id   1 byte    which dictionary it was compressed with; 0 is none
//! text length     LEB128    how many bytes the packed bytes open to
//! packed length   LEB128    how many packed bytes there are
//! noise length    LEB128    how many bytes there are that nothing makes smaller
//! CRC32C          4 bytes   little endian, over the header so far and all that follows
//! packed bytes              one zstd frame without its first four bytes, which are always the same
//! noise                     as it is
//! ```
//!
//! Text and noise together are the lean form of what is inside: `frame/lean.rs`.
//! The checksum is for early and cheap detection of damage; integrity comes from TLS, chains and hashes.
//! Four kinds of thing travel in frames: entries of one shelf, down ([`FeedFrame`]), envelopes, up ([`EnvelopeFrame`]),
//! faces, down to a device that has nothing yet ([`FaceFrame`]), and rows of a device's audit, up ([`AuditFrame`]).

mod audit;
mod dictionary;
mod envelopes;
mod faces;
mod feed;
mod lean;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use audit::AuditFrame;
pub use envelopes::EnvelopeFrame;
pub use faces::{Face, FaceFrame};
pub use feed::FeedFrame;
pub use lean::Own;

use lean::Lean;

use crate::bytes::Bytes;
use crate::leb::{self, Number};
use crate::limits::{MAX_FRAME_BYTES, MAX_FRAME_RAW_BYTES, MAX_ITEMS_PER_FRAME};

const CHECKSUM_BYTES: usize = 4;
/// How every zstd frame begins.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// How hard to compress. Any level opens alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(i32);

impl Level {
    /// For devices: a weak link costs more than four milliseconds a day.
    pub const DEVICE: Self = Self(19);
    /// For the hub, which compresses for everybody: a tenth less than level 3 for some milliseconds a frame. Above, the
    /// time doubles for one byte in a hundred.
    pub const HUB: Self = Self(9);

    /// How many levels there are, with one that is not used.
    const COUNT: usize = 20;

    /// A zstd level, brought into 1..=19.
    #[must_use]
    pub fn new(level: i32) -> Self {
        Self(level.clamp(1, 19))
    }

    fn place(self) -> usize {
        usize::try_from(self.0).unwrap_or(0)
    }
}

/// Why bytes are not a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The bytes end too early.
    #[error("the frame is cut short")]
    Truncated,
    /// More than [`MAX_FRAME_RAW_BYTES`] when opened, or more items than a frame may have.
    #[error("the frame is too large")]
    TooLarge,
    /// Bytes follow the frame.
    #[error("bytes follow the frame")]
    TrailingBytes,
    /// A number in the header is not in its shortest form.
    #[error("a number in the frame is not in its shortest form")]
    BadNumber,
    /// Compressed with a dictionary this version does not have.
    #[error("the frame needs a dictionary that is not here")]
    UnknownDictionary,
    /// Damaged on the way.
    #[error("the checksum of the frame is wrong")]
    BadChecksum,
    /// Does not open, or not to the length it says.
    #[error("the frame does not open to what it says")]
    BadCompression,
    /// What is inside does not have the right form.
    #[error("what is inside the frame does not have the right form")]
    Malformed,
    /// What is inside is not in its one encoding.
    #[error("what is inside the frame is not in its one encoding")]
    NotCanonical,
    /// Refers to an envelope of the device's own that the device does not hold.
    #[error("the frame refers to an envelope that is not held here")]
    OwnMissing,
    /// Nothing is inside.
    #[error("the frame is empty")]
    Empty,
}

impl FrameError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "frame.truncated",
            Self::TooLarge => "frame.too_large",
            Self::TrailingBytes => "frame.trailing_bytes",
            Self::BadNumber => "frame.bad_number",
            Self::UnknownDictionary => "frame.unknown_dictionary",
            Self::BadChecksum => "frame.bad_checksum",
            Self::BadCompression => "frame.bad_compression",
            Self::Malformed => "frame.malformed",
            Self::NotCanonical => "frame.not_canonical",
            Self::OwnMissing => "frame.own_missing",
            Self::Empty => "frame.empty",
        }
    }
}

/// Something, not too much, and no more bytes than a reader opens.
fn check_items(items: &[Bytes]) -> Result<(), FrameError> {
    if items.is_empty() {
        return Err(FrameError::Empty);
    }
    let bytes: usize = items.iter().map(|item| item.len()).sum();
    if items.len() > MAX_ITEMS_PER_FRAME || bytes > MAX_FRAME_RAW_BYTES {
        return Err(FrameError::TooLarge);
    }
    Ok(())
}

/// Compresses into a frame.
fn pack(lean: &Lean, level: Level) -> Result<Vec<u8>, FrameError> {
    if lean.text.len() > MAX_FRAME_RAW_BYTES || lean.noise.len() > MAX_FRAME_RAW_BYTES {
        return Err(FrameError::TooLarge);
    }
    let packed = dictionary::compress(&lean.text, level).map_err(|_| FrameError::BadCompression)?;
    let packed = packed
        .strip_prefix(&ZSTD_MAGIC)
        .ok_or(FrameError::BadCompression)?;
    let mut frame = Vec::with_capacity(packed.len() + lean.noise.len() + 16);
    frame.push(dictionary::TRAINED);
    for len in [lean.text.len(), packed.len(), lean.noise.len()] {
        leb::write(len as u64, &mut frame);
    }
    let checksum = checksum(&[&frame, packed, &lean.noise]);
    frame.extend_from_slice(&checksum);
    frame.extend_from_slice(packed);
    frame.extend_from_slice(&lean.noise);
    if frame.len() > MAX_FRAME_BYTES {
        return Err(FrameError::TooLarge);
    }
    Ok(frame)
}

/// Opens a frame; the bytes must be one whole frame and nothing else.
fn unpack(frame: &[u8]) -> Result<Lean, FrameError> {
    if frame.len() > MAX_FRAME_BYTES {
        return Err(FrameError::TooLarge);
    }
    let (id, rest) = frame.split_first().ok_or(FrameError::Truncated)?;
    let (text_len, rest) = number(rest)?;
    let (packed_len, rest) = number(rest)?;
    let (noise_len, rest) = number(rest)?;
    let header = frame
        .get(..frame.len() - rest.len())
        .ok_or(FrameError::Truncated)?;
    let small = |len| {
        usize::try_from(len)
            .ok()
            .filter(|len| *len <= MAX_FRAME_RAW_BYTES)
            .ok_or(FrameError::TooLarge)
    };
    let (text_len, noise_len) = (small(text_len)?, small(noise_len)?);
    let (found, body) = rest
        .split_first_chunk::<CHECKSUM_BYTES>()
        .ok_or(FrameError::Truncated)?;
    match (body.len() as u64).cmp(&packed_len.saturating_add(noise_len as u64)) {
        std::cmp::Ordering::Less => return Err(FrameError::Truncated),
        std::cmp::Ordering::Greater => return Err(FrameError::TrailingBytes),
        std::cmp::Ordering::Equal => {}
    }
    if *found != checksum(&[header, body]) {
        return Err(FrameError::BadChecksum);
    }
    if ![dictionary::NONE, dictionary::TRAINED].contains(id) {
        return Err(FrameError::UnknownDictionary);
    }
    let (packed, noise) = body
        .split_at_checked(body.len() - noise_len)
        .ok_or(FrameError::Truncated)?;
    let packed = [&ZSTD_MAGIC, packed].concat();
    let text =
        dictionary::decompress(&packed, *id, text_len).map_err(|_| FrameError::BadCompression)?;
    if text.len() != text_len {
        return Err(FrameError::BadCompression);
    }
    let noise = noise.to_vec();
    Ok(Lean { text, noise })
}

fn number(bytes: &[u8]) -> Result<(u64, &[u8]), FrameError> {
    match leb::read(bytes) {
        Number::Read(value, rest) => Ok((value, rest)),
        Number::Cut => Err(FrameError::Truncated),
        Number::Bad => Err(FrameError::BadNumber),
    }
}

fn checksum(parts: &[&[u8]]) -> [u8; CHECKSUM_BYTES] {
    parts
        .iter()
        .fold(0, |sum, part| crc32c::crc32c_append(sum, part))
        .to_le_bytes()
}
