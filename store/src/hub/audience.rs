//! Which shelves wait for a sheet that nobody has begun yet.

use rusqlite::{Connection, Row, named_params};
use sync_protocol::ids::{DocumentId, RecordId, SheetId, ShelfId};

use super::HubStore;
use crate::trouble::Trouble;

impl HubStore {
    /// From now on a shelf also carries what is withheld in a record. Again changes nothing.
    pub fn open_restricted(&mut self, record: RecordId, shelf: ShelfId) -> Result<(), Trouble> {
        self.connection.execute(
            "INSERT INTO restricted_reader (record, shelf) VALUES (:record, :shelf)
             ON CONFLICT DO NOTHING",
            named_params! { ":record": record.to_bytes(), ":shelf": shelf.to_bytes() },
        )?;
        Ok(())
    }

    /// What is withheld later in a record does not come to a shelf any more. Again changes nothing.
    pub fn close_restricted(&mut self, record: RecordId, shelf: ShelfId) -> Result<(), Trouble> {
        self.connection.execute(
            "DELETE FROM restricted_reader WHERE record = :record AND shelf = :shelf",
            named_params! { ":record": record.to_bytes(), ":shelf": shelf.to_bytes() },
        )?;
        Ok(())
    }
}

/// The shelves that a document goes to with its first publication, beside the one it was made on.
pub(super) fn awaiting(
    connection: &Connection,
    document: DocumentId,
    own: ShelfId,
) -> Result<Vec<ShelfId>, Trouble> {
    let record = document.record.to_bytes();
    let shelf = |row: &Row<'_>| Ok(ShelfId::new(row.get("shelf")?));
    let shelves = match document.sheet.kind() {
        SheetId::RESTRICTED_KIND => connection
            .prepare_cached("SELECT shelf FROM restricted_reader WHERE record = :record")?
            .query_map(named_params! { ":record": record }, shelf)?
            .collect::<Result<_, _>>()?,
        SheetId::LOCAL_KIND => connection
            .prepare_cached(
                "SELECT membership.shelf AS shelf FROM membership
                 JOIN site ON site.id = membership.shelf
                 WHERE membership.record = :record AND membership.sheet = :shared
                     AND site.organisation = (SELECT organisation FROM site WHERE id = :own)",
            )?
            .query_map(
                named_params! {
                    ":record": record,
                    ":shared": SheetId::SHARED.get(),
                    ":own": own.to_bytes(),
                },
                shelf,
            )?
            .collect::<Result<_, _>>()?,
        _ => Vec::new(),
    };
    Ok(shelves)
}
