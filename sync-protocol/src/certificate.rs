//! Certificates: what the region's authority says about a member of staff or a device.
//!
//! Both are signed by the authority's key and named by the hash of their signed bytes; an envelope names its
//! author by that hash, so a renewed certificate never rewrites who said something.

#[cfg(test)]
mod tests;

use minicbor::{Decode, Encode};
use thiserror::Error;

use crate::canonical;
use crate::hashes::CertificateHash;
use crate::ids::{DeviceId, OrganisationId, SiteId, StaffId};
use crate::keys::PublicKey;
use crate::limits::{MAX_CERTIFICATE_BYTES, MAX_CODE_BYTES, MAX_NAME_BYTES, MAX_ROLES};
use crate::roles::RoleCode;
use crate::signed::{SignedFault, Statement, Unverified, Verified};

/// A site or an organisation as a certificate names it: enough to show without asking anyone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub struct Party<I> {
    /// Its id.
    #[n(0)]
    pub id: I,
    /// Its name as shown.
    #[n(1)]
    pub name: String,
    /// Its national (ODS) code, where it has one.
    #[n(2)]
    pub ods: Option<String>,
}

/// What the region says about a member of staff. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct StaffCertificate {
    /// [`StaffCertificate::VERSION`].
    #[n(0)]
    pub version: u8,
    /// Who.
    #[n(1)]
    pub staff: StaffId,
    /// Their name as shown.
    #[n(2)]
    pub name: String,
    /// The roles they may act in; at least one.
    #[cbor(n(3), decode_with = "canonical::at_most::<_, _, { MAX_ROLES }>")]
    pub roles: Vec<RoleCode>,
    /// Their professional registration, where they have one.
    #[n(4)]
    pub registration: Option<String>,
    /// Who employs them.
    #[n(5)]
    pub organisation: Party<OrganisationId>,
    /// Where they work.
    #[n(6)]
    pub site: Party<SiteId>,
    /// From when, milliseconds since 1970.
    #[n(7)]
    pub valid_from_ms: i64,
    /// Until when (not including), milliseconds since 1970.
    #[n(8)]
    pub valid_until_ms: i64,
}

/// What the region says about a device. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceCertificate {
    /// [`DeviceCertificate::VERSION`].
    #[n(0)]
    pub version: u8,
    /// Which device.
    #[n(1)]
    pub device: DeviceId,
    /// The key its envelopes and requests are signed with.
    #[n(2)]
    pub public_key: PublicKey,
    /// Where it stands.
    #[n(3)]
    pub site: Party<SiteId>,
    /// Whose it is.
    #[n(4)]
    pub organisation: Party<OrganisationId>,
    /// From when, milliseconds since 1970.
    #[n(5)]
    pub valid_from_ms: i64,
    /// Until when (not including), milliseconds since 1970.
    #[n(6)]
    pub valid_until_ms: i64,
}

/// A staff certificate as received.
pub type SignedStaffCertificate = Unverified<StaffCertificate>;
/// A staff certificate signed by the authority.
pub type VerifiedStaffCertificate = Verified<StaffCertificate>;
/// A device certificate as received.
pub type SignedDeviceCertificate = Unverified<DeviceCertificate>;
/// A device certificate signed by the authority.
pub type VerifiedDeviceCertificate = Verified<DeviceCertificate>;

/// Why bytes are not a certificate of the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CertificateError {
    /// The bytes end too early.
    #[error("the certificate is cut short")]
    Truncated,
    /// More than [`MAX_CERTIFICATE_BYTES`].
    #[error("the certificate is larger than {MAX_CERTIFICATE_BYTES} bytes")]
    TooLarge,
    /// Not the form of a certificate.
    #[error("the certificate does not have the right form")]
    Malformed,
    /// Another encoding than the one encoding.
    #[error("the certificate is not in its one encoding")]
    NotCanonical,
    /// Made by a newer version of this program.
    #[error("the certificate was made by a newer version")]
    UnknownVersion,
    /// Not signed by the region's authority.
    #[error("the certificate is not signed by the region's authority")]
    BadSignature,
    /// A name or code that is empty, too long, or holds control characters.
    #[error("a name or code in the certificate is empty, too long or not plain text")]
    BadText,
    /// No role, more than [`MAX_ROLES`], or roles not in rising order.
    #[error("the roles in the certificate are missing, too many or not in order")]
    BadRoles,
    /// It ends before it begins.
    #[error("the certificate ends before it begins")]
    BadPeriod,
}

