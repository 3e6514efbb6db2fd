//! Numbers in one column, words in another: what compresses alike lies together.

use super::FaceError;

/// Writes the two columns.
#[derive(Default)]
pub(super) struct Writer {
    numbers: Vec<u8>,
    words: Vec<u8>,
}

impl Writer {
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.numbers.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.numbers.push(number.to_le_bytes()[0]);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// A number that may be below zero.
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    pub(super) fn words(&mut self, words: &str) {
        self.count(words.len());
        self.words.extend_from_slice(words.as_bytes());
    }

    /// All of it: how long the first column is, and both.
    pub(super) fn finish(self, version: u8) -> Vec<u8> {
        let mut head = Self::default();
        head.count(self.numbers.len());
        [vec![version], head.numbers, self.numbers, self.words].concat()
    }
}

/// Reads them back.
pub(super) struct Reader<'a> {
    numbers: &'a [u8],
    words: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Of what follows the version.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, FaceError> {
        let mut head = Self {
            numbers: bytes,
            words: &[],
        };
        let len = head.count()?;
        let (numbers, words) = head
            .numbers
            .split_at_checked(len)
            .ok_or(FaceError::Malformed)?;
        Ok(Self { numbers, words })
    }

    pub(super) fn number(&mut self) -> Result<u64, FaceError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.numbers.split_first().ok_or(FaceError::Malformed)?;
            self.numbers = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(FaceError::Malformed)
    }

    pub(super) fn count(&mut self) -> Result<usize, FaceError> {
        usize::try_from(self.number()?).map_err(|_| FaceError::Malformed)
    }

    pub(super) fn signed(&mut self) -> Result<i64, FaceError> {
        let folded = self.number()?;
        Ok(((folded >> 1) ^ (folded & 1).wrapping_neg()).cast_signed())
    }

    pub(super) fn words(&mut self) -> Result<String, FaceError> {
        let len = self.count()?;
        let (taken, rest) = self
            .words
            .split_at_checked(len)
            .ok_or(FaceError::Malformed)?;
        self.words = rest;
        String::from_utf8(taken.to_vec()).map_err(|_| FaceError::Malformed)
    }

    /// Has all of it been read?
    pub(super) fn is_at_end(&self) -> bool {
        self.numbers.is_empty() && self.words.is_empty()
    }
}
