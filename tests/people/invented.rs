//! Any number of people from a seed.

use crate::{assert_test_numbers, edits, entries, nhs_numbers, refusals};
use alongside_tests::people::{NOW_MS, Told, invented};
use care_record::Edit;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const SEED: u64 = 2026;
const PEOPLE: u64 = 200;
/// Kinds of words that a nurse would call a note.
const NOTES: &[(&str, &str)] = &[
    ("note", "text"),
    ("contact_note", "today_i_see"),
    ("handover", "text"),
];
/// Of ten notes nine are like no other.
const DISTINCT_OF_TEN: usize = 9;

static ALL: LazyLock<Vec<Told>> = LazyLock::new(|| region(SEED));

fn region(seed: u64) -> Vec<Told> {
    (0..PEOPLE)
        .map(|number| invented(seed, number, NOW_MS))
        .collect()
}

#[test]
fn everybody_writes_only_what_they_may() {
    assert_eq!(refusals(&ALL), Vec::<String>::new());
}

#[test]
fn the_same_seed_gives_the_same_people() {
    assert!(*ALL == region(SEED), "the same seed gave others");
    let one = invented(SEED, 7, NOW_MS).kept().unwrap();
    let again = invented(SEED, 7, NOW_MS).kept().unwrap();
    for sheet in care_record::SheetKind::ALL {
        let snapshot = |kept: &alongside_tests::people::Kept| kept.record.sheet(sheet).snapshot();
        assert_eq!(snapshot(&one), snapshot(&again));
    }
    assert_ne!(
        invented(1, 7, NOW_MS).sayings,
        invented(2, 7, NOW_MS).sayings
    );
}

#[test]
fn every_number_is_a_test_number_and_somebody_s_alone() {
    assert_test_numbers(&ALL);
    let numbers = nhs_numbers(&ALL);
    let distinct: BTreeSet<&String> = numbers.iter().collect();
    assert_eq!((numbers.len(), distinct.len()), (200, 200));
}

#[test]
fn a_past_goes_forward_and_ends_today() {
    for told in &*ALL {
        let mut made = BTreeSet::new();
        let mut before = i64::MIN;
        for saying in &told.sayings {
            assert!(
                before <= saying.at_ms && saying.at_ms <= NOW_MS,
                "{}",
                told.key
            );
            before = saying.at_ms;
            for edit in &saying.edits {
                let Edit::Enter { id, draft } = edit else {
                    continue;
                };
                let known = draft.supersedes.iter().all(|other| made.contains(other));
                assert!(known, "{}: {id} replaces what was never said", told.key);
                assert!(made.insert(id.clone()), "{}: {id} twice", told.key);
            }
        }
    }
}

#[test]
fn notes_are_many_and_few_are_alike() {
    let notes: Vec<&str> = entries(&ALL)
        .flat_map(|(_, entry)| {
            let parts = NOTES.iter().filter(|(kind, _)| entry.kind == *kind);
            parts.filter_map(|(_, part)| entry.body.get(*part)?.as_str())
        })
        .collect();
    let distinct: BTreeSet<&&str> = notes.iter().collect();
    println!("{} notes, {} distinct", notes.len(), distinct.len());
    assert!(distinct.len() > 3000, "only {} notes", distinct.len());
    assert!(distinct.len() * 10 >= notes.len() * DISTINCT_OF_TEN);
    for note in notes {
        assert!(
            !note.contains(['{', '}', '|']),
            "a place was left open: {note}"
        );
        assert!(
            note.chars().count() < 2000,
            "nobody writes that much: {note}"
        );
    }
}

#[test]
fn together_they_fill_every_field_and_every_kind() {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for (edit, _) in ALL.iter().flat_map(edits) {
        said.insert(match edit {
            Edit::Set { field, .. } => field,
            Edit::Enter { draft, .. } => &draft.kind,
        });
    }
    let fields = care_record::fields().map(|field| field.name);
    let kinds = care_record::entry_kinds().map(|kind| kind.name);
    let missing: Vec<&str> = fields
        .chain(kinds)
        .filter(|line| !said.contains(line))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn some_of_them_were_decided_about_apart() {
    let apart: Vec<&Told> = ALL
        .iter()
        .filter(|told| told.sayings.iter().any(|saying| !saying.unseen.is_empty()))
        .collect();
    assert!(apart.len() >= 5, "only {}", apart.len());
    for told in apart {
        let conflicts = told.kept().unwrap().view().conflicts();
        let disputed = conflicts
            .iter()
            .any(|conflict| conflict.line == "cpr_decision");
        assert!(disputed, "{}: both decisions stand", told.key);
    }
}

#[test]
fn their_records_can_be_kept_and_read() {
    for told in ALL.iter().take(12) {
        let view = told.kept().unwrap().view();
        assert_eq!(view.unknown, 0, "{}", told.key);
        assert!(view.not_in_force().is_empty(), "{}", told.key);
        let known = view
            .key_items()
            .into_iter()
            .filter(|(_, known)| *known)
            .count();
        assert!(known >= 7, "{}: {known} of the ten key items", told.key);
    }
}
