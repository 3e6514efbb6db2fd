//! Rights that are smaller on this computer than in the table of permissions.

use rusqlite::named_params;
use sync_protocol::roles::RoleCode;

use super::Workstation;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// A right that is smaller here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tightened {
    /// Line of the record.
    pub line: String,
    /// Whose.
    pub role: RoleCode,
    /// What is left of it, as a number of the caller's: the least is 0.
    pub kept: u8,
}

impl Workstation {
    /// Takes a right away, or, with nothing kept aside for it, gives it back.
    pub fn tighten(
        &mut self,
        line: &str,
        role: RoleCode,
        kept: Option<u8>,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        match kept {
            Some(kept) => transaction.execute(
                "INSERT INTO tightened (line, role, kept) VALUES (:line, :role, :kept)
                 ON CONFLICT (line, role) DO UPDATE SET kept = excluded.kept",
                named_params! { ":line": line, ":role": role.get(), ":kept": kept },
            )?,
            None => transaction.execute(
                "DELETE FROM tightened WHERE line = :line AND role = :role",
                named_params! { ":line": line, ":role": role.get() },
            )?,
        };
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Every right that is smaller here.
    pub fn tightened(&self) -> Result<Vec<Tightened>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT line, role, kept FROM tightened ORDER BY line, role")?;
        let rows = statement.query_map([], |row| {
            Ok(Tightened {
                line: row.get("line")?,
                role: RoleCode::new(row.get("role")?),
                kept: row.get("kept")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
