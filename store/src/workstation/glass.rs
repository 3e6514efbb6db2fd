//! Faces that somebody was given in an emergency: hers alone, and gone when the time is over.
//!
//! *Guarantees* that a face comes with its row in the audit or not at all.

use rusqlite::{OptionalExtension, Row, named_params};
use sync_protocol::ids::{RecordId, StaffId};

use super::Workstation;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// How far a clock is put right by itself, milliseconds.
const CLOCK_SLACK_MS: i64 = 5 * 60 * 1000;

/// A face that was opened in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedFace {
    /// Whose record.
    pub record: RecordId,
    /// For whom.
    pub staff: StaffId,
    /// What it says.
    pub bytes: Vec<u8>,
    /// When it came.
    pub opened_at_ms: i64,
    /// Until when it is shown (not including).
    pub until_ms: i64,
}

impl Workstation {
    /// Keeps faces that were opened, each with its row in the audit.
    pub fn keep_opened(&mut self, opened: &[(OpenedFace, AuditEntry)]) -> Result<(), Trouble> {
        let transaction = self.write()?;
        for (face, entry) in opened {
            transaction.execute(
                "INSERT INTO opened_face (staff, record, bytes, opened_at_ms, until_ms)
                 VALUES (:staff, :record, :bytes, :opened_at_ms, :until_ms)
                 ON CONFLICT DO UPDATE SET bytes = excluded.bytes,
                     opened_at_ms = excluded.opened_at_ms, until_ms = excluded.until_ms",
                named_params! {
                    ":staff": face.staff.to_bytes(),
                    ":record": face.record.to_bytes(),
                    ":bytes": face.bytes,
                    ":opened_at_ms": face.opened_at_ms,
                    ":until_ms": face.until_ms,
                },
            )?;
            audit::append(&transaction, entry)?;
        }
        Ok(transaction.commit()?)
    }

    /// What somebody has open at a moment, the newest first.
    pub fn opened(&self, staff: StaffId, now_ms: i64) -> Result<Vec<OpenedFace>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, staff, bytes, opened_at_ms, until_ms FROM opened_face
             WHERE staff = :staff AND until_ms > :now_ms ORDER BY opened_at_ms DESC, record",
        )?;
        let rows = statement.query_map(
            named_params! { ":staff": staff.to_bytes(), ":now_ms": now_ms },
            read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Until when the last of all that anybody has open is shown.
    pub fn opened_until_ms(&self) -> Result<Option<i64>, Trouble> {
        Ok(self
            .connection
            .query_row(
                "SELECT max(until_ms) AS until_ms FROM opened_face",
                [],
                |row| row.get("until_ms"),
            )
            .optional()?
            .flatten())
    }

    /// Purges what nobody may see any more; and everything, where the clock was set back: then nobody knows how long ago it
    /// was opened.
    pub fn close_opened(&mut self, now_ms: i64) -> Result<(), Trouble> {
        let is_empty: bool = self.connection.query_row(
            "SELECT NOT EXISTS (SELECT 1 FROM opened_face) AS is_empty",
            [],
            |row| row.get("is_empty"),
        )?;
        if is_empty {
            return Ok(());
        }
        let seen_at_ms = self.lease(now_ms)?.map_or(now_ms, |lease| lease.seen_at_ms);
        let set_back = now_ms.saturating_add(CLOCK_SLACK_MS) < seen_at_ms;
        let closed = self.connection.execute(
            "DELETE FROM opened_face
             WHERE :set_back OR until_ms <= :now_ms OR opened_at_ms > :now_ms + :slack_ms",
            named_params! {
                ":set_back": set_back,
                ":now_ms": now_ms,
                ":slack_ms": CLOCK_SLACK_MS,
            },
        )?;
        if closed > 0 {
            self.purge_log()?;
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<OpenedFace> {
    Ok(OpenedFace {
        record: RecordId::new(row.get("record")?),
        staff: StaffId::new(row.get("staff")?),
        bytes: row.get("bytes")?,
        opened_at_ms: row.get("opened_at_ms")?,
        until_ms: row.get("until_ms")?,
    })
}
