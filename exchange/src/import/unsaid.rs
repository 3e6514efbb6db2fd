//! What an import adds to a record that is there already.

use super::people::words;
use care_record::{Basis, Edit, Entry, EntryView, RecordView, Standing};

/// The edits of an import, sorted by what they would do to a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsaid {
    /// New to the record, or in place of something that was only ever imported.
    pub write: Vec<Edit>,
    /// Registers in which somebody here has said something else. Writing one would put an import over
    /// a person's word, so it is for a person to choose.
    pub differ: Vec<Edit>,
}

/// Drops the edits that say exactly what the record says, and those that repeat an imported entry
/// which somebody has since replaced or marked as an error: giving the same file twice changes
/// nothing, whatever was done in between.
///
/// Entries never replace anything, so one that differs is written and stands beside what is there,
/// as a disagreement for people to see.
#[must_use]
pub fn unsaid(edits: Vec<Edit>, view: &RecordView) -> Unsaid {
    let mut unsaid = Unsaid::default();
    for edit in edits {
        match &edit {
            Edit::Set { field, statement } => {
                let reading = view.field(field);
                let now: Vec<_> = reading
                    .values()
                    .into_iter()
                    .flat_map(care_record::Agreed::all)
                    .collect();
                if now
                    .iter()
                    .any(|value| value.statement.answer == statement.answer)
                {
                    continue;
                }
                if now
                    .iter()
                    .all(|value| value.statement.basis == Some(Basis::Imported))
                {
                    unsaid.write.push(edit);
                } else {
                    unsaid.differ.push(edit);
                }
            }
            Edit::Enter { draft, .. } => {
                if !view.all(&draft.kind).any(|entry| says(entry, draft)) {
                    unsaid.write.push(edit);
                }
            }
        }
    }
    unsaid
}

fn says(entry: &EntryView, draft: &Entry) -> bool {
    let same = words(&entry.kind, &entry.body) == words(&draft.kind, &draft.body);
    let repeats =
        entry.meta.basis == Some(Basis::Imported) && entry.meta.effective == draft.meta.effective;
    match entry.standing {
        Standing::Open => same,
        Standing::Superseded | Standing::EnteredInError => same && repeats,
        Standing::ErrorMark | Standing::NotInForce | Standing::Suggested => false,
    }
}
