//! Attachments: sealed pieces that devices leave for one another. The hub holds no key to them.
//!
//! *Guarantees* that an attachment counts as whole only when its pieces, together, are what its name says.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::attachment::ContentHasher;
use sync_protocol::hashes::Hash;
use sync_protocol::ids::{DeviceId, DocumentId};
use sync_protocol::limits::{MAX_ATTACHMENT_BYTES, PIECE_BYTES};
use sync_protocol::message::attachment::AttachmentState;
use thiserror::Error;

use super::HubStore;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// How many pieces of attachments one document may have here: 512 MiB.
const MAX_PIECES_PER_DOCUMENT: u64 = (512 * 1024 * 1024 / PIECE_BYTES) as u64;

/// How many attachments one device may have begun and not finished.
const MAX_UNFINISHED_PER_DEVICE: u64 = 16;

/// How long an attachment that nobody finishes is kept: longer than any holiday.
const UNFINISHED_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;

const _: () = assert!(MAX_PIECES_PER_DOCUMENT > (MAX_ATTACHMENT_BYTES / PIECE_BYTES) as u64);

/// A sealed piece that a device gives, checked as far as bytes can be.
#[derive(Debug)]
pub struct IncomingPiece {
    /// Who gives it.
    pub device: DeviceId,
    /// The document it belongs to.
    pub document: DocumentId,
    /// Which attachment.
    pub content: Hash,
    /// Its number.
    pub number: u32,
    /// How many there are in all.
    pub total: u32,
    /// The sealed piece.
    pub bytes: Vec<u8>,
    /// When it came.
    pub received_at_ms: i64,
}

/// Why a piece was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeepError {
    /// All pieces had come, and together they are not what the name says. All were thrown away and can be sent again.
    #[error("the pieces together are not what was announced")]
    WrongContent,
    /// The document has as many attachments as it may, or the device has begun too many.
    #[error("there are too many attachments")]
    TooMany,
    /// The file or the engine.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl KeepError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongContent => "attachment.wrong_content",
            Self::TooMany => "attachment.too_many",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

impl From<rusqlite::Error> for KeepError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HubStore {
    /// Which pieces of an attachment are here.
    pub fn attachment_state(
        &self,
        document: DocumentId,
        content: Hash,
    ) -> Result<AttachmentState, Trouble> {
        state(&self.connection, document, content)
    }

    /// A piece of an attachment that is whole.
    pub fn attachment_piece(
        &self,
        document: DocumentId,
        content: Hash,
        number: u32,
    ) -> Result<Option<Vec<u8>>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT bytes FROM attachment_piece JOIN attachment USING (record, sheet, content)
                 WHERE record = :record AND sheet = :sheet AND content = :content
                     AND number = :number AND whole_at_ms IS NOT NULL",
            )?
            .query_row(
                named_params! {
                    ":record": document.record.to_bytes(),
                    ":sheet": document.sheet.get(),
                    ":content": content.to_bytes(),
                    ":number": number,
                },
                |row| row.get("bytes"),
            )
            .optional()?)
    }

    /// Keeps a piece, and says which are here after it. Once an attachment is whole nothing changes it.
    pub fn keep_piece(&mut self, piece: &IncomingPiece) -> Result<AttachmentState, KeepError> {
        let transaction = self.write()?;
        let before = state(&transaction, piece.document, piece.content)?;
        if before.is_whole() {
            return Ok(before);
        }
        if before.total != piece.total {
            // Either new, or begun by somebody who was mistaken about it.
            forget(&transaction, piece.document, piece.content)?;
            begin(&transaction, piece)?;
        }
        transaction
            .prepare_cached(
                "INSERT INTO attachment_piece (record, sheet, content, number, bytes)
                 VALUES (:record, :sheet, :content, :number, :bytes)
                 ON CONFLICT DO UPDATE SET bytes = excluded.bytes",
            )?
            .execute(named_params! {
                ":record": piece.document.record.to_bytes(),
                ":sheet": piece.document.sheet.get(),
                ":content": piece.content.to_bytes(),
                ":number": piece.number,
                ":bytes": piece.bytes,
            })?;
        let after = state(&transaction, piece.document, piece.content)?;
        let sound = !after.is_whole() || finish(&transaction, piece)?;
        transaction.commit()?;
        if sound {
            Ok(after)
        } else {
            Err(KeepError::WrongContent)
        }
    }
}

