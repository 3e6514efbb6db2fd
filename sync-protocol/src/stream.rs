//! The response as a stream of parts, each with its length, so that it can be read as it comes and cut anywhere.
//!
//! ```text
//! kind     1 byte    0 head, 1 frame, 2 end
//! length   LEB128    how many bytes follow
//! body
//! ```
//!
//! A reader gives out whole parts only. It holds at most one part and what came with it, and refuses a length
//! beyond the part's limit before it waits for the bytes.

mod faces;
#[cfg(test)]
mod tests;

pub use faces::{FacePager, FacesPart, FacesReader};

use thiserror::Error;

use crate::canonical;
use crate::frame::{FeedFrame, FrameError, Own};
use crate::leb::{self, Number};
use crate::limits::{MAX_END_BYTES, MAX_FRAME_BYTES, MAX_HEAD_BYTES};
use crate::message::response::{SyncEnd, SyncHead};

const KIND_HEAD: u8 = 0;
const KIND_FRAME: u8 = 1;
const KIND_END: u8 = 2;

/// One part of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What was accepted; comes first.
    Head(SyncHead),
    /// Entries of one shelf.
    Frame(FeedFrame),
    /// Where everything stands; comes last.
    End(SyncEnd),
}

/// Why a stream of bytes is not a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StreamError {
    /// A part of a kind this version does not know.
    #[error("a part of the response is of an unknown kind")]
    UnknownPart,
    /// A part longer than its kind may be.
    #[error("a part of the response is too large")]
    TooLarge,
    /// A length that is not in its shortest form.
    #[error("a length in the response is not in its shortest form")]
    BadNumber,
    /// The head or the end does not have the right form.
    #[error("the head or the end of the response does not have the right form")]
    Malformed,
    /// A frame is not one.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

impl StreamError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownPart => "stream.unknown_part",
            Self::TooLarge => "stream.too_large",
            Self::BadNumber => "stream.bad_number",
            Self::Malformed => "stream.malformed",
            Self::Frame(error) => error.code(),
        }
    }
}

/// Encodes the head of a response as a part.
#[must_use]
pub fn head_part(head: SyncHead) -> Vec<u8> {
    part(KIND_HEAD, &canonical::encode(&head))
}

/// Wraps an encoded [`FeedFrame`] as a part.
#[must_use]
pub fn frame_part(frame: &[u8]) -> Vec<u8> {
    part(KIND_FRAME, frame)
}

/// Encodes the end of a response as a part.
#[must_use]
pub fn end_part(end: &SyncEnd) -> Vec<u8> {
    part(KIND_END, &canonical::encode(end))
}

fn part(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() + 6);
    bytes.push(kind);
    leb::write(body.len() as u64, &mut bytes);
    bytes.extend_from_slice(body);
    bytes
}

/// Reads parts out of bytes that come in any pieces.
#[derive(Debug, Default)]
pub struct PartReader {
    bytes: Vec<u8>,
    /// How many of the bytes are already given out.
    read: usize,
}

impl PartReader {
    /// A reader that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece.
    pub fn feed(&mut self, piece: &[u8]) {
        // Given-out bytes go before new ones come, so that the buffer stays as small as what is unread.
        self.bytes.drain(..self.read.min(self.bytes.len()));
        self.read = 0;
        self.bytes.extend_from_slice(piece);
    }

    /// Whether every byte taken has been given out: the stream stands between two parts.
    #[must_use]
    pub fn is_between_parts(&self) -> bool {
        self.read >= self.bytes.len()
    }

    /// The next whole part of a response to anybody, or nothing when more bytes are needed.
    ///
    /// # Errors
    /// When the bytes are not a response; nothing after that place can be read.
    pub fn next_part(&mut self) -> Result<Option<Part>, StreamError> {
        self.next_part_with(None)
    }

    /// The next whole part, with what the device has signed filled in from what it holds.
    ///
    /// # Errors
    /// When the bytes are not a response; nothing after that place can be read.
    pub fn next_part_with(
        &mut self,
        own: Option<&mut Own<'_>>,
    ) -> Result<Option<Part>, StreamError> {
        let unread = self.bytes.get(self.read..).unwrap_or_default();
        let limit = |kind| match kind {
            KIND_HEAD => Some(MAX_HEAD_BYTES),
            KIND_FRAME => Some(MAX_FRAME_BYTES),
            KIND_END => Some(MAX_END_BYTES),
            _ => None,
        };
        let Some((kind, body, rest)) = whole_part(unread, limit)? else {
            return Ok(None);
        };
        let part = match kind {
            KIND_HEAD => Part::Head(canonical::decode(body).map_err(|_| StreamError::Malformed)?),
            KIND_FRAME => Part::Frame(FeedFrame::decode_with(body, own)?),
            _ => Part::End(canonical::decode(body).map_err(|_| StreamError::Malformed)?),
        };
        self.read = self.bytes.len() - rest.len();
        Ok(Some(part))
    }
}

/// Kind, body, and what follows.
type WholePart<'a> = (u8, &'a [u8], &'a [u8]);

/// The kind and the body of the part that stands first, and what follows it; nothing when more bytes are needed. A kind
/// without a limit is none.
fn whole_part(
    unread: &[u8],
    limit: impl Fn(u8) -> Option<usize>,
) -> Result<Option<WholePart<'_>>, StreamError> {
    let Some((kind, rest)) = unread.split_first() else {
        return Ok(None);
    };
    let limit = limit(*kind).ok_or(StreamError::UnknownPart)?;
    let (len, rest) = match leb::read(rest) {
        Number::Read(len, rest) => (len, rest),
        Number::Cut => return Ok(None),
        Number::Bad => return Err(StreamError::BadNumber),
    };
    let len = usize::try_from(len)
        .ok()
        .filter(|len| *len <= limit)
        .ok_or(StreamError::TooLarge)?;
    Ok(rest
        .split_at_checked(len)
        .map(|(body, rest)| (*kind, body, rest)))
}
