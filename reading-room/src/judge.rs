//! The judgement: apply, check the rules of entries, save, load again.

use std::collections::{BTreeMap, BTreeSet};

use care_record::{ApplyError, Attribution, Hash, Record, RecordView, Role, Sheet, SheetId};
use sync_protocol::hashes::ChangeHash;
use sync_protocol::ids::DocumentId;

use crate::words::{Answer, Authored, Question};

/// The sheet's number is none this version knows.
const UNKNOWN_SHEET: &str = "document.unknown_sheet";
/// What was published before does not apply: the fault is not the envelope's, but nothing can be said of it.
const HISTORY_BROKEN: &str = "document.history_broken";

/// Holds one document open at a time and answers questions about it.
#[derive(Debug, Default)]
pub struct Judge {
    open: Option<Open>,
}

/// The document in question.
#[derive(Debug)]
struct Open {
    record: Record,
    sheet: SheetId,
    /// The role in which each change was written, where it is one this version knows.
    roles: BTreeMap<Hash, Role>,
    /// Published envelopes that wait to be applied together: one by one, each would copy the document.
    known: Vec<Authored>,
}

/// The change every document begins with.
#[must_use]
pub fn first_change() -> ChangeHash {
    let heads = Sheet::genesis().heads();
    // A sheet that says nothing has exactly one head, which a test holds.
    ChangeHash::new(heads.first().map_or([0; 32], |head| head.0))
}

impl Judge {
    /// Answers a question.
    pub fn answer(&mut self, question: Question) -> Answer {
        match question {
            Question::Open { document } => self.open(document),
            Question::Known { envelope } => match &mut self.open {
                Some(open) => {
                    open.known.push(envelope);
                    Answer::Taken
                }
                None => Answer::Confused,
            },
            Question::Judge { envelope } => match &mut self.open {
                Some(open) => match open.judge(&envelope) {
                    Ok(not_in_force) => Answer::Fine { not_in_force },
                    Err(code) => Answer::Quarantine {
                        code: code.to_owned(),
                    },
                },
                None => Answer::Confused,
            },
        }
    }

    fn open(&mut self, document: DocumentId) -> Answer {
        let Some(sheet) = SheetId::from_code(document.sheet.get()) else {
            self.open = None;
            return Answer::Quarantine {
                code: UNKNOWN_SHEET.to_owned(),
            };
        };
        let id = care_record::RecordId::from_bytes(document.record.to_bytes());
        self.open = Some(Open {
            record: Record::new(id),
            sheet,
            roles: BTreeMap::new(),
            known: Vec::new(),
        });
        Answer::Taken
    }
}

impl Open {
    fn judge(&mut self, envelope: &Authored) -> Result<u32, &'static str> {
        self.catch_up().map_err(|_| HISTORY_BROKEN)?;
        // Judged on a copy, so that what is refused leaves no mark.
        let mut record = self.record.clone();
        let fresh = record
            .sheet_mut(self.sheet)
            .apply(&envelope.changes)
            .map_err(ApplyError::code)?;
        record
            .sheet(self.sheet)
            .verify()
            .map_err(ApplyError::code)?;
        self.record = record;
        self.note_role(&fresh, envelope.role);
        Ok(self.not_in_force(&fresh))
    }

    /// Applies what was published since, in one go.
    fn catch_up(&mut self) -> Result<(), ApplyError> {
        let known = std::mem::take(&mut self.known);
        if known.is_empty() {
            return Ok(());
        }
        let chunks: Vec<&[u8]> = known
            .iter()
            .flat_map(|envelope| envelope.changes.iter().map(AsRef::as_ref))
            .collect();
        self.record.sheet_mut(self.sheet).apply(&chunks)?;
        for envelope in &known {
            for chunk in &envelope.changes {
                if let Ok(header) = sync_protocol::change::ChangeHeader::read(chunk) {
                    self.note_role(&[Hash(header.hash.to_bytes())], envelope.role);
                }
            }
        }
        Ok(())
    }

    fn note_role(&mut self, changes: &[Hash], role: u8) {
        if let Ok(role) = Role::try_from(role) {
            for change in changes {
                self.roles.entry(*change).or_insert(role);
            }
        }
    }

    /// How many statements of these changes do not count, because their author may not write them.
    fn not_in_force(&self, changes: &[Hash]) -> u32 {
        let changes: BTreeSet<&Hash> = changes.iter().collect();
        let view = self
            .record
            .view(&|change| Some(attribution(self.roles.get(change).copied())));
        let entries = view
            .not_in_force()
            .into_iter()
            .filter(|entry| changes.contains(&entry.change))
            .count();
        let values = values_not_in_force(&view, &changes);
        u32::try_from(entries + values).unwrap_or(u32::MAX)
    }
}

fn values_not_in_force(view: &RecordView, changes: &BTreeSet<&Hash>) -> usize {
    care_record::fields()
        .flat_map(|field| view.field(field.name).values())
        .flat_map(care_record::Agreed::all)
        .filter(|value| !value.in_force && changes.contains(&value.change))
        .count()
}

/// All that is needed of an author here is the role.
fn attribution(role: Option<Role>) -> Attribution {
    Attribution {
        staff: String::new(),
        name: String::new(),
        role,
        registration: None,
        organisation: String::new(),
        site: String::new(),
        device: String::new(),
        recorded_at_ms: 0,
        received_at_ms: None,
        shared: true,
    }
}

#[cfg(test)]
mod tests;
