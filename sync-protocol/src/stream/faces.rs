//! The answer to a request for faces: frames, then an end, so that an answer that was cut is not taken for a short one.

use super::{StreamError, part, whole_part};
use crate::frame::{Face, FaceFrame, FrameError, Level};
use crate::limits::{MAX_FRAME_BYTES, MAX_ITEMS_PER_FRAME, TARGET_FACES_RAW_BYTES};

const KIND_FACES: u8 = 3;
const KIND_END: u8 = 4;

/// One part of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacesPart {
    /// Some faces, kept together or not at all.
    Faces(FaceFrame),
    /// There are no more.
    End,
}

/// Takes faces in rising order of their records and gives out parts of the answer as they fill up.
#[derive(Debug)]
pub struct FacePager {
    level: Level,
    faces: Vec<Face>,
    raw_bytes: usize,
}

impl FacePager {
    /// A pager that has taken nothing.
    #[must_use]
    pub fn new(level: Level) -> Self {
        Self {
            level,
            faces: Vec::new(),
            raw_bytes: 0,
        }
    }

    /// Takes the next face; gives a part when the frame before it is full.
    ///
    /// # Errors
    /// When the frame cannot be packed.
    pub fn push(&mut self, face: Face) -> Result<Option<Vec<u8>>, FrameError> {
        let full = self.raw_bytes + face.bytes.len() > TARGET_FACES_RAW_BYTES
            || self.faces.len() >= MAX_ITEMS_PER_FRAME;
        let part = if full { self.take()? } else { None };
        self.raw_bytes += face.bytes.len();
        self.faces.push(face);
        Ok(part)
    }

    /// Gives what is left, and the end.
    ///
    /// # Errors
    /// When the frame cannot be packed.
    pub fn finish(mut self) -> Result<Vec<u8>, FrameError> {
        let mut last = self.take()?.unwrap_or_default();
        last.extend(part(KIND_END, &[]));
        Ok(last)
    }

    fn take(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        self.raw_bytes = 0;
        let faces = std::mem::take(&mut self.faces);
        if faces.is_empty() {
            return Ok(None);
        }
        let frame = FaceFrame { faces }.encode(self.level)?;
        Ok(Some(part(KIND_FACES, &frame)))
    }
}

/// Reads the parts out of bytes that come in any pieces.
#[derive(Debug, Default)]
pub struct FacesReader {
    bytes: Vec<u8>,
}

impl FacesReader {
    /// Takes the next piece.
    pub fn feed(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
    }

    /// The next whole part, or nothing when more bytes are needed.
    ///
    /// # Errors
    /// When the bytes are no such answer; nothing after that place can be read.
    pub fn next_part(&mut self) -> Result<Option<FacesPart>, StreamError> {
        let limit = |kind| match kind {
            KIND_FACES => Some(MAX_FRAME_BYTES),
            KIND_END => Some(0),
            _ => None,
        };
        let Some((kind, body, rest)) = whole_part(&self.bytes, limit)? else {
            return Ok(None);
        };
        let read = match kind {
            KIND_FACES => FacesPart::Faces(FaceFrame::decode(body)?),
            _ => FacesPart::End,
        };
        let left = rest.len();
        self.bytes.drain(..self.bytes.len() - left);
        Ok(Some(read))
    }
}
