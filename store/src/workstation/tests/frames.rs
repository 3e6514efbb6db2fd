//! Received frames: data and cursor together, repeats harmless, and what leaves leaves.

use sync_protocol::chain::Chain;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::HeadsDigest;

use super::super::*;
use super::fixture::*;

/// The cursor after `seq` entries.
fn at(n: u8, seq: u64) -> Cursor {
    if seq == 0 {
        return Cursor::start(shelf(n), 1);
    }
    Cursor {
        seq,
        chain: Chain::new([u8::try_from(seq).unwrap(); 16]),
        ..Cursor::start(shelf(n), 1)
    }
}

/// A frame that brings document `n` with one change by `hand`.
fn bringing(store: &Workstation, hand: &mut Hand, n: u8, seq: u64) -> FrameWrite {
    let save = hand.save(store, shared(n), &[n, u8::try_from(seq).unwrap()]);
    FrameWrite {
        attached: vec![shared(n)],
        envelopes: vec![ReceivedEnvelope {
            envelope: save.envelope,
            changes: save.changes,
            after_end: false,
        }],
        documents: vec![save.document],
        cards: vec![save.card],
        audit: vec![audit("sync.applied", None)],
        ..frame(at(1, seq - 1), at(1, seq))
    }
}

#[test]
fn a_frame_brings_its_data_and_its_cursor() {
    let (_folder, place, mut store) = store();
    let mut far = Hand::new(9);
    let first = bringing(&store, &mut far, 1, 1);
    store.apply_frame(&first).unwrap();
    store.close().unwrap();
    let store = Workstation::open(&place, &key()).unwrap();
    assert_eq!(store.shelves().unwrap()[0].cursor, at(1, 1));
    let note = store.origins(shared(1)).unwrap().remove(0).note;
    assert_eq!(note.state, EnvelopeState::Received);
    assert_eq!(note.received_at_ms, 50);
    assert!(note.published);
    assert_eq!(store.person(record(1)).unwrap().unwrap().unshared_count, 0);
    assert_ne!(store.shelf_digest(shelf(1)).unwrap(), HeadsDigest::EMPTY);
    assert_eq!(store.shelf_digest(shelf(2)).unwrap(), HeadsDigest::EMPTY);
}

#[test]
fn a_frame_that_fails_in_any_of_its_statements_leaves_nothing() {
    for table in [
        "envelope",
        "change_origin",
        "document",
        "card",
        "shelf_document",
        "quarantine",
        "cursor",
        "audit",
    ] {
        let (_folder, _place, mut store) = store();
        let mut far = Hand::new(9);
        let mut first = bringing(&store, &mut far, 1, 1);
        let bad = far.seal(shared(2), b"poison");
        first.quarantined.push(Quarantined {
            envelope: bad.hash(),
            document: shared(2),
            reason: "apply.failed".to_owned(),
            bytes: bad.bytes().to_vec(),
            quarantined_at_ms: 50,
        });
        store
            .connection
            .execute_batch(&format!(
                "CREATE TRIGGER trip BEFORE INSERT ON {table}
                 BEGIN SELECT RAISE(ABORT, 'tripped'); END;"
            ))
            .unwrap();
        let before = everything(&store);
        store.apply_frame(&first).unwrap_err();
        assert_eq!(everything(&store), before, "{table}");
        store.connection.execute_batch("DROP TRIGGER trip").unwrap();
        store.apply_frame(&first).unwrap();
        assert_eq!(store.quarantined(Some(record(2))).unwrap().len(), 1);
    }
}

