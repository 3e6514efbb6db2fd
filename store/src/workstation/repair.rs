//! Repair: giving a hub that went back what this computer holds, whoever wrote it, and letting go of what it does not
//! name any more.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::cursor::Cursor;
use sync_protocol::ids::{DocumentId, RecordId, ShelfId};

use super::Workstation;
use super::envelope::{KeptEnvelope, read_kept};
use super::{cursor, frame};
use crate::sql;
use crate::trouble::Trouble;

/// How long after one difference the next is no reason to read the whole shelf again.
const DIFFERENCE_LASTS_MS: i64 = 24 * 60 * 60 * 1000;

/// Some of what is to be offered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferAgainPage {
    /// The shelf under repair.
    pub shelf: ShelfId,
    /// Envelopes of its documents, in the order in which they came here. Empty when none are left.
    pub envelopes: Vec<KeptEnvelope>,
}

impl Workstation {
    /// Begins a repair: the shelf is read from its start, and everything held of it is to be offered
    /// again, also after a restart.
    pub fn begin_repair(&mut self, start: &Cursor) -> Result<(), Trouble> {
        let transaction = self.write()?;
        begin(&transaction, start)?;
        Ok(transaction.commit()?)
    }

    /// Everything held of a shelf is to be offered again, and the shelf is read on from where it was.
    pub fn begin_offering_again(&mut self, shelf: ShelfId) -> Result<(), Trouble> {
        let transaction = self.write()?;
        offer_again(&transaction, shelf)?;
        Ok(transaction.commit()?)
    }

    /// What is held of a shelf differs from what the hub has: begins a repair, but not twice in a day, because what the
    /// first did not mend the next will not. Says whether it has begun.
    pub fn begin_repair_of_difference(
        &mut self,
        start: &Cursor,
        at_ms: i64,
    ) -> Result<bool, Trouble> {
        let transaction = self.write()?;
        let due = transaction.execute(
            "UPDATE cursor SET differed_at_ms = :at_ms
             WHERE shelf = :shelf AND coalesce(differed_at_ms, :before) <= :before",
            named_params! {
                ":shelf": start.shelf.to_bytes(),
                ":at_ms": at_ms,
                ":before": at_ms.saturating_sub(DIFFERENCE_LASTS_MS),
            },
        )?;
        if due > 0 {
            begin(&transaction, start)?;
        }
        transaction.commit()?;
        Ok(due > 0)
    }

    /// Documents of a shelf that its feed has not named since it was last read from its start.
    pub fn unnamed(&self, shelf: ShelfId) -> Result<Vec<DocumentId>, Trouble> {
        unnamed(&self.connection, shelf)
    }

    /// The feed was read to its end, and the hub has published all it accepted: what it has not named has left the
    /// shelf. Nothing goes while anything is still to be offered, or the hub would never hear of it again. Gives the
    /// records that documents left.
    pub fn forget_unnamed(
        &mut self,
        shelf: ShelfId,
        at_ms: i64,
    ) -> Result<BTreeSet<RecordId>, Trouble> {
        let transaction = self.write()?;
        let to_offer: bool = transaction.query_row(
            "SELECT EXISTS (SELECT 1 FROM repair WHERE shelf = :shelf)
                    OR EXISTS (SELECT 1 FROM outbox WHERE accepted_at_ms IS NULL) AS to_offer",
            named_params! { ":shelf": shelf.to_bytes() },
            |row| row.get("to_offer"),
        )?;
        if to_offer {
            return Ok(BTreeSet::new());
        }
        let gone = unnamed(&transaction, shelf)?;
        for document in &gone {
            frame::detach(&transaction, shelf, *document, at_ms)?;
        }
        transaction.commit()?;
        if !gone.is_empty() {
            self.purge_log()?;
        }
        Ok(gone.into_iter().map(|document| document.record).collect())
    }

    /// The next envelopes to offer again, if a repair is going on.
    pub fn to_offer_again(&self, limit: u32) -> Result<Option<OfferAgainPage>, Trouble> {
        let shelf = self
            .connection
            .prepare_cached("SELECT shelf FROM repair ORDER BY shelf LIMIT 1")?
            .query_row([], |row| Ok(ShelfId::new(row.get("shelf")?)))
            .optional()?;
        let Some(shelf) = shelf else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, record, sheet, device, dev_seq, author, role, hlc, clock_uncertainty_ms, event_at_ms,
                    received_at_ms, state, secured, published, after_end, arrived_seq, bytes
             FROM repair JOIN shelf_document USING (shelf) JOIN envelope USING (record, sheet)
             WHERE shelf = :shelf AND arrived_seq > offered_seq AND arrived_seq <= until_seq
             ORDER BY arrived_seq LIMIT :limit",
        )?;
        let rows = statement.query_map(
            named_params! { ":shelf": shelf.to_bytes(), ":limit": limit },
            read_kept,
        )?;
        Ok(Some(OfferAgainPage {
            shelf,
            envelopes: rows.collect::<Result<_, _>>()?,
        }))
    }

    /// Notes that the hub has answered to the envelopes of a page. An empty page ends the repair.
    pub fn mark_offered_again(&mut self, page: &OfferAgainPage) -> Result<(), Trouble> {
        let transaction = self.write()?;
        match page.envelopes.last() {
            Some(last) => transaction.execute(
                "UPDATE repair SET offered_seq = max(offered_seq, :seq) WHERE shelf = :shelf",
                named_params! {
                    ":shelf": page.shelf.to_bytes(),
                    ":seq": last.note.arrived_seq,
                },
            )?,
            None => transaction.execute(
                "DELETE FROM repair WHERE shelf = :shelf",
                named_params! { ":shelf": page.shelf.to_bytes() },
            )?,
        };
        Ok(transaction.commit()?)
    }
}

fn begin(connection: &Connection, start: &Cursor) -> Result<(), Trouble> {
    cursor::write(connection, start)?;
    connection.execute(
        "UPDATE shelf_document SET named = 0 WHERE shelf = :shelf",
        named_params! { ":shelf": start.shelf.to_bytes() },
    )?;
    offer_again(connection, start.shelf)
}

fn offer_again(connection: &Connection, shelf: ShelfId) -> Result<(), Trouble> {
    connection.execute(
        "INSERT INTO repair (shelf, offered_seq, until_seq)
         VALUES (:shelf, 0, (SELECT coalesce(max(arrived_seq), 0) FROM envelope))
         ON CONFLICT (shelf) DO UPDATE SET offered_seq = 0, until_seq = excluded.until_seq",
        named_params! { ":shelf": shelf.to_bytes() },
    )?;
    Ok(())
}

fn unnamed(connection: &Connection, shelf: ShelfId) -> Result<Vec<DocumentId>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT record, sheet FROM shelf_document WHERE shelf = :shelf AND named = 0",
    )?;
    let rows = statement.query_map(named_params! { ":shelf": shelf.to_bytes() }, sql::document)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
