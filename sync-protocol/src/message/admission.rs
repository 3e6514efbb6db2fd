//! What a device tells the region of somebody who was let in at it without the region: agency staff at a weekend.
//!
//! The device has said who she is in a certificate under its own key, and what she wrote names that one. The region
//! answers with a certificate of its own, and before anything she wrote is offered it is sealed again under that. So
//! nobody but the device and its hub ever meets the first one.

use minicbor::{Decode, Encode};

use crate::bytes::Bytes;
use crate::certificate::{SignedStaffCertificate, StaffCertificate};
use crate::hashes::{CertificateHash, Hash};
use crate::ids::DeviceId;
use crate::keys::PublicKey;
use crate::limits::MAX_ADMISSION_BYTES;
use crate::message::request::RequestError;
use crate::signed::{Statement, Unverified, Verified};

/// The longest that somebody is let in without the region, milliseconds: a shift.
pub const LONGEST_ADMISSION_MS: i64 = 12 * 60 * 60 * 1000;

/// Somebody was let in at a device. *Frozen:* a new field needs a new version.
///
/// It may be replayed without harm: the answer is the same.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Admission {
    /// [`Admission::PROTO`].
    #[n(0)]
    pub proto: u8,
    /// At which device; signs the request.
    #[n(1)]
    pub device: DeviceId,
    /// By whom: the certificate under which the manager was signed in.
    #[n(2)]
    pub manager: CertificateHash,
    /// Who was let in, as a staff certificate signed by the device.
    #[n(3)]
    pub certificate: Bytes,
}

/// An admission whose signature is not checked yet.
pub type SignedAdmission = Unverified<Admission>;
/// An admission whose device's signature holds.
pub type VerifiedAdmission = Verified<Admission>;

impl Admission {
    /// The protocol this code speaks.
    pub const PROTO: u8 = 1;

    /// What the device said of whom it let in.
    ///
    /// # Errors
    /// When it is no certificate under the device's key.
    pub fn said(&self, device: &PublicKey) -> Result<StaffCertificate, RequestError> {
        SignedStaffCertificate::decode(&self.certificate)
            .and_then(|certificate| certificate.verify(device))
            .map(|certificate| certificate.statement().clone())
            .map_err(|_| RequestError::Malformed)
    }
}

impl Statement for Admission {
    const CONTEXT: &'static str = "alongside admission";
    const VERSION: u8 = Self::PROTO;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_ADMISSION_BYTES;
    type Hash = Hash;
    type Error = RequestError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), RequestError> {
        if self.proto == Self::PROTO {
            Ok(())
        } else {
            Err(RequestError::UnknownVersion)
        }
    }
}
