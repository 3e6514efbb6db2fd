//! Signed statements: a payload, its signature, and the bytes of both kept exactly as received.
//!
//! On the wire: CBOR `[payload bytes, signature]`. The signature covers the statement's context and the
//! payload bytes; the hash covers everything, so that two different signatures are two different things.
//! An [`Unverified`] statement becomes [`Verified`] only by checking its signature.

use std::fmt;

use minicbor::{Decode, Encode};

use crate::bytes::Bytes;
use crate::canonical::{self, Fault};
use crate::hashes::sha256;
use crate::keys::{self, PublicKey, SignatureBytes, SigningKey};

/// Why bytes are not a signed statement of the expected kind. Each statement turns this into its own error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedFault {
    /// The bytes end too early.
    Truncated,
    /// More bytes than the statement may have.
    TooLarge,
    /// The bytes do not have the expected form.
    Malformed,
    /// The bytes mean something, but are not the one encoding of it.
    NotCanonical,
    /// Made by a newer version.
    UnknownVersion,
    /// The signature does not hold for the given key.
    BadSignature,
}

impl From<Fault> for SignedFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Truncated => Self::Truncated,
            Fault::Malformed => Self::Malformed,
            Fault::NotCanonical => Self::NotCanonical,
        }
    }
}

/// Something that is signed as a whole.
pub trait Statement: Encode<()> + for<'b> Decode<'b, ()> {
    /// What the signature says it was made for. *Frozen:* it is part of every signature.
    const CONTEXT: &'static str;
    /// The newest version this code knows.
    const VERSION: u8;
    /// In how many arrays the version number is the first item.
    const VERSION_DEPTH: u8;
    /// The most bytes, signature included.
    const MAX_BYTES: usize;
    /// The kind of hash that names it.
    type Hash: fmt::Debug + Copy + Eq;
    /// How it fails.
    type Error: From<SignedFault>;

    /// Wraps the SHA-256 of the signed bytes.
    fn hash_from(hash: [u8; 32]) -> Self::Hash;

    /// Checks what the form alone cannot: counts, lengths, sequence rules.
    ///
    /// # Errors
    /// When a rule of the statement is broken.
    fn check(&self) -> Result<(), Self::Error>;
}

/// *Frozen.* The outer form of everything signed.
#[derive(Encode, Decode)]
struct Wire {
    #[n(0)]
    payload: Bytes,
    #[n(1)]
    signature: SignatureBytes,
}

/// A statement whose form is right and whose signature has not been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unverified<T: Statement> {
    statement: T,
    bytes: Bytes,
    payload: Bytes,
    signature: SignatureBytes,
}

/// A statement whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<T: Statement> {
    statement: T,
    bytes: Bytes,
}

/// Signs a statement.
///
/// # Errors
/// When the statement breaks a rule that its receiver would check.
pub fn seal<T: Statement>(statement: T, key: &SigningKey) -> Result<Verified<T>, T::Error> {
    statement.check()?;
    let payload = canonical::encode(&statement);
    let signature = keys::sign(T::CONTEXT, &payload, key);
    let bytes = canonical::encode(&Wire {
        payload: payload.into(),
        signature,
    });
    if bytes.len() > T::MAX_BYTES {
        return Err(SignedFault::TooLarge.into());
    }
    Ok(Verified {
        statement,
        bytes: bytes.into(),
    })
}

/// The bytes of a statement with a signature that was made elsewhere and is not checked here.
pub(crate) fn joined<T: Statement>(statement: &T, signature: SignatureBytes) -> Bytes {
    let payload = canonical::encode(statement).into();
    canonical::encode(&Wire { payload, signature }).into()
}

impl<T: Statement> Unverified<T> {
    /// Reads a signed statement, checking everything but the signature.
    ///
    /// # Errors
    /// When the bytes are too many, cut, of another form, of a newer version, or break a rule of the statement.
    pub fn decode(bytes: &[u8]) -> Result<Self, T::Error> {
        if bytes.len() > T::MAX_BYTES {
            return Err(SignedFault::TooLarge.into());
        }
        let wire: Wire = canonical::decode(bytes).map_err(SignedFault::from)?;
        let version = canonical::leading_number(&wire.payload, T::VERSION_DEPTH)
            .map_err(SignedFault::from)?;
        if version > u64::from(T::VERSION) {
            return Err(SignedFault::UnknownVersion.into());
        }
        let statement: T = canonical::decode(&wire.payload).map_err(SignedFault::from)?;
        statement.check()?;
        Ok(Self {
            statement,
            bytes: Bytes::from(bytes),
            payload: wire.payload,
            signature: wire.signature,
        })
    }

    /// What it claims, to look up the key that must have signed it. Nothing else may rest on this.
    #[must_use]
    pub fn claimed(&self) -> &T {
        &self.statement
    }

    /// The bytes as received.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The signature as received.
    pub(crate) fn signature(&self) -> &SignatureBytes {
        &self.signature
    }

    /// The hash that names it.
    #[must_use]
    pub fn hash(&self) -> T::Hash {
        T::hash_from(sha256(&[&self.bytes]))
    }

    /// Checks the signature.
    ///
    /// # Errors
    /// When it does not hold for this key.
    pub fn verify(self, key: &PublicKey) -> Result<Verified<T>, T::Error> {
        match key.verify(T::CONTEXT, &self.payload, &self.signature) {
            Ok(()) => Ok(Verified {
                statement: self.statement,
                bytes: self.bytes,
            }),
            Err(_) => Err(SignedFault::BadSignature.into()),
        }
    }
}

impl<T: Statement> Verified<T> {
    /// What it states.
    #[must_use]
    pub fn statement(&self) -> &T {
        &self.statement
    }

    /// The bytes exactly as received or as signed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The hash that names it.
    #[must_use]
    pub fn hash(&self) -> T::Hash {
        T::hash_from(sha256(&[&self.bytes]))
    }

    /// The bytes and the statement, to keep.
    #[must_use]
    pub fn into_parts(self) -> (Bytes, T) {
        (self.bytes, self.statement)
    }
}
