use super::*;
use crate::bytes::Bytes;
use crate::testing::{Machine, MemoryLedger, document, golden_change, hash_of, made_change};
use proptest::prelude::*;

fn changes(names: &[&str]) -> Vec<Bytes> {
    names.iter().map(|name| golden_change(name)).collect()
}

fn accepted(names: &[&str]) -> Decision {
    let new_changes = names
        .iter()
        .map(|name| ChangeHeader::read(&golden_change(name)).unwrap())
        .collect();
    Decision::Accepted { new_changes }
}

#[test]
fn two_who_were_apart_are_both_accepted() {
    let (mut asha, mut ben) = (Machine::asha(), Machine::ben());
    let mut hub = MemoryLedger::default();
    let of_asha = asha.save(document(1), &changes(&["first", "asha_1", "asha_2"]));
    assert_eq!(hub.take(&of_asha), accepted(&["first", "asha_1", "asha_2"]));
    // The first change, which all share, comes again and is left out.
    let of_ben = ben.save(document(1), &changes(&["first", "ben_1"]));
    assert_eq!(hub.take(&of_ben), accepted(&["ben_1"]));
    let both = asha.save(document(1), &changes(&["asha_3"]));
    assert_eq!(hub.take(&both), accepted(&["asha_3"]));
}

#[test]
fn what_comes_twice_is_taken_once() {
    let mut asha = Machine::asha();
    let mut hub = MemoryLedger::default();
    let first = asha.save(document(1), &changes(&["first"]));
    let second = asha.save(document(1), &changes(&["asha_1"]));
    hub.take(&first);
    hub.take(&second);
    let written = hub.clone();
    assert_eq!(hub.take(&first), Decision::Duplicate);
    assert_eq!(hub.take(&second), Decision::Duplicate);
    assert_eq!(hub.envelopes, written.envelopes);
    assert_eq!(hub.changes, written.changes);
}

#[test]
fn a_hole_in_the_numbers_is_refused_until_it_is_filled() {
    let mut asha = Machine::asha();
    let mut hub = MemoryLedger::default();
    let first = asha.save(document(1), &changes(&["first"]));
    let second = asha.save(document(1), &changes(&["asha_1"]));
    let third = asha.save(document(1), &changes(&["asha_2"]));
    assert_eq!(
        hub.take(&second),
        Decision::Refused(RefusalCode::GAP),
        "nothing came before"
    );
    hub.take(&first);
    assert_eq!(hub.take(&third), Decision::Refused(RefusalCode::GAP));
    assert_eq!(hub.take(&second), accepted(&["asha_1"]));
    assert_eq!(hub.take(&third), accepted(&["asha_2"]));
}

#[test]
fn a_copied_device_is_noticed() {
    let mut asha = Machine::asha();
    let mut hub = MemoryLedger::default();
    hub.take(&asha.save(document(1), &changes(&["first"])));
    let mut copy = asha.clone();
    let second = asha.save(document(1), &changes(&["asha_1"]));
    assert_eq!(hub.take(&second), accepted(&["asha_1"]));
    let other_second = copy.save(document(2), &changes(&["first"]));
    assert_eq!(
        hub.take(&other_second),
        Decision::Refused(RefusalCode::FORK),
        "the same number"
    );
    let other_third = copy.save(document(2), &changes(&["asha_1"]));
    assert_eq!(
        hub.take(&other_third),
        Decision::Refused(RefusalCode::FORK),
        "the next, of another past"
    );
}

#[test]
fn devices_are_numbered_apart() {
    let (mut asha, mut ben) = (Machine::asha(), Machine::ben());
    let mut hub = MemoryLedger::default();
    hub.take(&asha.save(document(1), &changes(&["first"])));
    assert_eq!(
        hub.take(&ben.save(document(1), &changes(&["ben_1"]))),
        accepted(&["ben_1"])
    );
}

#[test]
fn an_author_nobody_certified_waits() {
    let mut hub = MemoryLedger::default();
    let known = std::mem::take(&mut hub.certificates);
    let first = Machine::asha().save(document(1), &changes(&["first"]));
    assert_eq!(
        hub.take(&first),
        Decision::Refused(RefusalCode::UNKNOWN_CERTIFICATE)
    );
    hub.certificates = known;
    assert_eq!(
        hub.take(&first),
        accepted(&["first"]),
        "the number stayed free"
    );
}

#[test]
fn what_builds_on_missing_changes_waits() {
    let (mut asha, mut ben) = (Machine::asha(), Machine::ben());
    let mut hub = MemoryLedger::default();
    let of_ben = ben.save(document(1), &changes(&["first", "ben_1"]));
    let of_asha = asha.save(
        document(1),
        &changes(&["first", "asha_1", "asha_2", "asha_3"]),
    );
    let waits = Decision::Refused(RefusalCode::MISSING_DEPENDENCIES);
    assert_eq!(hub.take(&of_asha), waits);
    hub.take(&of_ben);
    assert_eq!(
        hub.take(&of_asha),
        accepted(&["asha_1", "asha_2", "asha_3"])
    );

    // Within an envelope, too, what is built on comes first.
    let mut hub = MemoryLedger::default();
    let upside_down = Machine::asha().save(document(1), &changes(&["asha_1", "first"]));
    assert_eq!(hub.take(&upside_down), waits);
}

