//! The entries of a shelf's feed, in the order the hub gave them.
//!
//! On the wire an entry is CBOR `[kind, …]`. A kind this version does not know is kept as it is: it still counts
//! and still extends the chain, and a newer program can read it later from what was kept.

#[cfg(test)]
pub(crate) mod tests;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::bytes::Bytes;
use crate::canonical::{self, Fault};
use crate::ids::DocumentId;
use crate::limits::{
    MAX_CERTIFICATE_BYTES, MAX_ENVELOPE_BYTES, MAX_FEED_ENTRY_BYTES, MAX_NOTICE_BYTES,
};

/// The first kind number this version does not know.
const FIRST_UNKNOWN_KIND: u64 = 5;

/// Why a document came onto a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct AttachReason(#[n(0)] u8);

impl AttachReason {
    /// The site made the record.
    pub const CREATED: Self = Self(0);
    /// The record was shared with the site.
    pub const SHARED: Self = Self(1);

    /// Wraps a reason; unknown ones attach all the same.
    #[must_use]
    pub const fn new(code: u8) -> Self {
        Self(code)
    }

    /// The reason's number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// Why a document left a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct DetachReason(#[n(0)] u8);

impl DetachReason {
    /// The record is no longer shared with the site.
    pub const UNSHARED: Self = Self(0);
    /// The record is closed.
    pub const CLOSED: Self = Self(1);
    /// Access was ended for reasons of security: purge at once.
    pub const SECURITY: Self = Self(2);

    /// Wraps a reason; unknown ones detach all the same.
    #[must_use]
    pub const fn new(code: u8) -> Self {
        Self(code)
    }

    /// The reason's number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// What a certificate in a feed certifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum CertificateKind {
    /// A [`crate::certificate::StaffCertificate`].
    #[n(0)]
    Staff,
    /// A [`crate::certificate::DeviceCertificate`].
    #[n(1)]
    Device,
}

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct NoticeCode(#[n(0)] u8);

impl NoticeCode {
    /// A save of this document is kept aside and not shown; a person at the region looks at it.
    pub const QUARANTINED: Self = Self(0);
    /// The device that signed certificates under this shelf is revoked.
    pub const DEVICE_REVOKED: Self = Self(1);
    /// A member of staff has left; their certificate holds no longer.
    pub const STAFF_ENDED: Self = Self(2);

    /// Wraps a notice number; unknown ones are kept and not shown.
    #[must_use]
    pub const fn new(code: u8) -> Self {
        Self(code)
    }

    /// The notice's number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// One entry of a feed. *Frozen:* kinds are only added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedEntry {
    /// A published envelope.
    Change {
        /// The document it belongs to; the same as in the envelope.
        document: DocumentId,
        /// Its number in the document's log, from 1.
        doc_seq: u64,
        /// The signed envelope as received.
        envelope: Bytes,
    },
    /// A document came onto the shelf; its log follows as changes.
    Attach {
        /// Which document.
        document: DocumentId,
        /// Why.
        reason: AttachReason,
    },
    /// A document left the shelf; purge it.
    Detach {
        /// Which document.
        document: DocumentId,
        /// Why.
        reason: DetachReason,
    },
    /// A certificate that what follows needs.
    Certificate {
        /// Of what.
        kind: CertificateKind,
        /// The signed certificate as issued.
        certificate: Bytes,
    },
    /// Something to know.
    Notice {
        /// What.
        code: NoticeCode,
        /// About which document, where it is about one.
        document: Option<DocumentId>,
        /// More, in a form that the code defines.
        detail: Bytes,
    },
    /// A kind this version does not know.
    Unknown {
        /// The entry's encoded bytes.
        bytes: Bytes,
    },
}

/// Why bytes are not a feed entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FeedEntryError {
    /// The bytes end too early.
    #[error("the feed entry is cut short")]
    Truncated,
    /// More than its kind may have.
    #[error("the feed entry is too large")]
    TooLarge,
    /// Not the form of an entry.
    #[error("the feed entry does not have the right form")]
    Malformed,
    /// Another encoding than the one encoding.
    #[error("the feed entry is not in its one encoding")]
    NotCanonical,
}

impl FeedEntryError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "feed.truncated",
            Self::TooLarge => "feed.too_large",
            Self::Malformed => "feed.malformed",
            Self::NotCanonical => "feed.not_canonical",
        }
    }
}

impl From<Fault> for FeedEntryError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Truncated => Self::Truncated,
            Fault::Malformed => Self::Malformed,
            Fault::NotCanonical => Self::NotCanonical,
        }
    }
}

/// The wire form of the kinds this version knows.
#[derive(Encode, Decode)]
#[cbor(flat)]
enum Wire {
    #[n(0)]
    Change(#[n(0)] DocumentId, #[n(1)] u64, #[n(2)] Bytes),
    #[n(1)]
    Attach(#[n(0)] DocumentId, #[n(1)] AttachReason),
    #[n(2)]
    Detach(#[n(0)] DocumentId, #[n(1)] DetachReason),
    #[n(3)]
    Certificate(#[n(0)] CertificateKind, #[n(1)] Bytes),
    #[n(4)]
    Notice(
        #[n(0)] NoticeCode,
        #[n(1)] Option<DocumentId>,
        #[n(2)] Bytes,
    ),
}

impl FeedEntry {
    /// The entry's one encoding: what the chain is extended with.
    #[must_use]
    pub fn encode(&self) -> Bytes {
        let wire = match self.clone() {
            Self::Change {
                document,
                doc_seq,
                envelope,
            } => Wire::Change(document, doc_seq, envelope),
            Self::Attach { document, reason } => Wire::Attach(document, reason),
            Self::Detach { document, reason } => Wire::Detach(document, reason),
            Self::Certificate { kind, certificate } => Wire::Certificate(kind, certificate),
            Self::Notice {
                code,
                document,
                detail,
            } => Wire::Notice(code, document, detail),
            Self::Unknown { bytes } => return bytes,
        };
        canonical::encode(&wire).into()
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// When the bytes are too many, cut, or of another form. An unknown kind is not an error.
    pub fn decode(bytes: &[u8]) -> Result<Self, FeedEntryError> {
        if bytes.len() > MAX_FEED_ENTRY_BYTES {
            return Err(FeedEntryError::TooLarge);
        }
        if canonical::leading_number(bytes, 1)? >= FIRST_UNKNOWN_KIND {
            return Ok(Self::Unknown {
                bytes: bytes.into(),
            });
        }
        let (entry, opaque_len, max_len) = match canonical::decode(bytes)? {
            Wire::Change(document, doc_seq, envelope) => {
                let len = envelope.len();
                (
                    Self::Change {
                        document,
                        doc_seq,
                        envelope,
                    },
                    len,
                    MAX_ENVELOPE_BYTES,
                )
            }
            Wire::Attach(document, reason) => (Self::Attach { document, reason }, 0, 0),
            Wire::Detach(document, reason) => (Self::Detach { document, reason }, 0, 0),
            Wire::Certificate(kind, certificate) => {
                let len = certificate.len();
                (
                    Self::Certificate { kind, certificate },
                    len,
                    MAX_CERTIFICATE_BYTES,
                )
            }
            Wire::Notice(code, document, detail) => {
                let len = detail.len();
                (
                    Self::Notice {
                        code,
                        document,
                        detail,
                    },
                    len,
                    MAX_NOTICE_BYTES,
                )
            }
        };
        if opaque_len > max_len {
            Err(FeedEntryError::TooLarge)
        } else {
            Ok(entry)
        }
    }
}