#[test]
fn a_frame_is_applied_only_where_it_belongs() {
    let (_folder, place, mut store) = store();
    let mut far = Hand::new(9);
    let first = bringing(&store, &mut far, 1, 1);
    store.apply_frame(&first).unwrap();
    // Another program that asked for the same frame comes second.
    let mut other = Workstation::open(&place, &key()).unwrap();
    assert_eq!(
        other.apply_frame(&first).unwrap_err(),
        ApplyError::CursorMoved
    );
    // A frame that skips an entry.
    assert_eq!(
        store.apply_frame(&frame(at(1, 2), at(1, 3))).unwrap_err(),
        ApplyError::CursorMoved
    );
    // A document somebody saved into meanwhile.
    let stale = bringing(&store, &mut far, 1, 2);
    let mut hand = Hand::new(1);
    let save = hand.save(&store, shared(1), b"meanwhile");
    store.append_save(&save).unwrap();
    assert_eq!(
        store.apply_frame(&stale).unwrap_err(),
        ApplyError::Moved {
            document: shared(1)
        }
    );
}

#[test]
fn own_words_coming_back_change_nothing_but_their_mark() {
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    let save = hand.save(&store, shared(1), b"one");
    store.append_save(&save).unwrap();
    store
        .apply_frame(&FrameWrite {
            attached: vec![shared(1)],
            ..frame(at(1, 0), at(1, 1))
        })
        .unwrap();
    assert_eq!(store.unpublished_count(shelf(1)).unwrap(), 1);
    store
        .apply_frame(&FrameWrite {
            envelopes: vec![ReceivedEnvelope {
                envelope: save.envelope,
                changes: save.changes,
                after_end: false,
            }],
            ..frame(at(1, 1), at(1, 2))
        })
        .unwrap();
    assert_eq!(store.unpublished_count(shelf(1)).unwrap(), 0);
    let note = store.origins(shared(1)).unwrap().remove(0).note;
    assert_eq!(note.state, EnvelopeState::Own);
    assert!(note.published && !note.secured);
    assert_eq!(
        store.waiting(None).unwrap().unshared,
        1,
        "only an acknowledgement empties the outbox"
    );
}

#[test]
fn a_repair_offers_everything_again_and_reads_everything_again() {
    let (_folder, place, mut store) = store();
    let mut far = Hand::new(9);
    for n in 1..=3 {
        let brought = bringing(&store, &mut far, n, u64::from(n));
        store.apply_frame(&brought).unwrap();
    }
    let mut hand = Hand::new(1);
    let save = hand.save(&store, shared(2), b"own");
    store.append_save(&save).unwrap();
    let not_on_the_shelf = hand.save(&store, shared(7), b"alone");
    store.append_save(&not_on_the_shelf).unwrap();
    assert!(store.to_offer_again(10).unwrap().is_none());

    let before = store.document(shared(1)).unwrap();
    store.begin_repair(&at(1, 0)).unwrap();
    assert_eq!(store.shelves().unwrap()[0].cursor, at(1, 0));
    store.close().unwrap();
    let mut store = Workstation::open(&place, &key()).unwrap();
    let mut offered = Vec::new();
    while let Some(page) = store.to_offer_again(3).unwrap() {
        offered.extend(
            page.envelopes
                .iter()
                .map(|kept| (kept.note.device, kept.note.dev_seq)),
        );
        store.mark_offered_again(&page).unwrap();
        // What comes meanwhile is not part of the repair.
        let late = hand.save(&store, shared(2), b"late");
        store.append_save(&late).unwrap();
    }
    assert_eq!(
        offered,
        [
            (far.device, 1),
            (far.device, 2),
            (far.device, 3),
            (hand.device, 1)
        ]
    );
    let again = FrameWrite {
        envelopes: store
            .envelopes(shared(1))
            .unwrap()
            .iter()
            .map(|kept| ReceivedEnvelope {
                envelope: far.check(&kept.bytes),
                changes: vec![],
                after_end: false,
            })
            .collect(),
        attached: vec![shared(1)],
        ..frame(at(1, 0), at(1, 1))
    };
    store.apply_frame(&again).unwrap();
    assert_eq!(store.document(shared(1)).unwrap(), before);
    assert_eq!(store.envelopes(shared(1)).unwrap().len(), 1);
    assert_eq!(
        store.envelopes_of_device(hand.device, 1, 1).unwrap()[0]
            .note
            .dev_seq,
        2
    );
    store.leave_shelf(shelf(1), 5).unwrap();
    assert_eq!(store.shelves().unwrap(), []);
}

