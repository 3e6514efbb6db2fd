//! A received frame: everything it brought and the cursor after it, in one transaction.
//!
//! *Guarantees* that the cursor never stands beyond what was kept. *If broken*: an entry between the
//! two is never seen again, and nobody knows.

use rusqlite::{Connection, ToSql, named_params};
use sync_protocol::cursor::Cursor;
use sync_protocol::envelope::VerifiedEnvelope;
use sync_protocol::hashes::ChangeHash;
use sync_protocol::ids::{DocumentId, ShelfId, StaffId};
use thiserror::Error;

use super::Workstation;
use super::aside::{self, Quarantined};
use super::card::{self, Card};
use super::document::{self, DocumentWrite, Written};
use super::envelope::{self, EnvelopeState};
use super::{certificate, cursor, ending, face};
use crate::audit::{self, AuditEntry};
use crate::certificate::KeptCertificate;
use crate::trouble::Trouble;

/// An envelope that applied.
#[derive(Debug, Clone)]
pub struct ReceivedEnvelope {
    /// The envelope.
    pub envelope: VerifiedEnvelope,
    /// The hashes of the changes in it.
    pub changes: Vec<ChangeHash>,
    /// Whether the feed had told before that its author's access had ended.
    pub after_end: bool,
}

/// What one frame writes. Where a frame attaches and detaches one document, only the last counts.
#[derive(Debug, Clone)]
pub struct FrameWrite {
    /// Where the shelf was read up to before this frame.
    pub before: Cursor,
    /// Where it is read up to with this frame.
    pub after: Cursor,
    /// When it arrived, on this computer's clock.
    pub received_at_ms: i64,
    /// Certificates it brought.
    pub certificates: Vec<KeptCertificate>,
    /// Members of staff whose access has ended.
    pub ended: Vec<StaffId>,
    /// Documents that came onto the shelf.
    pub attached: Vec<DocumentId>,
    /// Documents that left the shelf. Where no other shelf carries one, it is purged here.
    pub detached: Vec<DocumentId>,
    /// Envelopes that applied; ones already here are noted as published and change nothing else.
    pub envelopes: Vec<ReceivedEnvelope>,
    /// Documents with those envelopes applied.
    pub documents: Vec<DocumentWrite>,
    /// Cards of the records that changed.
    pub cards: Vec<Card>,
    /// Envelopes that did not apply.
    pub quarantined: Vec<Quarantined>,
    /// Rows for the audit.
    pub audit: Vec<AuditEntry>,
}

/// Why a frame was not applied. Nothing of it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ApplyError {
    /// The shelf is not read up to where this frame begins: another program applied it, or a repair
    /// began.
    #[error("the shelf has been read on since this frame was asked for")]
    CursorMoved,
    /// A document was written since it was read: load it and apply again.
    #[error("the document was written since it was read")]
    Moved {
        /// Which document.
        document: DocumentId,
    },
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl ApplyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CursorMoved => "apply.cursor_moved",
            Self::Moved { .. } => "apply.moved",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for ApplyError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Documents and cards rebuilt from envelopes.
#[derive(Debug, Clone)]
pub struct Rebuilt {
    /// The documents.
    pub documents: Vec<DocumentWrite>,
    /// The cards of their records.
    pub cards: Vec<Card>,
    /// Rows for the audit.
    pub audit: Vec<AuditEntry>,
}

impl Workstation {
    /// Keeps a frame and its cursor, whole or not at all.
    pub fn apply_frame(&mut self, frame: &FrameWrite) -> Result<(), ApplyError> {
        let transaction = self.write()?;
        apply(&transaction, frame)?;
        transaction.commit()?;
        if !frame.detached.is_empty() {
            self.purge_log()?;
        }
        Ok(())
    }

