//! From the log to the shelves: what is published, and which shelf carries which document.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::bytes::Bytes;
use sync_protocol::change::ChangeHeader;
use sync_protocol::digest::Heads;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::feed::{AttachReason, DetachReason, FeedEntry};
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, DocumentId, ShelfId};
use thiserror::Error;

use super::HubStore;
use super::{audience, device, shelf, staff};
use crate::audit::{self, AuditEntry};
use crate::sql;
use crate::trouble::Trouble;

/// An envelope in a document's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// The order of acceptance at this hub.
    pub accept_seq: u64,
    /// The document.
    pub document: DocumentId,
    /// Its number in the document's log.
    pub doc_seq: u64,
    /// Its hash.
    pub envelope: EnvelopeHash,
    /// The device that signed it.
    pub device: DeviceId,
    /// The certificate of its author.
    pub author: CertificateHash,
    /// When it was received.
    pub received_at_ms: i64,
    /// The signed bytes.
    pub bytes: Vec<u8>,
}

/// Why something was not published or set aside. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PublishError {
    /// There is no such envelope waiting.
    #[error("no such envelope waits to be published")]
    NotWaiting,
    /// An earlier envelope of the document still waits: publishing this one would let devices see a
    /// change before what it builds on.
    #[error("an earlier envelope of the document still waits")]
    OutOfOrder,
    /// What was accepted does not read any more.
    #[error("the log holds an envelope that cannot be read")]
    Unreadable,
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl PublishError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotWaiting => "publish.not_waiting",
            Self::OutOfOrder => "publish.out_of_order",
            Self::Unreadable => "publish.unreadable",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for PublishError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Why a document was not put on a shelf or taken off it. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ShareError {
    /// There is no such shelf.
    #[error("there is no such shelf")]
    UnknownShelf,
    /// There is no such document.
    #[error("there is no such document")]
    UnknownDocument,
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl ShareError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownShelf => "share.unknown_shelf",
            Self::UnknownDocument => "share.unknown_document",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for ShareError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HubStore {
    /// Accepted envelopes that are not published yet, in the order of acceptance, after a number.
    pub fn waiting(&self, after: u64, limit: u32) -> Result<Vec<LogRow>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT accept_seq, record, sheet, doc_seq, envelope, device, author, received_at_ms,
                    bytes
             FROM log WHERE state = 1 AND accept_seq > :after ORDER BY accept_seq LIMIT :limit",
        )?;
        let rows =
            statement.query_map(named_params! { ":after": after, ":limit": limit }, log_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many there are.
    pub fn unpublished(&self) -> Result<u64, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) AS unpublished FROM log WHERE state = 1")?
            .query_row([], |row| row.get("unpublished"))?)
    }

    /// Publishes accepted envelopes, all or none, each to every shelf that carries its document, and
    /// says where each of those shelves now ends.
    ///
    /// A document of which nothing was published goes to the shelf of the device that wrote it, and to those that wait for
    /// what is withheld in the record, or belong to the organisation that keeps it to itself. The audit rows are written
    /// in the same transaction.
    pub fn publish(
        &mut self,
        envelopes: &[(DocumentId, u64)],
        entries: &[AuditEntry],
    ) -> Result<BTreeMap<ShelfId, u64>, PublishError> {
        self.publish_with_faces(envelopes, &[], entries)
    }

    /// Puts a document on a shelf, and everything published of it so far. Again changes nothing.
    pub fn share(
        &mut self,
        document: DocumentId,
        shelf: ShelfId,
        reason: AttachReason,
        entry: &AuditEntry,
    ) -> Result<(), ShareError> {
        let transaction = self.write()?;
        if shelf::head(&transaction, shelf)?.is_none() {
            return Err(ShareError::UnknownShelf);
        }
        let heads = heads_of(&transaction, document)?.ok_or(ShareError::UnknownDocument)?;
        if !shelf::shelves_of(&transaction, document)?.contains(&shelf) {
            attach(&transaction, document, shelf, reason)?;
            for row in published(&transaction, document)? {
                tell_certificates(&transaction, shelf, &row)?;
                shelf::append(&transaction, shelf, &change(row))?;
            }
            shelf::change_digest(&transaction, shelf, document, &Heads::none(), &heads)?;
        }
        audit::append(&transaction, entry)?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes a document off a shelf. Again changes nothing.
    pub fn unshare(
        &mut self,
        document: DocumentId,
        shelf: ShelfId,
        reason: DetachReason,
        entry: &AuditEntry,
    ) -> Result<(), ShareError> {
        let transaction = self.write()?;
        if shelf::head(&transaction, shelf)?.is_none() {
            return Err(ShareError::UnknownShelf);
        }
        let heads = heads_of(&transaction, document)?.ok_or(ShareError::UnknownDocument)?;
        let left = transaction.execute(
            "DELETE FROM membership WHERE record = :record AND sheet = :sheet AND shelf = :shelf",
            named_params! {
                ":record": document.record.to_bytes(),
                ":sheet": document.sheet.get(),
                ":shelf": shelf.to_bytes(),
            },
        )?;
        if left > 0 {
            shelf::append(&transaction, shelf, &FeedEntry::Detach { document, reason })?;
            shelf::change_digest(&transaction, shelf, document, &heads, &Heads::none())?;
        }
        audit::append(&transaction, entry)?;
        transaction.commit()?;
        Ok(())
    }

    /// Everything published of a document, in order: what is needed to open it.
    pub fn published(&self, document: DocumentId) -> Result<Vec<LogRow>, Trouble> {
        published(&self.connection, document)
    }

    /// Every document the hub has a log of.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT record, sheet FROM document ORDER BY record, sheet")?;
        let rows = statement.query_map([], sql::document)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn publish(
    connection: &Connection,
    document: DocumentId,
    doc_seq: u64,
    ends: &mut BTreeMap<ShelfId, u64>,
) -> Result<(), PublishError> {
    // The first that waits; anything else would be published before what it may build on.
    let first = connection
        .prepare_cached(
            "SELECT accept_seq, record, sheet, doc_seq, envelope, device, author, received_at_ms,
                    bytes
             FROM log WHERE record = :record AND sheet = :sheet AND state = 1
             ORDER BY doc_seq LIMIT 1",
        )?
        .query_row(
            named_params! {
                ":record": document.record.to_bytes(),
                ":sheet": document.sheet.get(),
            },
            log_row,
        )
        .optional()?;
    let row = match first {
        Some(row) if row.doc_seq == doc_seq => row,
        Some(row) if row.doc_seq < doc_seq => return Err(PublishError::OutOfOrder),
        _ => return Err(PublishError::NotWaiting),
    };
    let before = heads_of(connection, document)?.ok_or(PublishError::NotWaiting)?;
    let after = advanced(connection, &row, before.clone())?;
    // With its first publication a document comes to the site that made it, also when somebody has
    // shared it with another one before.
    if before.iter().len() == 0 {
        let own = device::device(connection, row.device)?.ok_or(PublishError::Unreadable)?;
        let own = ShelfId::of_site(own.site);
        let already = shelf::shelves_of(connection, document)?;
        if !already.contains(&own) {
            attach(connection, document, own, AttachReason::CREATED)?;
        }
        for shelf in audience::awaiting(connection, document, own)? {
            if shelf != own && !already.contains(&shelf) {
                attach(connection, document, shelf, AttachReason::SHARED)?;
            }
        }
    }
    connection
        .prepare_cached("UPDATE log SET state = 2 WHERE accept_seq = :accept_seq")?
        .execute(named_params! { ":accept_seq": row.accept_seq })?;
    let heads: Vec<ChangeHash> = after.iter().copied().collect();
    connection
        .prepare_cached(
            "UPDATE document SET heads = :heads WHERE record = :record AND sheet = :sheet",
        )?
        .execute(named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":heads": sql::heads_to_bytes(&heads),
        })?;
    let shelves = shelf::shelves_of(connection, document)?;
    for shelf in &shelves {
        tell_certificates(connection, *shelf, &row)?;
    }
    let entry = change(row);
    for shelf in shelves {
        ends.insert(shelf, shelf::append(connection, shelf, &entry)?);
        shelf::change_digest(connection, shelf, document, &before, &after)?;
    }
    Ok(())
}

