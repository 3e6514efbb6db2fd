//! One save: all of it or nothing of it, in turn, and never over somebody else's.

use super::super::*;
use super::fixture::*;
use crate::audit::AuditChain;

#[test]
fn a_save_is_there_after_opening_again() {
    let (_folder, place, mut store) = store();
    let mut hand = Hand::new(1);
    let save = hand.save(&store, shared(1), b"one");
    let saved = store.append_save(&save).unwrap();
    assert_eq!((saved.dev_seq, saved.audit_seq), (1, 1));
    store.close().unwrap();

    let store = Workstation::open(&place, &key()).unwrap();
    let document = store.document(shared(1)).unwrap().unwrap();
    assert_eq!(document.snapshot, b"one");
    assert_eq!(document.version, saved.version);
    assert_eq!(document.heads, [change(b"one")]);
    let origins = store.origins(shared(1)).unwrap();
    let [
        Origin {
            change: of, note, ..
        },
    ] = origins.as_slice()
    else {
        panic!("one origin expected")
    };
    assert_eq!(*of, change(b"one"));
    assert_eq!(note.hash, save.envelope.hash());
    assert_eq!(note.state, EnvelopeState::Own);
    assert_eq!(note.hlc, save.envelope.statement().header.hlc);
    assert!(!note.secured && !note.published);
    let waiting = store.outbox(hand.device, 0, 10).unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].bytes, save.envelope.bytes());
    assert_eq!(store.people("apple", 10).unwrap()[0].unshared_count, 1);
    assert_eq!(store.verify_audit().unwrap(), AuditChain::Whole { rows: 1 });
    let head = store.own_head(hand.device).unwrap().unwrap();
    assert_eq!((head.dev_seq, head.envelope), (1, save.envelope.hash()));
}

#[test]
fn a_save_that_fails_in_any_of_its_statements_leaves_nothing() {
    // One table after another refuses; whatever was written before it must be gone again.
    for table in [
        "envelope",
        "change_origin",
        "outbox",
        "own_head",
        "document",
        "card",
        "audit",
    ] {
        let (_folder, _place, mut store) = store();
        let mut hand = Hand::new(1);
        let first = hand.save(&store, shared(1), b"one");
        store.append_save(&first).unwrap();
        store
            .connection
            .execute_batch(&format!(
                "CREATE TRIGGER trip BEFORE INSERT ON {table}
                 BEGIN SELECT RAISE(ABORT, 'tripped'); END;
                 CREATE TRIGGER trip_too BEFORE UPDATE ON {table}
                 BEGIN SELECT RAISE(ABORT, 'tripped'); END;"
            ))
            .unwrap();
        let before = everything(&store);
        let second = hand.save(&store, shared(1), b"two");
        let error = store.append_save(&second).unwrap_err();
        assert!(
            matches!(error, AppendError::Store(Trouble::Refused(_))),
            "{table}: {error:?}"
        );
        assert_eq!(everything(&store), before, "{table}");
        store
            .connection
            .execute_batch("DROP TRIGGER trip; DROP TRIGGER trip_too;")
            .unwrap();
        assert_eq!(store.append_save(&second).unwrap().dev_seq, 2, "{table}");
    }
}

#[test]
fn many_saves_are_kept_together_or_not_at_all() {
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    let mut saves: Vec<_> = (1..=3)
        .map(|n| hand.save(&store, shared(n), &[n]))
        .collect();
    saves[2].document.document = shared(9);
    let before = everything(&store);
    assert_eq!(
        store.append_saves(&saves).unwrap_err(),
        AppendError::OtherDocument
    );
    assert_eq!(everything(&store), before);
    saves[2].document.document = shared(3);
    assert_eq!(store.append_saves(&saves).unwrap().len(), 3);
}

#[test]
fn two_programs_cannot_sign_the_same_number() {
    let (_folder, place, mut window) = store();
    let mut tool = Workstation::open(&place, &key()).unwrap();
    let mut hand = Hand::new(1);
    let mut copy = Hand::new(1);
    let by_window = hand.save(&window, shared(1), b"one");
    let by_tool = copy.save(&tool, shared(2), b"two");
    window.append_save(&by_window).unwrap();
    assert_eq!(
        tool.append_save(&by_tool).unwrap_err(),
        AppendError::OutOfTurn { next: 2 }
    );
    // The very same save twice is no second save either.
    assert_eq!(
        window.append_save(&by_window).unwrap_err(),
        AppendError::OutOfTurn { next: 2 }
    );
    assert_eq!(tool.outbox(hand.device, 0, 10).unwrap().len(), 1);
}

#[test]
fn a_document_is_not_overwritten_by_who_has_not_seen_it() {
    let (_folder, place, mut window) = store();
    let mut hand = Hand::new(1);
    let first = hand.save(&window, shared(1), b"one");
    window.append_save(&first).unwrap();

    let mut tool = Workstation::open(&place, &key()).unwrap();
    let mut stale = hand.save(&tool, shared(1), b"stale");
    stale.document.replaces = DocumentVersion::NONE;
    let before = everything(&tool);
    assert_eq!(
        tool.append_save(&stale).unwrap_err(),
        AppendError::Moved {
            document: shared(1)
        }
    );
    assert_eq!(everything(&tool), before);
}

#[test]
fn a_gap_in_the_sequence_is_refused() {
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    let _lost = hand.seal(shared(1), b"never kept");
    let save = hand.save(&store, shared(1), b"two");
    assert_eq!(
        store.append_save(&save).unwrap_err(),
        AppendError::OutOfTurn { next: 1 }
    );
}

#[test]
fn a_save_makes_an_end_of_its_draft_and_of_no_other() {
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    for field in ["home.room", "person.phone"] {
        store
            .keep_draft(&Draft {
                place: DraftPlace {
                    staff: staff(),
                    record: record(1),
                    field: field.to_owned(),
                },
                text: "half a wo".to_owned(),
                drafted_at_ms: 5,
            })
            .unwrap();
    }
    let mut save = hand.save(&store, shared(1), b"one");
    save.ends_draft = Some(DraftPlace {
        staff: staff(),
        record: record(1),
        field: "home.room".to_owned(),
    });
    store.append_save(&save).unwrap();
    let left = store.drafts(staff(), None).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].place.field, "person.phone");
}
