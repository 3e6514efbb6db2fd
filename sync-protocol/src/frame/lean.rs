//! The lean form of what a frame holds: what follows from something before it in the frame is not said again.
//!
//! Two streams of bytes. `text` is what zstd can make smaller; `noise` is what nothing can: signatures, hashes, random
//! ids. They travel side by side, because noise among text spoils the statistics that zstd lives on.
//!
//! What is told in the lean form is always the exact bytes: whatever is not in the form that could be rebuilt (an
//! envelope of an unknown version, a compressed change) is carried as it is. Frames have one encoding here too, so a
//! reader packs again what it has opened and compares.

mod change;
mod columns;
mod envelope;
mod ids;
mod item;
mod own;
mod said;
#[cfg(test)]
mod tests;

pub use own::Own;

pub(super) use item::{read_entries, read_envelopes, write_entries, write_envelopes};

use crate::frame::FrameError;
use crate::leb::{self, Number};
use crate::limits::MAX_FRAME_RAW_BYTES;

/// The two streams.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lean {
    pub(super) text: Vec<u8>,
    pub(super) noise: Vec<u8>,
}

impl Lean {
    pub(super) fn number(&mut self, value: u64) {
        leb::write(value, &mut self.text);
    }

    /// How far a number is from the one that was expected; small distances are short.
    pub(super) fn distance(&mut self, value: u64, expected: u64) {
        let far = value.wrapping_sub(expected).cast_signed();
        self.number(((far << 1) ^ (far >> 63)).cast_unsigned());
    }

    pub(super) fn text(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.text.extend_from_slice(bytes);
    }

    pub(super) fn noise(&mut self, bytes: &[u8]) {
        self.noise.extend_from_slice(bytes);
    }
}

/// Reads the two streams, and counts what they open to.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    text: &'a [u8],
    noise: &'a [u8],
    left: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(lean: &'a Lean) -> Self {
        Self {
            text: &lean.text,
            noise: &lean.noise,
            left: MAX_FRAME_RAW_BYTES,
        }
    }

    pub(super) fn number(&mut self) -> Result<u64, FrameError> {
        match leb::read(self.text) {
            Number::Read(value, rest) => {
                self.text = rest;
                Ok(value)
            }
            Number::Cut | Number::Bad => Err(FrameError::Malformed),
        }
    }

    pub(super) fn count(&mut self, max: usize) -> Result<usize, FrameError> {
        let count = usize::try_from(self.number()?).ok();
        count
            .filter(|count| *count <= max)
            .ok_or(FrameError::Malformed)
    }

    pub(super) fn distance(&mut self, expected: u64) -> Result<u64, FrameError> {
        let folded = self.number()?;
        let far = (folded >> 1) ^ (folded & 1).wrapping_neg();
        Ok(expected.wrapping_add(far))
    }

    pub(super) fn text(&mut self) -> Result<&'a [u8], FrameError> {
        let len = self.count(self.text.len())?;
        let (taken, rest) = self
            .text
            .split_at_checked(len)
            .ok_or(FrameError::Malformed)?;
        self.text = rest;
        Ok(taken)
    }

    pub(super) fn noise(&mut self, len: usize) -> Result<&'a [u8], FrameError> {
        let (taken, rest) = self
            .noise
            .split_at_checked(len)
            .ok_or(FrameError::Malformed)?;
        self.noise = rest;
        Ok(taken)
    }

    pub(super) fn noise_array<const N: usize>(&mut self) -> Result<[u8; N], FrameError> {
        let taken = self.noise(N)?;
        taken.try_into().map_err(|_| FrameError::Malformed)
    }

    /// To be called before so many bytes of what the frame opens to are made.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), FrameError> {
        self.left = self.left.checked_sub(bytes).ok_or(FrameError::TooLarge)?;
        Ok(())
    }
}

/// A number that must fit where it goes.
fn small<T: TryFrom<u64>>(reader: &mut Reader<'_>) -> Result<T, FrameError> {
    T::try_from(reader.number()?).map_err(|_| FrameError::Malformed)
}