#[test]
fn documents_do_not_lend_each_other_changes() {
    let mut asha = Machine::asha();
    let mut hub = MemoryLedger::default();
    hub.take(&asha.save(document(1), &changes(&["first"])));
    let elsewhere = asha.save(document(2), &changes(&["asha_1"]));
    assert_eq!(
        hub.take(&elsewhere),
        Decision::Refused(RefusalCode::MISSING_DEPENDENCIES)
    );
}

#[test]
fn an_actor_number_used_again_is_kept_aside_and_blocks_nobody() {
    let (mut asha, mut ben) = (Machine::asha(), Machine::ben());
    let mut hub = MemoryLedger::default();
    hub.take(&asha.save(document(1), &changes(&["first", "asha_1"])));
    let again = ben.save(document(1), &changes(&["asha_1_again"]));
    assert_eq!(
        hub.take(&again),
        Decision::Quarantined(RefusalCode::ACTOR_REUSE)
    );
    assert_eq!(hub.take(&again), Decision::Duplicate);
    assert_eq!(
        hub.take(&ben.save(document(1), &changes(&["ben_1"]))),
        accepted(&["ben_1"])
    );
    let elsewhere = ben.save(document(2), &changes(&["first", "asha_1_again"]));
    assert_eq!(
        hub.take(&elsewhere),
        accepted(&["first", "asha_1_again"]),
        "another document"
    );
}

#[test]
fn an_actor_number_used_twice_in_one_envelope_is_kept_aside() {
    let mut hub = MemoryLedger::default();
    let twice = Machine::asha().save(document(1), &changes(&["first", "asha_1", "asha_1_again"]));
    assert_eq!(
        hub.take(&twice),
        Decision::Quarantined(RefusalCode::ACTOR_REUSE)
    );
    let mut hub = MemoryLedger::default();
    let same = Machine::asha().save(document(1), &changes(&["first", "asha_1", "asha_1"]));
    assert_eq!(
        hub.take(&same),
        accepted(&["first", "asha_1"]),
        "the same change twice is one change"
    );
}

#[test]
fn what_builds_on_what_is_kept_aside_is_kept_aside() {
    let mut ben = Machine::ben();
    let mut hub = MemoryLedger::default();
    hub.take(&Machine::asha().save(document(1), &changes(&["first", "asha_1"])));
    hub.take(&ben.save(document(1), &changes(&["asha_1_again"])));
    let on_it = made_change(&[hash_of(&golden_change("asha_1_again"))], b"ben", 1, b"");
    let next = ben.save(document(1), &[on_it]);
    let aside = Decision::Quarantined(RefusalCode::DEPENDS_ON_QUARANTINED);
    assert_eq!(hub.take(&next), aside);
    let same_again = ben.save(document(1), &changes(&["asha_1_again"]));
    assert!(
        matches!(hub.take(&same_again), Decision::Quarantined(_)),
        "it does not slip in later"
    );
}

#[test]
fn a_change_that_cannot_be_read_is_kept_aside() {
    let mut asha = Machine::asha();
    let mut hub = MemoryLedger::default();
    for bad in [
        golden_change("compressed"),
        golden_change("document"),
        Bytes::default(),
    ] {
        let envelope = asha.save(document(1), &[golden_change("first"), bad]);
        assert_eq!(
            hub.take(&envelope),
            Decision::Quarantined(RefusalCode::BAD_CHANGE)
        );
    }
    assert!(hub.numbers.is_empty(), "nothing of it is in the log");
    assert_eq!(asha.dev_seq, 3, "and the numbers went on");
}

/// Some machines each save chains of changes; they come to the hub in any order, any number of times.
fn arrivals() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..12_usize, 0..60)
}

proptest! {
    #[test]
    fn any_order_of_arrival_ends_in_the_same_log(order in arrivals()) {
        let mut saves = Vec::new();
        let mut last = None;
        let mut machines = [Machine::new(1), Machine::new(2), Machine::new(3)];
        // Each builds on the last save of all, so that nearly every wrong order misses something.
        for round in 0..4_u64 {
            for machine in &mut machines {
                let deps: Vec<_> = last.into_iter().collect();
                let change = made_change(&deps, machine.device.as_bytes(), round + 1, b"");
                last = Some(hash_of(&change));
                saves.push(machine.save(document(1), &[change]));
            }
        }
        let mut hub = MemoryLedger::default();
        for pick in order {
            let before = hub.envelopes.len();
            let decision = hub.take(&saves[pick]);
            prop_assert!(!matches!(decision, Decision::Quarantined(_)));
            let grew = hub.envelopes.len() > before;
            prop_assert_eq!(grew, matches!(decision, Decision::Accepted { .. }));
            // Gap-free and causally closed at every moment.
            let log: Vec<bool> = saves.iter().map(|save| {
                let header = &save.statement().header;
                hub.envelopes.get(&(header.device, header.dev_seq)) == Some(&save.hash())
            }).collect();
            let taken = log.iter().take_while(|taken| **taken).count();
            prop_assert!(log[taken..].iter().all(|taken| !taken), "a hole in the log");
        }
        for _ in 0..saves.len() {
            for save in &saves {
                hub.take(save);
            }
        }
        prop_assert_eq!(hub.envelopes.len(), saves.len());
        prop_assert_eq!(hub.changes.len(), saves.len());
    }
}
