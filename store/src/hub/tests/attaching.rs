//! Attachments at the hub: any order, any repetition, whole only when they are what their name says.

use sync_protocol::attachment::ContentHasher;
use sync_protocol::hashes::Hash;
use sync_protocol::ids::DeviceId;
use sync_protocol::message::attachment::AttachmentState;

use super::super::*;
use super::fixture::{hub, shared};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn content_of(pieces: &[&[u8]]) -> Hash {
    let mut hasher = ContentHasher::default();
    pieces.iter().for_each(|piece| hasher.add(piece));
    hasher.finish()
}

fn piece(content: Hash, number: u32, total: u32, bytes: &[u8]) -> IncomingPiece {
    IncomingPiece {
        device: DeviceId::new([1; 16]),
        document: shared(1),
        content,
        number,
        total,
        bytes: bytes.to_vec(),
        received_at_ms: 1_000,
    }
}

fn acts(hub: &HubStore) -> Vec<String> {
    let rows = hub.audit(0, 1_000).unwrap();
    let acts = rows.into_iter().map(|row| row.entry.act);
    acts.filter(|act| act.starts_with("attachment.")).collect()
}

#[test]
fn pieces_may_come_in_any_order_and_again() {
    let (_folder, place, mut hub, _) = hub();
    let content = content_of(&[b"one", b"two", b"three"]);
    assert_eq!(hub.attachment_state(shared(1), content).unwrap().total, 0);
    for (number, bytes) in [(2, &b"three"[..]), (0, b"one"), (2, b"three")] {
        hub.keep_piece(&piece(content, number, 3, bytes)).unwrap();
    }
    hub.close().unwrap();
    let mut hub = HubStore::open(&place).unwrap();
    let state = hub.attachment_state(shared(1), content).unwrap();
    assert_eq!((state.total, state.held), (3, vec![0, 2]));
    assert_eq!(
        hub.attachment_piece(shared(1), content, 0).unwrap(),
        None,
        "nothing is given of what is not whole"
    );
    let state = hub.keep_piece(&piece(content, 1, 3, b"two")).unwrap();
    assert!(state.is_whole());
    let given = hub.attachment_piece(shared(1), content, 1).unwrap();
    assert_eq!(given.unwrap(), b"two");
    assert_eq!(
        hub.attachment_piece(shared(2), content, 1).unwrap(),
        None,
        "it is another document's"
    );
    // Nothing changes what is whole.
    for other in [
        piece(content, 1, 3, b"TWO"),
        piece(content, 0, 1, b"all other"),
    ] {
        assert!(hub.keep_piece(&other).unwrap().is_whole());
    }
    let given = hub.attachment_piece(shared(1), content, 1).unwrap();
    assert_eq!(given.unwrap(), b"two");
    assert_eq!(acts(&hub), ["attachment.kept"]);
}

#[test]
fn what_is_not_what_its_name_says_is_dropped_and_can_come_again() {
    let (_folder, _, mut hub, _) = hub();
    let content = content_of(&[b"one", b"two"]);
    hub.keep_piece(&piece(content, 0, 2, b"ONE")).unwrap();
    assert_eq!(
        hub.keep_piece(&piece(content, 1, 2, b"two")),
        Err(KeepError::WrongContent)
    );
    let state = hub.attachment_state(shared(1), content).unwrap();
    assert_eq!(state, AttachmentState::default());
    // Somebody is mistaken about how many there are; somebody else is not.
    hub.keep_piece(&piece(content, 0, 3, b"ONE")).unwrap();
    hub.keep_piece(&piece(content, 0, 2, b"ONE")).unwrap();
    hub.keep_piece(&piece(content, 0, 2, b"one")).unwrap();
    let state = hub.keep_piece(&piece(content, 1, 2, b"two")).unwrap();
    assert!(state.is_whole());
    assert_eq!(acts(&hub), ["attachment.wrong_content", "attachment.kept"]);
}

#[test]
fn there_are_only_so_many_and_what_nobody_finishes_goes() {
    let (_folder, _, mut hub, _) = hub();
    let named = |number: u32| Hash::of(&number.to_be_bytes());
    for number in 0..16 {
        hub.keep_piece(&piece(named(number), 0, 40, b"x")).unwrap();
    }
    let one_more = piece(named(16), 0, 40, b"x");
    assert_eq!(hub.keep_piece(&one_more), Err(KeepError::TooMany));
    assert!(
        hub.keep_piece(&piece(named(3), 1, 40, b"x")).is_ok(),
        "what was begun goes on"
    );
    let of_another = IncomingPiece {
        device: DeviceId::new([2; 16]),
        ..piece(named(17), 0, 40, b"x")
    };
    assert!(hub.keep_piece(&of_another).is_ok());

    let later = IncomingPiece {
        received_at_ms: 1_001 + 30 * DAY_MS,
        ..one_more
    };
    assert!(hub.keep_piece(&later).is_ok());
    let state = hub.attachment_state(shared(1), named(3)).unwrap();
    assert_eq!(state.total, 0, "begun long ago and never finished");
}

#[test]
fn a_document_holds_only_so_much() {
    let (_folder, _, mut hub, _) = hub();
    // 512 MiB, in attachments of 40 pieces that other devices begin.
    let mut taken = 0_u32;
    let refused = (0..200_u8).find_map(|number| {
        let begun = IncomingPiece {
            device: DeviceId::new([number; 16]),
            ..piece(Hash::of(&[number]), 0, 40, b"x")
        };
        taken += 40;
        hub.keep_piece(&begun).err()
    });
    assert_eq!(refused, Some(KeepError::TooMany));
    assert_eq!(taken - 40, 2_040, "all but less than one of 2048 pieces");
    let elsewhere = IncomingPiece {
        document: shared(2),
        device: DeviceId::new([250; 16]),
        ..piece(Hash::of(b"elsewhere"), 0, 40, b"x")
    };
    assert!(hub.keep_piece(&elsewhere).is_ok());
}
