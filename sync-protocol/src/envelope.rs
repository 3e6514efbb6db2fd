//! The envelope: what one person saved on one document, once or several times, signed by the device it was made on.
//!
//! It is the unit of acceptance, of acknowledgement and of attribution; each of its changes keeps the moment it was
//! saved at. Each device numbers its envelopes from
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
    /// When the last of the changes was saved, by the device's hybrid clock.
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

/// One change, and how long before the last change of its envelope it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The change chunk as automerge wrote it.
    pub change: Bytes,
    /// Milliseconds before [`EnvelopeHeader::hlc`].
    pub before_ms: u32,
}

/// A header and the changes saved under it. *Frozen.*
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
    /// For each change how many milliseconds before [`EnvelopeHeader::hlc`] it was saved: never rising, and the last
    /// is zero.
    #[cbor(
        n(2),
        decode_with = "canonical::at_most::<_, _, { MAX_CHANGES_PER_ENVELOPE }>"
    )]
    pub moments: Vec<u32>,
}

/// An envelope as received: its form is right, its signature is not checked yet.
pub type SignedEnvelope = Unverified<Envelope>;

/// An envelope whose device's signature holds.
pub type VerifiedEnvelope = Verified<Envelope>;

impl Envelope {
    /// Seals one save: signs its changes with the device's key.
    ///
    /// # Errors
    /// When the envelope breaks a rule that every receiver checks.
    pub fn seal(
        header: EnvelopeHeader,
        changes: Vec<Bytes>,
        key: &SigningKey,
    ) -> Result<VerifiedEnvelope, EnvelopeError> {
        let at_once = changes.into_iter().map(|change| Saved {
            change,
            before_ms: 0,
        });
        Self::seal_saves(header, at_once, key)
    }

    /// Seals several saves by one person on one document, in the order they were made.
    ///
    /// # Errors
    /// When the envelope breaks a rule that every receiver checks.
    pub fn seal_saves(
        header: EnvelopeHeader,
        saves: impl IntoIterator<Item = Saved>,
        key: &SigningKey,
    ) -> Result<VerifiedEnvelope, EnvelopeError> {
        let (changes, moments) = saves
            .into_iter()
            .map(|saved| (saved.change, saved.before_ms))
            .unzip();
        let envelope = Self {
            header,
            changes,
            moments,
        };
        signed::seal(envelope, key)
    }

    /// Each change with the moment it was saved at, in milliseconds since 1970.
    pub fn saves(&self) -> impl Iterator<Item = (&Bytes, u64)> {
        let last = self.header.hlc.ms();
        let moments = self.moments.iter();
        self.changes
            .iter()
            .zip(moments.map(move |before| last.saturating_sub(u64::from(*before))))
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
    /// Not one moment a change, a change saved before the one it follows, or none saved at the envelope's own moment.
    #[error("the moments of the envelope's changes do not fit together")]
    BadMoments,
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
            Self::BadMoments => "envelope.bad_moments",
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
        let runs_to_its_end = self.moments.is_sorted_by(|earlier, later| earlier >= later)
            && self.moments.last() == Some(&0);
        if self.moments.len() != self.changes.len() || !runs_to_its_end {
            return Err(EnvelopeError::BadMoments);
        }
        Ok(())
    }
}
