//! What belongs to a day's work of one member of staff: her round, and when she was last here.

use rusqlite::named_params;
use sync_protocol::ids::{RecordId, StaffId};

use super::Workstation;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

impl Workstation {
    /// Whom somebody visits, in her order.
    pub fn round(&self, staff: StaffId) -> Result<Vec<RecordId>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT record FROM round WHERE staff = :staff ORDER BY position")?;
        let rows = statement.query_map(named_params! { ":staff": staff.to_bytes() }, |row| {
            Ok(RecordId::new(row.get("record")?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Puts a round in place of the one before.
    pub fn plan_round(
        &mut self,
        staff: StaffId,
        records: &[RecordId],
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "DELETE FROM round WHERE staff = :staff",
            named_params! { ":staff": staff.to_bytes() },
        )?;
        for (position, record) in records.iter().enumerate() {
            transaction
                .prepare_cached(
                    "INSERT INTO round (staff, position, record) VALUES (:staff, :position, :record)",
                )?
                .execute(named_params! {
                    ":staff": staff.to_bytes(),
                    ":position": position,
                    ":record": record.to_bytes(),
                })?;
        }
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// When somebody was last at this computer before what she does there now: the last of her acts after which nothing of
    /// hers follows for so long. A wrong PIN is nobody's act.
    pub fn last_left_at_ms(
        &self,
        staff: StaffId,
        now_ms: i64,
        gap_ms: i64,
    ) -> Result<Option<i64>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT max(at_ms) AS left_at_ms FROM (
                     SELECT at_ms, lead(at_ms, 1, :now) OVER (ORDER BY at_ms) AS next_ms
                     FROM audit
                     WHERE staff = :staff AND at_ms <= :now AND act <> 'staff.wrong_pin')
                 WHERE next_ms - at_ms >= :gap",
            )?
            .query_row(
                named_params! { ":staff": staff.to_bytes(), ":now": now_ms, ":gap": gap_ms },
                |row| row.get("left_at_ms"),
            )?)
    }

    /// The records for which papers were asked that are not here yet.
    pub fn papers_on_their_way(&self) -> Result<Vec<RecordId>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record FROM attachment WHERE state = 3 ORDER BY record, content",
        )?;
        let rows = statement.query_map([], |row| Ok(RecordId::new(row.get("record")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