impl CertificateError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "certificate.truncated",
            Self::TooLarge => "certificate.too_large",
            Self::Malformed => "certificate.malformed",
            Self::NotCanonical => "certificate.not_canonical",
            Self::UnknownVersion => "certificate.unknown_version",
            Self::BadSignature => "certificate.bad_signature",
            Self::BadText => "certificate.bad_text",
            Self::BadRoles => "certificate.bad_roles",
            Self::BadPeriod => "certificate.bad_period",
        }
    }
}

impl From<SignedFault> for CertificateError {
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

impl StaffCertificate {
    /// The version this code writes.
    pub const VERSION: u8 = 1;

    /// Whether it holds at a moment.
    #[must_use]
    pub const fn is_valid_at(&self, now_ms: i64) -> bool {
        self.valid_from_ms <= now_ms && now_ms < self.valid_until_ms
    }
}

impl DeviceCertificate {
    /// The version this code writes.
    pub const VERSION: u8 = 1;

    /// Whether it holds at a moment.
    #[must_use]
    pub const fn is_valid_at(&self, now_ms: i64) -> bool {
        self.valid_from_ms <= now_ms && now_ms < self.valid_until_ms
    }
}

impl Statement for StaffCertificate {
    const CONTEXT: &'static str = "alongside staff certificate";
    const VERSION: u8 = Self::VERSION;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_CERTIFICATE_BYTES;
    type Hash = CertificateHash;
    type Error = CertificateError;

    fn hash_from(hash: [u8; 32]) -> CertificateHash {
        CertificateHash::new(hash)
    }

    fn check(&self) -> Result<(), CertificateError> {
        check_version(self.version, Self::VERSION)?;
        check_text(&self.name, MAX_NAME_BYTES)?;
        check_code(self.registration.as_deref())?;
        check_party(&self.organisation)?;
        check_party(&self.site)?;
        check_period(self.valid_from_ms, self.valid_until_ms)?;
        let rising = self
            .roles
            .iter()
            .zip(self.roles.iter().skip(1))
            .all(|(a, b)| a < b);
        if self.roles.is_empty() || self.roles.len() > MAX_ROLES || !rising {
            return Err(CertificateError::BadRoles);
        }
        Ok(())
    }
}

impl Statement for DeviceCertificate {
    const CONTEXT: &'static str = "alongside device certificate";
    const VERSION: u8 = Self::VERSION;
    const VERSION_DEPTH: u8 = 1;
    const MAX_BYTES: usize = MAX_CERTIFICATE_BYTES;
    type Hash = CertificateHash;
    type Error = CertificateError;

    fn hash_from(hash: [u8; 32]) -> CertificateHash {
        CertificateHash::new(hash)
    }

    fn check(&self) -> Result<(), CertificateError> {
        check_version(self.version, Self::VERSION)?;
        check_party(&self.organisation)?;
        check_party(&self.site)?;
        check_period(self.valid_from_ms, self.valid_until_ms)
    }
}

fn check_version(found: u8, known: u8) -> Result<(), CertificateError> {
    if found == known {
        Ok(())
    } else {
        Err(CertificateError::UnknownVersion)
    }
}

fn check_party<I>(party: &Party<I>) -> Result<(), CertificateError> {
    check_text(&party.name, MAX_NAME_BYTES)?;
    check_code(party.ods.as_deref())
}

fn check_code(code: Option<&str>) -> Result<(), CertificateError> {
    code.map_or(Ok(()), |code| check_text(code, MAX_CODE_BYTES))
}

// Names are shown beside clinical statements, so what could break a line or hide text is refused at the door.
fn check_text(text: &str, max_bytes: usize) -> Result<(), CertificateError> {
    if text.trim().is_empty() || text.len() > max_bytes || text.chars().any(char::is_control) {
        return Err(CertificateError::BadText);
    }
    Ok(())
}

fn check_period(from_ms: i64, until_ms: i64) -> Result<(), CertificateError> {
    if from_ms < until_ms {
        Ok(())
    } else {
        Err(CertificateError::BadPeriod)
    }
}
