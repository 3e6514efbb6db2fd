//! Faces: what the reading room says of a record for devices that have nothing of it yet. To the hub they are bytes.
//!
//! *Guarantees* that a face is as old as the document it was made of, and is given only where that document is carried and
//! no other sheet beside it that has more to show.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};
use sync_protocol::bytes::Bytes;
use sync_protocol::frame::Face;
use sync_protocol::ids::{DocumentId, RecordId, SheetId, ShelfId};
use sync_protocol::message::break_glass::FindingHash;

use super::publish::{PublishError, publish};
use super::{HubStore, glass};
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// What the reading room made of a document as it is with the envelopes it is published with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFace {
    /// Which document.
    pub document: DocumentId,
    /// Up to which number of its log.
    pub doc_seq: u64,
    /// The face. Of another sheet than the shared one no bytes: it has something to show that no face may hold. None where
    /// there is nothing of the kind.
    pub bytes: Option<Vec<u8>>,
    /// By what the record is found in an emergency; of another sheet than the shared one nothing.
    pub found_by: Vec<FindingHash>,
}

/// Writes a face in place of the one before, inside the caller's transaction.
fn keep(connection: &Connection, made: &MadeFace) -> Result<(), Trouble> {
    let record = made.document.record.to_bytes();
    let sheet = made.document.sheet.get();
    if made.document.sheet == SheetId::SHARED {
        glass::keep_found_by(connection, made.document.record, &made.found_by)?;
    }
    match &made.bytes {
        Some(bytes) => connection
            .prepare_cached(
                "INSERT INTO face (record, sheet, doc_seq, bytes)
                 VALUES (:record, :sheet, :doc_seq, :bytes)
                 ON CONFLICT DO UPDATE SET doc_seq = excluded.doc_seq, bytes = excluded.bytes",
            )?
            .execute(named_params! {
                ":record": record,
                ":sheet": sheet,
                ":doc_seq": made.doc_seq,
                ":bytes": bytes,
            })?,
        None => connection
            .prepare_cached("DELETE FROM face WHERE record = :record AND sheet = :sheet")?
            .execute(named_params! { ":record": record, ":sheet": sheet })?,
    };
    Ok(())
}

impl HubStore {
    /// Publishes as [`HubStore::publish`] does, with what the reading room made of the documents as they are then.
    pub fn publish_with_faces(
        &mut self,
        envelopes: &[(DocumentId, u64)],
        faces: &[MadeFace],
        entries: &[AuditEntry],
    ) -> Result<BTreeMap<ShelfId, u64>, PublishError> {
        let transaction = self.write()?;
        let mut ends = BTreeMap::new();
        for (document, doc_seq) in envelopes {
            publish(&transaction, *document, *doc_seq, &mut ends)?;
        }
        for (document, _) in envelopes {
            // What was withdrawn in it may be what the findings before it rest on.
            if document.sheet == SheetId::SHARED
                && !faces.iter().any(|made| made.document == *document)
            {
                glass::keep_found_by(&transaction, document.record, &[])?;
            }
        }
        for made in faces {
            keep(&transaction, made)?;
        }
        for entry in entries {
            audit::append(&transaction, entry)?;
        }
        transaction.commit()?;
        Ok(ends)
    }

    /// Faces of the records on a shelf in the order of their ids, after a record, at most so many.
    pub fn faces(
        &self,
        shelf: ShelfId,
        after: Option<RecordId>,
        limit: u32,
    ) -> Result<Vec<Face>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT face.record AS record, face.doc_seq AS doc_seq, face.bytes AS bytes
             FROM membership JOIN face USING (record, sheet)
             WHERE shelf = :shelf AND membership.sheet = :shared AND membership.record > :after
                 AND NOT EXISTS (
                     SELECT 1 FROM membership AS other JOIN face AS more USING (record, sheet)
                     WHERE other.shelf = :shelf AND other.record = membership.record
                         AND other.sheet <> :shared)
             ORDER BY membership.record LIMIT :limit",
        )?;
        let rows = statement.query_map(
            named_params! {
                ":shelf": shelf.to_bytes(),
                ":shared": SheetId::SHARED.get(),
                // Before every id there is: no bytes at all.
                ":after": after.map_or(Vec::new(), |after| after.to_bytes().to_vec()),
                ":limit": limit,
            },
            |row| {
                Ok(Face {
                    record: RecordId::new(row.get("record")?),
                    doc_seq: row.get("doc_seq")?,
                    bytes: Bytes::from(row.get::<_, Vec<u8>>("bytes")?),
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
