//! The audit chain, the same in both stores: each row holds the hash of the row before it.
//!
//! Whoever edits, removes or inserts a row in the middle must recompute every later hash, and later
//! heads have already left for the hub and the organisations.

use rusqlite::{Connection, Row, Rows, named_params};
use sha2::{Digest, Sha256};
use sync_protocol::ids::{RecordId, StaffId};
use sync_protocol::limits::{MAX_AUDIT_ACT_BYTES, MAX_AUDIT_DETAIL_BYTES};
pub use sync_protocol::message::audit::AuditEntry;

use crate::trouble::Trouble;

/// A row of the audit as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// What happened.
    pub entry: AuditEntry,
    /// The hash of the row before it; zeros for the first.
    pub prev: [u8; 32],
    /// Its own hash.
    pub hash: [u8; 32],
}

impl AuditRow {
    /// The hash this row must have. *Frozen.*
    pub fn expected_hash(&self) -> [u8; 32] {
        hash(self.seq, &self.prev, &self.entry)
    }

    /// Whether it is the row under this number, as it was written after the row with that hash.
    pub(crate) fn follows(&self, due: u64, prev: &[u8; 32]) -> bool {
        self.seq == due && self.prev == *prev && self.hash == self.expected_hash()
    }

    /// The row under a number that holds this entry and follows the row with that hash.
    pub(crate) fn following(seq: u64, prev: [u8; 32], entry: AuditEntry) -> Self {
        let hash = hash(seq, &prev, &entry);
        Self {
            seq,
            entry,
            prev,
            hash,
        }
    }

    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            prev: row.get("prev")?,
            hash: row.get("hash")?,
            entry: AuditEntry {
                at_ms: row.get("at_ms")?,
                staff: row.get::<_, Option<[u8; 16]>>("staff")?.map(StaffId::new),
                act: row.get("act")?,
                record: row.get::<_, Option<[u8; 16]>>("record")?.map(RecordId::new),
                detail: row.get("detail")?,
            },
        })
    }
}

/// What a walk along the chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditChain {
    /// Every row follows from the one before it.
    Whole {
        /// How many rows there are.
        rows: u64,
    },
    /// The row at this number is the first that does not.
    BrokenAt {
        /// Its number, or the number that is missing.
        seq: u64,
    },
}

const LABEL: &[u8] = b"alongside audit v1";

/// Length-prefixed, so that no two different rows hash the same bytes. *Frozen.*
fn hash(seq: u64, prev: &[u8; 32], entry: &AuditEntry) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(LABEL);
    hasher.update(prev);
    hasher.update(seq.to_be_bytes());
    hasher.update(entry.at_ms.to_be_bytes());
    let staff = entry
        .staff
        .as_ref()
        .map(|staff| staff.as_bytes().as_slice());
    let record = entry
        .record
        .as_ref()
        .map(|record| record.as_bytes().as_slice());
    for part in [
        staff.unwrap_or_default(),
        entry.act.as_bytes(),
        record.unwrap_or_default(),
        entry.detail.as_bytes(),
    ] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Adds a row, inside the caller's transaction.
pub(crate) fn append(connection: &Connection, entry: &AuditEntry) -> Result<u64, Trouble> {
    let (last, prev) = head(connection)?;
    let seq = last.saturating_add(1);
    let entry = &AuditEntry {
        act: cut(&entry.act, MAX_AUDIT_ACT_BYTES),
        detail: cut(&entry.detail, MAX_AUDIT_DETAIL_BYTES),
        ..entry.clone()
    };
    connection
        .prepare_cached(
            "INSERT INTO audit (seq, prev, at_ms, staff, act, record, detail, hash)
         VALUES (:seq, :prev, :at_ms, :staff, :act, :record, :detail, :hash)",
        )?
        .execute(named_params! {
            ":seq": seq,
            ":prev": prev,
            ":at_ms": entry.at_ms,
            ":staff": entry.staff.as_ref().map(|staff| *staff.as_bytes()),
            ":act": entry.act,
            ":record": entry.record.as_ref().map(|record| *record.as_bytes()),
            ":detail": entry.detail,
            ":hash": hash(seq, &prev, entry),
        })?;
    Ok(seq)
}

/// A row that is too long to travel would hold up all that come after it.
fn cut(words: &str, most_bytes: usize) -> String {
    let end = words.floor_char_boundary(most_bytes);
    words.get(..end).unwrap_or(words).to_owned()
}

/// The last number and hash; zeros where there is no row.
pub(crate) fn head(connection: &Connection) -> Result<(u64, [u8; 32]), Trouble> {
    let mut statement =
        connection.prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?;
    let mut rows = statement.query([])?;
    match rows.next()? {
        Some(row) => Ok((row.get("seq")?, row.get("hash")?)),
        None => Ok((0, [0; 32])),
    }
}

/// Rows after `after`, oldest first.
pub(crate) fn page(
    connection: &Connection,
    after: u64,
    limit: u32,
) -> Result<Vec<AuditRow>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, prev, at_ms, staff, act, record, detail, hash FROM audit
         WHERE seq > :after ORDER BY seq LIMIT :limit",
    )?;
    let rows = statement.query_map(
        named_params! { ":after": after, ":limit": limit },
        AuditRow::read,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Rows about one record, newest first.
pub(crate) fn of_record(
    connection: &Connection,
    record: RecordId,
    limit: u32,
) -> Result<Vec<AuditRow>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT seq, prev, at_ms, staff, act, record, detail, hash FROM audit
         WHERE record = :record ORDER BY seq DESC LIMIT :limit",
    )?;
    let rows = statement.query_map(
        named_params! { ":record": *record.as_bytes(), ":limit": limit },
        AuditRow::read,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Walks the whole chain.
pub(crate) fn verify(connection: &Connection) -> Result<AuditChain, Trouble> {
    let mut statement = connection.prepare(
        "SELECT seq, prev, at_ms, staff, act, record, detail, hash FROM audit ORDER BY seq",
    )?;
    Ok(walk(statement.query([])?)?.0)
}

/// Walks along rows that are to begin a chain; gives the hash of the last that follows from those before it.
pub(crate) fn walk(mut rows: Rows<'_>) -> Result<(AuditChain, [u8; 32]), Trouble> {
    let mut last = 0_u64;
    let mut prev = [0_u8; 32];
    while let Some(row) = rows.next()? {
        let row = AuditRow::read(row)?;
        let due = last.saturating_add(1);
        if !row.follows(due, &prev) {
            return Ok((AuditChain::BrokenAt { seq: due }, prev));
        }
        last = row.seq;
        prev = row.hash;
    }
    Ok((AuditChain::Whole { rows: last }, prev))
}
