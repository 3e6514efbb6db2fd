//! Two records that turn out to be of one person, and two that turn out not to be after all.
//!
//! Nothing is copied and nothing moved: both records stay as they are, and the one that goes on is read together with the
//! other. What is written into it may replace what stands in the other, never the other way round, so no circle of
//! replacements can hide anything. Taking the judgement back takes them apart again, each with its whole history.

use crate::{EntryId, EntryView, RecordId, RecordView, Standing};
use std::collections::BTreeSet;

/// What two people have judged of another record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// The same person: this record goes on, and is read together with the other.
    GoesOn(RecordId),
    /// The same person: the other record goes on.
    EndsHere(RecordId),
    /// Somebody has judged so; a second person is still to confirm it, or people disagree.
    Unsettled(RecordId),
}

/// Every judgement that another record is of the same person. That it is of somebody else needs nothing done.
#[must_use]
pub fn judgements(view: &RecordView) -> Vec<Judgement> {
    let mut found = Vec::new();
    for item in view.items("same_person") {
        let open: Vec<&EntryView> = item
            .reading
            .values()
            .into_iter()
            .flat_map(crate::Agreed::all)
            .collect();
        let other = |entry: &&EntryView| entry.part("record")?.parse::<RecordId>().ok();
        let Some(record) = open.iter().find_map(other) else {
            continue;
        };
        let says = |entry: &&EntryView| entry.part("judgement").unwrap_or_default();
        let mut codes: Vec<String> = open.iter().map(says).collect();
        codes.sort();
        codes.dedup();
        let settled = open.iter().any(|entry| !view.awaits_second_person(entry));
        found.extend(match codes.as_slice() {
            [one] if one == "different" => None,
            [one] if settled && one == "same_goes_on" => Some(Judgement::GoesOn(record)),
            [one] if settled && one == "same_ends_here" => Some(Judgement::EndsHere(record)),
            _ => Some(Judgement::Unsettled(record)),
        });
    }
    found
}

impl RecordView {
    /// This record read together with another of the same person. Concurrent values and entries of both stand beside each
    /// other; what counts here and names an entry of the other replaces it.
    #[must_use]
    pub fn joined_with(&self, other: &RecordView) -> RecordView {
        let mut replaced: BTreeSet<&EntryId> = BTreeSet::new();
        let mut in_error: BTreeSet<&EntryId> = BTreeSet::new();
        let counts = |entry: &&EntryView| {
            matches!(
                entry.standing,
                Standing::Open | Standing::Superseded | Standing::ErrorMark
            )
        };
        for entry in self.entries().filter(counts) {
            replaced.extend(entry.supersedes.iter().chain(&entry.confirms));
            in_error.extend(&entry.error_of);
        }
        let mut joined = self.clone();
        joined.unknown += other.unknown;
        joined.take_registers(other);
        for entry in other.entries() {
            let mut entry = entry.clone();
            if matches!(entry.standing, Standing::Open | Standing::Suggested) {
                if in_error.contains(&entry.id) {
                    entry.standing = Standing::EnteredInError;
                } else if replaced.contains(&entry.id) {
                    entry.standing = Standing::Superseded;
                }
            }
            joined.take_entry(entry);
        }
        joined
    }
}
