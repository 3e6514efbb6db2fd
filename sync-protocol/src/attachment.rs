//! Attachments: a scanned paper or a photograph of a document, sealed, in pieces of one size.
//!
//! What travels is sealed with a key that stands only in the record, so whoever carries the pieces cannot read
//! them. An attachment is known by its content: the SHA-256 of all its sealed pieces, one after the other. Here are
//! the sizes and the name; the sealing is where the record is.

use sha2::{Digest, Sha256};

use crate::hashes::Hash;
use crate::limits::{
    MAX_ATTACHMENT_BYTES, MAX_PIECES_PER_ATTACHMENT, MAX_SEALED_PIECE_BYTES, PIECE_BYTES,
    PIECE_SEAL_BYTES,
};

/// In how many pieces a file of so many bytes travels; nothing where there is no such attachment.
#[must_use]
pub fn pieces_of(bytes: u64) -> Option<u32> {
    let fits = bytes > 0 && bytes <= MAX_ATTACHMENT_BYTES as u64;
    u32::try_from(bytes.div_ceil(PIECE_BYTES as u64))
        .ok()
        .filter(|_| fits)
}

/// Whether a sealed piece may be this one of so many: every piece is full but for the last, which is not empty.
#[must_use]
pub fn is_piece(number: u32, total: u32, sealed_bytes: usize) -> bool {
    let in_range = total <= MAX_PIECES_PER_ATTACHMENT && number < total;
    let is_last = number.checked_add(1) == Some(total);
    let full = sealed_bytes == MAX_SEALED_PIECE_BYTES;
    let fits = sealed_bytes > PIECE_SEAL_BYTES && sealed_bytes < MAX_SEALED_PIECE_BYTES;
    in_range && (full || (is_last && fits))
}

/// Names an attachment, piece by piece.
#[derive(Debug, Default)]
pub struct ContentHasher(Sha256);

impl ContentHasher {
    /// Takes the next sealed piece.
    pub fn add(&mut self, sealed_piece: &[u8]) {
        self.0.update(sealed_piece);
    }

    /// The content.
    #[must_use]
    pub fn finish(self) -> Hash {
        Hash::new(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_as_many_pieces_as_it_needs() {
        let piece = PIECE_BYTES as u64;
        let largest = MAX_ATTACHMENT_BYTES as u64;
        for (bytes, pieces) in [
            (0, None),
            (1, Some(1)),
            (piece, Some(1)),
            (piece + 1, Some(2)),
            (largest, Some(MAX_PIECES_PER_ATTACHMENT)),
            (largest + 1, None),
            (u64::MAX, None),
        ] {
            assert_eq!(pieces_of(bytes), pieces, "{bytes}");
        }
    }

    #[test]
    fn only_the_last_piece_may_be_short_and_none_is_empty() {
        let full = MAX_SEALED_PIECE_BYTES;
        assert!(is_piece(0, 2, full) && is_piece(1, 2, full));
        assert!(is_piece(1, 2, PIECE_SEAL_BYTES + 1));
        assert!(!is_piece(0, 2, full - 1));
        assert!(!is_piece(1, 2, full + 1));
        assert!(!is_piece(1, 2, PIECE_SEAL_BYTES));
        assert!(!is_piece(2, 2, full));
        assert!(!is_piece(0, 0, full));
        assert!(!is_piece(0, MAX_PIECES_PER_ATTACHMENT + 1, full));
        assert!(!is_piece(u32::MAX, u32::MAX, full));
    }

    #[test]
    fn the_content_is_the_hash_of_all_pieces_in_order() {
        let mut hasher = ContentHasher::default();
        hasher.add(b"a");
        hasher.add(b"bc");
        assert_eq!(hasher.finish(), Hash::of(b"abc"));
    }
}
