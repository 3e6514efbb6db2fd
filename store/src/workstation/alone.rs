//! A home that stands alone, and how it joins a region.
//!
//! *Guarantees* that joining is one step: before it everything waits under the home's own authority, after it everything
//! waits under the region's, each save by its author and with its moment. *If broken*: work that no hub would take.

use rusqlite::{OptionalExtension, named_params};
use sync_protocol::cursor::Cursor;
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::StaffId;
use sync_protocol::keys::SigningKey;
use zeroize::Zeroizing;

use super::Workstation;
use super::fold::{self, Folded};
use super::identity::{self, Identity};
use super::{certificate, cursor, ending};
use crate::audit::{self, AuditEntry};
use crate::certificate::KeptCertificate;
use crate::trouble::Trouble;

/// What changes when a home joins a region.
#[derive(Debug, Clone)]
pub struct JoinsRegion {
    /// The same device, in the region.
    pub identity: Identity,
    /// The region's certificates, of this device and of everybody who wrote here.
    pub certificates: Vec<KeptCertificate>,
    /// Where its shelf begins.
    pub start: Cursor,
    /// The last envelope that was sealed while it stood alone, if there is one.
    pub last: Option<EnvelopeHash>,
    /// All of them, sealed anew under the region's certificates.
    pub sealed_anew: Vec<Folded>,
    /// The audit's row.
    pub audit: AuditEntry,
}

impl Workstation {
    /// The key this home signs its own certificates with; nothing in a region.
    pub fn own_authority(&self) -> Result<Option<Box<SigningKey>>, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT signing_key FROM own_authority")?
            .query_row([], |row| {
                let seed = Zeroizing::new(row.get::<_, [u8; 32]>("signing_key")?);
                Ok(Box::new(SigningKey::from_bytes(&seed)))
            })
            .optional()?)
    }

    /// Lets this home stand alone. From now on it is known how late its clock has been.
    pub fn stand_alone(&mut self, authority: &SigningKey, at_ms: i64) -> Result<(), Trouble> {
        let seed = Zeroizing::new(authority.to_bytes());
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO own_authority (only_row, signing_key) VALUES (1, :signing_key)",
            named_params! { ":signing_key": *seed },
        )?;
        ending::renew(&transaction, at_ms)?;
        Ok(transaction.commit()?)
    }

    /// Joins a region. Says whether it did: not when another program on this computer saved meanwhile.
    pub fn join_region(&mut self, joins: &JoinsRegion) -> Result<bool, Trouble> {
        let device = joins.identity.device;
        let transaction = self.write()?;
        let head = super::save::own_head(&transaction, device)?;
        if head.map(|head| head.envelope) != joins.last {
            return Ok(false);
        }
        if let Some(last) = joins.last
            && !fold::replace(&transaction, device, last, &joins.sealed_anew)?
        {
            return Ok(false);
        }
        identity::write(&transaction, &joins.identity)?;
        for kept in &joins.certificates {
            certificate::keep(&transaction, kept, joins.audit.at_ms)?;
        }
        // While it stood alone nothing was read of any shelf.
        transaction.execute("DELETE FROM cursor", [])?;
        cursor::write(&transaction, &joins.start)?;
        transaction.execute("DELETE FROM own_authority", [])?;
        ending::renew(&transaction, joins.audit.at_ms)?;
        audit::append(&transaction, &joins.audit)?;
        transaction.commit()?;
        Ok(true)
    }

    /// Notes that the access of a member of staff has ended, where the home itself says so.
    pub fn end_staff(&mut self, staff: StaffId, entry: &AuditEntry) -> Result<(), Trouble> {
        let transaction = self.write()?;
        ending::end(&transaction, staff, entry.at_ms)?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Whose access has ended, and when that was known here, milliseconds since 1970.
    pub fn staff_ended(&self) -> Result<Vec<(StaffId, i64)>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT staff, heard_at_ms FROM staff_ended ORDER BY staff")?;
        let rows = statement.query_map([], |row| {
            Ok((StaffId::new(row.get("staff")?), row.get("heard_at_ms")?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