    /// Puts rebuilt documents and cards in place of those that are here.
    pub fn replace_rebuilt(&mut self, rebuilt: &Rebuilt) -> Result<(), ApplyError> {
        let transaction = self.write()?;
        write_documents(&transaction, &rebuilt.documents)?;
        for card in &rebuilt.cards {
            card::write(&transaction, card::Table::Record, card)?;
        }
        for entry in &rebuilt.audit {
            audit::append(&transaction, entry)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn apply(connection: &Connection, frame: &FrameWrite) -> Result<(), ApplyError> {
    let shelf = frame.after.shelf;
    let stands = cursor::read(connection, shelf)?
        .unwrap_or_else(|| Cursor::start(shelf, frame.before.epoch));
    if stands != frame.before {
        return Err(ApplyError::CursorMoved);
    }
    for certificate in &frame.certificates {
        certificate::keep(connection, certificate, frame.received_at_ms)?;
    }
    for staff in &frame.ended {
        ending::end(connection, *staff, frame.received_at_ms)?;
    }
    for document in &frame.attached {
        attach(connection, shelf, *document)?;
    }
    for received in &frame.envelopes {
        envelope::keep(
            connection,
            &received.envelope,
            &received.changes,
            frame.received_at_ms,
            EnvelopeState::Received,
        )?;
        if received.after_end {
            envelope::mark_after_end(connection, received.envelope.hash())?;
        }
    }
    write_documents(connection, &frame.documents)?;
    for card in &frame.cards {
        card::write(connection, card::Table::Record, card)?;
    }
    for quarantined in &frame.quarantined {
        aside::quarantine(connection, quarantined)?;
    }
    for document in &frame.detached {
        detach(connection, shelf, *document, frame.received_at_ms)?;
    }
    cursor::write(connection, &frame.after)?;
    for entry in &frame.audit {
        audit::append(connection, entry)?;
    }
    Ok(())
}

fn write_documents(connection: &Connection, writes: &[DocumentWrite]) -> Result<(), ApplyError> {
    for write in writes {
        if document::write(connection, write)? == Written::Moved {
            return Err(ApplyError::Moved {
                document: write.document,
            });
        }
    }
    Ok(())
}

fn attach(connection: &Connection, shelf: ShelfId, document: DocumentId) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "INSERT INTO shelf_document (shelf, record, sheet) VALUES (:shelf, :record, :sheet)
             ON CONFLICT DO UPDATE SET named = 1",
        )?
        .execute(named_params! {
            ":shelf": shelf.to_bytes(),
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
        })?;
    connection
        .prepare_cached("DELETE FROM leaving WHERE record = :record AND sheet = :sheet")?
        .execute(&Place::of(document).params())?;
    Ok(())
}

/// Takes a document off a shelf, and off this computer if that was the last shelf.
///
/// What this computer wrote in it and could not yet hand over stays until it is secured.
pub(super) fn detach(
    connection: &Connection,
    shelf: ShelfId,
    document: DocumentId,
    at_ms: i64,
) -> Result<(), Trouble> {
    connection.execute(
        "DELETE FROM shelf_document WHERE shelf = :shelf AND record = :record AND sheet = :sheet",
        named_params! {
            ":shelf": shelf.to_bytes(),
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
        },
    )?;
    face::drop_of_document(connection, document)?;
    let place = Place::of(document);
    let still_carried: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM shelf_document WHERE record = :record AND sheet = :sheet)
             AS carried",
        &place.params(),
        |row| row.get("carried"),
    )?;
    if still_carried {
        return Ok(());
    }
    connection.execute(
        "INSERT INTO leaving (record, sheet, since_at_ms) VALUES (:record, :sheet, :at_ms)
         ON CONFLICT DO NOTHING",
        named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":at_ms": at_ms,
        },
    )?;
    for sql in [
        "DELETE FROM document WHERE record = :record AND sheet = :sheet",
        "DELETE FROM quarantine WHERE record = :record AND sheet = :sheet",
        // What was attached here and is nowhere else yet stays, sealed, with its key gone.
        "DELETE FROM attachment WHERE record = :record AND sheet = :sheet AND state IN (3, 4)",
    ] {
        connection.execute(sql, &place.params())?;
    }
    // The rest belongs to the record as a whole and stays while any sheet of it does.
    for table in ["card", "draft", "kept_aside", "kept_papers"] {
        connection.execute(
            &format!(
                "DELETE FROM {table} WHERE record = :record
                 AND NOT EXISTS (SELECT 1 FROM document WHERE document.record = :record)"
            ),
            named_params! { ":record": document.record.to_bytes() },
        )?;
    }
    forget_what_left(connection)?;
    Ok(())
}

/// Removes the envelopes of documents that have left, but for those that still wait in the outbox. Says whether any had.
pub(super) fn forget_what_left(connection: &Connection) -> Result<bool, Trouble> {
    let leaving: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM leaving) AS leaving")?
        .query_row([], |row| row.get("leaving"))?;
    if !leaving {
        return Ok(false);
    }
    connection.execute_batch(
        "DELETE FROM change_origin WHERE (record, sheet) IN (SELECT record, sheet FROM leaving)
             AND envelope NOT IN (SELECT envelope FROM outbox);
         DELETE FROM envelope WHERE (record, sheet) IN (SELECT record, sheet FROM leaving)
             AND hash NOT IN (SELECT envelope FROM outbox);
         DELETE FROM leaving WHERE NOT EXISTS (
             SELECT 1 FROM envelope
             WHERE envelope.record = leaving.record AND envelope.sheet = leaving.sheet);",
    )?;
    Ok(true)
}

/// A document as two bound values.
struct Place {
    record: [u8; 16],
    sheet: u64,
}

impl Place {
    fn of(document: DocumentId) -> Self {
        Self {
            record: document.record.to_bytes(),
            sheet: document.sheet.get(),
        }
    }

    fn params(&self) -> [(&'static str, &dyn ToSql); 2] {
        [(":record", &self.record), (":sheet", &self.sheet)]
    }
}
