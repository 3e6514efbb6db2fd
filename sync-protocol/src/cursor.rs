//! How far a device has read a shelf.

use minicbor::{Decode, Encode};

use crate::chain::Chain;
use crate::ids::ShelfId;

/// A place in a shelf's feed. Kept in the same transaction as the data it covers; if it were not, a crash
/// between the two would skip entries for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Cursor {
    /// Which shelf.
    #[n(0)]
    pub shelf: ShelfId,
    /// The hub's epoch when this was read; another epoch means the hub was restored and may have forgotten.
    #[n(1)]
    pub epoch: u64,
    /// The number of the last entry applied; 0 before the first.
    #[n(2)]
    pub seq: u64,
    /// The chain after that entry.
    #[n(3)]
    pub chain: Chain,
}

impl Cursor {
    /// The place before the first entry.
    #[must_use]
    pub fn start(shelf: ShelfId, epoch: u64) -> Self {
        Self {
            shelf,
            epoch,
            seq: 0,
            chain: Chain::genesis(&shelf),
        }
    }

    /// The place after one more entry, given as its encoded bytes. Nothing at the end of numbers.
    #[must_use]
    pub fn after(&self, entry: &[u8]) -> Option<Self> {
        Some(Self {
            seq: self.seq.checked_add(1)?,
            chain: self.chain.extend(entry),
            ..*self
        })
    }
}
