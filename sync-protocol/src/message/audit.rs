//! What a device tells the region of its audit: the rows that follow what the region holds, and how far it holds them then.
//!
//! Rows travel without their numbers and hashes, which follow from the ones before them; the hash of the last says whether
//! both ends mean the same chain.

use minicbor::{Decode, Encode};

use crate::bytes::Bytes;
use crate::canonical;
use crate::hashes::Hash;
use crate::ids::{DeviceId, RecordId, StaffId};
use crate::limits::{MAX_AUDIT_ANSWER_BYTES, MAX_AUDIT_REQUEST_BYTES};
use crate::message::request::RequestError;
use crate::signed::{SignedFault, Statement, Unverified, Verified};

/// How the hub refuses rows that are not what it holds, or do not continue it.
pub const BROKEN_CHAIN: &str = "audit.broken_chain";

/// Something a person or a program did, to be written down. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AuditEntry {
    /// When, on this machine's clock, milliseconds since 1970.
    #[n(0)]
    pub at_ms: i64,
    /// Who, if a person did it.
    #[n(1)]
    pub staff: Option<StaffId>,
    /// What, as a code such as `record.viewed`.
    #[n(2)]
    pub act: String,
    /// About which record.
    #[n(3)]
    pub record: Option<RecordId>,
    /// A code or a reason the person gave for the act; never words of the record.
    #[n(4)]
    pub detail: String,
}

/// Rows of a device's audit. *Frozen:* a new field needs a new version.
///
/// It may be replayed without harm: a row is taken once.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct AuditRequest {
    /// [`AuditRequest::PROTO`].
    #[n(0)]
    pub proto: u8,
    /// Whose audit; signs the request.
    #[n(1)]
    pub device: DeviceId,
    /// The number of the first row, from 1.
    #[n(2)]
    pub first: u64,
    /// The rows without a gap, as an [`AuditFrame`](crate::frame::AuditFrame).
    #[n(3)]
    pub rows: Bytes,
    /// The hash of the last row.
    #[n(4)]
    pub last: Hash,
}

/// Rows whose signature is not checked yet.
pub type SignedAuditRequest = Unverified<AuditRequest>;
/// Rows whose device's signature holds.
pub type VerifiedAuditRequest = Verified<AuditRequest>;

/// How far the hub holds the audit of the device that asked. *Frozen.*
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct AuditAnswer {
    /// The number of the last row; 0 while it has none.
    #[n(0)]
    pub held: u64,
    /// The hash of that row; zeros while it has none.
    #[n(1)]
    pub hash: Hash,
}

impl AuditRequest {
    /// The protocol this code speaks.
    pub const PROTO: u8 = 1;
}

impl Statement for AuditRequest {
    const CONTEXT: &'static str = "alongside audit request";
    const VERSION: u8 = Self::PROTO;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_AUDIT_REQUEST_BYTES;
    type Hash = Hash;
    type Error = RequestError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), RequestError> {
        if self.proto != Self::PROTO {
            return Err(RequestError::UnknownVersion);
        }
        (self.first > 0)
            .then_some(())
            .ok_or(RequestError::Malformed)
    }
}

impl AuditAnswer {
    /// The answer as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        canonical::encode(self)
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// When the bytes are too many, cut or of another form.
    pub fn decode(bytes: &[u8]) -> Result<Self, RequestError> {
        if bytes.len() > MAX_AUDIT_ANSWER_BYTES {
            return Err(RequestError::TooLarge);
        }
        canonical::decode(bytes).map_err(|fault| SignedFault::from(fault).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signed::seal;
    use crate::testing::Machine;

    fn request() -> AuditRequest {
        AuditRequest {
            proto: AuditRequest::PROTO,
            device: Machine::asha().device,
            first: 7,
            rows: vec![1, 2, 3].into(),
            last: Hash::new([4; 32]),
        }
    }

    #[test]
    fn rows_are_believed_under_their_devices_key_only() {
        let asha = Machine::asha();
        let sealed = seal(request(), &asha.key).unwrap();
        let read = SignedAuditRequest::decode(sealed.bytes()).unwrap();
        assert_eq!(read.claimed(), &request());
        let other = read.clone().verify(&Machine::ben().public_key());
        assert_eq!(other.err(), Some(RequestError::BadSignature));
        assert!(read.verify(&asha.public_key()).is_ok());
    }

    #[test]
    fn rows_count_from_one_and_a_later_version_is_not_guessed_at() {
        let key = Machine::asha().key;
        let none = AuditRequest {
            first: 0,
            ..request()
        };
        assert_eq!(seal(none, &key).err(), Some(RequestError::Malformed));
        let later = AuditRequest {
            proto: 2,
            ..request()
        };
        assert_eq!(seal(later, &key).err(), Some(RequestError::UnknownVersion));
    }

    #[test]
    fn an_answer_is_read_in_its_one_encoding() {
        let answer = AuditAnswer {
            held: 300,
            hash: Hash::new([9; 32]),
        };
        let bytes = answer.encode();
        assert_eq!(AuditAnswer::decode(&bytes), Ok(answer));
        let cut = bytes.get(..bytes.len() - 1).unwrap();
        assert_eq!(AuditAnswer::decode(cut), Err(RequestError::Truncated));
        let long = [bytes, vec![0]].concat();
        assert_eq!(AuditAnswer::decode(&long), Err(RequestError::NotCanonical));
        let longer = vec![0; MAX_AUDIT_ANSWER_BYTES + 1];
        assert_eq!(AuditAnswer::decode(&longer), Err(RequestError::TooLarge));
    }
}
