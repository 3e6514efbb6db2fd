//! What a device wrote itself comes back to it as numbers: it holds the bytes.

use std::fmt;

use super::change;
use super::said::Said;
use crate::bytes::Bytes;
use crate::envelope::SignedEnvelope;
use crate::frame::FrameError;
use crate::ids::DeviceId;

/// The envelopes that a device has signed, as it holds them.
pub struct Own<'a> {
    device: DeviceId,
    held: &'a mut dyn FnMut(u64) -> Option<Bytes>,
    used: bool,
}

impl<'a> Own<'a> {
    /// The envelopes of a device by their numbers.
    pub fn new(device: DeviceId, held: &'a mut dyn FnMut(u64) -> Option<Bytes>) -> Self {
        Self {
            device,
            held,
            used: false,
        }
    }

    /// The device, where one of its envelopes was asked for.
    pub(crate) fn asked(&self) -> Option<DeviceId> {
        self.used.then_some(self.device)
    }

    /// An envelope as it is held here. Whether it is the one that was meant, the chain tells.
    pub(super) fn envelope(&mut self, dev_seq: u64) -> Result<SignedEnvelope, FrameError> {
        self.used = true;
        (self.held)(dev_seq)
            .and_then(|bytes| SignedEnvelope::decode(&bytes).ok())
            .filter(|signed| {
                let header = &signed.claimed().header;
                header.device == self.device && header.dev_seq == dev_seq
            })
            .ok_or(FrameError::OwnMissing)
    }
}

impl fmt::Debug for Own<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "own envelopes of {}", self.device)
    }
}

/// Both sides know what is in it, so what follows may point to it.
pub(super) fn remember(signed: &SignedEnvelope, said: &mut Said) {
    let envelope = signed.claimed();
    for chunk in &envelope.changes {
        change::remember_whole(chunk, envelope.header.document, said);
    }
}
