//! Plain fields that somebody set who may not: the reading is as if she never had, whoever saw it and whoever went on.

use super::computers::{Computer, by};
use care_record::{Edit, Role, SheetKind, Statement, field};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A field that a district nurse may set and an administrator may not.
const FIELD: &str = "preferences.wishes";
const MAY: Role = Role::DistrictNurse;
const MAY_NOT: Role = Role::Administrator;

fn set(words: &str) -> Edit {
    Edit::set(FIELD, Statement::words(words))
}

fn read(computer: &Computer) -> BTreeSet<String> {
    let view = computer.view();
    let values = view.field(FIELD).values().into_iter();
    values
        .flat_map(care_record::Agreed::all)
        .filter_map(|value| value.statement.answer.value().map(str::to_owned))
        .collect()
}

fn words<const N: usize>(all: [&str; N]) -> BTreeSet<String> {
    all.map(str::to_owned).into()
}

#[test]
fn the_field_of_these_tests_is_for_some_and_not_for_others() {
    let rule = field(FIELD).unwrap().rule;
    assert!(care_record::may_write(&rule, MAY));
    assert!(!care_record::may_write(&rule, MAY_NOT));
}

#[test]
fn what_somebody_may_not_set_takes_nothing_away() {
    let (mut nurse, mut liar) = (Computer::new(1), Computer::new(2));
    nurse.write(MAY, set("By the window"));
    liar.receive(nurse.held.clone());
    liar.write_unasked(by(MAY_NOT), SheetKind::Shared, set("Anywhere"));
    liar.write_unasked(by(MAY_NOT), SheetKind::Shared, set("Nowhere"));
    nurse.receive(liar.held.clone());
    assert_eq!(read(&nurse), words(["By the window"]));
    // Whoever may goes on from what counts.
    nurse.write(MAY, set("In the garden"));
    liar.receive(nurse.held.clone());
    assert_eq!(read(&liar), words(["In the garden"]));
    // What was said apart, and put aside by the lie, is there beside the other.
    let (mut apart, mut other) = (Computer::new(3), Computer::new(4));
    apart.receive(nurse.held.clone());
    other.receive(nurse.held.clone());
    apart.write(MAY, set("With the cat"));
    other.write(MAY, set("With music"));
    liar.receive(apart.held.clone());
    liar.receive(other.held.clone());
    liar.write_unasked(by(MAY_NOT), SheetKind::Shared, set("Nowhere"));
    nurse.receive(liar.held.clone());
    assert_eq!(read(&nurse), words(["With the cat", "With music"]));
}

/// A change to the field made by hand, without this program's rules.
fn by_hand(
    computer: &Computer,
    act: impl FnOnce(&mut automerge::AutoCommit, &automerge::ObjId),
) -> Vec<u8> {
    use automerge::{ActorId, AutoCommit, ROOT, ReadDoc};
    let snapshot = computer.record.sheet(SheetKind::Shared).snapshot();
    let mut doc = AutoCommit::load(&snapshot)
        .unwrap()
        .with_actor(ActorId::from([9; 8]));
    let (section, _) = FIELD.split_once('.').unwrap();
    let (_, map) = doc.get(ROOT, section).unwrap().unwrap();
    act(&mut doc, &map);
    let change = doc.get_last_local_change().unwrap();
    change.raw_bytes().to_vec()
}

#[test]
fn a_value_is_neither_taken_away_nor_hidden_behind_what_nobody_can_read() {
    use automerge::transaction::Transactable;
    let (_, key) = FIELD.split_once('.').unwrap();
    let mut nurse = Computer::new(1);
    nurse.write(MAY, set("By the window"));
    let deleted = by_hand(&nurse, |doc, map| doc.delete(map, key).unwrap());
    let refused = nurse.record.sheet_mut(SheetKind::Shared).apply(&[deleted]);
    assert_eq!(refused.err(), Some(care_record::ApplyError::FieldTouched));
    assert_eq!(read(&nurse), words(["By the window"]));

    let garbage = by_hand(&nurse, |doc, map| {
        doc.put(map, key, "no statement").unwrap()
    });
    let fresh = nurse
        .record
        .sheet_mut(SheetKind::Shared)
        .apply(&[&garbage])
        .unwrap();
    nurse.held.push(super::computers::Sent {
        bytes: garbage,
        hash: *fresh.first().unwrap(),
        by: by(MAY_NOT),
        sheet: SheetKind::Shared,
    });
    assert_eq!(read(&nurse), words(["By the window"]));
}

/// What happens at a computer.
#[derive(Debug, Clone)]
enum Step {
    Write { at: usize, may: bool },
    Meet { from: usize, to: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let computer = 0..4_usize;
    let write = (computer.clone(), any::<bool>()).prop_map(|(at, may)| Step::Write { at, may });
    let meet = (computer.clone(), computer).prop_map(|(from, to)| Step::Meet { from, to });
    proptest::collection::vec(prop_oneof![write, meet], 1..40)
}

proptest! {
    /// Held against what it means: of the values that count, those that no other that counts was written upon.
    #[test]
    fn only_those_who_may_replace_anything(steps in steps()) {
        let mut computers: Vec<Computer> = (0..4).map(Computer::new).collect();
        // What each computer has seen, and of each value that counts what its writer had.
        let mut seen: Vec<BTreeSet<String>> = vec![BTreeSet::new(); 4];
        let mut upon: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (number, step) in steps.into_iter().enumerate() {
            match step {
                Step::Write { at, may } => {
                    let said = format!("value {number}");
                    let role = if may { MAY } else { MAY_NOT };
                    computers[at].write_unasked(by(role), SheetKind::Shared, set(&said));
                    if may {
                        upon.insert(said.clone(), seen[at].clone());
                        seen[at].insert(said);
                    }
                }
                Step::Meet { from, to } => {
                    let held = computers[from].held.clone();
                    computers[to].receive(held);
                    let came = seen[from].clone();
                    seen[to].extend(came);
                }
            }
            for (computer, seen) in computers.iter().zip(&seen) {
                let replaced: BTreeSet<&String> =
                    seen.iter().flat_map(|value| &upon[value]).collect();
                let stand: BTreeSet<String> =
                    seen.iter().filter(|value| !replaced.contains(value)).cloned().collect();
                prop_assert_eq!(read(computer), stand);
            }
        }
    }
}
