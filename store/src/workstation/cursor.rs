//! How far each shelf has been read, and when a sync last ran to its end.

use std::collections::{BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::chain::Chain;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::{Heads, HeadsDigest};
use sync_protocol::ids::{DocumentId, RecordId, ShelfId};

use super::Workstation;
use super::{ending, face, frame};
use crate::sql;
use crate::trouble::Trouble;

/// A cursor and when its shelf was last known to be complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShelfState {
    /// How far the shelf has been read.
    pub cursor: Cursor,
    /// When a sync of it last ran to its end: "as of".
    pub completed_at_ms: Option<i64>,
}

/// A sync that ran to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletedSync {
    /// With which hub.
    pub hub_url: String,
    /// When it ended.
    pub completed_at_ms: i64,
    /// How many envelopes it took there.
    pub sent_count: u64,
    /// How many entries it brought.
    pub received_count: u64,
}

pub(super) fn read(connection: &Connection, shelf: ShelfId) -> Result<Option<Cursor>, Trouble> {
    Ok(connection
        .prepare_cached("SELECT shelf, epoch, seq, chain FROM cursor WHERE shelf = :shelf")?
        .query_row(named_params! { ":shelf": shelf.to_bytes() }, cursor)
        .optional()?)
}

pub(super) fn write(connection: &Connection, cursor: &Cursor) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "INSERT INTO cursor (shelf, epoch, seq, chain) VALUES (:shelf, :epoch, :seq, :chain)
             ON CONFLICT (shelf) DO UPDATE SET
                 epoch = excluded.epoch, seq = excluded.seq, chain = excluded.chain",
        )?
        .execute(named_params! {
            ":shelf": cursor.shelf.to_bytes(),
            ":epoch": cursor.epoch,
            ":seq": cursor.seq,
            ":chain": cursor.chain.to_bytes(),
        })?;
    Ok(())
}

/// Everything that a shelf carries here.
fn documents(connection: &Connection, shelf: ShelfId) -> Result<Vec<DocumentId>, Trouble> {
    let mut statement = connection
        .prepare_cached("SELECT record, sheet FROM shelf_document WHERE shelf = :shelf")?;
    let rows = statement.query_map(named_params! { ":shelf": shelf.to_bytes() }, sql::document)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn cursor(row: &Row<'_>) -> rusqlite::Result<Cursor> {
    Ok(Cursor {
        shelf: ShelfId::new(row.get("shelf")?),
        epoch: row.get("epoch")?,
        seq: row.get("seq")?,
        chain: Chain::new(row.get("chain")?),
    })
}

impl Workstation {
    /// Every shelf this computer has begun to read.
    pub fn shelves(&self) -> Result<Vec<ShelfState>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT shelf, epoch, seq, chain, completed_at_ms FROM cursor ORDER BY shelf",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(ShelfState {
                cursor: cursor(row)?,
                completed_at_ms: row.get("completed_at_ms")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Begins to read a shelf that this computer now carries.
    pub fn begin_shelf(&mut self, start: &Cursor) -> Result<(), Trouble> {
        let transaction = self.write()?;
        write(&transaction, start)?;
        Ok(transaction.commit()?)
    }

    /// Leaves a shelf that this computer carries no more: its documents go as by detach entries. Says of which records.
    pub fn leave_shelf(
        &mut self,
        shelf: ShelfId,
        at_ms: i64,
    ) -> Result<BTreeSet<RecordId>, Trouble> {
        let transaction = self.write()?;
        let gone = documents(&transaction, shelf)?;
        for document in &gone {
            frame::detach(&transaction, shelf, *document, at_ms)?;
        }
        for sql in [
            "DELETE FROM cursor WHERE shelf = :shelf",
            "DELETE FROM repair WHERE shelf = :shelf",
        ] {
            transaction.execute(sql, named_params! { ":shelf": shelf.to_bytes() })?;
        }
        face::drop_of_shelf(&transaction, shelf)?;
        transaction.commit()?;
        self.purge_log()?;
        Ok(gone.into_iter().map(|document| document.record).collect())
    }

    /// The digest of what this computer really holds of a shelf. It can be compared with the hub's
    /// only while [`Self::unpublished_count`] is zero.
    pub fn shelf_digest(&self, shelf: ShelfId) -> Result<HeadsDigest, Trouble> {
        Ok(self
            .shelf_heads(shelf)?
            .into_iter()
            .fold(HeadsDigest::EMPTY, |digest, (document, heads)| {
                digest.add(&document, &Heads::from_iter(heads))
            }))
    }

    /// How many envelopes of a shelf's documents have not come by in a feed yet.
    pub fn unpublished_count(&self, shelf: ShelfId) -> Result<u64, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) AS unpublished FROM envelope JOIN shelf_document USING (record, sheet)
                 WHERE published = 0 AND shelf = :shelf",
            )?
            .query_row(named_params! { ":shelf": shelf.to_bytes() }, |row| {
                row.get("unpublished")
            })?)
    }

    /// The records of shelves that were begun and never read to their end: what is here of them may be old.
    pub fn still_coming(&self) -> Result<HashSet<RecordId>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT record FROM shelf_document JOIN cursor USING (shelf)
             WHERE completed_at_ms IS NULL
             UNION SELECT record FROM face",
        )?;
        let rows = statement.query_map([], |row| Ok(RecordId::new(row.get("record")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes that a sync ran to its end for these shelves: their records are here whole, and no face stands for them.
    pub fn mark_completed(
        &mut self,
        sync: &CompletedSync,
        shelves: &[ShelfId],
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        for shelf in shelves {
            transaction.execute(
                "UPDATE cursor SET completed_at_ms = :at_ms WHERE shelf = :shelf",
                named_params! { ":at_ms": sync.completed_at_ms, ":shelf": shelf.to_bytes() },
            )?;
            face::drop_of_shelf(&transaction, *shelf)?;
        }
        transaction.execute(
            "INSERT INTO sync_log (hub_url, completed_at_ms, sent_count, received_count)
             VALUES (:hub_url, :completed_at_ms, :sent_count, :received_count)
             ON CONFLICT (hub_url) DO UPDATE SET
                 completed_at_ms = excluded.completed_at_ms, sent_count = excluded.sent_count,
                 received_count = excluded.received_count",
            named_params! {
                ":hub_url": sync.hub_url,
                ":completed_at_ms": sync.completed_at_ms,
                ":sent_count": sync.sent_count,
                ":received_count": sync.received_count,
            },
        )?;
        ending::renew(&transaction, sync.completed_at_ms)?;
        Ok(transaction.commit()?)
    }

    /// The last sync with a hub that ran to its end.
    pub fn last_completed_sync(&self, hub_url: &str) -> Result<Option<CompletedSync>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT hub_url, completed_at_ms, sent_count, received_count FROM sync_log
                 WHERE hub_url = :hub_url",
            )?
            .query_row(named_params! { ":hub_url": hub_url }, |row| {
                Ok(CompletedSync {
                    hub_url: row.get("hub_url")?,
                    completed_at_ms: row.get("completed_at_ms")?,
                    sent_count: row.get("sent_count")?,
                    received_count: row.get("received_count")?,
                })
            })
            .optional()?)
    }
}
