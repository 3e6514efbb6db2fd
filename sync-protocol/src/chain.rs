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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cursor::Cursor;
    use crate::testing::shelf;
    use proptest::prelude::*;

    #[test]
    fn shelves_begin_apart() {
        assert_ne!(Chain::genesis(&shelf(1)), Chain::genesis(&shelf(2)));
    }

    proptest! {
        #[test]
        fn a_chain_tells_every_history_from_every_other(
            entries in proptest::collection::vec(any::<Vec<u8>>(), 1..8),
            others in proptest::collection::vec(any::<Vec<u8>>(), 1..8),
            cut in any::<prop::sample::Index>(),
        ) {
            let read = |from: Cursor, entries: &[Vec<u8>]| {
                entries.iter().fold(from, |cursor, entry| cursor.after(entry).unwrap())
            };
            let start = Cursor::start(shelf(1), 1);
            let whole = read(start, &entries);
            prop_assert_eq!(whole.seq, entries.len() as u64);
            // In two goes as in one.
            let (front, back) = entries.split_at(cut.index(entries.len()));
            prop_assert_eq!(read(read(start, front), back), whole);
            // Same bytes in other pieces, other order, other entries.
            prop_assert_eq!(read(start, &others).chain == whole.chain, others == entries);
            let joined = [entries.concat()];
            prop_assert_eq!(read(start, &joined).chain == whole.chain, entries.len() == 1);
        }
    }
}
