//! People whose papers are kept here: their attachments are fetched as soon as they are known.

use rusqlite::named_params;
use sync_protocol::ids::RecordId;

use super::Workstation;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

impl Workstation {
    /// Keeps a record's papers here from now on, or no longer. What is here stays.
    pub fn keep_papers(
        &mut self,
        record: RecordId,
        keep: bool,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        let sql = if keep {
            "INSERT INTO kept_papers (record) VALUES (:record) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM kept_papers WHERE record = :record"
        };
        transaction.execute(sql, named_params! { ":record": record.to_bytes() })?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Whether a record's papers are kept here.
    pub fn keeps_papers(&self, record: RecordId) -> Result<bool, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM kept_papers WHERE record = :record) AS kept",
            )?
            .query_row(named_params! { ":record": record.to_bytes() }, |row| {
                row.get("kept")
            })?)
    }

    /// Records whose papers are kept and that have changed since they were looked through, each with the versions that
    /// are to be looked through.
    pub fn papers_to_look_through(&self) -> Result<Vec<(RecordId, u64)>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, sum(version) AS versions
             FROM kept_papers JOIN document USING (record)
             GROUP BY record HAVING sum(version) <> max(looked_through) ORDER BY record",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((RecordId::new(row.get("record")?), row.get("versions")?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes that a record's papers were looked through as of these versions.
    pub fn mark_looked_through(&mut self, record: RecordId, versions: u64) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "UPDATE kept_papers SET looked_through = :versions WHERE record = :record",
            named_params! { ":record": record.to_bytes(), ":versions": versions },
        )?;
        Ok(transaction.commit()?)
    }
}
