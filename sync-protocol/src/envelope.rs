//! The envelope: one save by one person on one document, signed by the device it was made on.
//!
//! It is the unit of acceptance, of acknowledgement and of attribution. Each device numbers its envelopes from
//! one without a gap, and each names the one before it by hash: a hole, a fork and a rolled-back device all show.

#[cfg(test)]
mod tests;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::bytes::Bytes;
use crate::canonical;
use crate::hashes::{CertificateHash, EnvelopeHash};
use crate::hlc::Hlc;
use crate::ids::{DeviceId, DocumentId};
use crate::keys::SigningKey;
use crate::limits::{MAX_CHANGES_PER_ENVELOPE, MAX_ENVELOPE_BYTES};
use crate::roles::RoleCode;
use crate::signed::{self, SignedFault, Statement, Unverified, Verified};

/// What an envelope carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum EnvelopeKind {
    /// Changes of a document.
    #[n(0)]
    Changes,
}

/// Who saved what, where and when. *Frozen:* it is part of every signature; a new field needs a new version.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EnvelopeHeader {
    /// [`EnvelopeHeader::VERSION`].
    #[n(0)]
    pub version: u8,
    /// The document all the changes belong to.
    #[n(1)]
    pub document: DocumentId,
    /// The device that signs.
    #[n(2)]
    pub device: DeviceId,
    /// The number of this envelope on its device: 1, 2, 3 …
    #[n(3)]
    pub dev_seq: u64,
    /// The device's envelope before this one; nothing exactly when this is the first.
    #[n(4)]
    pub prev: Option<EnvelopeHash>,
    /// The staff certificate of the person who saved.
    #[n(5)]
    pub author: CertificateHash,
    /// The role they acted in.
    #[n(6)]
    pub role: RoleCode,
    /// How far the device had read its control entries: proves what it could know of ended access.
    #[n(7)]
    pub grants_seen: u64,
    /// When, by the device's hybrid clock.
    #[n(8)]
    pub hlc: Hlc,
    /// What is inside.
    #[n(9)]
    pub kind: EnvelopeKind,
    /// How far off the device's clock may have been, where it has ever been compared.
    #[n(10)]
    pub clock_uncertainty_ms: Option<u32>,
    /// When it happened, where the author said so; milliseconds since 1970.
    #[n(11)]
    pub event_time_ms: Option<i64>,
}

impl EnvelopeHeader {
    /// The version this code writes.
    pub const VERSION: u8 = 1;
}

/// A header and the changes saved together. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Envelope {
    /// Who, where, when.
    #[n(0)]
    pub header: EnvelopeHeader,
    /// The change chunks as automerge wrote them, dependencies before dependants; at least one.
    #[cbor(
        n(1),
        decode_with = "canonical::at_most::<_, _, { MAX_CHANGES_PER_ENVELOPE }>"
    )]
    pub changes: Vec<Bytes>,
}

/// An envelope as received: its form is right, its signature is not checked yet.
pub type SignedEnvelope = Unverified<Envelope>;

/// An envelope whose device's signature holds.
pub type VerifiedEnvelope = Verified<Envelope>;

impl Envelope {
    /// Seals a save: signs it with the device's key.
    ///
    /// # Errors
    /// When the envelope breaks a rule that every receiver checks.
    pub fn seal(
        header: EnvelopeHeader,
        changes: Vec<Bytes>,
        key: &SigningKey,
    ) -> Result<VerifiedEnvelope, EnvelopeError> {
        signed::seal(Self { header, changes }, key)
    }
}

/// Why bytes are not an envelope, or not one by this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// The bytes end too early.
    #[error("the envelope is cut short")]
    Truncated,
    /// More than [`MAX_ENVELOPE_BYTES`].
    #[error("the envelope is larger than {MAX_ENVELOPE_BYTES} bytes")]
    TooLarge,
    /// Not the form of an envelope.
    #[error("the envelope does not have the right form")]
    Malformed,
    /// Another encoding than the one encoding.
    #[error("the envelope is not in its one encoding")]
    NotCanonical,
    /// Made by a newer version of this program.
    #[error("the envelope was made by a newer version")]
    UnknownVersion,
    /// Not signed by this key.
    #[error("the signature of the envelope does not hold")]
    BadSignature,
    /// An envelope without a change says nothing.
    #[error("the envelope holds no change")]
    NoChanges,
    /// More than [`MAX_CHANGES_PER_ENVELOPE`].
    #[error("the envelope holds more than {MAX_CHANGES_PER_ENVELOPE} changes")]
    TooManyChanges,
    /// Number zero, or a first envelope that names one before it, or a later one that names none.
    #[error("the envelope's number and its predecessor do not fit together")]
    BadSequence,
}

impl EnvelopeError {
    /// A stable name for the error, for logs and for other machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "envelope.truncated",
            Self::TooLarge => "envelope.too_large",
            Self::Malformed => "envelope.malformed",
            Self::NotCanonical => "envelope.not_canonical",
            Self::UnknownVersion => "envelope.unknown_version",
            Self::BadSignature => "envelope.bad_signature",
            Self::NoChanges => "envelope.no_changes",
            Self::TooManyChanges => "envelope.too_many_changes",
            Self::BadSequence => "envelope.bad_sequence",
        }
    }
}

impl From<SignedFault> for EnvelopeError {
    fn from(fault: SignedFault) -> Self {
        match fault {
            SignedFault::Truncated => Self::Truncated,
            SignedFault::TooLarge => Self::TooLarge,
            SignedFault::Malformed => Self::Malformed,
            SignedFault::NotCanonical => Self::NotCanonical,
            SignedFault::UnknownVersion => Self::UnknownVersion,
            SignedFault::BadSignature => Self::BadSignature,
        }
    }
}

impl Statement for Envelope {
    const CONTEXT: &'static str = "alongside envelope";
    const VERSION: u8 = EnvelopeHeader::VERSION;
    const VERSION_DEPTH: u8 = 2;
    const MAX_BYTES: usize = MAX_ENVELOPE_BYTES;
    type Hash = EnvelopeHash;
    type Error = EnvelopeError;

    fn hash_from(hash: [u8; 32]) -> EnvelopeHash {
        EnvelopeHash::new(hash)
    }

    fn check(&self) -> Result<(), EnvelopeError> {
        if self.header.version != EnvelopeHeader::VERSION {
            return Err(EnvelopeError::UnknownVersion);
        }
        if self.changes.is_empty() {
            return Err(EnvelopeError::NoChanges);
        }
        if self.changes.len() > MAX_CHANGES_PER_ENVELOPE {
            return Err(EnvelopeError::TooManyChanges);
        }
        let first = self.header.dev_seq == 1;
        if self.header.dev_seq == 0 || first != self.header.prev.is_none() {
            return Err(EnvelopeError::BadSequence);
        }
        Ok(())
    }
}
