//! What was not accepted, or not published: kept whole, with a reason, for a named person.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::bytes::Bytes;
use sync_protocol::change::ChangeHeader;
use sync_protocol::envelope::{Envelope, SignedEnvelope};
use sync_protocol::feed::{FeedEntry, NoticeCode};
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DeviceId, DocumentId};

use super::HubStore;
use super::publish::PublishError;
use super::shelf;
use crate::audit::{self, AuditEntry};
use crate::sql;
use crate::trouble::Trouble;

/// An envelope in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldEnvelope {
    /// Its hash.
    pub envelope: EnvelopeHash,
    /// Why, as a code.
    pub reason: String,
    /// The device that signed it.
    pub device: DeviceId,
    /// Its number on that device.
    pub dev_seq: u64,
    /// The document it names.
    pub document: DocumentId,
    /// Its bytes, as received.
    pub bytes: Vec<u8>,
    /// When it was set aside.
    pub quarantined_at_ms: i64,
    /// When a person released it, if one has.
    pub released_at_ms: Option<i64>,
}

/// Whether an envelope that is set aside uses up its number on its device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SetAside {
    /// Its device goes on with the next number.
    Numbered,
    /// Its number stays free.
    WithoutNumber,
}

/// Why and when something is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason<'a> {
    /// Why, as a code.
    pub code: &'a str,
    /// When.
    pub at_ms: i64,
}

/// Sets an envelope aside, inside the caller's transaction.
pub(super) fn set_aside(
    connection: &Connection,
    hash: EnvelopeHash,
    envelope: &Envelope,
    bytes: &[u8],
    reason: &Reason<'_>,
    how: SetAside,
) -> Result<(), Trouble> {
    let header = &envelope.header;
    let rows = connection
        .prepare_cached(
            "INSERT INTO quarantine (envelope, reason, device, dev_seq, numbered, record, sheet,
                                     bytes, quarantined_at_ms)
             VALUES (:envelope, :reason, :device, :dev_seq, :numbered, :record, :sheet, :bytes,
                     :at_ms)
             ON CONFLICT (envelope) DO UPDATE
             SET reason = excluded.reason, numbered = excluded.numbered,
                 quarantined_at_ms = excluded.quarantined_at_ms, released_at_ms = NULL
             WHERE released_at_ms IS NOT NULL",
        )?
        .execute(named_params! {
            ":envelope": hash.to_bytes(),
            ":reason": reason.code,
            ":device": header.device.to_bytes(),
            ":dev_seq": header.dev_seq,
            ":numbered": how == SetAside::Numbered,
            ":record": header.document.record.to_bytes(),
            ":sheet": header.document.sheet.get(),
            ":bytes": bytes,
            ":at_ms": reason.at_ms,
        })?;
    // What a revoked device brings must not drag what others build on into quarantine.
    if rows == 0 || how == SetAside::WithoutNumber {
        return Ok(());
    }
    let mut note = connection.prepare_cached(
        "INSERT INTO quarantine_change (record, sheet, change_hash, envelope)
         SELECT :record, :sheet, :change_hash, :envelope
         WHERE NOT EXISTS (SELECT 1 FROM change_ix WHERE record = :record AND sheet = :sheet
                           AND change_hash = :change_hash)
         ON CONFLICT DO NOTHING",
    )?;
    for change in envelope
        .changes
        .iter()
        .filter_map(|chunk| ChangeHeader::read(chunk).ok())
    {
        note.execute(named_params! {
            ":record": header.document.record.to_bytes(),
            ":sheet": header.document.sheet.get(),
            ":change_hash": change.hash.to_bytes(),
            ":envelope": hash.to_bytes(),
        })?;
    }
    Ok(())
}

impl HubStore {
    /// Sets an accepted envelope aside that turned out not to apply, and tells the shelves of its
    /// document. Its number in the log stays used; what builds on it will be set aside too.
    pub fn quarantine_accepted(
        &mut self,
        document: DocumentId,
        doc_seq: u64,
        reason: &Reason<'_>,
        entry: &AuditEntry,
    ) -> Result<(), PublishError> {
        let transaction = self.write()?;
        let row = transaction
            .prepare_cached(
                "SELECT envelope, bytes FROM log
                 WHERE record = :record AND sheet = :sheet AND doc_seq = :doc_seq AND state = 1",
            )?
            .query_row(
                named_params! {
                    ":record": document.record.to_bytes(),
                    ":sheet": document.sheet.get(),
                    ":doc_seq": doc_seq,
                },
                |row| {
                    Ok((
                        sql::envelope(row, "envelope")?,
                        row.get::<_, Vec<u8>>("bytes")?,
                    ))
                },
            )
            .optional()?;
        let Some((hash, bytes)) = row else {
            return Err(PublishError::NotWaiting);
        };
        let envelope = SignedEnvelope::decode(&bytes).map_err(|_| PublishError::Unreadable)?;
        let place = named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":doc_seq": doc_seq,
        };
        transaction
            .prepare_cached(
                "DELETE FROM change_ix
                 WHERE record = :record AND sheet = :sheet AND doc_seq = :doc_seq",
            )?
            .execute(place)?;
        transaction
            .prepare_cached(
                "UPDATE log SET state = 3
                 WHERE record = :record AND sheet = :sheet AND doc_seq = :doc_seq",
            )?
            .execute(place)?;
        set_aside(
            &transaction,
            hash,
            envelope.claimed(),
            &bytes,
            reason,
            SetAside::Numbered,
        )?;
        for shelf in shelf::shelves_of(&transaction, document)? {
            let notice = FeedEntry::Notice {
                code: NoticeCode::QUARANTINED,
                document: Some(document),
                detail: Bytes::from(hash.as_bytes().as_slice()),
            };
            shelf::append(&transaction, shelf, &notice)?;
        }
        audit::append(&transaction, entry)?;
        transaction.commit()?;
        Ok(())
    }

    /// Everything in quarantine, the oldest first; what was released is left out.
    pub fn quarantined(&self) -> Result<Vec<HeldEnvelope>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT envelope, reason, device, dev_seq, record, sheet, bytes, quarantined_at_ms,
                    released_at_ms
             FROM quarantine WHERE released_at_ms IS NULL ORDER BY quarantined_at_ms, envelope",
        )?;
        let rows = statement.query_map([], held)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn held(row: &Row<'_>) -> rusqlite::Result<HeldEnvelope> {
    Ok(HeldEnvelope {
        envelope: sql::envelope(row, "envelope")?,
        reason: row.get("reason")?,
        device: sql::device(row)?,
        dev_seq: row.get("dev_seq")?,
        document: sql::document(row)?,
        bytes: row.get("bytes")?,
        quarantined_at_ms: row.get("quarantined_at_ms")?,
        released_at_ms: row.get("released_at_ms")?,
    })
}
