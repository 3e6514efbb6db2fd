//! Sealing: a file becomes pieces that only whoever has its key can read.
//!
//! Each piece is sealed on its own (ChaCha20-Poly1305), its nonce being its number and whether it is the last: the
//! STREAM construction. So a piece that was altered, moved, left out or cut off the end is noticed. A key seals one
//! file and no other, which is what lets the nonces begin at nothing.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use sync_protocol::attachment::{ContentHasher, pieces_of};
use sync_protocol::hashes::Hash;
use sync_protocol::limits::PIECE_BYTES;
use zeroize::Zeroizing;

/// What every seal says it was made for. *Frozen.*
const CONTEXT: &[u8] = b"alongside attachment v1";

/// The key of one file. It stands in the record's entry, and nowhere else.
pub(super) type ContentKey = Zeroizing<[u8; 32]>;

/// A sealed file.
pub(super) struct Sealed {
    /// Its name: the SHA-256 of its pieces.
    pub(super) content: Hash,
    /// Its pieces, in order.
    pub(super) pieces: Vec<Vec<u8>>,
}

/// Seals a file under a key that is used for nothing else. Nothing where there can be no such attachment: it is empty or
/// too large.
pub(super) fn seal(key: &ContentKey, file: &[u8]) -> Option<Sealed> {
    let total = pieces_of(file.len() as u64)?;
    let cipher = ChaCha20Poly1305::new(&Key::from(**key));
    let mut hasher = ContentHasher::default();
    let mut pieces = Vec::new();
    for (number, plain) in (0..total).zip(file.chunks(PIECE_BYTES)) {
        let payload = Payload {
            msg: plain,
            aad: CONTEXT,
        };
        let piece = cipher.encrypt(&nonce(number, total), payload).ok()?;
        hasher.add(&piece);
        pieces.push(piece);
    }
    Some(Sealed {
        content: hasher.finish(),
        pieces,
    })
}

/// The file in these pieces; nothing where they are not all the pieces of one file that was sealed with this key, as
/// they were and in their order.
pub(super) fn open(key: &ContentKey, pieces: &[Vec<u8>]) -> Option<Vec<u8>> {
    let total = u32::try_from(pieces.len())
        .ok()
        .filter(|total| *total > 0)?;
    let cipher = ChaCha20Poly1305::new(&Key::from(**key));
    let mut file = Vec::new();
    for (number, piece) in (0..total).zip(pieces) {
        let payload = Payload {
            msg: piece.as_slice(),
            aad: CONTEXT,
        };
        let plain = Zeroizing::new(cipher.decrypt(&nonce(number, total), payload).ok()?);
        file.extend_from_slice(&plain);
    }
    Some(file)
}

/// Seven bytes of nothing, the number, and whether it is the last. *Frozen.*
fn nonce(number: u32, total: u32) -> Nonce {
    let [a, b, c, d] = number.to_be_bytes();
    let last = u8::from(number.checked_add(1) == Some(total));
    Nonce::from([0, 0, 0, 0, 0, 0, 0, a, b, c, d, last])
}

#[cfg(test)]
mod tests;
