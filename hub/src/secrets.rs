//! Randomness, one-time codes, and the proofs made with them.

use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sync_protocol::enrolment::Proof;
use sync_protocol::one_time_code::OneTimeCode;
use sync_protocol::secret::Secret;
use thiserror::Error;

/// Argon2id as the enrolment protocol fixes it: memory in KiB, passes, lanes.
const STRETCH_MEMORY_KIB: u32 = 19 * 1024;
const STRETCH_PASSES: u32 = 2;
const STRETCH_LANES: u32 = 1;

/// Why no secret could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SecretError {
    /// The system gave no randomness.
    #[error("the system gave no random bytes")]
    NoRandomness,
    /// A code could not be stretched, for want of memory.
    #[error("a code could not be stretched")]
    Stretching,
    /// A proof could not be computed.
    #[error("a proof could not be computed")]
    Proving,
}

impl SecretError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoRandomness => "secret.no_randomness",
            Self::Stretching => "secret.stretching",
            Self::Proving => "secret.proving",
        }
    }
}

/// Random bytes from the system.
///
/// # Errors
/// When the system gives none.
pub fn random<const N: usize>() -> Result<[u8; N], SecretError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| SecretError::NoRandomness)?;
    Ok(bytes)
}

/// Stretches the secret part of a code into a key: guessing one costs 19 MiB and tens of milliseconds.
///
/// # Errors
/// When there is no memory for it.
pub fn stretch(code: &OneTimeCode, salt: &[u8; 32]) -> Result<Secret<32>, SecretError> {
    let params = Params::new(STRETCH_MEMORY_KIB, STRETCH_PASSES, STRETCH_LANES, Some(32))
        .map_err(|_| SecretError::Stretching)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(code.secret().dangerously_reveal(), salt, &mut key)
        .map_err(|_| SecretError::Stretching)?;
    Ok(Secret::new(key))
}

/// The proof of knowing a stretched code over what is to be proved.
///
/// # Errors
/// Never with a key of this length; but a proof that is none must not be made up.
pub fn prove(stretched: &Secret<32>, input: &[u8]) -> Result<Proof, SecretError> {
    let mac = Hmac::<Sha256>::new_from_slice(stretched.dangerously_reveal())
        .map_err(|_| SecretError::Proving)?;
    Ok(Proof::new(
        mac.chain_update(input).finalize().into_bytes().into(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_depends_on_code_salt_and_input() {
        let code: OneTimeCode = "K7QF-2M9X-TB4D".parse().unwrap();
        let other: OneTimeCode = "K7QF-2M9X-TB4E".parse().unwrap();
        let key = stretch(&code, &[1; 32]).unwrap();
        assert_eq!(key, stretch(&code, &[1; 32]).unwrap());
        assert_ne!(key, stretch(&other, &[1; 32]).unwrap());
        assert_ne!(key, stretch(&code, &[2; 32]).unwrap());
        assert_eq!(
            prove(&key, b"input").unwrap(),
            prove(&key, b"input").unwrap()
        );
        assert_ne!(
            prove(&key, b"input").unwrap(),
            prove(&key, b"other").unwrap()
        );
    }
}
