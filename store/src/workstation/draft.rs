//! Drafts: words typed and not yet saved, kept so that a lock or a power cut does not lose them.

use rusqlite::{Connection, named_params};
use sync_protocol::ids::{RecordId, StaffId};

use super::Workstation;
use crate::trouble::Trouble;

/// Where somebody was writing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftPlace {
    /// Who.
    pub staff: StaffId,
    /// In whose record.
    pub record: RecordId,
    /// In which field.
    pub field: String,
}

/// What somebody had written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where.
    pub place: DraftPlace,
    /// The words so far.
    pub text: String,
    /// When the last of them was typed.
    pub drafted_at_ms: i64,
}

pub(super) fn remove(connection: &Connection, place: &DraftPlace) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "DELETE FROM draft WHERE staff = :staff AND record = :record AND field = :field",
        )?
        .execute(named_params! {
            ":staff": place.staff.to_bytes(),
            ":record": place.record.to_bytes(),
            ":field": place.field,
        })?;
    Ok(())
}

impl Workstation {
    /// Keeps a draft in place of the one before it.
    pub fn keep_draft(&mut self, draft: &Draft) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction
            .prepare_cached(
                "INSERT INTO draft (staff, record, field, text, drafted_at_ms)
                 VALUES (:staff, :record, :field, :text, :drafted_at_ms)
                 ON CONFLICT (staff, record, field) DO UPDATE
                 SET text = excluded.text, drafted_at_ms = excluded.drafted_at_ms",
            )?
            .execute(named_params! {
                ":staff": draft.place.staff.to_bytes(),
                ":record": draft.place.record.to_bytes(),
                ":field": draft.place.field,
                ":text": draft.text,
                ":drafted_at_ms": draft.drafted_at_ms,
            })?;
        Ok(transaction.commit()?)
    }

    /// Throws a draft away, because its writer said so.
    pub fn drop_draft(&mut self, place: &DraftPlace) -> Result<(), Trouble> {
        let transaction = self.write()?;
        remove(&transaction, place)?;
        Ok(transaction.commit()?)
    }

    /// What a member of staff had been writing, in one record or in all.
    pub fn drafts(&self, staff: StaffId, record: Option<RecordId>) -> Result<Vec<Draft>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT staff, record, field, text, drafted_at_ms FROM draft
             WHERE staff = :staff AND (:record IS NULL OR record = :record)
             ORDER BY record, field",
        )?;
        let rows = statement.query_map(
            named_params! {
                ":staff": staff.to_bytes(),
                ":record": record.map(RecordId::to_bytes),
            },
            |row| {
                Ok(Draft {
                    place: DraftPlace {
                        staff: StaffId::new(row.get("staff")?),
                        record: RecordId::new(row.get("record")?),
                        field: row.get("field")?,
                    },
                    text: row.get("text")?,
                    drafted_at_ms: row.get("drafted_at_ms")?,
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
