//! The audit of this computer on its way to the region: what waits, what is told next, how far it has come.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::hashes::Hash;
use sync_protocol::message::audit::AuditAnswer;

use super::Workstation;
use crate::audit::{self, AuditEntry, AuditRow};
use crate::trouble::Trouble;

/// What of the audit the region does not have yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AuditWaiting {
    /// How many rows.
    pub rows: u64,
    /// When the first of them was done.
    pub oldest_at_ms: Option<i64>,
    /// Whether any of their acts begins as was asked.
    pub urgent: bool,
    /// Whether the rows that the region holds are not those that are kept here: this store was cut off, changed or set back.
    pub differs: bool,
    /// Since when the region takes no more of it, if that is so.
    pub refused_at_ms: Option<i64>,
}

/// Rows to be told next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The number under which the first of them is due.
    pub first: u64,
    /// The rows.
    pub rows: Vec<AuditEntry>,
    /// The hash of the last row, as it is kept.
    pub last: Hash,
}

impl Workstation {
    /// What of the audit waits; it is urgent where an act of it begins like this.
    pub fn audit_waiting(&self, urgent: &str) -> Result<AuditWaiting, Trouble> {
        let (carried, refused_at_ms) = carried(&self.connection)?;
        let differs = !self.keeps(carried)?;
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) AS rows, min(at_ms) AS oldest_at_ms,
                        coalesce(max(substr(act, 1, length(:urgent)) = :urgent), 0) AS urgent
                 FROM audit WHERE seq > :seq",
            )?
            .query_row(
                named_params! { ":urgent": urgent, ":seq": carried.held },
                |row| {
                    Ok(AuditWaiting {
                        rows: row.get("rows")?,
                        oldest_at_ms: row.get("oldest_at_ms")?,
                        urgent: row.get("urgent")?,
                        differs,
                        refused_at_ms,
                    })
                },
            )?)
    }

    /// The rows that the region is to be told next, at most so many; none where it holds all there are.
    ///
    /// A row that does not follow from the one before it comes alone, so that the region can say which it is. Where the
    /// rows that the region holds are not those that are kept here, the last ones are told again, for the same reason.
    pub fn audit_to_carry(&self, limit: u32) -> Result<Option<AuditPage>, Trouble> {
        let (carried, _) = carried(&self.connection)?;
        if !self.keeps(carried)? {
            let (head, _) = audit::head(&self.connection)?;
            let after = carried.held.min(head).saturating_sub(u64::from(limit));
            let rows = audit::page(&self.connection, after, limit)?;
            return Ok(page_of(after, rows));
        }
        let mut rows = audit::page(&self.connection, carried.held, limit)?;
        let (mut due, mut prev) = (carried.held, carried.hash.to_bytes());
        let sound = rows.iter().take_while(|row| {
            due = due.saturating_add(1);
            let follows = row.follows(due, &prev);
            prev = row.hash;
            follows
        });
        let sound = sound.count();
        rows.truncate(sound.max(1));
        Ok(page_of(carried.held, rows))
    }

    /// Whether the last row that the region holds is kept here, as it was told.
    fn keeps(&self, carried: AuditAnswer) -> Result<bool, Trouble> {
        let Some(before) = carried.held.checked_sub(1) else {
            return Ok(true);
        };
        let kept = audit::page(&self.connection, before, 1)?;
        Ok(kept
            .first()
            .is_some_and(|row| row.seq == carried.held && row.hash == carried.hash.to_bytes()))
    }

    /// Notes how far the region holds the audit.
    pub fn mark_audit_carried(&mut self, answer: AuditAnswer) -> Result<(), Trouble> {
        self.set_carried(answer, None)
    }

    /// Notes that the region takes no more of it.
    pub fn mark_audit_refused(&mut self, at_ms: i64) -> Result<(), Trouble> {
        let (carried, before) = carried(&self.connection)?;
        self.set_carried(carried, before.or(Some(at_ms)))
    }

    fn set_carried(
        &mut self,
        carried: AuditAnswer,
        refused_at_ms: Option<i64>,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO audit_carried (only_row, seq, hash, refused_at_ms)
             VALUES (1, :seq, :hash, :refused_at_ms)
             ON CONFLICT (only_row) DO UPDATE SET
                 seq = excluded.seq, hash = excluded.hash, refused_at_ms = excluded.refused_at_ms",
            named_params! {
                ":seq": carried.held,
                ":hash": carried.hash.to_bytes(),
                ":refused_at_ms": refused_at_ms,
            },
        )?;
        Ok(transaction.commit()?)
    }
}

fn page_of(after: u64, rows: Vec<AuditRow>) -> Option<AuditPage> {
    let last = Hash::new(rows.last()?.hash);
    Some(AuditPage {
        first: after.saturating_add(1),
        rows: rows.into_iter().map(|row| row.entry).collect(),
        last,
    })
}

fn carried(connection: &Connection) -> Result<(AuditAnswer, Option<i64>), Trouble> {
    let known = connection
        .prepare_cached("SELECT seq, hash, refused_at_ms FROM audit_carried")?
        .query_row([], |row| {
            let answer = AuditAnswer {
                held: row.get("seq")?,
                hash: Hash::new(row.get("hash")?),
            };
            Ok((answer, row.get("refused_at_ms")?))
        })
        .optional()?;
    let nothing = AuditAnswer {
        held: 0,
        hash: Hash::new([0; 32]),
    };
    Ok(known.unwrap_or((nothing, None)))
}
