//! Who was let in at this computer without the region, until the region has been told.
//!
//! *Guarantees* that her work is under the region's certificate in the same step in which the region counts as told. *If
//! broken*: envelopes that no hub takes, and everything this computer writes after them waits.

use rusqlite::{Connection, named_params};
use sync_protocol::hashes::{CertificateHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, StaffId};

use super::Workstation;
use super::certificate;
use super::fold::{self, Folded};
use super::save::own_head;
use crate::audit::{self, AuditEntry};
use crate::certificate::KeptCertificate;
use crate::trouble::Trouble;

/// Somebody of whom the region is still to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmissionToTell {
    /// Who.
    pub staff: StaffId,
    /// The certificate under this device's key.
    pub said: CertificateHash,
    /// What the region is told, signed.
    pub bytes: Vec<u8>,
}

/// The region was told of somebody.
#[derive(Debug, Clone)]
pub struct AdmissionTold {
    /// Who.
    pub staff: StaffId,
    /// The region's certificate of her.
    pub certificate: KeptCertificate,
    /// This device.
    pub device: DeviceId,
    /// The last envelope that was never offered, if there is one.
    pub last: Option<EnvelopeHash>,
    /// All that were never offered, with hers under the region's certificate.
    pub sealed_anew: Vec<Folded>,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
}

impl Workstation {
    /// Lets somebody in without the region.
    pub fn admit(
        &mut self,
        certificate: &KeptCertificate,
        staff: StaffId,
        bytes: &[u8],
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        certificate::keep(&transaction, certificate, entry.at_ms)?;
        transaction.execute(
            "INSERT INTO admission (staff, said, bytes) VALUES (:staff, :said, :bytes)",
            named_params! {
                ":staff": staff.to_bytes(),
                ":said": certificate.hash.to_bytes(),
                ":bytes": bytes,
            },
        )?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Of whom the region, as it is now, has not been told.
    pub fn admissions_to_tell(&self) -> Result<Vec<AdmissionToTell>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT staff, said, bytes FROM admission
             WHERE told_epoch IS NOT (SELECT epoch FROM identity) ORDER BY staff",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(AdmissionToTell {
                staff: StaffId::new(row.get("staff")?),
                said: CertificateHash::new(row.get("said")?),
                bytes: row.get("bytes")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The region was told, and what she wrote is under its certificate. Says whether that was done: not when another
    /// program on this computer saved meanwhile.
    pub fn admission_told(&mut self, told: &AdmissionTold) -> Result<bool, Trouble> {
        let transaction = self.write()?;
        let replaced = match told.last {
            Some(last) => fold::replace(&transaction, told.device, last, &told.sealed_anew)?,
            // Nothing was unoffered when that was looked at; is it so still?
            None => {
                own_head(&transaction, told.device)?.is_none_or(|head| head.dev_seq == head.offered)
            }
        };
        if !replaced {
            return Ok(false);
        }
        certificate::keep(&transaction, &told.certificate, told.at_ms)?;
        transaction.execute(
            "UPDATE admission SET told_epoch = (SELECT epoch FROM identity) WHERE staff = :staff",
            named_params! { ":staff": told.staff.to_bytes() },
        )?;
        transaction.commit()?;
        Ok(true)
    }
}

/// Whether a certificate is this device's own word of somebody of whom the region has been told.
pub(super) fn is_told(connection: &Connection, said: CertificateHash) -> Result<bool, Trouble> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM admission WHERE said = :said AND told_epoch IS NOT NULL) AS told",
        )?
        .query_row(named_params! { ":said": said.to_bytes() }, |row| {
            row.get("told")
        })?)
}