/// The heads after the changes that this envelope was the first to bring.
fn advanced(
    connection: &Connection,
    row: &LogRow,
    mut heads: Heads,
) -> Result<Heads, PublishError> {
    let envelope = SignedEnvelope::decode(&row.bytes).map_err(|_| PublishError::Unreadable)?;
    let mut first_here = connection.prepare_cached(
        "SELECT doc_seq FROM change_ix
         WHERE record = :record AND sheet = :sheet AND change_hash = :change_hash",
    )?;
    let mut taken = std::collections::BTreeSet::new();
    for chunk in &envelope.claimed().changes {
        let change = ChangeHeader::read(chunk).map_err(|_| PublishError::Unreadable)?;
        let brought_by: u64 = first_here.query_row(
            named_params! {
                ":record": row.document.record.to_bytes(),
                ":sheet": row.document.sheet.get(),
                ":change_hash": change.hash.to_bytes(),
            },
            |row| row.get("doc_seq"),
        )?;
        if brought_by == row.doc_seq && taken.insert(change.hash) {
            heads.advance(&change);
        }
    }
    Ok(heads)
}

fn attach(
    connection: &Connection,
    document: DocumentId,
    shelf: ShelfId,
    reason: AttachReason,
) -> Result<(), Trouble> {
    let seq = shelf::append(connection, shelf, &FeedEntry::Attach { document, reason })?;
    connection
        .prepare_cached(
            "INSERT INTO membership (record, sheet, shelf, since_seq)
             VALUES (:record, :sheet, :shelf, :since_seq)",
        )?
        .execute(named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":shelf": shelf.to_bytes(),
            ":since_seq": seq,
        })?;
    Ok(())
}

