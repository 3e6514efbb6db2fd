//! Attachments: kept piece by piece, found again, finished only when they are what their name says.

use sync_protocol::attachment::ContentHasher;
use sync_protocol::cursor::Cursor;
use sync_protocol::hashes::Hash;
use sync_protocol::ids::DocumentId;

use super::super::*;
use super::fixture::{audit, key, record, shared, shelf, store};

fn content_of(pieces: &[&[u8]]) -> Hash {
    let mut hasher = ContentHasher::default();
    pieces.iter().for_each(|piece| hasher.add(piece));
    hasher.finish()
}

fn attachment(content: Hash, document: DocumentId, state: AttachmentState) -> Attachment {
    Attachment {
        content,
        document,
        pieces_count: 2,
        state,
        begun_at_ms: 5,
    }
}

/// Everything is taken off the shelf that was on it, as one frame.
fn frame(before: Cursor, attached: Vec<DocumentId>, detached: Vec<DocumentId>) -> FrameWrite {
    FrameWrite {
        before,
        after: before.after(b"an entry").unwrap(),
        received_at_ms: 9,
        certificates: Vec::new(),
        ended: Vec::new(),
        attached,
        detached,
        envelopes: Vec::new(),
        documents: Vec::new(),
        cards: Vec::new(),
        quarantined: Vec::new(),
        audit: Vec::new(),
    }
}

#[test]
fn pieces_are_there_after_opening_again_and_are_kept_once() {
    let (_folder, place, mut store) = store();
    let content = content_of(&[b"first", b"second"]);
    let made = attachment(content, shared(1), AttachmentState::Unnamed);
    store.begin_attachment(&made).unwrap();
    store.keep_piece(content, 1, b"second").unwrap();
    store.keep_piece(content, 1, b"other").unwrap();
    store.begin_attachment(&made).unwrap();
    store.close().unwrap();

    let mut store = Workstation::open(&place, &key()).unwrap();
    assert_eq!(store.attachment(content).unwrap(), Some(made));
    assert_eq!(store.pieces_here(content).unwrap(), [1]);
    assert_eq!(store.piece(content, 1).unwrap().unwrap(), b"second");
    assert_eq!(store.piece(content, 0).unwrap(), None);
    store.drop_attachment(content).unwrap();
    assert_eq!(store.attachment(content).unwrap(), None);
    assert_eq!(store.pieces_here(content).unwrap(), []);
}

#[test]
fn a_piece_of_nothing_is_not_kept() {
    let (_folder, _, mut store) = store();
    let refused = store.keep_piece(Hash::of(b"x"), 0, b"piece");
    assert!(
        matches!(refused, Err(crate::Trouble::Refused(_))),
        "{refused:?}"
    );
}

#[test]
fn what_was_fetched_counts_only_when_it_is_what_its_name_says() {
    let (_folder, _, mut store) = store();
    let content = content_of(&[b"first", b"second"]);
    let wanted = attachment(content, shared(1), AttachmentState::Wanted);
    store.begin_attachment(&wanted).unwrap();
    store.keep_piece(content, 0, b"first").unwrap();
    store.keep_piece(content, 1, b"Second").unwrap();
    assert!(!store.finish_attachment(content).unwrap());
    assert_eq!(store.attachment(content).unwrap(), Some(wanted));
    assert_eq!(store.pieces_here(content).unwrap(), []);

    store.keep_piece(content, 1, b"second").unwrap();
    store.keep_piece(content, 0, b"first").unwrap();
    assert!(store.finish_attachment(content).unwrap());
    let state = store.attachment(content).unwrap().unwrap().state;
    assert_eq!(state, AttachmentState::Shared);
}

