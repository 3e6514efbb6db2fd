//! What leaves the outbox, and when.

use super::super::*;
use super::fixture::*;

fn three_saves() -> (tempfile::TempDir, Workstation, Hand) {
    let (folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    for body in [b"one", b"two", b"six"] {
        let save = hand.save(&store, shared(1), body);
        store.append_save(&save).unwrap();
    }
    (folder, store, hand)
}

fn numbers(store: &Workstation, hand: &Hand) -> Vec<(u64, bool)> {
    store
        .outbox(hand.device, 0, 10)
        .unwrap()
        .iter()
        .map(|entry| (entry.dev_seq, entry.accepted_at_ms.is_some()))
        .collect()
}

#[test]
fn accepted_stays_and_secured_goes() {
    let (_folder, mut store, hand) = three_saves();
    store.mark_accepted(hand.device, 2, 10).unwrap();
    assert_eq!(numbers(&store, &hand), [(1, true), (2, true), (3, false)]);
    assert_eq!(
        store.waiting(None).unwrap(),
        Waiting {
            unshared: 1,
            unsecured: 2,
            refused: 0
        }
    );
    assert_eq!(store.mark_secured(hand.device, 1).unwrap(), 1);
    assert_eq!(numbers(&store, &hand), [(2, true), (3, false)]);
    let kept = store.envelopes(shared(1)).unwrap();
    let secured: Vec<_> = kept.iter().map(|kept| kept.note.secured).collect();
    assert_eq!(secured, [true, false, false], "the envelope itself stays");
    assert_eq!(store.own_head(hand.device).unwrap().unwrap().secured, 1);
    // Said twice, it changes nothing.
    assert_eq!(store.mark_secured(hand.device, 1).unwrap(), 0);
}

#[test]
fn a_hub_that_went_back_is_sent_everything_again() {
    let (_folder, mut store, hand) = three_saves();
    store.mark_accepted(hand.device, 3, 10).unwrap();
    store.mark_accepted(hand.device, 1, 20).unwrap();
    assert_eq!(numbers(&store, &hand), [(1, true), (2, false), (3, false)]);
}

#[test]
fn a_hub_that_knows_more_than_we_signed_is_not_believed() {
    let (_folder, mut store, hand) = three_saves();
    let before = everything(&store);
    assert_eq!(
        store.mark_accepted(hand.device, 4, 10).unwrap_err(),
        AckError::BeyondOwn { last: 3 }
    );
    assert_eq!(
        store.mark_secured(hand.device, 4).unwrap_err(),
        AckError::BeyondOwn { last: 3 }
    );
    assert_eq!(everything(&store), before);
}

#[test]
fn a_refused_save_stays_and_says_why() {
    let (_folder, mut store, hand) = three_saves();
    store
        .mark_refused(hand.device, 1, "accept.unknown_certificate", 10)
        .unwrap();
    assert_eq!(store.waiting(Some(record(1))).unwrap().refused, 1);
    assert_eq!(store.waiting(Some(record(2))).unwrap(), Waiting::default());
    let entry = &store.outbox(hand.device, 0, 1).unwrap()[0];
    assert_eq!(
        entry.refused_code.as_deref(),
        Some("accept.unknown_certificate")
    );
    store.mark_accepted(hand.device, 1, 20).unwrap();
    assert_eq!(store.waiting(None).unwrap().refused, 0);
}

#[test]
fn what_an_earlier_identity_wrote_still_waits() {
    let (_folder, mut store, old) = three_saves();
    let mut new = Hand::new(2);
    let save = new.save(&store, shared(1), b"new");
    assert_eq!(store.append_save(&save).unwrap().dev_seq, 1);
    assert_eq!(store.outbox_devices().unwrap(), [old.device, new.device]);
    store.mark_secured(new.device, 1).unwrap();
    assert_eq!(store.outbox_devices().unwrap(), [old.device]);
}
