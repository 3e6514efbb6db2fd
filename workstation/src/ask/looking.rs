//! Who looked at a record, and what was printed of it.

use super::record_id;
use crate::api::{Reply, Saved};
use crate::desk::wire_id;
use crate::error::Refused;
use crate::show;
use crate::surroundings::now_here;
use crate::workplace::Workplace;

/// Rows of an audit that are shown at once.
const MOST_ROWS: u32 = 1_000;

impl Workplace {
    pub(super) fn printed(&self, record: &str, what: &str) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        let at = self.at_desk(|desk| desk.note_print(id, what))?;
        Ok(Reply::Saved(Saved {
            record: id.to_string(),
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

    pub(super) fn audit(&self) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
}
