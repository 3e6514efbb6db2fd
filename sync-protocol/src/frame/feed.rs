//! A frame of feed entries of one shelf, ending in a commit point.

use crate::bytes::Bytes;
use crate::chain::Chain;
use crate::frame::lean::{Lean, Own, Reader, read_entries, write_entries};
use crate::frame::{FrameError, Level, check_items, pack, unpack};
use crate::ids::{DeviceId, ShelfId};
use crate::limits::MAX_FEED_ENTRY_BYTES;

/// Consecutive entries of one shelf. Applied whole, together with the cursor it ends in. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedFrame {
    /// Which shelf.
    pub shelf: ShelfId,
    /// The number of the last entry in it.
    pub seq: u64,
    /// The chain after the last entry.
    pub chain: Chain,
    /// The entries, each in its one encoding ([`crate::feed::FeedEntry`]); at least one.
    pub entries: Vec<Bytes>,
}

impl FeedFrame {
    /// Packs it for anybody.
    ///
    /// # Errors
    /// When it is empty or too large.
    pub fn encode(&self, level: Level) -> Result<Vec<u8>, FrameError> {
        self.encode_for(None, level)
    }

    /// Packs it for a device, with numbers in the place of envelopes that this device has signed.
    ///
    /// # Errors
    /// When it is empty or too large.
    pub fn encode_for(&self, own: Option<DeviceId>, level: Level) -> Result<Vec<u8>, FrameError> {
        self.check()?;
        pack(&self.lean(own), level)
    }

    /// Opens one that is for anybody.
    ///
    /// # Errors
    /// When the bytes are not one whole frame of feed entries.
    pub fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        Self::decode_with(frame, None)
    }

    /// Opens one, filling in what the device has signed from what it holds.
    ///
    /// # Errors
    /// When the bytes are not one whole frame of feed entries, or refer to an envelope that is not held.
    pub fn decode_with(frame: &[u8], mut own: Option<&mut Own<'_>>) -> Result<Self, FrameError> {
        let lean = unpack(frame)?;
        let mut reader = Reader::new(&lean);
        let opened = Self {
            shelf: ShelfId::new(reader.noise_array()?),
            seq: reader.number()?,
            chain: Chain::new(reader.noise_array()?),
            entries: read_entries(&mut reader, own.as_deref_mut())?,
        };
        opened.check()?;
        if opened.lean(own.and_then(|own| own.asked())) == lean {
            Ok(opened)
        } else {
            Err(FrameError::NotCanonical)
        }
    }

    /// What of it is compressed: a dictionary is trained on this.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        self.lean(None).text
    }

    fn lean(&self, own: Option<DeviceId>) -> Lean {
        let mut lean = Lean::default();
        lean.noise(self.shelf.as_bytes());
        lean.number(self.seq);
        lean.noise(self.chain.as_bytes());
        write_entries(&self.entries, own, &mut lean);
        lean
    }

    fn check(&self) -> Result<(), FrameError> {
        let too_large = |entry: &Bytes| entry.len() > MAX_FEED_ENTRY_BYTES;
        if self.entries.iter().any(too_large) {
            return Err(FrameError::TooLarge);
        }
        check_items(&self.entries)
    }
}
