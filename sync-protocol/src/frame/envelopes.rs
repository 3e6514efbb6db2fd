//! A frame of envelopes, from a device to the hub.

use crate::bytes::Bytes;
use crate::frame::lean::{Lean, Reader, read_envelopes, write_envelopes};
use crate::frame::{FrameError, Level, check_items, pack, unpack};
use crate::ids::DeviceId;

/// Signed envelopes, those of one device in the order of their numbers. *Frozen.*
///
/// An envelope that cannot be read does not spoil the frame: each is judged alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeFrame {
    /// The device that sends it, which the request around it names: the frame does not say it again.
    pub sender: DeviceId,
    /// The signed envelopes as sealed; at least one.
    pub envelopes: Vec<Bytes>,
}

impl EnvelopeFrame {
    /// Packs it.
    ///
    /// # Errors
    /// When it is empty or too large.
    pub fn encode(&self, level: Level) -> Result<Vec<u8>, FrameError> {
        check_items(&self.envelopes)?;
        pack(&self.lean(), level)
    }

    /// Opens one.
    ///
    /// # Errors
    /// When the bytes are not one whole frame of envelopes.
    pub fn decode(frame: &[u8], sender: DeviceId) -> Result<Self, FrameError> {
        let lean = unpack(frame)?;
        let envelopes = read_envelopes(&mut Reader::new(&lean), sender)?;
        let opened = Self { sender, envelopes };
        check_items(&opened.envelopes)?;
        if opened.lean() == lean {
            Ok(opened)
        } else {
            Err(FrameError::NotCanonical)
        }
    }

    /// What of it is compressed: a dictionary is trained on this.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        self.lean().text
    }

    fn lean(&self) -> Lean {
        let mut lean = Lean::default();
        write_envelopes(&self.envelopes, self.sender, &mut lean);
        lean
    }
}
