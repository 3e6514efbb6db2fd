//! What must hold whatever the order in which people write and computers meet.

use super::computers::{Computer, Sent, body, by, drawn, id, meet, open_ids};
use care_record::{Edit, Entry, EntryId, Hash, Reading, Role, SheetKind, Statement};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn cpr(decision: &str) -> Entry {
    Entry::new("cpr_decision", body(&[("decision", decision)]))
}

fn two_with_a_decision() -> (Computer, Computer) {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    home.write(Role::Gp, Edit::enter(id(1), cpr("not_for_cpr")));
    meet(&mut home, &mut hospice);
    (home, hospice)
}

#[test]
fn two_decisions_unseen_by_each_other_are_both_open() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    home.write(Role::Gp, Edit::enter(id(1), cpr("not_for_cpr")));
    hospice.write(Role::HospiceDoctor, Edit::enter(id(2), cpr("for_cpr")));
    meet(&mut home, &mut hospice);
    for computer in [&home, &hospice] {
        assert_eq!(open_ids(&computer.view(), "cpr_decision"), [id(1), id(2)]);
        assert_eq!(
            computer.view().one("cpr_decision").only(),
            None,
            "no single value while two are open"
        );
        assert_eq!(computer.view().conflicts().len(), 1);
    }
}

#[test]
fn settling_the_same_difference_in_opposite_ways_leaves_it_open() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    home.write(Role::Gp, Edit::enter(id(1), cpr("not_for_cpr")));
    hospice.write(Role::HospiceDoctor, Edit::enter(id(2), cpr("for_cpr")));
    meet(&mut home, &mut hospice);
    home.write(
        Role::Gp,
        Edit::enter(id(3), cpr("not_for_cpr").superseding([id(1), id(2)])),
    );
    hospice.write(
        Role::HospiceDoctor,
        Edit::enter(id(4), cpr("for_cpr").superseding([id(1), id(2)])),
    );
    meet(&mut home, &mut hospice);
    assert_eq!(open_ids(&home.view(), "cpr_decision"), [id(3), id(4)]);
    // Whoever has seen both may settle it.
    hospice.write(
        Role::HospiceDoctor,
        Edit::enter(id(5), cpr("not_for_cpr").superseding([id(3), id(4)])),
    );
    meet(&mut home, &mut hospice);
    assert_eq!(
        home.view().one("cpr_decision").only().map(|e| e.id.clone()),
        Some(id(5))
    );
    assert!(home.view().conflicts().is_empty());
}

#[test]
fn the_same_decision_made_twice_is_one_value_with_both_authors() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    home.write(Role::Gp, Edit::enter(id(1), cpr("not_for_cpr")));
    hospice.write(Role::HospiceDoctor, Edit::enter(id(2), cpr("not_for_cpr")));
    meet(&mut home, &mut hospice);
    match home.view().one("cpr_decision") {
        Reading::One(agreed) => assert_eq!(agreed.all().count(), 2),
        other => panic!("expected one meaning, got {other:?}"),
    }
}

#[test]
fn reaffirming_against_a_concurrent_change_leaves_it_open() {
    let (mut home, mut hospice) = two_with_a_decision();
    home.write(
        Role::Gp,
        Edit::enter(
            id(2),
            Entry {
                confirms: Some(id(1)),
                ..cpr("not_for_cpr")
            },
        ),
    );
    hospice.write(
        Role::HospiceDoctor,
        Edit::enter(id(3), cpr("for_cpr").superseding([id(1)])),
    );
    meet(&mut home, &mut hospice);
    assert_eq!(open_ids(&hospice.view(), "cpr_decision"), [id(2), id(3)]);
}