#[test]
fn a_detached_document_goes_but_for_what_is_unsent() {
    let (_folder, _place, mut store) = store();
    let mut far = Hand::new(9);
    let mut hand = Hand::new(1);
    let brought = bringing(&store, &mut far, 1, 1);
    store.apply_frame(&brought).unwrap();
    let save = hand.save(&store, shared(1), b"unsent");
    store.append_save(&save).unwrap();
    store
        .keep_draft(&Draft {
            place: DraftPlace {
                staff: staff(),
                record: record(1),
                field: "notes".to_owned(),
            },
            text: "half".to_owned(),
            drafted_at_ms: 1,
        })
        .unwrap();
    store
        .apply_frame(&FrameWrite {
            detached: vec![shared(1)],
            ..frame(at(1, 1), at(1, 2))
        })
        .unwrap();
    assert_eq!(store.document(shared(1)).unwrap(), None);
    assert_eq!(store.person(record(1)).unwrap(), None);
    assert_eq!(store.drafts(staff(), None).unwrap(), []);
    let left = store.envelopes(shared(1)).unwrap();
    assert_eq!(left.len(), 1, "only the unsent envelope is left");
    assert_eq!(left[0].note.hash, save.envelope.hash());
    assert_eq!(store.outbox(hand.device, 0, 10).unwrap().len(), 1);

    store.mark_secured(hand.device, 1).unwrap();
    assert_eq!(store.envelopes(shared(1)).unwrap(), []);
    assert_eq!(store.origins(shared(1)).unwrap(), []);
    assert_eq!(store.own_head(hand.device).unwrap().unwrap().dev_seq, 1);
    assert!(store.examine().unwrap().is_sound());
}

#[test]
fn a_document_on_two_shelves_stays_until_both_let_go() {
    let (_folder, _place, mut store) = store();
    let mut far = Hand::new(9);
    let brought = bringing(&store, &mut far, 1, 1);
    store.apply_frame(&brought).unwrap();
    store
        .apply_frame(&FrameWrite {
            attached: vec![shared(1)],
            ..frame(at(2, 0), at(2, 1))
        })
        .unwrap();
    store
        .apply_frame(&FrameWrite {
            detached: vec![shared(1)],
            ..frame(at(1, 1), at(1, 2))
        })
        .unwrap();
    assert!(store.document(shared(1)).unwrap().is_some());
    store
        .apply_frame(&FrameWrite {
            detached: vec![shared(1)],
            ..frame(at(2, 1), at(2, 2))
        })
        .unwrap();
    assert!(store.document(shared(1)).unwrap().is_none());
}

#[test]
fn a_completed_sync_is_remembered_and_a_broken_one_is_not() {
    let (_folder, _place, mut store) = store();
    store.begin_shelf(&at(1, 0)).unwrap();
    assert_eq!(store.shelves().unwrap()[0].completed_at_ms, None);
    let sync = CompletedSync {
        hub_url: "https://hub.example".to_owned(),
        completed_at_ms: 77,
        sent_count: 1,
        received_count: 2,
    };
    store.mark_completed(&sync, &[shelf(1)]).unwrap();
    assert_eq!(store.shelves().unwrap()[0].completed_at_ms, Some(77));
    assert_eq!(
        store.last_completed_sync("https://hub.example").unwrap(),
        Some(sync)
    );
}

/// A store that has read two documents of a shelf to entry 2.
fn with_two() -> (tempfile::TempDir, Workstation) {
    let (folder, _place, mut store) = store();
    let mut far = Hand::new(9);
    for n in [1, 2] {
        let brought = bringing(&store, &mut far, n, n.into());
        store.apply_frame(&brought).unwrap();
    }
    (folder, store)
}

