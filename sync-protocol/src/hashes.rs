//! SHA-256 hashes, each kind a type of its own so that one cannot stand where another is meant.

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::fixed::hex_bytes;

/// A text that is not lower-case hexadecimal of the right length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a hash: expected lower-case hexadecimal of the right length")]
pub struct HexError;

hex_bytes!(
    /// A SHA-256 hash of something that has no type of its own.
    Hash, 32
);
hex_bytes!(
    /// The hash of a signed envelope: SHA-256 of all its bytes, signature included.
    EnvelopeHash, 32
);
hex_bytes!(
    /// The hash by which automerge names a change.
    ChangeHash, 32
);
hex_bytes!(
    /// The hash of a signed certificate: SHA-256 of all its bytes, signature included.
    CertificateHash, 32
);

impl Hash {
    /// The hash of the bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::new(sha256(&[bytes]))
    }
}

/// SHA-256 of the parts, one after the other. Callers see to it that the parts cannot be cut differently.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_sha_256_in_lower_case_hexadecimal() {
        let hash = Hash::of(b"abc");
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash.to_string(), text);
        assert_eq!(text.parse(), Ok(hash));
        assert_eq!(text.to_uppercase().parse::<Hash>(), Err(HexError));
        assert_eq!("ba78".parse::<Hash>(), Err(HexError));
    }
}
