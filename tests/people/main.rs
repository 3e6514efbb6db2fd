//! People who have never lived: what is said of them may be said, and what should be among them is.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails by panicking"
)]

mod by_hand;
mod faces;
mod invented;

use alongside_tests::people::Told;
use care_record::{Edit, Entry, EntryId};

/// Every edit with the role of its author.
fn edits(told: &Told) -> impl Iterator<Item = (&Edit, care_record::Role)> {
    let sayings = told.sayings.iter();
    sayings.flat_map(|saying| saying.edits.iter().map(|edit| (edit, saying.by.role)))
}

/// Every entry of everybody.
fn entries(all: &[Told]) -> impl Iterator<Item = (&EntryId, &Entry)> {
    all.iter()
        .flat_map(edits)
        .filter_map(|(edit, _)| match edit {
            Edit::Enter { id, draft } => Some((id, draft)),
            Edit::Set { .. } => None,
        })
}

/// What cannot be written, in words.
fn refusals(all: &[Told]) -> Vec<String> {
    let mut refused = Vec::new();
    for told in all {
        for (edit, role) in edits(told) {
            if let Err(error) = care_record::validate_edit(edit, role) {
                let key = &told.key;
                refused.push(format!("{key}: {} as {}: {edit:?}", error, role.words()));
            }
        }
    }
    refused
}

/// The NHS numbers that are said.
fn nhs_numbers(all: &[Told]) -> Vec<String> {
    entries(all)
        .filter(|(_, entry)| entry.kind == "nhs_number")
        .filter_map(|(_, entry)| Some(entry.body.get("value")?.as_str()?.to_owned()))
        .collect()
}

fn assert_test_numbers(all: &[Told]) {
    for number in nhs_numbers(all) {
        assert!(number.starts_with("999"), "{number} might be somebody's");
        assert!(care_record::NhsNumber::parse(&number).is_ok(), "{number}");
    }
}
