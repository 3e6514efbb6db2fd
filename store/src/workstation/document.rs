//! Documents: the sheets of a record, ready to load.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::hashes::ChangeHash;
use sync_protocol::ids::{DocumentId, RecordId};

use super::Workstation;
use crate::sql;
use crate::trouble::Trouble;

/// How often a document has been written here. Whoever writes it names the version they read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct DocumentVersion(u64);

impl DocumentVersion {
    /// The version of a document that is not there yet.
    pub const NONE: Self = Self(0);

    /// The version after one more write: for the second of two saves that are kept together.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// A document as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Which sheet of which record.
    pub document: DocumentId,
    /// To be named by whoever writes it back.
    pub version: DocumentVersion,
    /// The whole document, saved.
    pub snapshot: Vec<u8>,
    /// Its heads, in rising order.
    pub heads: Vec<ChangeHash>,
    /// How many changes it holds.
    pub changes_count: u64,
}

/// A document to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentWrite {
    /// Which sheet of which record.
    pub document: DocumentId,
    /// The version that was read and built upon; [`DocumentVersion::NONE`] for a new document.
    pub replaces: DocumentVersion,
    /// The whole document, saved.
    pub snapshot: Vec<u8>,
    /// Its heads, in any order.
    pub heads: Vec<ChangeHash>,
    /// How many changes it holds.
    pub changes_count: u64,
}

impl Document {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            document: sql::document(row)?,
            version: DocumentVersion(row.get("version")?),
            snapshot: row.get("snapshot")?,
            heads: sql::heads(row)?,
            changes_count: row.get("changes_count")?,
        })
    }
}

/// What became of a document's write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It stands, under this version.
    As(DocumentVersion),
    /// Somebody else wrote the document since it was read.
    Moved,
}

/// Writes a document over the version it was built upon, inside the caller's transaction.
pub(super) fn write(connection: &Connection, write: &DocumentWrite) -> Result<Written, Trouble> {
    let next = write.replaces.next();
    let sql = if write.replaces == DocumentVersion::NONE {
        "INSERT INTO document (record, sheet, version, snapshot, heads, changes_count)
         VALUES (:record, :sheet, :next, :snapshot, :heads, :changes_count)
         ON CONFLICT (record, sheet) DO NOTHING"
    } else {
        "UPDATE document SET version = :next, snapshot = :snapshot, heads = :heads,
                changes_count = :changes_count
         WHERE record = :record AND sheet = :sheet AND version = :next - 1"
    };
    let rows = connection.prepare_cached(sql)?.execute(named_params! {
        ":record": write.document.record.to_bytes(),
        ":sheet": write.document.sheet.get(),
        ":next": next.0,
        ":snapshot": write.snapshot,
        ":heads": sql::heads_to_bytes(&write.heads),
        ":changes_count": write.changes_count,
    })?;
    Ok(match rows {
        0 => Written::Moved,
        _ => Written::As(next),
    })
}

impl Workstation {
    /// One document, if it is here.
    pub fn document(&self, document: DocumentId) -> Result<Option<Document>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT record, sheet, version, snapshot, heads, changes_count FROM document
                 WHERE record = :record AND sheet = :sheet",
            )?
            .query_row(
                named_params! {
                    ":record": document.record.to_bytes(),
                    ":sheet": document.sheet.get(),
                },
                Document::read,
            )
            .optional()?)
    }

    /// All sheets of a record that are here, by sheet.
    pub fn documents(&self, record: RecordId) -> Result<Vec<Document>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, sheet, version, snapshot, heads, changes_count FROM document
             WHERE record = :record ORDER BY sheet",
        )?;
        let rows = statement.query_map(
            named_params! { ":record": record.to_bytes() },
            Document::read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every document that is here.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT record, sheet FROM document ORDER BY record, sheet")?;
        let rows = statement.query_map([], sql::document)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The heads of every document a shelf carries here, for its digest.
    pub fn shelf_heads(
        &self,
        shelf: sync_protocol::ids::ShelfId,
    ) -> Result<Vec<(DocumentId, Vec<ChangeHash>)>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT document.record, document.sheet, document.heads
             FROM shelf_document JOIN document USING (record, sheet)
             WHERE shelf = :shelf ORDER BY document.record, document.sheet",
        )?;
        let rows = statement.query_map(named_params! { ":shelf": shelf.to_bytes() }, |row| {
            Ok((sql::document(row)?, sql::heads(row)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