fn state(
    connection: &Connection,
    document: DocumentId,
    content: Hash,
) -> Result<AttachmentState, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT pieces_count, number
         FROM attachment LEFT JOIN attachment_piece USING (record, sheet, content)
         WHERE record = :record AND sheet = :sheet AND content = :content ORDER BY number",
    )?;
    let mut rows = statement.query(named_params! {
        ":record": document.record.to_bytes(),
        ":sheet": document.sheet.get(),
        ":content": content.to_bytes(),
    })?;
    let mut state = AttachmentState::default();
    while let Some(row) = rows.next()? {
        state.total = row.get("pieces_count")?;
        state.held.extend(row.get::<_, Option<u32>>("number")?);
    }
    Ok(state)
}

fn begin(connection: &Connection, piece: &IncomingPiece) -> Result<(), KeepError> {
    connection.execute(
        "DELETE FROM attachment WHERE whole_at_ms IS NULL AND begun_at_ms < :long_ago",
        named_params! { ":long_ago": piece.received_at_ms.saturating_sub(UNFINISHED_KEPT_MS) },
    )?;
    let (of_document, of_device): (u64, u64) = connection
        .prepare_cached(
            "SELECT coalesce(sum(pieces_count) FILTER (WHERE record = :record AND sheet = :sheet),
                             0) AS of_document,
                    count(*) FILTER (WHERE whole_at_ms IS NULL AND device = :device) AS of_device
             FROM attachment",
        )?
        .query_row(
            named_params! {
                ":record": piece.document.record.to_bytes(),
                ":sheet": piece.document.sheet.get(),
                ":device": piece.device.to_bytes(),
            },
            |row| Ok((row.get("of_document")?, row.get("of_device")?)),
        )?;
    let with_this = of_document.saturating_add(u64::from(piece.total));
    if with_this > MAX_PIECES_PER_DOCUMENT || of_device >= MAX_UNFINISHED_PER_DEVICE {
        return Err(KeepError::TooMany);
    }
    connection
        .prepare_cached(
            "INSERT INTO attachment (record, sheet, content, pieces_count, device, begun_at_ms)
             VALUES (:record, :sheet, :content, :pieces_count, :device, :begun_at_ms)",
        )?
        .execute(named_params! {
            ":record": piece.document.record.to_bytes(),
            ":sheet": piece.document.sheet.get(),
            ":content": piece.content.to_bytes(),
            ":pieces_count": piece.total,
            ":device": piece.device.to_bytes(),
            ":begun_at_ms": piece.received_at_ms,
        })?;
    Ok(())
}

/// Compares all pieces with the name. Says whether they are what it says; else they are gone.
fn finish(connection: &Connection, piece: &IncomingPiece) -> Result<bool, Trouble> {
    let mut hasher = ContentHasher::default();
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM attachment_piece
         WHERE record = :record AND sheet = :sheet AND content = :content ORDER BY number",
    )?;
    let mut rows = statement.query(named_params! {
        ":record": piece.document.record.to_bytes(),
        ":sheet": piece.document.sheet.get(),
        ":content": piece.content.to_bytes(),
    })?;
    while let Some(row) = rows.next()? {
        hasher.add(&row.get::<_, Vec<u8>>("bytes")?);
    }
    let sound = hasher.finish() == piece.content;
    if sound {
        connection.execute(
            "UPDATE attachment SET whole_at_ms = :at_ms
             WHERE record = :record AND sheet = :sheet AND content = :content",
            named_params! {
                ":at_ms": piece.received_at_ms,
                ":record": piece.document.record.to_bytes(),
                ":sheet": piece.document.sheet.get(),
                ":content": piece.content.to_bytes(),
            },
        )?;
    } else {
        forget(connection, piece.document, piece.content)?;
    }
    let act = if sound {
        "attachment.kept"
    } else {
        "attachment.wrong_content"
    };
    audit::append(
        connection,
        &AuditEntry {
            at_ms: piece.received_at_ms,
            staff: None,
            act: act.to_owned(),
            record: Some(piece.document.record),
            detail: format!("{} {}", piece.device, piece.content),
        },
    )?;
    Ok(sound)
}

fn forget(connection: &Connection, document: DocumentId, content: Hash) -> Result<(), Trouble> {
    connection.execute(
        "DELETE FROM attachment
         WHERE record = :record AND sheet = :sheet AND content = :content AND whole_at_ms IS NULL",
        named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
            ":content": content.to_bytes(),
        },
    )?;
    Ok(())
}
