//! Public keys and signatures: Ed25519 everywhere.

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use thiserror::Error;

pub use ed25519_dalek::SigningKey;

use crate::fixed::hex_bytes;

#[cfg(test)]
pub(crate) mod quick;

hex_bytes!(
    /// An Ed25519 public key, as bytes that may or may not be a point of the curve.
    PublicKey, 32
);
hex_bytes!(
    /// An Ed25519 signature.
    SignatureBytes, 64
);

/// A signature that does not hold for these bytes and this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the signature does not hold")]
pub struct BadSignature;

impl PublicKey {
    /// The public half of a signing key.
    #[must_use]
    pub fn of(key: &SigningKey) -> Self {
        Self::new(key.verifying_key().to_bytes())
    }

    /// Checks a signature over `context ‖ 0 ‖ message`.
    pub(crate) fn verify(
        &self,
        context: &str,
        message: &[u8],
        signature: &SignatureBytes,
    ) -> Result<(), BadSignature> {
        #[cfg(test)]
        if quick::is_on() {
            return quick::verify(self, context, message, signature);
        }
        let key = VerifyingKey::from_bytes(self.as_bytes()).map_err(|_| BadSignature)?;
        let signature = Signature::from_bytes(signature.as_bytes());
        // Strict: no weak keys and one form per signature, or a copy of an envelope with another signature
        // would look like a fork of its device.
        key.verify_strict(&with_context(context, message), &signature)
            .map_err(|_| BadSignature)
    }
}

/// Signs `context ‖ 0 ‖ message`.
pub(crate) fn sign(context: &str, message: &[u8], key: &SigningKey) -> SignatureBytes {
    #[cfg(test)]
    if quick::is_on() {
        return quick::signature(&PublicKey::of(key), context, message);
    }
    SignatureBytes::new(key.sign(&with_context(context, message)).to_bytes())
}

fn with_context(context: &str, message: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(context.len() + 1 + message.len());
    bytes.extend_from_slice(context.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(message);
    bytes
}