#[test]
fn no_known_allergies_never_hides_an_allergy() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    home.write(
        Role::SeniorCarer,
        Edit::enter(
            id(1),
            Entry::new("allergy", body(&[("agent", "Penicillin")])),
        ),
    );
    let none = Entry::new("allergy_state", body(&[("state", "none_known")]));
    hospice.write(Role::HospiceNurse, Edit::enter(id(2), none.clone()));
    // Nor one that claims to replace the allergy itself: it is of another kind.
    hospice.receive(home.held.clone());
    hospice.write(
        Role::HospiceNurse,
        Edit::enter(id(3), none.superseding([id(1), id(2)])),
    );
    meet(&mut home, &mut hospice);
    for computer in [&home, &hospice] {
        assert_eq!(open_ids(&computer.view(), "allergy"), [id(1)]);
        let conflicts = computer.view().conflicts();
        assert_eq!(conflicts.len(), 1, "the contradiction is shown");
        assert!(conflicts[0].open.iter().any(|entry| entry.id == id(1)));
    }
}

#[test]
fn what_was_replaced_in_error_stands_again() {
    let (mut home, mut hospice) = two_with_a_decision();
    hospice.write(
        Role::HospiceDoctor,
        Edit::enter(id(2), cpr("for_cpr").superseding([id(1)])),
    );
    meet(&mut home, &mut hospice);
    assert_eq!(open_ids(&home.view(), "cpr_decision"), [id(2)]);
    home.write(
        Role::Gp,
        Edit::enter(id(3), Entry::in_error("cpr_decision", vec![id(2)])),
    );
    assert_eq!(open_ids(&home.view(), "cpr_decision"), [id(1)]);
    // And a mark of error made in error can itself be taken back.
    home.write(
        Role::Gp,
        Edit::enter(id(4), Entry::in_error("cpr_decision", vec![id(3)])),
    );
    assert_eq!(open_ids(&home.view(), "cpr_decision"), [id(2)]);
}

#[test]
fn one_who_may_not_decide_changes_nothing() {
    let (mut home, _) = two_with_a_decision();
    let forged = Edit::enter(id(2), cpr("for_cpr").superseding([id(1)]));
    assert_eq!(
        care_record::validate_edit(&forged, Role::CareAssistant)
            .map_err(care_record::EditError::code),
        Err("edit.not_allowed")
    );
    // A hostile computer writes it all the same.
    home.write_unasked(by(Role::CareAssistant), SheetKind::Shared, forged);
    let view = home.view();
    assert_eq!(open_ids(&view, "cpr_decision"), [id(1)]);
    assert_eq!(view.not_in_force().len(), 1, "kept and reported");
}

#[test]
fn a_senior_carer_may_copy_a_paper_form_but_replace_nothing() {
    let mut copied = cpr("not_for_cpr");
    copied.meta.basis = Some(care_record::Basis::Transcribed);
    assert!(
        care_record::validate_edit(&Edit::enter(id(2), copied.clone()), Role::SeniorCarer).is_ok()
    );
    let replacing = copied.superseding([id(1)]);
    assert!(care_record::validate_edit(&Edit::enter(id(2), replacing), Role::SeniorCarer).is_err());
    assert!(
        care_record::validate_edit(&Edit::enter(id(2), cpr("not_for_cpr")), Role::SeniorCarer)
            .is_err()
    );
}

#[test]
fn a_register_keeps_both_values_and_a_choice_of_the_shown_one_is_a_real_write() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    let phone = |number: &str| Edit::set("person.phone", Statement::words(number));
    home.write(Role::SeniorCarer, phone("01"));
    hospice.write(Role::HospiceNurse, phone("02"));
    meet(&mut home, &mut hospice);
    assert!(home.view().field("person.phone").is_several());
    // Both settle it in opposite ways, unseen by each other: automerge alone would keep one value and no sign.
    home.write(Role::SeniorCarer, phone("01"));
    hospice.write(Role::HospiceNurse, phone("02"));
    meet(&mut home, &mut hospice);
    assert!(home.view().field("person.phone").is_several());
    assert_eq!(drawn(&home.view()), drawn(&hospice.view()));
    assert_eq!(
        home.record.past("person.phone", &|_| None).len(),
        4,
        "all four writes are in the history"
    );
}

