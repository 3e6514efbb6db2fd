//! Every kind of entry of every section, under any schedule of people who write and computers that meet.

use super::computers::{Computer, by, drawn, id, open_ids};
use super::sample;
use care_record::{
    Cardinality, Edit, Entry, EntryId, EntryKind, MergeClass, RecordView, Standing, TwoPeople,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
enum Act {
    /// Writes one, replacing what stands at that computer or nothing.
    Write { at: usize, pick: usize, seen: bool },
    /// Re-affirms the first that stands.
    Confirm { at: usize },
    /// Marks the first that stands as entered in error.
    Error { at: usize },
    /// Suggests one in place of all that stand.
    Suggest { at: usize, pick: usize },
    Meet {
        one: usize,
        other: usize,
        portion: usize,
        reversed: bool,
    },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..5usize, 0..4usize, any::<bool>()).prop_map(|(at, pick, seen)| Act::Write { at, pick, seen }),
        1 => (0..5usize).prop_map(|at| Act::Confirm { at }),
        1 => (0..5usize).prop_map(|at| Act::Error { at }),
        1 => (0..5usize, 0..4usize).prop_map(|(at, pick)| Act::Suggest { at, pick }),
        4 => (0..5usize, 0..5usize, 1..4usize, any::<bool>())
            .prop_map(|(one, other, portion, reversed)| Act::Meet { one, other, portion, reversed }),
    ]
}

/// An entry that was written, and those its author had seen and named.
struct Written {
    id: EntryId,
    names: BTreeSet<EntryId>,
    is_error_mark: bool,
    suggested: bool,
}

fn play(kind: &'static EntryKind, devices: usize, acts: &[Act]) -> (Vec<Computer>, Vec<Written>) {
    let role = kind.rule.write[0];
    let mut computers: Vec<Computer> = (0..devices)
        .map(|number| Computer::new(u8::try_from(number).unwrap()))
        .collect();
    let mut written = Vec::new();
    for (step, act) in acts.iter().enumerate() {
        let fresh = id(1000 + step as u64);
        let (at, entry) = match act {
            Act::Write { at, pick, seen } => {
                let open = open_ids(&computers[at % devices].view(), kind.name);
                let named = if *seen { open } else { Vec::new() };
                let body = sample::body(kind, *pick, *pick == 0);
                (at, Entry::new(kind.name, body).superseding(named))
            }
            Act::Confirm { at } => {
                let view = computers[at % devices].view();
                let standing = view
                    .all(kind.name)
                    .find(|entry| entry.standing == Standing::Open);
                let Some(first) = standing else { continue };
                let again = Entry {
                    confirms: Some(first.id.clone()),
                    ..Entry::new(kind.name, first.body.clone())
                };
                (at, again)
            }
            Act::Error { at } => {
                let open = open_ids(&computers[at % devices].view(), kind.name);
                let Some(first) = open.first().cloned() else {
                    continue;
                };
                (at, Entry::in_error(kind.name, vec![first]))
            }
            Act::Suggest { at, pick } => {
                let open = open_ids(&computers[at % devices].view(), kind.name);
                let mut entry =
                    Entry::new(kind.name, sample::body(kind, *pick, false)).superseding(open);
                entry.meta.suggested = true;
                (at, entry)
            }
            Act::Meet {
                one,
                other,
                portion,
                reversed,
            } => {
                let mut sent = computers[one % devices].held.clone();
                sent.truncate(sent.len() / portion);
                if *reversed {
                    sent.reverse();
                }
                computers[other % devices].receive(sent);
                continue;
            }
        };
        let names = entry
            .supersedes
            .iter()
            .chain(&entry.confirms)
            .chain(&entry.error_of);
        written.push(Written {
            id: fresh.clone(),
            names: names.cloned().collect(),
            is_error_mark: !entry.error_of.is_empty(),
            suggested: entry.meta.suggested,
        });
        let mut author = by(role);
        author.staff = format!("staff {}", at % devices);
        computers[at % devices].write_as(author, kind.sheet, Edit::enter(fresh, entry));
    }
    (computers, written)
}

