//! Certificates as both stores keep them: signed bytes, and whom they speak of.

use rusqlite::Row;
use rusqlite::types::Type;
use sync_protocol::certificate::{VerifiedDeviceCertificate, VerifiedStaffCertificate};
use sync_protocol::feed::CertificateKind;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::{DeviceId, StaffId};

/// Whom a certificate speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A member of staff.
    Staff(StaffId),
    /// A device.
    Device(DeviceId),
}

impl Subject {
    /// The kind of certificate that speaks of it.
    pub fn kind(&self) -> CertificateKind {
        match self {
            Self::Staff(_) => CertificateKind::Staff,
            Self::Device(_) => CertificateKind::Device,
        }
    }

    /// *Frozen*, and the same as on the wire.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Staff(_) => 0,
            Self::Device(_) => 1,
        }
    }

    pub(crate) fn id(self) -> [u8; 16] {
        match self {
            Self::Staff(staff) => staff.to_bytes(),
            Self::Device(device) => device.to_bytes(),
        }
    }
}

/// A certificate whose signature has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCertificate {
    /// Its hash.
    pub hash: CertificateHash,
    /// Whom it speaks of.
    pub subject: Subject,
    /// The signed bytes, as issued.
    pub bytes: Vec<u8>,
}

impl From<&VerifiedStaffCertificate> for KeptCertificate {
    fn from(certificate: &VerifiedStaffCertificate) -> Self {
        Self {
            hash: certificate.hash(),
            subject: Subject::Staff(certificate.statement().staff),
            bytes: certificate.bytes().to_vec(),
        }
    }
}

impl From<&VerifiedDeviceCertificate> for KeptCertificate {
    fn from(certificate: &VerifiedDeviceCertificate) -> Self {
        Self {
            hash: certificate.hash(),
            subject: Subject::Device(certificate.statement().device),
            bytes: certificate.bytes().to_vec(),
        }
    }
}

/// Reads the columns `hash`, `kind`, `subject` and `bytes`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<KeptCertificate> {
    let id: [u8; 16] = row.get("subject")?;
    Ok(KeptCertificate {
        hash: CertificateHash::new(row.get("hash")?),
        subject: match row.get("kind")? {
            0_u8 => Subject::Staff(StaffId::new(id)),
            1_u8 => Subject::Device(DeviceId::new(id)),
            _ => {
                return Err(rusqlite::Error::InvalidColumnType(
                    0,
                    "kind".to_owned(),
                    Type::Integer,
                ));
            }
        },
        bytes: row.get("bytes")?,
    })
}
