//! How each member of staff likes her screen.

use rusqlite::{OptionalExtension, named_params};
use sync_protocol::ids::StaffId;

use super::Workstation;
use crate::trouble::Trouble;

impl Workstation {
    /// What she chose, as the caller wrote it; none where she has chosen nothing here.
    pub fn looks(&self, staff: StaffId) -> Result<Option<String>, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT body FROM looks WHERE staff = :staff")?
            .query_row(named_params! { ":staff": staff.to_bytes() }, |row| {
                row.get("body")
            })
            .optional()?)
    }

    /// Keeps what she chose, in place of what she chose before.
    pub fn keep_looks(&mut self, staff: StaffId, body: &str) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction
            .prepare_cached(
                "INSERT INTO looks (staff, body) VALUES (:staff, :body)
                 ON CONFLICT (staff) DO UPDATE SET body = excluded.body",
            )?
            .execute(named_params! { ":staff": staff.to_bytes(), ":body": body })?;
        Ok(transaction.commit()?)
    }
}
