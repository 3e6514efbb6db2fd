//! Whether the store is sound, and copies of it.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use sync_protocol::hashes::EnvelopeHash;

use super::Workstation;
use crate::audit::{self, AuditChain};
use crate::files;
use crate::health::{self, count_rows};
use crate::key;
use crate::open_error::OpenError;
use crate::sql;
use crate::trouble::Trouble;

/// What the health check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Pages whose seal does not hold.
    pub bad_pages_count: u64,
    /// Places where the structure of the file is not sound.
    pub bad_structure_count: u64,
    /// Rows that name a row which is not there.
    pub orphans_count: u64,
    /// Envelopes whose bytes no longer have their hash.
    pub altered_envelopes: Vec<EnvelopeHash>,
    /// The audit.
    pub audit: AuditChain,
}

impl Health {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.bad_pages_count == 0
            && self.bad_structure_count == 0
            && self.orphans_count == 0
            && self.altered_envelopes.is_empty()
            && matches!(self.audit, AuditChain::Whole { .. })
    }
}

impl Workstation {
    /// Reads the whole store and checks everything that can be checked without opening a record.
    pub fn examine(&self) -> Result<Health, Trouble> {
        Ok(Health {
            bad_pages_count: count_rows(&self.connection, "PRAGMA cipher_integrity_check")?,
            bad_structure_count: health::bad_structure_count(&self.connection)?,
            orphans_count: count_rows(&self.connection, "PRAGMA foreign_key_check")?,
            altered_envelopes: self.altered_envelopes()?,
            audit: audit::verify(&self.connection)?,
        })
    }

    /// Folds the write-ahead log into the file and empties it: after an import, and before the store
    /// locks, so that nothing removed lingers in the log.
    pub fn fold_log(&self) -> Result<(), Trouble> {
        health::fold_log(&self.connection)
    }

    /// Takes what was purged out of the log as well. Where another program is reading just now, the log goes when the last
    /// of them ends.
    pub(super) fn purge_log(&self) -> Result<(), Trouble> {
        match self.fold_log() {
            Err(Trouble::Busy) => Ok(()),
            done => done,
        }
    }

    /// Writes a copy that opens with the same key. Refuses to write over anything.
    pub fn back_up(&self, to: &Path) -> Result<(), OpenError> {
        health::copy_to(&self.connection, to)?;
        let check = key::check_path(self.place());
        if check.try_exists()? {
            fs::copy(check, key::check_path(to))?;
            files::sync_folder(to)?;
        }
        Ok(())
    }

    fn altered_envelopes(&self) -> Result<Vec<EnvelopeHash>, Trouble> {
        let mut statement = self
            .connection
            .prepare("SELECT hash, bytes FROM envelope ORDER BY hash")?;
        let mut rows = statement.query([])?;
        let mut altered = Vec::new();
        while let Some(row) = rows.next()? {
            let hash = sql::envelope(row, "hash")?;
            let bytes: Vec<u8> = row.get("bytes")?;
            if hash.as_bytes() != &<[u8; 32]>::from(Sha256::digest(&bytes)) {
                altered.push(hash);
            }
        }
        Ok(altered)
    }
}