#[test]
fn whoever_was_not_asked_about_for_longest_comes_first() {
    let (_folder, _, mut store) = store();
    let (one, other) = (Hash::of(b"one"), Hash::of(b"other"));
    let waiting = |store: &Workstation| -> Vec<Hash> {
        let found = store.attachments(AttachmentState::Waiting, 9).unwrap();
        found.into_iter().map(|found| found.content).collect()
    };
    for content in [one, other] {
        let named = attachment(content, shared(1), AttachmentState::Unnamed);
        store.begin_attachment(&named).unwrap();
        assert!(!waiting(&store).contains(&content), "no entry names it yet");
        store
            .mark_attachment(content, AttachmentState::Waiting, None)
            .unwrap();
    }
    assert_eq!(store.attachments_waiting().unwrap(), 2);
    store.mark_asked(one, 70).unwrap();
    assert_eq!(waiting(&store), [other, one]);
    store.mark_asked(other, 71).unwrap();
    assert_eq!(waiting(&store), [one, other]);
    let act = audit("attachment.shared", Some(record(1)));
    store
        .mark_attachment(one, AttachmentState::Shared, Some(&act))
        .unwrap();
    assert_eq!(waiting(&store), [other]);
    assert_eq!(store.audit_of(record(1), 9).unwrap().len(), 1);
    store.offer_attachments_again().unwrap();
    assert_eq!(waiting(&store), [one, other]);
}

#[test]
fn attachments_leave_with_their_document_but_for_those_that_are_nowhere_else() {
    let (_folder, _, mut store) = store();
    let start = Cursor::start(shelf(1), 1);
    store.begin_shelf(&start).unwrap();
    let arrived = frame(start, vec![shared(1), shared(2)], Vec::new());
    store.apply_frame(&arrived).unwrap();
    let states = [
        (Hash::of(b"1"), AttachmentState::Unnamed),
        (Hash::of(b"2"), AttachmentState::Waiting),
        (Hash::of(b"3"), AttachmentState::Wanted),
        (Hash::of(b"4"), AttachmentState::Shared),
    ];
    for (content, state) in states {
        let known = attachment(content, shared(1), state);
        store.begin_attachment(&known).unwrap();
        store.keep_piece(content, 0, b"piece").unwrap();
    }
    let elsewhere = attachment(Hash::of(b"5"), shared(2), AttachmentState::Shared);
    store.begin_attachment(&elsewhere).unwrap();
    let kept = audit("papers.kept", Some(record(1)));
    store.keep_papers(record(1), true, &kept).unwrap();

    let left = frame(arrived.after, Vec::new(), vec![shared(1)]);
    store.apply_frame(&left).unwrap();
    for (content, state) in states {
        let stays = matches!(state, AttachmentState::Unnamed | AttachmentState::Waiting);
        assert_eq!(store.attachment(content).unwrap().is_some(), stays);
        assert_eq!(store.piece(content, 0).unwrap().is_some(), stays);
    }
    assert!(store.attachment(elsewhere.content).unwrap().is_some());
    assert!(!store.keeps_papers(record(1)).unwrap());
}

#[test]
fn papers_are_looked_through_when_the_record_changed_and_not_again() {
    let (_folder, _, mut store) = store();
    let mut hand = super::fixture::Hand::new(1);
    let save = hand.save(&store, shared(1), b"first");
    store.append_save(&save).unwrap();
    assert_eq!(store.papers_to_look_through().unwrap(), []);
    let kept = audit("papers.kept", Some(record(1)));
    store.keep_papers(record(1), true, &kept).unwrap();
    store.keep_papers(record(1), true, &kept).unwrap();
    assert!(store.keeps_papers(record(1)).unwrap());
    let [(found, versions)] = store.papers_to_look_through().unwrap()[..] else {
        panic!("one record");
    };
    assert_eq!(found, record(1));

    // It changes while it is looked through.
    let save = hand.save(&store, shared(1), b"second");
    store.append_save(&save).unwrap();
    store.mark_looked_through(record(1), versions).unwrap();
    let [(_, again)] = store.papers_to_look_through().unwrap()[..] else {
        panic!("looked through before the last change");
    };
    store.mark_looked_through(record(1), again).unwrap();
    assert_eq!(store.papers_to_look_through().unwrap(), []);
    store.keep_papers(record(1), false, &kept).unwrap();
    assert!(!store.keeps_papers(record(1)).unwrap());
}
