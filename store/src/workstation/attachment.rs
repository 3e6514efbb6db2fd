//! Attachments of documents: sealed pieces, each written in a transaction of its own.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::attachment::ContentHasher;
use sync_protocol::hashes::Hash;
use sync_protocol::ids::DocumentId;

use super::Workstation;
use crate::audit::{self, AuditEntry};
use crate::sql;
use crate::trouble::Trouble;

/// How an attachment stands on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentState {
    /// Written here, and no entry names it yet.
    Unnamed,
    /// Named here, and not yet all at the region.
    Waiting,
    /// Asked for, and not yet all here.
    Wanted,
    /// Here as at the region.
    Shared,
}

/// What is known of an attachment besides its pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The SHA-256 of its sealed pieces.
    pub content: Hash,
    /// The document it belongs to.
    pub document: DocumentId,
    /// In how many pieces it is sealed.
    pub pieces_count: u32,
    /// How it stands here.
    pub state: AttachmentState,
    /// When it was begun or asked for.
    pub begun_at_ms: i64,
}

impl AttachmentState {
    const fn number(self) -> u8 {
        match self {
            Self::Unnamed => 1,
            Self::Waiting => 2,
            Self::Wanted => 3,
            Self::Shared => 4,
        }
    }

    const fn of(number: u8) -> Self {
        match number {
            1 => Self::Unnamed,
            2 => Self::Waiting,
            3 => Self::Wanted,
            // The schema knows no other number.
            _ => Self::Shared,
        }
    }
}

impl Workstation {
    /// Makes an attachment known, without pieces. One that is known stays as it is.
    pub fn begin_attachment(&mut self, attachment: &Attachment) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction
            .prepare_cached(
                "INSERT INTO attachment (content, record, sheet, pieces_count, state, begun_at_ms)
                 VALUES (:content, :record, :sheet, :pieces_count, :state, :begun_at_ms)
                 ON CONFLICT (content) DO NOTHING",
            )?
            .execute(named_params! {
                ":content": attachment.content.to_bytes(),
                ":record": attachment.document.record.to_bytes(),
                ":sheet": attachment.document.sheet.get(),
                ":pieces_count": attachment.pieces_count,
                ":state": attachment.state.number(),
                ":begun_at_ms": attachment.begun_at_ms,
            })?;
        Ok(transaction.commit()?)
    }

    /// Keeps one sealed piece. Again changes nothing.
    pub fn keep_piece(&mut self, content: Hash, number: u32, bytes: &[u8]) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction
            .prepare_cached(
                "INSERT INTO attachment_piece (content, number, bytes)
                 VALUES (:content, :number, :bytes) ON CONFLICT DO NOTHING",
            )?
            .execute(named_params! {
                ":content": content.to_bytes(),
                ":number": number,
                ":bytes": bytes,
            })?;
        Ok(transaction.commit()?)
    }

    /// Notes how an attachment now stands, with an audit row where somebody did something.
    pub fn mark_attachment(
        &mut self,
        content: Hash,
        state: AttachmentState,
        entry: Option<&AuditEntry>,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction
            .prepare_cached("UPDATE attachment SET state = :state WHERE content = :content")?
            .execute(named_params! {
                ":content": content.to_bytes(),
                ":state": state.number(),
            })?;
        if let Some(entry) = entry {
            audit::append(&transaction, entry)?;
        }
        Ok(transaction.commit()?)
    }

    /// Finishes an attachment that was fetched: when its pieces are all here and are what its name says, it is shared;
    /// else what came is thrown away, and it stays wanted. Says which.
    pub fn finish_attachment(&mut self, content: Hash) -> Result<bool, Trouble> {
        let transaction = self.write()?;
        let sound = content_of(&transaction, content)? == content;
        let sql = if sound {
            "UPDATE attachment SET state = 4 WHERE content = :content"
        } else {
            "DELETE FROM attachment_piece WHERE content = :content"
        };
        transaction.execute(sql, named_params! { ":content": content.to_bytes() })?;
        transaction.commit()?;
        Ok(sound)
    }

    /// Forgets an attachment and its pieces.
    pub fn drop_attachment(&mut self, content: Hash) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "DELETE FROM attachment WHERE content = :content",
            named_params! { ":content": content.to_bytes() },
        )?;
        Ok(transaction.commit()?)
    }

    /// Notes that the region was asked about an attachment: the others are asked about first, next time. At 0 it is
    /// asked about before all others.
    pub fn mark_asked(&mut self, content: Hash, at_ms: i64) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction
            .prepare_cached("UPDATE attachment SET asked_at_ms = :at_ms WHERE content = :content")?
            .execute(named_params! { ":content": content.to_bytes(), ":at_ms": at_ms })?;
        Ok(transaction.commit()?)
    }

    /// A region that was set back may lack what it had: everything that is whole here is offered again.
    pub fn offer_attachments_again(&mut self) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute("UPDATE attachment SET state = 2 WHERE state = 4", [])?;
        Ok(transaction.commit()?)
    }

    /// An attachment, if it is known here.
    pub fn attachment(&self, content: Hash) -> Result<Option<Attachment>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(&format!("{SELECT} WHERE content = :content"))?
            .query_row(named_params! { ":content": content.to_bytes() }, read)
            .optional()?)
    }

    /// Attachments that stand so, those first about which the region was not asked for longest.
    pub fn attachments(
        &self,
        state: AttachmentState,
        limit: u32,
    ) -> Result<Vec<Attachment>, Trouble> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{SELECT} WHERE state = :state ORDER BY asked_at_ms, begun_at_ms, content LIMIT :limit"
        ))?;
        let rows = statement.query_map(
            named_params! { ":state": state.number(), ":limit": limit },
            read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many attachments of this computer the region does not have whole yet.
    pub fn attachments_waiting(&self) -> Result<u32, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) AS waiting FROM attachment WHERE state = 2")?
            .query_row([], |row| row.get("waiting"))?)
    }

    /// The numbers of the pieces that are here, rising.
    pub fn pieces_here(&self, content: Hash) -> Result<Vec<u32>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM attachment_piece WHERE content = :content ORDER BY number",
        )?;
        let rows = statement
            .query_map(named_params! { ":content": content.to_bytes() }, |row| {
                row.get("number")
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One sealed piece, if it is here.
    pub fn piece(&self, content: Hash, number: u32) -> Result<Option<Vec<u8>>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT bytes FROM attachment_piece WHERE content = :content AND number = :number",
            )?
            .query_row(
                named_params! { ":content": content.to_bytes(), ":number": number },
                |row| row.get("bytes"),
            )
            .optional()?)
    }
}

fn content_of(connection: &Connection, content: Hash) -> Result<Hash, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT bytes FROM attachment_piece WHERE content = :content ORDER BY number",
    )?;
    let mut rows = statement.query(named_params! { ":content": content.to_bytes() })?;
    let mut hasher = ContentHasher::default();
    while let Some(row) = rows.next()? {
        hasher.add(&row.get::<_, Vec<u8>>("bytes")?);
    }
    Ok(hasher.finish())
}

const SELECT: &str =
    "SELECT content, record, sheet, pieces_count, state, begun_at_ms FROM attachment";

fn read(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    Ok(Attachment {
        content: Hash::new(row.get("content")?),
        document: sql::document(row)?,
        pieces_count: row.get("pieces_count")?,
        state: AttachmentState::of(row.get("state")?),
        begun_at_ms: row.get("begun_at_ms")?,
    })
}
