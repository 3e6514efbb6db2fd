//! What was never offered is sealed together; what was offered stays as it was.

use super::super::*;
use super::fixture::*;

/// Four saves on two documents, of which the first was offered.
fn a_day() -> (tempfile::TempDir, Workstation, Hand, [Save; 4]) {
    let (folder, _, mut store) = store();
    let mut hand = Hand::new(1);
    let days = [(1, b"one"), (1, b"two"), (2, b"two"), (1, b"six")];
    let saves = days.map(|(on, body)| {
        let save = hand.save(&store, shared(on), body);
        store.append_save(&save).unwrap();
        save
    });
    let first = saves[0].envelope.hash();
    assert!(store.mark_offered(hand.device, 1, first).unwrap());
    (folder, store, hand, saves)
}

fn fold_of(hand: &mut Hand, saves: &[Save; 4]) -> [Folded; 2] {
    let first = (1, saves[0].envelope.hash());
    let twos = hand.seal_after(Some(first), shared(2), &[(b"two", 0)]);
    let after = (2, twos.hash());
    let ones = hand.seal_after(Some(after), shared(1), &[(b"two", 700), (b"six", 0)]);
    [
        Folded {
            envelope: twos,
            changes: vec![change(b"two")],
        },
        Folded {
            envelope: ones,
            changes: vec![change(b"two"), change(b"six")],
        },
    ]
}

#[test]
fn folded_saves_keep_their_moments_and_count_as_many() {
    let (_folder, mut store, mut hand, saves) = a_day();
    let unoffered = store.unoffered(hand.device).unwrap();
    let numbers: Vec<u64> = unoffered.iter().map(|kept| kept.note.dev_seq).collect();
    assert_eq!(numbers, [2, 3, 4]);
    let folded = fold_of(&mut hand, &saves);
    let last = saves[3].envelope.hash();
    assert!(store.fold(hand.device, last, &folded).unwrap());

    let outbox = store.outbox(hand.device, 0, 10).unwrap();
    let held: Vec<_> = outbox
        .iter()
        .map(|entry| (entry.dev_seq, entry.envelope))
        .collect();
    let [twos, ones] = folded.each_ref().map(|folded| folded.envelope.hash());
    assert_eq!(held, [(1, saves[0].envelope.hash()), (2, twos), (3, ones)]);
    assert_eq!(
        store.waiting(None).unwrap().unshared,
        4,
        "people count saves"
    );
    let mut moments: Vec<_> = store
        .origins(shared(1))
        .unwrap()
        .into_iter()
        .map(|origin| (origin.note.dev_seq, origin.before_ms, origin.change))
        .collect();
    moments.sort_unstable();
    assert_eq!(
        moments,
        [
            (1, 0, change(b"one")),
            (3, 0, change(b"six")),
            (3, 700, change(b"two"))
        ]
    );
    assert_eq!(store.envelope(last).unwrap(), None);

    // What is saved next follows on the fold, and what the hub takes of it are saves again.
    store
        .append_save(&hand.save(&store, shared(1), b"ten"))
        .unwrap();
    assert_eq!(store.own_head(hand.device).unwrap().unwrap().dev_seq, 4);
    assert_eq!(store.mark_accepted(hand.device, 3, 5).unwrap(), 4);
    assert_eq!(store.mark_accepted(hand.device, 4, 6).unwrap(), 1);
}

#[test]
fn what_another_program_did_meanwhile_stands() {
    let (_folder, mut store, mut hand, saves) = a_day();
    let last = saves[3].envelope.hash();
    // It saved.
    store
        .append_save(&hand.save(&store, shared(2), b"ten"))
        .unwrap();
    let before = everything(&store);
    let folded = fold_of(&mut hand, &saves);
    assert!(!store.fold(hand.device, last, &folded).unwrap());
    assert_eq!(everything(&store), before);

    // It offered everything.
    let head = store.own_head(hand.device).unwrap().unwrap();
    assert!(store.mark_offered(hand.device, 5, head.envelope).unwrap());
    let before = everything(&store);
    assert!(!store.fold(hand.device, head.envelope, &folded).unwrap());
    assert_eq!(everything(&store), before);
    assert_eq!(store.unoffered(hand.device).unwrap(), []);
}

#[test]
fn what_was_folded_away_cannot_be_offered() {
    let (_folder, mut store, mut hand, saves) = a_day();
    let last = saves[3].envelope.hash();
    let folded = fold_of(&mut hand, &saves);
    assert!(store.fold(hand.device, last, &folded).unwrap());
    assert!(!store.mark_offered(hand.device, 4, last).unwrap());
    assert_eq!(store.own_head(hand.device).unwrap().unwrap().offered, 1);
    let now_last = folded[1].envelope.hash();
    assert!(store.mark_offered(hand.device, 3, now_last).unwrap());
}
