//! Repair: giving a hub that went back what this computer holds, whoever wrote it.

use rusqlite::{OptionalExtension, named_params};
use sync_protocol::cursor::Cursor;
use sync_protocol::ids::ShelfId;

use super::Workstation;
use super::cursor;
use super::envelope::{KeptEnvelope, read_kept};
use crate::trouble::Trouble;

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
        cursor::write(&transaction, start)?;
        transaction.execute(
            "INSERT INTO repair (shelf, offered_seq, until_seq)
             VALUES (:shelf, 0, (SELECT coalesce(max(arrived_seq), 0) FROM envelope))
             ON CONFLICT (shelf) DO UPDATE SET offered_seq = 0, until_seq = excluded.until_seq",
            named_params! { ":shelf": start.shelf.to_bytes() },
        )?;
        Ok(transaction.commit()?)
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
            "SELECT hash, record, sheet, device, dev_seq, author, role, hlc, event_at_ms,
                    received_at_ms, state, secured, published, arrived_seq, bytes
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
