//! Faces stand in for records that are on their way, and go when those have come or leave.

use sync_protocol::chain::Chain;
use sync_protocol::cursor::Cursor;
use sync_protocol::frame::Face;

use super::super::*;
use super::fixture::*;

fn of(n: u8, family: &str) -> FaceWrite {
    FaceWrite {
        face: Face {
            record: record(n),
            doc_seq: 4,
            bytes: vec![n; 3].into(),
        },
        card: Card {
            family: family.to_owned(),
            conflicts_count: 1,
            nhs_number: "9990000018".to_owned(),
            ..Card::blank(record(n))
        },
    }
}

fn begun(faces: &[FaceWrite]) -> (tempfile::TempDir, Workstation) {
    let (folder, _place, mut store) = store();
    store.begin_shelf(&Cursor::start(shelf(1), 1)).unwrap();
    store.keep_faces(shelf(1), faces, 70).unwrap();
    (folder, store)
}

fn names(store: &Workstation, search: &str) -> Vec<(String, bool, bool)> {
    let people = store.people(search, 9).unwrap().into_iter();
    people
        .map(|person| (person.card.family, person.still_coming, person.is_face))
        .collect()
}

fn done() -> CompletedSync {
    CompletedSync {
        hub_url: "https://hub.example".to_owned(),
        completed_at_ms: 77,
        sent_count: 0,
        received_count: 1,
    }
}

/// A frame of shelf 1 that brings the document of record 1, or takes it away.
fn arriving(store: &Workstation, arrives: bool) -> FrameWrite {
    let save = Hand::new(9).save(store, shared(1), b"change");
    let start = Cursor::start(shelf(1), 1);
    let after = Cursor {
        seq: 1,
        chain: Chain::new([1; 16]),
        ..start
    };
    let mut frame = frame(start, after);
    if arrives {
        frame.attached = vec![shared(1)];
        frame.envelopes = vec![ReceivedEnvelope {
            envelope: save.envelope,
            changes: save.changes,
            after_end: false,
        }];
        frame.documents = vec![save.document];
        frame.cards = vec![save.card];
    } else {
        frame.detached = vec![shared(1)];
    }
    frame
}

#[test]
fn a_face_is_listed_found_and_marked_until_its_record_is_whole() {
    let (_folder, mut store) = begun(&[of(1, "Marlow"), of(2, "Fenwick")]);
    let fenwick = ("Fenwick".to_owned(), true, true);
    let marlow = ("Marlow".to_owned(), true, true);
    assert_eq!(names(&store, ""), [fenwick, marlow.clone()]);
    assert_eq!(names(&store, "marl"), std::slice::from_ref(&marlow));
    assert!(store.person(record(1)).unwrap().unwrap().is_face);
    assert_eq!(store.still_coming().unwrap().len(), 2);
    assert_eq!(
        store.conflicts_count().unwrap(),
        0,
        "nobody can settle them yet"
    );
    let known = store.records_with_nhs_number("9990000018").unwrap();
    assert_eq!(known, [record(1), record(2)], "nobody is begun twice");
    let kept = store.face(record(2)).unwrap().unwrap();
    assert_eq!((kept.bytes, kept.received_at_ms), (vec![2; 3], 70));

    // What has come of the record so far may be older than its face.
    let frame = arriving(&store, true);
    store.apply_frame(&frame).unwrap();
    assert_eq!(names(&store, "marl"), [marlow]);
    store.mark_completed(&done(), &[shelf(1)]).unwrap();
    assert_eq!(names(&store, ""), [("Appleyard".to_owned(), false, false)]);
    assert_eq!(store.face(record(1)).unwrap(), None);
    assert!(store.still_coming().unwrap().is_empty());
    assert_eq!(store.conflicts_count().unwrap(), 0);
    let left = everything(&store).into_iter();
    let left: Vec<_> = left.filter(|(name, _)| name.starts_with("face")).collect();
    assert!(left.iter().all(|(_, rows)| rows.is_empty()), "{left:?}");
}

#[test]
fn faces_are_asked_for_after_the_last_and_only_before_the_feed() {
    let (_folder, mut store) = begun(&[of(1, "Marlow"), of(2, "Fenwick")]);
    let wanted = |store: &Workstation, n: u8| store.faces_wanted(shelf(n)).unwrap();
    let after = |after| Some(FacesWanted { after });
    assert_eq!(wanted(&store, 1), after(Some(record(2))));
    assert_eq!(wanted(&store, 2), after(None), "another shelf begins anew");
    let frame = arriving(&store, true);
    store.apply_frame(&frame).unwrap();
    assert_eq!(wanted(&store, 1), None);
    store.keep_faces(shelf(1), &[of(3, "Late")], 71).unwrap();
    assert_eq!(store.face(record(3)).unwrap(), None);
    store.mark_completed(&done(), &[shelf(2)]).unwrap();
    assert_eq!(
        names(&store, "marl").len(),
        1,
        "another shelf was read, and not theirs"
    );
}

#[test]
fn a_face_never_hides_what_was_begun_here() {
    let (_folder, _place, mut store) = store();
    let save = Hand::new(3).save(&store, shared(1), b"begun here");
    store.append_save(&save).unwrap();
    store
        .keep_faces(shelf(1), &[of(1, "Marlow"), of(2, "Fenwick")], 70)
        .unwrap();
    assert_eq!(store.face(record(1)).unwrap(), None);
    assert!(store.face(record(2)).unwrap().is_some());
    let family = |n| store.person(record(n)).unwrap().unwrap().card.family;
    assert_eq!(
        (family(1), family(2)),
        ("Appleyard".to_owned(), "Fenwick".to_owned())
    );
}

#[test]
fn a_face_leaves_with_its_document_and_with_its_shelf() {
    let (_folder, mut store) = begun(&[of(1, "Marlow"), of(2, "Fenwick")]);
    let frame = arriving(&store, false);
    store.apply_frame(&frame).unwrap();
    assert_eq!(names(&store, "").len(), 1);
    store.leave_shelf(shelf(1), 5).unwrap();
    assert_eq!(names(&store, ""), []);
    assert_eq!(store.face(record(2)).unwrap(), None);
}
