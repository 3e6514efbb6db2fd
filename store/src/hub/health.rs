//! Whether the store is sound, copies of it, and what a restore must change.

use std::fs;
use std::path::Path;

use rusqlite::named_params;
use sha2::{Digest, Sha256};
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::DeviceId;

use super::region::epoch;
use super::{CACHE_KIB, HubStore, SCHEMA, device};
use crate::audit::{self, AuditChain, AuditEntry};
use crate::connection::{Expect, open_plain, release, settle};
use crate::files::Making;
use crate::health::{self, count_rows};
use crate::open_error::OpenError;
use crate::sql;
use crate::trouble::Trouble;

/// What the health check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Places where the structure of the file is not sound.
    pub bad_structure_count: u64,
    /// Rows that name a row which is not there.
    pub orphans_count: u64,
    /// Envelopes whose bytes no longer have their hash.
    pub altered_envelopes: Vec<EnvelopeHash>,
    /// The audit of the hub itself.
    pub audit: AuditChain,
    /// Devices whose audit, as it is held here, is not what they told, each with the first row of which that is so.
    pub altered_audits: Vec<(DeviceId, u64)>,
}

impl Health {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.bad_structure_count == 0
            && self.orphans_count == 0
            && self.altered_envelopes.is_empty()
            && matches!(self.audit, AuditChain::Whole { .. })
            && self.altered_audits.is_empty()
    }
}

impl HubStore {
    /// Reads the whole store and checks everything that can be checked without opening a record.
    pub fn examine(&self) -> Result<Health, Trouble> {
        Ok(Health {
            bad_structure_count: health::bad_structure_count(&self.connection)?,
            orphans_count: count_rows(&self.connection, "PRAGMA foreign_key_check")?,
            altered_envelopes: self.altered_envelopes()?,
            audit: audit::verify(&self.connection)?,
            altered_audits: self.altered_audits()?,
        })
    }

    /// Folds the write-ahead log into the file and empties it.
    pub fn fold_log(&self) -> Result<(), Trouble> {
        health::fold_log(&self.connection)
    }

    /// Writes a copy while others may go on reading and writing, and notes that what it holds is
    /// secured. Refuses to write over anything. The copy is whole or not there.
    ///
    /// Give it a connection of its own: the one that serves would wait until the copy is done.
    pub fn back_up(&mut self, to: &Path) -> Result<(), OpenError> {
        // Read before the copy, so that nothing counts as secured that the copy may lack.
        let held: Vec<(DeviceId, u64)> = self
            .devices()?
            .into_iter()
            .filter_map(|device| Some((device.id, device.head?.dev_seq)))
            .collect();
        health::copy_to(&self.connection, to)?;
        let transaction = self.write()?;
        device::mark_secured(&transaction, &held)?;
        transaction.commit()?;
        Ok(())
    }

    /// Makes the store at `to` from a backup, under a higher epoch, so that devices give back what
    /// the backup does not hold. The backup itself is only read.
    ///
    /// The new epoch is also not below the seconds of `at_ms`: the same backup restored twice must
    /// not give the same epoch twice.
    pub fn restore(
        from: &Path,
        to: &Path,
        at_ms: i64,
        entry: &AuditEntry,
    ) -> Result<Self, OpenError> {
        if !from.try_exists()? {
            return Err(OpenError::NotThere);
        }
        let making = Making::at(to)?;
        fs::copy(from, making.unfinished())?;
        let mut connection = open_plain(making.unfinished(), Expect::Existing)?;
        SCHEMA.admit(&connection)?;
        if health::bad_structure_count(&connection)? > 0 {
            return Err(OpenError::Damaged);
        }
        settle(&connection, CACHE_KIB)?;
        SCHEMA.bring_up(&mut connection)?;
        release(&connection)?;
        let transaction = connection.transaction()?;
        let seconds = u64::try_from(at_ms.div_euclid(1000)).unwrap_or(0);
        let old = epoch(&transaction)?.unwrap_or(0);
        transaction.execute(
            "UPDATE region SET epoch = :epoch",
            named_params! { ":epoch": old.saturating_add(1).max(seconds) },
        )?;
        audit::append(&transaction, entry)?;
        transaction.commit()?;
        connection.close().map_err(|(_, error)| error)?;
        making.finish()?;
        Self::open(to)
    }

    fn altered_audits(&self) -> Result<Vec<(DeviceId, u64)>, Trouble> {
        let audits = self.verify_device_audits()?.into_iter();
        Ok(audits
            .filter_map(|(device, chain)| match chain {
                AuditChain::Whole { .. } => None,
                AuditChain::BrokenAt { seq } => Some((device, seq)),
            })
            .collect())
    }

    fn altered_envelopes(&self) -> Result<Vec<EnvelopeHash>, Trouble> {
        let mut statement = self.connection.prepare(
            "SELECT envelope, bytes FROM log UNION ALL SELECT envelope, bytes FROM quarantine
             ORDER BY envelope",
        )?;
        let mut rows = statement.query([])?;
        let mut altered = Vec::new();
        while let Some(row) = rows.next()? {
            let hash = sql::envelope(row, "envelope")?;
            let bytes: Vec<u8> = row.get("bytes")?;
            if hash.as_bytes() != &<[u8; 32]>::from(Sha256::digest(&bytes)) {
                altered.push(hash);
            }
        }
        altered.dedup();
        Ok(altered)
    }
}
