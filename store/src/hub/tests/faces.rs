//! Which faces a shelf has.

use sync_protocol::feed::AttachReason;
use sync_protocol::ids::{DocumentId, SheetId};

use super::super::*;
use super::fixture::*;

fn made(document: DocumentId, doc_seq: u64, bytes: Option<&[u8]>) -> MadeFace {
    MadeFace {
        found_by: Vec::new(),
        document,
        doc_seq,
        bytes: bytes.map(<[u8]>::to_vec),
    }
}

/// Records and what their faces say.
fn faces(hub: &HubStore, n: u8) -> Vec<(u8, u64, Vec<u8>)> {
    let faces = hub.faces(shelf(n), None, 10).unwrap().into_iter();
    faces
        .map(|face| (face.record.as_bytes()[0], face.doc_seq, face.bytes.to_vec()))
        .collect()
}

#[test]
fn a_face_is_where_its_document_is_and_no_other_sheet_has_more_to_show() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let withheld = DocumentId::new(shared(1).record, SheetId::restricted_by(site(1)));
    for document in [shared(1), shared(2), withheld] {
        let first = hand.first(document, 7);
        hub.accept_batch(&[first]).unwrap();
    }
    let face = [made(shared(1), 1, Some(b"one"))];
    hub.publish_with_faces(&[(shared(1), 1)], &face, &[])
        .unwrap();
    let face = [made(shared(2), 1, Some(b"two"))];
    hub.publish_with_faces(&[(shared(2), 1)], &face, &[])
        .unwrap();
    let one = (1, 1, b"one".to_vec());
    let two = (2, 1, b"two".to_vec());
    assert_eq!(faces(&hub, 1), [one.clone(), two.clone()]);
    assert_eq!(faces(&hub, 2), []);

    // What is withheld here has more to show, and the other site does not carry it.
    let more = [made(withheld, 1, Some(b""))];
    hub.publish_with_faces(&[(withheld, 1)], &more, &[])
        .unwrap();
    let shared_one = hub.share(shared(1), shelf(2), AttachReason::SHARED, &audit("shared"));
    shared_one.unwrap();
    assert_eq!(faces(&hub, 1), std::slice::from_ref(&two));
    assert_eq!(faces(&hub, 2), std::slice::from_ref(&one));

    // Nothing of it is left to show.
    hub.publish_with_faces(&[], &[made(withheld, 2, None)], &[])
        .unwrap();
    assert_eq!(faces(&hub, 1), [one, two]);
    let newer = [made(shared(1), 9, Some(b"newer")), made(shared(2), 2, None)];
    hub.publish_with_faces(&[], &newer, &[]).unwrap();
    assert_eq!(faces(&hub, 1), [(1, 9, b"newer".to_vec())]);
}

#[test]
fn a_face_is_not_written_without_what_it_was_made_of() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let first = hand.first(shared(1), 7);
    hub.accept_batch(&[first]).unwrap();
    let face = [made(shared(1), 2, Some(b"ahead"))];
    assert!(
        hub.publish_with_faces(&[(shared(1), 2)], &face, &[])
            .is_err()
    );
    assert_eq!(rows(&hub, "face"), 0);
}
