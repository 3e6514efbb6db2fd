//! A frame of faces: what a new device shows of its people before the feed has come. To this room they are bytes.

use crate::bytes::Bytes;
use crate::frame::lean::{Lean, Reader};
use crate::frame::{FrameError, Level, pack, unpack};
use crate::ids::RecordId;
use crate::limits::{MAX_FACE_BYTES, MAX_FRAME_RAW_BYTES, MAX_ITEMS_PER_FRAME};

/// The face of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Whose.
    pub record: RecordId,
    /// Up to where the document had been published when it was made.
    pub doc_seq: u64,
    /// What it says.
    pub bytes: Bytes,
}

/// Faces in rising order of the records, kept together or not at all. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceFrame {
    /// The faces; at least one.
    pub faces: Vec<Face>,
}

impl FaceFrame {
    /// Packs it.
    ///
    /// # Errors
    /// When it is empty, too large or not in order.
    pub fn encode(&self, level: Level) -> Result<Vec<u8>, FrameError> {
        self.check()?;
        pack(&self.lean(), level)
    }

    /// Opens one.
    ///
    /// # Errors
    /// When the bytes are not one whole frame of faces.
    pub fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        let lean = unpack(frame)?;
        let mut reader = Reader::new(&lean);
        let mut faces = Vec::new();
        for _ in 0..reader.count(MAX_ITEMS_PER_FRAME)? {
            faces.push(Face {
                record: RecordId::new(reader.noise_array()?),
                doc_seq: reader.number()?,
                bytes: Bytes::from(reader.text()?),
            });
        }
        let opened = Self { faces };
        opened.check()?;
        if opened.lean() == lean {
            Ok(opened)
        } else {
            Err(FrameError::NotCanonical)
        }
    }

    fn lean(&self) -> Lean {
        let mut lean = Lean::default();
        lean.number(self.faces.len() as u64);
        for face in &self.faces {
            lean.noise(&face.record.to_bytes());
            lean.number(face.doc_seq);
            lean.text(&face.bytes);
        }
        lean
    }

    fn check(&self) -> Result<(), FrameError> {
        if self.faces.is_empty() {
            return Err(FrameError::Empty);
        }
        let bytes: usize = self.faces.iter().map(|face| face.bytes.len()).sum();
        let too_large = |face: &Face| face.bytes.len() > MAX_FACE_BYTES;
        if self.faces.len() > MAX_ITEMS_PER_FRAME
            || bytes > MAX_FRAME_RAW_BYTES
            || self.faces.iter().any(too_large)
        {
            return Err(FrameError::TooLarge);
        }
        if self
            .faces
            .is_sorted_by(|one, next| one.record < next.record)
        {
            Ok(())
        } else {
            Err(FrameError::NotCanonical)
        }
    }
}
