//! Faces: what the region says of people whose records are on their way here for the first time.
//!
//! *Guarantees* that a face goes in the transaction in which its record has come whole, or leaves.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::frame::Face;
use sync_protocol::ids::{DocumentId, RecordId, SheetId, ShelfId};

use super::Workstation;
use super::card::{self, Card, Table};
use crate::trouble::Trouble;

/// A face and how a list shows it.
#[derive(Debug, Clone)]
pub struct FaceWrite {
    /// As it came.
    pub face: Face,
    /// Its card.
    pub card: Card,
}

/// A face that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFace {
    /// What it says.
    pub bytes: Vec<u8>,
    /// When it came.
    pub received_at_ms: i64,
}

/// What to ask of the faces of a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacesWanted {
    /// The last record of which one is here.
    pub after: Option<RecordId>,
}

/// Faces are for a shelf of which nothing has been read.
fn is_unread(connection: &Connection, shelf: ShelfId) -> Result<bool, Trouble> {
    Ok(connection.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM cursor
                            WHERE shelf = :shelf AND (seq > 0 OR completed_at_ms IS NOT NULL))
            AND NOT EXISTS (SELECT 1 FROM shelf_document WHERE shelf = :shelf) AS unread",
        named_params! { ":shelf": shelf.to_bytes() },
        |row| row.get("unread"),
    )?)
}

impl Workstation {
    /// What to ask of the faces of a shelf; nothing once any of its feed has been read.
    pub fn faces_wanted(&self, shelf: ShelfId) -> Result<Option<FacesWanted>, Trouble> {
        if !is_unread(&self.connection, shelf)? {
            return Ok(None);
        }
        let after: Option<[u8; 16]> = self.connection.query_row(
            "SELECT max(record) AS after FROM face WHERE shelf = :shelf",
            named_params! { ":shelf": shelf.to_bytes() },
            |row| row.get("after"),
        )?;
        Ok(Some(FacesWanted {
            after: after.map(RecordId::new),
        }))
    }

    /// Keeps faces of a shelf, all or none, but for those of records that were begun here. Where another program has begun
    /// to read the feed meanwhile, none.
    pub fn keep_faces(
        &mut self,
        shelf: ShelfId,
        faces: &[FaceWrite],
        received_at_ms: i64,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        if !is_unread(&transaction, shelf)? {
            return Ok(());
        }
        for FaceWrite { face, card } in faces {
            let kept = transaction
                .prepare_cached(
                    "INSERT INTO face (record, shelf, doc_seq, bytes, received_at_ms)
                     SELECT :record, :shelf, :doc_seq, :bytes, :received_at_ms
                     WHERE NOT EXISTS (SELECT 1 FROM document WHERE record = :record)
                     ON CONFLICT (record) DO UPDATE SET
                         shelf = excluded.shelf, doc_seq = excluded.doc_seq,
                         bytes = excluded.bytes, received_at_ms = excluded.received_at_ms",
                )?
                .execute(named_params! {
                    ":record": face.record.to_bytes(),
                    ":shelf": shelf.to_bytes(),
                    ":doc_seq": face.doc_seq,
                    ":bytes": face.bytes.as_ref(),
                    ":received_at_ms": received_at_ms,
                })?;
            if kept > 0 {
                card::write(&transaction, Table::Face, card)?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// The face of a record, while its record is on its way.
    pub fn face(&self, record: RecordId) -> Result<Option<KeptFace>, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT bytes, received_at_ms FROM face WHERE record = :record")?
            .query_row(named_params! { ":record": record.to_bytes() }, |row| {
                Ok(KeptFace {
                    bytes: row.get("bytes")?,
                    received_at_ms: row.get("received_at_ms")?,
                })
            })
            .optional()?)
    }
}

/// Drops the faces of a shelf, inside the caller's transaction.
pub(super) fn drop_of_shelf(connection: &Connection, shelf: ShelfId) -> Result<(), Trouble> {
    connection.execute(
        "DELETE FROM face WHERE shelf = :shelf",
        named_params! { ":shelf": shelf.to_bytes() },
    )?;
    Ok(())
}

/// Drops the face of a document that leaves, inside the caller's transaction.
pub(super) fn drop_of_document(
    connection: &Connection,
    document: DocumentId,
) -> Result<(), Trouble> {
    if document.sheet == SheetId::SHARED {
        connection.execute(
            "DELETE FROM face WHERE record = :record",
            named_params! { ":record": document.record.to_bytes() },
        )?;
    }
    Ok(())
}