#[test]
fn a_change_that_touches_an_entry_is_not_merged() {
    use automerge::transaction::{CommitOptions, Transactable};
    use automerge::{ActorId, Automerge, ROOT, ReadDoc};
    let (mut home, _) = two_with_a_decision();
    let before = drawn(&home.view());
    for rewrite in [true, false] {
        let mut doc = Automerge::load(&home.record.sheet(SheetKind::Shared).snapshot()).unwrap();
        doc.set_actor(ActorId::from([66_u8; 16].as_slice()));
        let mut transaction = doc.transaction();
        let (_, section) = transaction.get(ROOT, "cpr").unwrap().unwrap();
        let key = format!("@{}", id(1));
        if rewrite {
            transaction
                .put(&section, key.as_str(), "{\"kind\":\"cpr_decision\"}")
                .unwrap();
        } else {
            transaction.delete(&section, key.as_str()).unwrap();
        }
        transaction.commit_with(CommitOptions::default());
        let change = doc.get_last_local_change().unwrap().raw_bytes().to_vec();
        let refused = home.record.sheet_mut(SheetKind::Shared).apply(&[change]);
        assert_eq!(refused, Err(care_record::ApplyError::EntryTouched));
        assert_eq!(drawn(&home.view()), before, "nothing of it remains");
    }
}

/// What one of the people does.
#[derive(Debug, Clone)]
enum Act {
    Decide {
        at: usize,
        decision: usize,
        seen: bool,
    },
    Confirm {
        at: usize,
    },
    Error {
        at: usize,
    },
    Allergy {
        at: usize,
        none: bool,
    },
    Phone {
        at: usize,
        number: usize,
    },
    Note {
        at: usize,
    },
    Meet {
        one: usize,
        other: usize,
        reversed: bool,
        portion: usize,
        twice: bool,
    },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (0..5usize, 0..3usize, any::<bool>()).prop_map(|(at, decision, seen)| Act::Decide { at, decision, seen }),
        1 => (0..5usize).prop_map(|at| Act::Confirm { at }),
        1 => (0..5usize).prop_map(|at| Act::Error { at }),
        1 => (0..5usize, any::<bool>()).prop_map(|(at, none)| Act::Allergy { at, none }),
        2 => (0..5usize, 0..3usize).prop_map(|(at, number)| Act::Phone { at, number }),
        1 => (0..5usize).prop_map(|at| Act::Note { at }),
        4 => (0..5usize, 0..5usize, any::<bool>(), 1..5usize, any::<bool>())
            .prop_map(|(one, other, reversed, portion, twice)| Act::Meet { one, other, reversed, portion, twice }),
    ]
}

