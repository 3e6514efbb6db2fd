//! Who looked at a record, and what was printed of it.

use super::{MOST_PEOPLE, record_id};
use crate::api::{Looked, Reply, Saved};
use crate::desk::{Doer, wire_id};
use crate::error::Refused;
use crate::show;
use crate::surroundings::now_here;
use crate::workplace::Workplace;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Rows of an audit that are shown at once.
const MOST_ROWS: u32 = 1_000;

impl Workplace {
    pub(super) fn printed(&self, record: &str, what: &str) -> Result<Reply, Refused> {
        // The hand-over sheet is of several people.
        let id = match record {
            "" => None,
            record => Some(record_id(record)?),
        };
        let at = self.at_desk(|desk| desk.note_print(id, what))?;
        Ok(Reply::Saved(Saved {
            record: record.to_owned(),
            at: show::rfc3339(at),
        }))
    }

    /// Whoever reads who looked has looked.
    pub(super) fn who_looked(&self, record: &str) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        self.at_desk(|desk| {
            desk.may_read_audit()?;
            desk.note_view(id, "record.audit_read")?;
            let now = now_here();
            let mut lines = Vec::new();
            for row in desk.store.audit_of(wire_id(id), MOST_ROWS)? {
                let who = row.entry.staff.map(|staff| desk.doer(staff)).transpose()?;
                lines.push(show::looked(&row, who, &now));
            }
            Ok(Reply::WhoLooked { lines })
        })
    }

    /// Whoever reads what was done here has looked too.
    pub(super) fn audit(&self) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            desk.may_read_audit()?;
            desk.note_audit()?;
            let now = now_here();
            let people = desk.store.people("", MOST_PEOPLE)?.into_iter();
            let names: BTreeMap<_, _> = people
                .map(|person| (person.card.record, show::card_name(&person.card)))
                .collect();
            let mut doers = BTreeMap::new();
            let mut lines = Vec::new();
            for row in desk.newest_audit(MOST_ROWS)? {
                let who = match row.entry.staff.map(|staff| (staff, doers.entry(staff))) {
                    None => None,
                    Some((_, Entry::Occupied(known))) => Some(Doer::clone(known.get())),
                    Some((staff, Entry::Vacant(place))) => {
                        Some(place.insert(desk.doer(staff)?).clone())
                    }
                };
                let person = row.entry.record.and_then(|record| names.get(&record));
                lines.push(Looked {
                    person: person.cloned().unwrap_or_default(),
                    ..show::looked(&row, who, &now)
                });
            }
            Ok(Reply::Audit { lines })
        })
    }
}