fn give_back_everything(store: &mut Workstation) {
    while let Some(page) = store.to_offer_again(9).unwrap() {
        store.mark_offered_again(&page).unwrap();
    }
}

#[test]
fn what_a_repaired_feed_no_longer_names_goes_when_it_has_been_given_back() {
    let (_folder, mut store) = with_two();
    assert!(store.forget_unnamed(shelf(1), 60).unwrap().is_empty());
    store.begin_repair(&at(1, 0)).unwrap();
    let named = FrameWrite {
        attached: vec![shared(1)],
        ..frame(at(1, 0), at(1, 1))
    };
    store.apply_frame(&named).unwrap();
    assert_eq!(store.unnamed(shelf(1)).unwrap(), [shared(2)]);
    // The hub has not been given it yet, and would never hear of it again.
    assert!(store.forget_unnamed(shelf(1), 60).unwrap().is_empty());
    assert_eq!(store.document_ids().unwrap().len(), 2);
    give_back_everything(&mut store);
    // Nor while something else is on its way: it may be what brings the document back.
    let mut here = Hand::new(1);
    let waits = here.save(&store, shared(3), b"unsent");
    store.append_save(&waits).unwrap();
    assert!(store.forget_unnamed(shelf(1), 60).unwrap().is_empty());
    store.mark_accepted(here.device, 1, 60).unwrap();

    let gone = store.forget_unnamed(shelf(1), 60).unwrap();
    assert_eq!(gone.into_iter().collect::<Vec<_>>(), [record(2)]);
    assert!(store.person(record(2)).unwrap().is_none());
    assert!(store.person(record(1)).unwrap().is_some());
    assert!(store.unnamed(shelf(1)).unwrap().is_empty());
}

#[test]
fn a_difference_is_a_reason_to_read_anew_once_a_day() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let (_folder, mut store) = with_two();
    let mut differs = |at_ms| {
        let began = store.begin_repair_of_difference(&at(1, 0), at_ms).unwrap();
        (began, store.shelves().unwrap()[0].cursor.seq)
    };
    assert_eq!(differs(5), (true, 0));
    assert!(!differs(5 + DAY_MS - 1).0);
    assert!(differs(5 + DAY_MS).0);
}

#[test]
fn offering_again_reads_on_from_where_it_was() {
    let (_folder, mut store) = with_two();
    store.begin_offering_again(shelf(1)).unwrap();
    assert_eq!(store.shelves().unwrap()[0].cursor, at(1, 2));
    let page = store.to_offer_again(9).unwrap().unwrap();
    assert_eq!(page.envelopes.len(), 2);
    assert!(store.unnamed(shelf(1)).unwrap().is_empty());
}

#[test]
fn a_record_is_still_coming_until_its_shelf_was_read_to_the_end_once() {
    let (_folder, _place, mut store) = store();
    store.begin_shelf(&at(1, 0)).unwrap();
    let mut far = Hand::new(9);
    let brought = bringing(&store, &mut far, 1, 1);
    store.apply_frame(&brought).unwrap();
    assert!(store.still_coming().unwrap().contains(&record(1)));
    assert!(store.person(record(1)).unwrap().unwrap().still_coming);
    assert!(store.people("", 9).unwrap()[0].still_coming);
    let sync = CompletedSync {
        hub_url: "https://hub.example".to_owned(),
        completed_at_ms: 77,
        sent_count: 0,
        received_count: 1,
    };
    store.mark_completed(&sync, &[shelf(1)]).unwrap();
    assert!(store.still_coming().unwrap().is_empty());
    assert!(!store.person(record(1)).unwrap().unwrap().still_coming);
    // What comes later is news to somebody who has the rest.
    let brought = bringing(&store, &mut far, 1, 2);
    store.apply_frame(&brought).unwrap();
    assert!(!store.people("", 9).unwrap()[0].still_coming);
}