/// Tells a shelf who wrote an envelope and on which device, before the envelope itself.
fn tell_certificates(connection: &Connection, shelf: ShelfId, row: &LogRow) -> Result<(), Trouble> {
    if let Some(author) = staff::certificate(connection, row.author)? {
        shelf::tell_certificate(connection, shelf, &author)?;
    }
    if let Some(device) = device::device(connection, row.device)? {
        shelf::tell_certificate(connection, shelf, &device.certificate)?;
    }
    Ok(())
}

fn heads_of(connection: &Connection, document: DocumentId) -> Result<Option<Heads>, Trouble> {
    Ok(connection
        .prepare_cached("SELECT heads FROM document WHERE record = :record AND sheet = :sheet")?
        .query_row(
            named_params! {
                ":record": document.record.to_bytes(),
                ":sheet": document.sheet.get(),
            },
            sql::heads,
        )
        .optional()?
        .map(Heads::from_iter))
}

fn published(connection: &Connection, document: DocumentId) -> Result<Vec<LogRow>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT accept_seq, record, sheet, doc_seq, envelope, device, author, received_at_ms, bytes
         FROM log WHERE record = :record AND sheet = :sheet AND state = 2 ORDER BY doc_seq",
    )?;
    let rows = statement.query_map(
        named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
        },
        log_row,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn change(row: LogRow) -> FeedEntry {
    FeedEntry::Change {
        document: row.document,
        doc_seq: row.doc_seq,
        envelope: Bytes::from(row.bytes),
    }
}

fn log_row(row: &Row<'_>) -> rusqlite::Result<LogRow> {
    Ok(LogRow {
        accept_seq: row.get("accept_seq")?,
        document: sql::document(row)?,
        doc_seq: row.get("doc_seq")?,
        envelope: sql::envelope(row, "envelope")?,
        device: sql::device(row)?,
        author: sql::author(row)?,
        received_at_ms: row.get("received_at_ms")?,
        bytes: row.get("bytes")?,
    })
}
