//! Frames: many small things compressed together, opened with a bound.
//!
//! ```text
//! dictionary id   1 byte    which dictionary it was compressed with; 0 is none
//! raw length      LEB128    how many bytes it opens to
//! packed length   LEB128    how many bytes follow the checksum
//! CRC32C          4 bytes   little endian, over the header so far and the packed bytes
//! packed bytes              one zstd frame
//! ```
//!
//! The checksum is for early and cheap detection of damage; integrity comes from TLS, chains and hashes.
//! Two kinds of thing travel in frames: entries of one shelf, down ([`FeedFrame`]), and envelopes, up
//! ([`EnvelopeFrame`]).

mod envelopes;
mod feed;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use envelopes::EnvelopeFrame;
pub use feed::FeedFrame;

use crate::canonical::Fault;
use crate::leb::{self, Number};
use crate::limits::{MAX_FRAME_BYTES, MAX_FRAME_RAW_BYTES};

/// No dictionary. A trained one comes with its own number; old numbers stay readable.
const NO_DICTIONARY: u8 = 0;
const CHECKSUM_BYTES: usize = 4;

/// How hard to compress. Any level opens alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(i32);

impl Level {
    /// For devices: a weak link costs more than four milliseconds a day.
    pub const DEVICE: Self = Self(19);
    /// For the hub, which compresses for everybody.
    pub const HUB: Self = Self(3);

    /// A zstd level, brought into 1..=19.
    #[must_use]
    pub fn new(level: i32) -> Self {
        Self(level.clamp(1, 19))
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
            Self::Empty => "frame.empty",
        }
    }
}

impl From<Fault> for FrameError {
    fn from(fault: Fault) -> Self {
        match fault {
            // Inside a frame whose checksum holds, an early end is a wrong form and not a cut cable.
            Fault::Truncated | Fault::Malformed => Self::Malformed,
            Fault::NotCanonical => Self::NotCanonical,
        }
    }
}

/// Compresses into a frame.
pub(crate) fn pack(raw: &[u8], level: Level) -> Result<Vec<u8>, FrameError> {
    if raw.len() > MAX_FRAME_RAW_BYTES {
        return Err(FrameError::TooLarge);
    }
    let packed = zstd::bulk::compress(raw, level.0).map_err(|_| FrameError::BadCompression)?;
    let mut frame = Vec::with_capacity(packed.len() + 16);
    frame.push(NO_DICTIONARY);
    leb::write(raw.len() as u64, &mut frame);
    leb::write(packed.len() as u64, &mut frame);
    let checksum = checksum(&frame, &packed);
    frame.extend_from_slice(&checksum);
    frame.extend_from_slice(&packed);
    Ok(frame)
}

/// Opens a frame; the bytes must be one whole frame and nothing else.
pub(crate) fn unpack(frame: &[u8]) -> Result<Vec<u8>, FrameError> {
    if frame.len() > MAX_FRAME_BYTES {
        return Err(FrameError::TooLarge);
    }
    let (dictionary, rest) = frame.split_first().ok_or(FrameError::Truncated)?;
    let (raw_len, rest) = number(rest)?;
    let (packed_len, rest) = number(rest)?;
    let header = frame
        .get(..frame.len() - rest.len())
        .ok_or(FrameError::Truncated)?;
    let raw_len = usize::try_from(raw_len).map_err(|_| FrameError::TooLarge)?;
    if raw_len > MAX_FRAME_RAW_BYTES {
        return Err(FrameError::TooLarge);
    }
    let (found, packed) = rest
        .split_first_chunk::<CHECKSUM_BYTES>()
        .ok_or(FrameError::Truncated)?;
    match (packed.len() as u64).cmp(&packed_len) {
        std::cmp::Ordering::Less => return Err(FrameError::Truncated),
        std::cmp::Ordering::Greater => return Err(FrameError::TrailingBytes),
        std::cmp::Ordering::Equal => {}
    }
    if *found != checksum(header, packed) {
        return Err(FrameError::BadChecksum);
    }
    if *dictionary != NO_DICTIONARY {
        return Err(FrameError::UnknownDictionary);
    }
    // Opens into a buffer of the announced length, so a bomb fails instead of growing.
    let raw = zstd::bulk::decompress(packed, raw_len).map_err(|_| FrameError::BadCompression)?;
    if raw.len() == raw_len {
        Ok(raw)
    } else {
        Err(FrameError::BadCompression)
    }
}

fn number(bytes: &[u8]) -> Result<(u64, &[u8]), FrameError> {
    match leb::read(bytes) {
        Number::Read(value, rest) => Ok((value, rest)),
        Number::Cut => Err(FrameError::Truncated),
        Number::Bad => Err(FrameError::BadNumber),
    }
}

fn checksum(header: &[u8], packed: &[u8]) -> [u8; CHECKSUM_BYTES] {
    crc32c::crc32c_append(crc32c::crc32c(header), packed).to_le_bytes()
}
