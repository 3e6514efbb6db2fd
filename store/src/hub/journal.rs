//! The audit of this hub.

use sync_protocol::ids::RecordId;

use super::HubStore;
use crate::audit::{self, AuditChain, AuditEntry, AuditRow};
use crate::trouble::Trouble;

impl HubStore {
    /// Writes down something that was done.
    pub fn note(&mut self, entry: &AuditEntry) -> Result<u64, Trouble> {
        let transaction = self.write()?;
        let seq = audit::append(&transaction, entry)?;
        transaction.commit()?;
        Ok(seq)
    }

    /// Audit rows after `after`, oldest first.
    pub fn audit(&self, after: u64, limit: u32) -> Result<Vec<AuditRow>, Trouble> {
        audit::page(&self.connection, after, limit)
    }

    /// Audit rows about one record, newest first.
    pub fn audit_of(&self, record: RecordId, limit: u32) -> Result<Vec<AuditRow>, Trouble> {
        audit::of_record(&self.connection, record, limit)
    }

    /// The number and hash of the last audit row.
    pub fn audit_head(&self) -> Result<(u64, [u8; 32]), Trouble> {
        audit::head(&self.connection)
    }

    /// Walks the audit and finds the first row that does not follow from the one before it.
    pub fn verify_audit(&self) -> Result<AuditChain, Trouble> {
        audit::verify(&self.connection)
    }
}