/// Plays a schedule; returns the computers and the ids that each written decision had seen and named.
fn play(devices: usize, acts: &[Act]) -> (Vec<Computer>, BTreeMap<EntryId, BTreeSet<EntryId>>) {
    let mut computers: Vec<Computer> = (0..devices)
        .map(|n| Computer::new(u8::try_from(n).unwrap()))
        .collect();
    let mut named = BTreeMap::new();
    for (step, act) in acts.iter().enumerate() {
        let fresh = id(1000 + step as u64);
        match act {
            Act::Decide { at, decision, seen } => {
                let computer = &mut computers[at % devices];
                let open = if *seen {
                    open_ids(&computer.view(), "cpr_decision")
                } else {
                    Vec::new()
                };
                named.insert(fresh.clone(), open.iter().cloned().collect());
                let words = ["not_for_cpr", "for_cpr", "not_discussed"][*decision];
                computer.write(Role::Gp, Edit::enter(fresh, cpr(words).superseding(open)));
            }
            Act::Confirm { at } => {
                let computer = &mut computers[at % devices];
                if let Some(entry) = computer.view().one("cpr_decision").only().cloned() {
                    named.insert(fresh.clone(), BTreeSet::from([entry.id.clone()]));
                    let again = Entry {
                        confirms: Some(entry.id),
                        ..Entry::new("cpr_decision", entry.body)
                    };
                    computer.write(Role::HospiceDoctor, Edit::enter(fresh, again));
                }
            }
            Act::Error { at } => {
                let computer = &mut computers[at % devices];
                if let Some(first) = open_ids(&computer.view(), "cpr_decision").first().cloned() {
                    named.insert(fresh.clone(), BTreeSet::from([first.clone()]));
                    computer.write(
                        Role::Gp,
                        Edit::enter(fresh, Entry::in_error("cpr_decision", vec![first])),
                    );
                }
            }
            Act::Allergy { at, none } => {
                let entry = if *none {
                    Entry::new("allergy_state", body(&[("state", "none_known")]))
                } else {
                    Entry::new("allergy", body(&[("agent", "Penicillin")]))
                };
                computers[at % devices].write(Role::SeniorCarer, Edit::enter(fresh, entry));
            }
            Act::Phone { at, number } => {
                let words = ["01", "02", "03"][*number];
                computers[at % devices].write(
                    Role::SeniorCarer,
                    Edit::set("person.phone", Statement::words(words)),
                );
            }
            Act::Note { at } => {
                let note = Entry::new("note", body(&[("text", "Slept well")]));
                computers[at % devices].write(Role::CareAssistant, Edit::enter(fresh, note));
            }
            Act::Meet {
                one,
                other,
                reversed,
                portion,
                twice,
            } => {
                let mut sent = computers[one % devices].held.clone();
                sent.truncate(sent.len() / portion);
                if *reversed {
                    sent.reverse();
                }
                if *twice {
                    sent.extend(sent.clone());
                }
                computers[other % devices].receive(sent);
            }
        }
    }
    (computers, named)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn all_agree_in_the_end_and_nothing_is_lost(devices in 2..6usize, acts in prop::collection::vec(act(), 1..40)) {
        let (mut computers, named) = play(devices, &acts);
        let everything: Vec<Sent> = computers.iter().flat_map(|computer| computer.held.clone()).collect();
        let written: BTreeSet<Hash> = everything.iter().map(|sent| sent.hash).collect();
        for (number, computer) in computers.iter_mut().enumerate() {
            let mut arrived = everything.clone();
            arrived.rotate_left(number * 7 % everything.len().max(1));
            computer.receive(arrived);
            prop_assert!(computer.waiting.is_empty());
            let held: BTreeSet<Hash> = computer.held.iter().map(|sent| sent.hash).collect();
            prop_assert_eq!(&held, &written, "nothing is lost");
        }
        let first = drawn(&computers[0].view());
        for computer in &computers {
            prop_assert_eq!(&drawn(&computer.view()), &first, "the same view everywhere");
        }
        // A decision that nobody named is open: no entry vanishes unseen.
        let view = computers[0].view();
        let open: BTreeSet<EntryId> = open_ids(&view, "cpr_decision").into_iter().collect();
        let seen: BTreeSet<&EntryId> = named.values().flatten().collect();
        for entry in view.all("cpr_decision").filter(|entry| entry.error_of.is_empty()) {
            prop_assert!(seen.contains(&entry.id) || open.contains(&entry.id), "{} vanished", entry.id);
        }
        // Every allergy written is shown, whatever else was said.
        let allergies = acts.iter().filter(|act| matches!(act, Act::Allergy { none: false, .. })).count();
        prop_assert_eq!(open_ids(&view, "allergy").len(), allergies);
        // And the sheet survives its own snapshot.
        let sheet = computers[0].record.sheet(SheetKind::Shared);
        prop_assert!(sheet.verify().is_ok());
        prop_assert_eq!(care_record::Sheet::load(&sheet.snapshot()).unwrap().heads(), sheet.heads());
    }
}
