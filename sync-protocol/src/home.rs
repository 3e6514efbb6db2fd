//! What a home that stood alone tells the region it wants to join: itself, its staff, and the certificates it gave them.
//!
//! The file goes by hand to the region's administrator, who reads it and decides. Nothing of a record is in it.

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::bytes::Bytes;
use crate::canonical;
use crate::certificate::{CertificateError, Party, SignedStaffCertificate, StaffCertificate};
use crate::hashes::Hash;
use crate::ids::{OrganisationId, SiteId, StaffId};
use crate::keys::PublicKey;
use crate::limits::{MAX_ENROLMENT_BYTES, MAX_STAFF_PER_GRANT};
use crate::signed::{SignedFault, Statement, Unverified, Verified};

/// A home and its staff. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HomeFile {
    /// [`HomeFile::VERSION`].
    #[n(0)]
    pub version: u8,
    /// The key the home signed its certificates with; signs this file too.
    #[n(1)]
    pub authority: PublicKey,
    /// Whose home it is.
    #[n(2)]
    pub organisation: Party<OrganisationId>,
    /// The home.
    #[n(3)]
    pub site: Party<SiteId>,
    /// Every certificate the home gave to its staff, signed, in the order they were given.
    #[cbor(
        n(4),
        decode_with = "canonical::at_most::<_, _, { MAX_STAFF_PER_GRANT }>"
    )]
    pub certificates: Vec<Bytes>,
    /// Who has left since.
    #[cbor(
        n(5),
        decode_with = "canonical::at_most::<_, _, { MAX_STAFF_PER_GRANT }>"
    )]
    pub left: Vec<Left>,
}

/// A member of staff who has left. *Frozen.*
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Left {
    /// Who.
    #[n(0)]
    pub staff: StaffId,
    /// When, milliseconds since 1970.
    #[n(1)]
    pub at_ms: i64,
}

/// A home's file as received.
pub type SignedHomeFile = Unverified<HomeFile>;
/// A home's file that was signed with the key it names.
pub type VerifiedHomeFile = Verified<HomeFile>;

/// Why bytes are not a home's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HomeFileError {
    /// Not a signed home's file of a version that is known.
    #[error("this is not a home's file, or it was cut or changed on its way")]
    Unreadable,
    /// The file was made by a newer version of this program.
    #[error("the home's file was made by a newer version")]
    UnknownVersion,
    /// A certificate in it does not hold, or speaks of another home.
    #[error("a certificate in the home's file does not hold ({0})")]
    Certificate(CertificateError),
    /// A certificate in it speaks of another home.
    #[error("a certificate in the home's file speaks of another home")]
    OtherHome,
}

impl HomeFileError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "home.unreadable",
            Self::UnknownVersion => "home.unknown_version",
            Self::Certificate(error) => error.code(),
            Self::OtherHome => "home.other_home",
        }
    }
}

impl From<SignedFault> for HomeFileError {
    fn from(fault: SignedFault) -> Self {
        match fault {
            SignedFault::UnknownVersion => Self::UnknownVersion,
            _ => Self::Unreadable,
        }
    }
}

impl HomeFile {
    /// The version this code writes.
    pub const VERSION: u8 = 1;

    /// What the home said of its staff, in the order it said it; nobody's certificate reaches beyond the day they left.
    ///
    /// # Errors
    /// When a certificate is not the home's own.
    pub fn staff(&self) -> Result<Vec<StaffCertificate>, HomeFileError> {
        self.certificates
            .iter()
            .map(|bytes| {
                let certificate = SignedStaffCertificate::decode(bytes)
                    .and_then(|certificate| certificate.verify(&self.authority))
                    .map_err(HomeFileError::Certificate)?;
                let said = certificate.statement().clone();
                if said.site != self.site || said.organisation != self.organisation {
                    return Err(HomeFileError::OtherHome);
                }
                let left = self.left.iter().find(|left| left.staff == said.staff);
                let until = left.map_or(said.valid_until_ms, |left| left.at_ms);
                Ok(StaffCertificate {
                    // A period is never empty, whatever the clock showed when they left.
                    valid_until_ms: until.clamp(said.valid_from_ms + 1, said.valid_until_ms),
                    ..said
                })
            })
            .collect()
    }
}

impl Statement for HomeFile {
    const CONTEXT: &'static str = "alongside home file";
    const VERSION: u8 = Self::VERSION;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_ENROLMENT_BYTES;
    type Hash = Hash;
    type Error = HomeFileError;

    fn hash_from(hash: [u8; 32]) -> Hash {
        Hash::new(hash)
    }

    fn check(&self) -> Result<(), HomeFileError> {
        if self.version == Self::VERSION {
            Ok(())
        } else {
            Err(HomeFileError::UnknownVersion)
        }
    }
}
