//! A frame of feed entries of one shelf, ending in a commit point.

use minicbor::{Decode, Encode};

use crate::bytes::Bytes;
use crate::canonical;
use crate::chain::Chain;
use crate::frame::{FrameError, Level, pack, unpack};
use crate::ids::ShelfId;
use crate::limits::{MAX_FEED_ENTRY_BYTES, MAX_ITEMS_PER_FRAME};

/// Consecutive entries of one shelf. Applied whole, together with the cursor it ends in. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FeedFrame {
    /// Which shelf.
    #[n(0)]
    pub shelf: ShelfId,
    /// The number of the last entry in it.
    #[n(1)]
    pub seq: u64,
    /// The chain after the last entry.
    #[n(2)]
    pub chain: Chain,
    /// The entries, each in its one encoding ([`crate::feed::FeedEntry`]); at least one.
    #[cbor(
        n(3),
        decode_with = "canonical::at_most::<_, _, { MAX_ITEMS_PER_FRAME }>"
    )]
    pub entries: Vec<Bytes>,
}

impl FeedFrame {
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
    /// When the bytes are not one whole frame of feed entries.
    pub fn decode(frame: &[u8]) -> Result<Self, FrameError> {
        let opened: Self = canonical::decode(&unpack(frame)?)?;
        opened.check()?;
        Ok(opened)
    }

    fn check(&self) -> Result<(), FrameError> {
        if self.entries.is_empty() {
            return Err(FrameError::Empty);
        }
        let too_large = |entry: &Bytes| entry.len() > MAX_FEED_ENTRY_BYTES;
        if self.entries.len() > MAX_ITEMS_PER_FRAME || self.entries.iter().any(too_large) {
            return Err(FrameError::TooLarge);
        }
        Ok(())
    }
}
