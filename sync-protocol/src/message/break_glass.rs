//! What a device asks in an emergency: the face of a record that its shelf does not carry.
//!
//! It does not name the record, which it does not know, but by what it is found: a hash that the hub compares with those
//! the reading room made. The hub writes down who asked, about which record and why, before it answers.

use minicbor::{Decode, Encode};

use crate::hashes::{CertificateHash, Hash, sha256};
use crate::ids::DeviceId;
use crate::limits::MAX_BREAK_GLASS_BYTES;
use crate::message::request::RequestError;
use crate::signed::{Statement, Unverified, Verified};

/// The most records that one question opens. Two of one person are both to be read; where more are found, the question
/// was not exact enough.
pub const MOST_OPENED: usize = 4;

/// By what a record is found. *Frozen.*
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct FindingHash(#[n(0)] Hash);

impl FindingHash {
    /// Of a name under which a record is found, such as `nhs_number 9990000018`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self(Hash::new(sha256(&[
            b"alongside finding\0",
            name.as_bytes(),
        ])))
    }

    /// As bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }
}

/// Why somebody needs a record that is not hers to look after. *Frozen:* numbers are only added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct GlassReason(#[n(0)] u8);

impl GlassReason {
    /// Every reason that can be given, by name.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("called_to_person", Self(1)),
        ("life_in_danger", Self(2)),
        ("arriving_here", Self(3)),
        ("asked_by_team", Self(4)),
    ];

    /// The reason of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == name)
            .map(|(_, reason)| *reason)
    }

    /// Its name, or nothing for one that a newer version gave.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        let mut all = Self::ALL.iter();
        all.find(|(_, reason)| *reason == self)
            .map(|(name, _)| *name)
    }
}

/// The glass is broken. *Frozen:* a new field needs a new version.
///
/// Sent again, it is another emergency, written down like the first.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BreakGlass {
    /// [`BreakGlass::PROTO`].
    #[n(0)]
    pub proto: u8,
    /// At which device; signs the request.
    #[n(1)]
    pub device: DeviceId,
    /// By whom: the certificate under which she is signed in.
    #[n(2)]
    pub author: CertificateHash,
    /// By what the record is found.
    #[n(3)]
    pub found_by: FindingHash,
    /// Why.
    #[n(4)]
    pub reason: GlassReason,
}

/// A request to break the glass whose signature is not checked yet.
pub type SignedBreakGlass = Unverified<BreakGlass>;
/// A request to break the glass whose device's signature holds.
pub type VerifiedBreakGlass = Verified<BreakGlass>;

impl BreakGlass {
    /// The protocol this code speaks.
    pub const PROTO: u8 = 1;
}

impl Statement for BreakGlass {
    const CONTEXT: &'static str = "alongside break glass";
    const VERSION: u8 = Self::PROTO;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_BREAK_GLASS_BYTES;
    type Hash = Hash;
    type Error = RequestError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), RequestError> {
        if self.proto != Self::PROTO {
            return Err(RequestError::UnknownVersion);
        }
        self.reason.name().map(drop).ok_or(RequestError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signed::seal;
    use crate::testing::Machine;

    fn request() -> BreakGlass {
        BreakGlass {
            proto: BreakGlass::PROTO,
            device: Machine::asha().device,
            author: CertificateHash::new([7; 32]),
            found_by: FindingHash::of("nhs_number 9990000018"),
            reason: GlassReason::named("life_in_danger").unwrap(),
        }
    }

    #[test]
    fn it_is_believed_under_its_devices_key_only() {
        let asha = Machine::asha();
        let sealed = seal(request(), &asha.key).unwrap();
        let read = SignedBreakGlass::decode(sealed.bytes()).unwrap();
        assert_eq!(read.claimed(), &request());
        let other = read.clone().verify(&Machine::ben().public_key());
        assert_eq!(other.err(), Some(RequestError::BadSignature));
        assert!(read.verify(&asha.public_key()).is_ok());
    }

    #[test]
    fn a_reason_is_one_of_those_there_are() {
        for (name, reason) in GlassReason::ALL {
            assert_eq!(GlassReason::named(name), Some(*reason));
            assert_eq!(reason.name(), Some(*name));
        }
        let curious = BreakGlass {
            reason: GlassReason(0),
            ..request()
        };
        let key = Machine::asha().key;
        assert_eq!(seal(curious, &key).err(), Some(RequestError::Malformed));
        let later = BreakGlass {
            proto: 2,
            ..request()
        };
        assert_eq!(seal(later, &key).err(), Some(RequestError::UnknownVersion));
    }

    #[test]
    fn what_is_found_by_is_no_word_of_the_record() {
        let hash = FindingHash::of("nhs_number 9990000018");
        assert_eq!(hash, FindingHash::of("nhs_number 9990000018"));
        assert_ne!(hash, FindingHash::of("nhs_number 9990000026"));
    }
}
