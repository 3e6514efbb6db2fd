//! The hash chain over a shelf's feed.
//!
//! Each entry extends the chain; a cursor carries the chain at its place. A device and a hub whose histories of
//! a shelf differ anywhere before the cursor notice it in the same round trip.

use crate::fixed::hex_bytes;
use crate::hashes::sha256;
use crate::ids::ShelfId;

hex_bytes!(
    /// The chain of a shelf at some place: the first 16 bytes of a SHA-256. *Frozen.*
    ///
    /// Sixteen bytes keep a cursor small. Finding another history with the chain of a given one takes 2^128
    /// tries; whoever could choose both histories is the hub, which is trusted to order.
    Chain, 16
);

const GENESIS_CONTEXT: &[u8] = b"alongside shelf\0";
const ENTRY_CONTEXT: &[u8] = b"alongside entry\0";

impl Chain {
    /// The chain of a shelf before its first entry.
    #[must_use]
    pub fn genesis(shelf: &ShelfId) -> Self {
        Self::first_half(sha256(&[GENESIS_CONTEXT, shelf.as_bytes()]))
    }

    /// The chain after one more entry, given as its encoded bytes.
    #[must_use]
    pub fn extend(&self, entry: &[u8]) -> Self {
        Self::first_half(sha256(&[ENTRY_CONTEXT, self.as_bytes(), entry]))
    }

    fn first_half(hash: [u8; 32]) -> Self {
        let (half, _) = hash.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
        Self::new(*half)
    }
}
