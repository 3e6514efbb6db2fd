//! From what was said to a record: each saying written on a sheet that holds what its author had seen, and merged.

use super::{Author, Saying, Told};
use anyhow::{Context, Result, ensure};
use care_record::{
    Attribution, EntryId, Hash, Record, RecordId, RecordView, Sheet, SheetKind, validate_edit,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A record, and who wrote each change of it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The record.
    pub record: Record,
    by: BTreeMap<Hash, Attribution>,
}

impl Kept {
    /// What it says.
    #[must_use]
    pub fn view(&self) -> RecordView {
        self.record.view(&|hash| self.by.get(hash).cloned())
    }

    /// Who wrote a change.
    #[must_use]
    pub fn by(&self, change: &Hash) -> Option<&Attribution> {
        self.by.get(change)
    }
}

impl Told {
    /// Id of the record: it follows from the key.
    #[must_use]
    pub fn record_id(&self) -> RecordId {
        RecordId::from_bytes(bytes_of(&["record", &self.key]))
    }

    /// Writes it all down.
    ///
    /// # Errors
    /// When an author says what she or he may not, or something that cannot be.
    pub fn kept(&self) -> Result<Kept> {
        let mut record = Record::new(self.record_id());
        let mut by = BTreeMap::new();
        let mut past: Vec<Past> = Vec::with_capacity(self.sayings.len());
        for (number, saying) in self.sayings.iter().enumerate() {
            let unseen = self.not_seen(number, saying, &past)?;
            let mut changes = Vec::new();
            for (sheet, edits) in saying.by_sheet() {
                for edit in &edits {
                    validate_edit(edit, saying.by.role)
                        .with_context(|| format!("{}, saying {}", self.key, number + 1))?;
                }
                let actor = actor(&self.key, saying, sheet);
                let written = if unseen.is_empty() {
                    record.sheet_mut(sheet).write(actor, &edits)?
                } else {
                    let mut apart = without(&past, &unseen, sheet)?;
                    let written = apart.write(actor, &edits)?;
                    record.sheet_mut(sheet).apply(&[&written.change])?;
                    written
                };
                by.insert(written.hash, attribution(&saying.by, saying.at_ms));
                changes.push((sheet, written.change));
            }
            past.push(Past { changes, unseen });
        }
        Ok(Kept { record, by })
    }

    /// The numbers of all earlier sayings that the author had not seen: those named, and those that rest on them.
    fn not_seen(&self, number: usize, saying: &Saying, past: &[Past]) -> Result<BTreeSet<usize>> {
        let mut unseen = BTreeSet::new();
        for id in &saying.unseen {
            let made = self.sayings.iter().position(|earlier| earlier.makes(id));
            let made = made.filter(|made| *made < number);
            let made = made.with_context(|| format!("{}: nothing earlier made {id}", self.key))?;
            unseen.insert(made);
        }
        if !unseen.is_empty() {
            for (later, one) in past.iter().enumerate() {
                let rests = unseen
                    .iter()
                    .any(|out| *out < later && !one.unseen.contains(out));
                if rests {
                    unseen.insert(later);
                }
            }
        }
        for (number, earlier) in self.sayings.iter().enumerate() {
            ensure!(
                earlier.by.key != saying.by.key || !unseen.contains(&number),
                "{}: {} has seen what she or he wrote",
                self.key,
                saying.by.key
            );
        }
        Ok(unseen)
    }

    /// The entry that a saying made, where the record's entry is known by its id.
    #[must_use]
    pub fn author_of(&self, id: &EntryId) -> Option<&Author> {
        let made = self.sayings.iter().find(|saying| saying.makes(id))?;
        Some(&made.by)
    }
}

/// What a saying left behind.
struct Past {
    changes: Vec<(SheetKind, Vec<u8>)>,
    unseen: BTreeSet<usize>,
}

fn without(past: &[Past], unseen: &BTreeSet<usize>, sheet: SheetKind) -> Result<Sheet> {
    let seen: Vec<&Vec<u8>> = past
        .iter()
        .enumerate()
        .filter(|(number, _)| !unseen.contains(number))
        .flat_map(|(_, one)| &one.changes)
        .filter(|(on, _)| *on == sheet)
        .map(|(_, change)| change)
        .collect();
    let mut apart = Sheet::genesis();
    apart.apply(&seen)?;
    Ok(apart)
}

/// Fresh for each run of the program: here, for each saying.
fn actor(key: &str, saying: &Saying, sheet: SheetKind) -> [u8; Sheet::ACTOR_BYTES] {
    let when = saying.at_ms.to_string();
    bytes_of(&[
        "actor",
        key,
        &saying.by.key,
        &when,
        &sheet.code().to_string(),
    ])
}

/// Bytes that follow from words.
pub(super) fn bytes_of<const N: usize>(words: &[&str]) -> [u8; N] {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut bytes = digest.iter().copied();
    std::array::from_fn(|_| bytes.next().unwrap_or_default())
}

fn attribution(by: &Author, at_ms: i64) -> Attribution {
    Attribution {
        staff: by.key.clone(),
        name: by.name.clone(),
        role: Some(by.role),
        registration: by.registration.clone(),
        organisation: by.organisation.clone(),
        site: by.site.clone(),
        device: by.site.clone(),
        recorded_at_ms: at_ms,
        // Some wrote by a clock that was wrong.
        clock_off_ms: (at_ms % 5 == 0).then_some(840_000),
        after_end: false,
        received_at_ms: None,
        shared: true,
    }
}
