//! Digests: what Today reads of each record, so that it opens none. What stands in one is its writer's affair.
//!
//! *Guarantees* that a digest is given out only while the documents of its record are those that it was made from: also
//! where an older version of the program, which knows no digests, has written since.

use rusqlite::{Connection, named_params};
use std::collections::HashMap;
use sync_protocol::ids::RecordId;

use super::Workstation;
use super::card::{self, Card, Table};
use crate::trouble::Trouble;

/// Keeps the digest of a card, inside the caller's transaction.
pub(super) fn write(connection: &Connection, card: &Card) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "REPLACE INTO digest (record, versions, words)
             SELECT :record, coalesce(sum(version), 0), :words FROM document
             WHERE record = :record",
        )?
        .execute(named_params! {
            ":record": card.record.to_bytes(),
            ":words": card.digest,
        })?;
    Ok(())
}

/// Which digest it is: one that is made anew has another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestNumber(i64);

/// What is kept of a record for Today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDigest {
    /// Whose.
    pub record: RecordId,
    /// Which it is.
    pub number: DigestNumber,
    /// What stands in it; none where the caller holds it.
    pub words: Option<String>,
}

impl Workstation {
    /// The digest of every record of which it says what its documents say. The others are to be made. Those that
    /// the caller holds are not read again.
    pub fn digests(
        &self,
        held: impl Fn(RecordId) -> Option<DigestNumber>,
    ) -> Result<Vec<KeptDigest>, Trouble> {
        let versions = self.versions()?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT record, versions, number, words FROM digest")?;
        let mut rows = statement.query([])?;
        let mut digests = Vec::new();
        while let Some(row) = rows.next()? {
            let record = RecordId::new(row.get(0)?);
            if versions.get(&record) != Some(&row.get(1)?) {
                continue;
            }
            let number = DigestNumber(row.get(2)?);
            let words = if held(record) == Some(number) {
                None
            } else {
                Some(row.get(3)?)
            };
            // A card is also kept without a digest, which is then made when it is asked for.
            if words.as_deref() != Some("") {
                digests.push(KeptDigest {
                    record,
                    number,
                    words,
                });
            }
        }
        Ok(digests)
    }

    /// The versions of the documents of each record, together.
    fn versions(&self) -> Result<HashMap<RecordId, u64>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT record, sum(version) FROM document GROUP BY record")?;
        let rows = statement.query_map([], |row| Ok((RecordId::new(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The versions of the documents of one record, together: what is read between two equal sums belongs together.
    pub fn versions_of(&self, record: RecordId) -> Result<u64, Trouble> {
        versions_of(&self.connection, record)
    }

    /// Keeps a card that was made anew from documents of these versions. Where another program has written them since, it
    /// has kept a card as well, and nothing is done.
    pub fn refresh_card(&mut self, card: &Card, versions: u64) -> Result<(), Trouble> {
        let transaction = self.write()?;
        if versions_of(&transaction, card.record)? == versions {
            card::write(&transaction, Table::Record, card)?;
        }
        Ok(transaction.commit()?)
    }
}

fn versions_of(connection: &Connection, record: RecordId) -> Result<u64, Trouble> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(version), 0) AS versions FROM document WHERE record = :record",
        )?
        .query_row(named_params! { ":record": record.to_bytes() }, |row| {
            row.get("versions")
        })?)
}