/// What holds of a view once everybody has everything.
fn judge(kind: &EntryKind, view: &RecordView, written: &[Written]) -> Result<(), TestCaseError> {
    let open: BTreeSet<EntryId> = open_ids(view, kind.name).into_iter().collect();
    prop_assert_eq!(
        view.all(kind.name).count(),
        written.len(),
        "nothing is lost"
    );
    for entry in written.iter().filter(|entry| !entry.is_error_mark) {
        let mut others = written
            .iter()
            .filter(|other| !other.suggested && other.names.contains(&entry.id));
        let stands = open.contains(&entry.id) || entry.suggested;
        prop_assert!(
            stands || others.next().is_some(),
            "{} vanished, and nobody had seen it",
            entry.id
        );
    }
    for entry in written.iter().filter(|entry| entry.suggested) {
        prop_assert!(!open.contains(&entry.id), "a suggestion stands");
    }
    if kind.class == MergeClass::Alarm && kind.cardinality == Cardinality::One {
        let reading = view.one(kind.name);
        let bodies: BTreeSet<String> = view
            .all(kind.name)
            .filter(|entry| open.contains(&entry.id))
            .map(|entry| format!("{:?}", entry.body))
            .collect();
        prop_assert_eq!(
            reading.values().len(),
            bodies.len(),
            "each meaning once, and all of them"
        );
        prop_assert_eq!(
            reading.only().is_some(),
            bodies.len() == 1,
            "no single value while two are open"
        );
        let disputed = view
            .conflicts()
            .iter()
            .any(|conflict| conflict.line == kind.name);
        prop_assert_eq!(disputed, bodies.len() > 1);
    }
    if kind.two_people == TwoPeople::ToUnmark {
        let in_error = view
            .all(kind.name)
            .filter(|entry| entry.standing == Standing::EnteredInError);
        for entry in in_error.filter(|entry| entry.error_of.is_empty()) {
            let marks = view
                .all(kind.name)
                .filter(|mark| mark.error_of.contains(&entry.id));
            let people: BTreeSet<String> = marks
                .filter_map(|mark| Some(mark.by.as_ref()?.staff.clone()))
                .collect();
            prop_assert!(people.len() > 1, "one person alone unmarked {}", entry.id);
        }
    }
    Ok(())
}

fn everybody_meets(computers: &mut [Computer]) {
    let everything: Vec<_> = computers
        .iter()
        .flat_map(|computer| computer.held.clone())
        .collect();
    for (number, computer) in computers.iter_mut().enumerate() {
        let mut arrived = everything.clone();
        arrived.rotate_left(number * 7 % everything.len().max(1));
        computer.receive(arrived);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_kind_of_entry_agrees_everywhere_and_hides_nothing_unseen(
        which in 0..10_000usize,
        devices in 2..6usize,
        acts in prop::collection::vec(act(), 1..24),
    ) {
        let kinds: Vec<&'static EntryKind> = care_record::entry_kinds().collect();
        let kind = kinds[which % kinds.len()];
        let (mut computers, written) = play(kind, devices, &acts);
        everybody_meets(&mut computers);
        let first = computers[0].view();
        for computer in &computers {
            prop_assert_eq!(drawn(&computer.view()), drawn(&first), "the same view everywhere");
        }
        judge(kind, &first, &written)?;
    }
}

#[test]
fn every_line_of_every_section_is_written_and_read_back_with_its_words() {
    let mut computer = Computer::new(0);
    let mut number = 0;
    for section in care_record::sections() {
        for kind in section.kinds {
            number += 1;
            let body = sample::body(kind, number, true);
            let edit = Edit::enter(id(number as u64), Entry::new(kind.name, body.clone()));
            computer.write_as(by(kind.rule.write[0]), kind.sheet, edit);
            let view = computer.view();
            let read = view.all(kind.name).next().expect(kind.name);
            assert_eq!(read.body, body, "{}", kind.name);
            assert_eq!(read.sheet.kind, kind.sheet, "{}", kind.name);
            assert_eq!(read.standing, Standing::Open, "{}", kind.name);
        }
        for field in section.fields {
            number += 1;
            computer.write_as(
                by(field.rule.write[0]),
                field.sheet,
                sample::set(field, number),
            );
            let view = computer.view();
            let read = view.field(field.name).only().expect(field.name);
            assert_eq!(
                read.statement.answer.words(),
                sample::words(&field.kind, number),
                "{}",
                field.name
            );
            assert!(read.in_force, "{}", field.name);
        }
    }
}
