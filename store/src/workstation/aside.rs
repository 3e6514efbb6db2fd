//! What could not be used and is not thrown away: leftovers of an import, envelopes that did not
//! apply.

use rusqlite::{Connection, named_params};
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DocumentId, RecordId};

use super::Workstation;
use crate::audit::{self, AuditEntry};
use crate::sql;
use crate::trouble::Trouble;

/// Something an import could not place, before it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Whose, if that is known.
    pub record: Option<RecordId>,
    /// Where it came from.
    pub source: String,
    /// Why it could not be placed, as a code.
    pub reason: String,
    /// What came in.
    pub body: Vec<u8>,
    /// When.
    pub kept_at_ms: i64,
}

/// A leftover as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAside {
    /// Its number here.
    pub id: i64,
    /// What it is.
    pub leftover: Leftover,
}

/// An envelope that did not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its hash.
    pub envelope: EnvelopeHash,
    /// The document it names.
    pub document: DocumentId,
    /// Why, as a code.
    pub reason: String,
    /// Its bytes, as received.
    pub bytes: Vec<u8>,
    /// When.
    pub quarantined_at_ms: i64,
}

/// Sets an envelope aside, inside the caller's transaction.
pub(super) fn quarantine(connection: &Connection, entry: &Quarantined) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "INSERT INTO quarantine (envelope, record, sheet, reason, bytes, quarantined_at_ms)
             VALUES (:envelope, :record, :sheet, :reason, :bytes, :quarantined_at_ms)
             ON CONFLICT (envelope) DO NOTHING",
        )?
        .execute(named_params! {
            ":envelope": entry.envelope.to_bytes(),
            ":record": entry.document.record.to_bytes(),
            ":sheet": entry.document.sheet.get(),
            ":reason": entry.reason,
            ":bytes": entry.bytes,
            ":quarantined_at_ms": entry.quarantined_at_ms,
        })?;
    Ok(())
}

impl Workstation {
    /// Keeps what an import could not place, with the audit row that says so.
    pub fn keep_aside(
        &mut self,
        leftovers: &[Leftover],
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        for leftover in leftovers {
            transaction
                .prepare_cached(
                    "INSERT INTO kept_aside (record, source, reason, body, kept_at_ms)
                     VALUES (:record, :source, :reason, :body, :kept_at_ms)",
                )?
                .execute(named_params! {
                    ":record": leftover.record.map(RecordId::to_bytes),
                    ":source": leftover.source,
                    ":reason": leftover.reason,
                    ":body": leftover.body,
                    ":kept_at_ms": leftover.kept_at_ms,
                })?;
        }
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// What imports could not place, of one record or of all.
    pub fn kept_aside(&self, record: Option<RecordId>) -> Result<Vec<KeptAside>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, record, source, reason, body, kept_at_ms FROM kept_aside
             WHERE :record IS NULL OR record = :record ORDER BY id",
        )?;
        let rows = statement.query_map(
            named_params! { ":record": record.map(RecordId::to_bytes) },
            |row| {
                Ok(KeptAside {
                    id: row.get("id")?,
                    leftover: Leftover {
                        record: row.get::<_, Option<[u8; 16]>>("record")?.map(RecordId::new),
                        source: row.get("source")?,
                        reason: row.get("reason")?,
                        body: row.get("body")?,
                        kept_at_ms: row.get("kept_at_ms")?,
                    },
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The envelopes that did not apply, of one record or of all.
    pub fn quarantined(&self, record: Option<RecordId>) -> Result<Vec<Quarantined>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT envelope, record, sheet, reason, bytes, quarantined_at_ms FROM quarantine
             WHERE :record IS NULL OR record = :record ORDER BY quarantined_at_ms, envelope",
        )?;
        let rows = statement.query_map(
            named_params! { ":record": record.map(RecordId::to_bytes) },
            |row| {
                Ok(Quarantined {
                    envelope: sql::envelope(row, "envelope")?,
                    document: sql::document(row)?,
                    reason: row.get("reason")?,
                    bytes: row.get("bytes")?,
                    quarantined_at_ms: row.get("quarantined_at_ms")?,
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
