//! A frame of envelopes, from a device to the hub.

use minicbor::{Decode, Encode};

use crate::bytes::Bytes;
use crate::canonical;
use crate::frame::{FrameError, Level, pack, unpack};
use crate::limits::MAX_ITEMS_PER_FRAME;

/// Signed envelopes, those of one device in the order of their numbers. *Frozen.*
///
/// An envelope that cannot be read does not spoil the frame: each is judged alone.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EnvelopeFrame {
    /// The signed envelopes as sealed; at least one.
    #[cbor(
        n(0),
        decode_with = "canonical::at_most::<_, _, { MAX_ITEMS_PER_FRAME }>"
    )]
    pub envelopes: Vec<Bytes>,
}

impl EnvelopeFrame {
    /// Packs it.
    ///
    /// # Errors
    /// When it is empty or too large.
    pub fn encode(&self, level: Level) -> Result<Vec<u8>, FrameError> {
        self.check()?;
        pack(&canonical::encode(self), level)
    }

    /// Opens one.
    ///
    /// # Errors
    /// When the bytes are not one whole frame of envelopes.
    pub fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        let opened: Self = canonical::decode(&unpack(frame)?)?;
        opened.check()?;
        Ok(opened)
    }

    fn check(&self) -> Result<(), FrameError> {
        if self.envelopes.is_empty() {
            return Err(FrameError::Empty);
        }
        if self.envelopes.len() > MAX_ITEMS_PER_FRAME {
            Err(FrameError::TooLarge)
        } else {
            Ok(())
        }
    }
}
