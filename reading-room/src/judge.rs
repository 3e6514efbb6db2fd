//! The judgement: apply, check the rules of entries, save, load again. And the face of what was judged sound.

use std::collections::{BTreeMap, BTreeSet};

use care_record::{
    ApplyError, Attribution, Hash, Record, RecordView, Role, Sheet, SheetId, SheetKind, face,
    finding,
};
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{SignedStaffCertificate, StaffCertificate};
use sync_protocol::hashes::ChangeHash;
use sync_protocol::ids::DocumentId;
use sync_protocol::limits::MAX_FACE_BYTES;
use sync_protocol::message::break_glass::FindingHash;

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
    /// Who wrote each change, and in which role, where it is one this version knows.
    authors: BTreeMap<Hash, Attribution>,
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
            Question::Face => match &mut self.open {
                Some(open) => open.face(),
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
            authors: BTreeMap::new(),
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
        self.note_authors(envelope);
        Ok(self.not_in_force(&fresh))
    }

    /// What a device shows of the document before it has its log, and by what it is found; nothing where what was published
    /// does not apply.
    fn face(&mut self) -> Answer {
        let mut found_by = Vec::new();
        let mut bytes = None;
        if self.catch_up().is_ok() {
            let view = self.view();
            bytes = match self.sheet.kind {
                SheetKind::Shared => {
                    let names = finding::names(&view);
                    found_by.extend(names.iter().map(|name| FindingHash::of(name)));
                    face::face(&view).map(Bytes::from)
                }
                SheetKind::Restricted | SheetKind::Local => {
                    face::is_more_than_a_face(&view).then(|| Bytes::from(Vec::new()))
                }
            };
        }
        Answer::Face { bytes, found_by }
    }

    fn view(&self) -> RecordView {
        self.record.view(&|change| self.author_of(change))
    }

    fn author_of(&self, change: &Hash) -> Option<Attribution> {
        Some(self.authors.get(change).cloned().unwrap_or_else(nobody))
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
            self.note_authors(envelope);
        }
        Ok(())
    }

    /// The first that brings a change is its author.
    fn note_authors(&mut self, envelope: &Authored) {
        let author = author(envelope);
        let saved = envelope.by.as_ref().map_or(&[][..], |by| &by.saved_at_ms);
        let saved = saved.iter().map(Some).chain(std::iter::repeat(None));
        for (chunk, saved_at_ms) in envelope.changes.iter().zip(saved) {
            if let Ok(header) = sync_protocol::change::ChangeHeader::read(chunk) {
                let at_ms = saved_at_ms.map_or(0, |at| i64::try_from(*at).unwrap_or(i64::MAX));
                let by = Attribution {
                    clock_off_ms: envelope.by.as_ref().and_then(|by| by.clock_off_ms),
                    ..attribution(author.as_ref(), envelope.role, at_ms)
                };
                self.authors
                    .entry(Hash(header.hash.to_bytes()))
                    .or_insert(by);
            }
        }
    }

    /// How many statements of these changes do not count, because their author may not write them.
    fn not_in_force(&self, changes: &[Hash]) -> u32 {
        let changes: BTreeSet<&Hash> = changes.iter().collect();
        let view = self.view();
        let entries = view
            .not_in_force()
            .into_iter()
            .filter(|entry| changes.contains(&entry.change))
            .count();
        let values = self
            .record
            .values_not_in_force(&|change| self.author_of(change));
        let values = values
            .iter()
            .filter(|value| changes.contains(&value.change))
            .count();
        u32::try_from(entries + values).unwrap_or(u32::MAX)
    }
}

/// What the certificate says that came with an envelope. The hub has taken it from where only what the authority signed is.
fn author(envelope: &Authored) -> Option<StaffCertificate> {
    let by = envelope.by.as_ref()?;
    let certificate = SignedStaffCertificate::decode(&by.certificate).ok()?;
    Some(certificate.claimed().clone())
}

/// Who wrote a change. A role that her certificate did not give her then counts as none.
fn attribution(author: Option<&StaffCertificate>, role: u8, at_ms: i64) -> Attribution {
    let role = Role::try_from(role).ok();
    match author {
        None => Attribution { role, ..nobody() },
        Some(author) => Attribution {
            staff: author.staff.to_string(),
            name: author.name.clone(),
            // What names a certificate was sealed after it was issued, whatever a slow clock says.
            role: role.filter(|_| at_ms < author.valid_until_ms),
            registration: author.registration.clone(),
            organisation: author.organisation.name.clone(),
            site: author.site.name.clone(),
            recorded_at_ms: at_ms,
            ..nobody()
        },
    }
}

/// Where nothing is known of an author, she may write nothing.
fn nobody() -> Attribution {
    Attribution {
        staff: String::new(),
        name: String::new(),
        role: None,
        registration: None,
        organisation: String::new(),
        site: String::new(),
        device: String::new(),
        recorded_at_ms: 0,
        clock_off_ms: None,
        after_end: false,
        received_at_ms: None,
        shared: true,
    }
}

const _: () = assert!(face::MAX_BYTES <= MAX_FACE_BYTES);

#[cfg(test)]
mod tests;
