//! What a hub may say, and what it may not.

use super::*;
use crate::chain::Chain;
use crate::feed::FeedEntryError;
use crate::ids::DeviceId;
use crate::message::refusal::{Refusal, RefusalCode};
use crate::message::response::ShelfException;
use crate::stream::frame_part;

#[test]
fn a_hub_of_another_epoch_sends_the_shelf_anew() {
    let before = read(shelf(1), &entries(0..2));
    let restored = SyncHead {
        epoch: EPOCH + 1,
        dev_accepted: 3,
        dev_secured: 3,
        exceptions: vec![ShelfException {
            place: 0,
            kind: ShelfExceptionKind::Repair,
        }],
        ..head()
    };
    let start = Cursor::start(shelf(1), EPOCH + 1);
    let (parts, end) = page(start, entries(0..1), 60, Level::HUB).unwrap();
    let last = end_part(&SyncEnd {
        marks: vec![WireMark {
            seq: 1,
            digest: tag(),
        }],
        more: false,
    });
    let (effects, ended) = follow(
        session(&[before]),
        &[&head_part(restored.clone()), &parts[0], &last],
    );
    assert_eq!(ended, Ok(()));
    let entry = FeedEntry::decode(&attach(0)).unwrap();
    assert_eq!(
        effects[1..],
        [
            // The hub had told it that 8 are secured.
            Effect::OfferAgain { after: 3 },
            Effect::Repair { cursor: start },
            Effect::Apply {
                entries: vec![entry],
                cursor: end
            },
            Effect::Finished {
                marks: vec![ShelfMark {
                    cursor: end,
                    digest: tag()
                }],
                more: false,
                unpublished: Some(0)
            },
        ]
    );

    let silent = SyncHead {
        exceptions: vec![],
        ..restored
    };
    let (_, ended) = follow(session(&[before]), &[&head_part(silent)]);
    assert_eq!(
        ended,
        Err(SessionError::BadHead),
        "another epoch without a repair"
    );
}

#[test]
fn shelves_come_and_go() {
    let cursors = [
        Cursor::start(shelf(1), EPOCH),
        Cursor::start(shelf(2), EPOCH),
    ];
    let told = SyncHead {
        exceptions: vec![ShelfException {
            place: 0,
            kind: ShelfExceptionKind::NotCarried,
        }],
        new_shelves: vec![shelf(3)],
        refused: vec![Refusal {
            dev_seq: 10,
            code: RefusalCode::ACTOR_REUSE,
            device: None,
        }],
        ..head()
    };
    let last = end_part(&SyncEnd {
        marks: vec![WireMark {
            seq: 0,
            digest: tag(),
        }],
        more: false,
    });
    let (effects, ended) = follow(session(&cursors), &[&head_part(told.clone()), &last]);
    assert_eq!(ended, Ok(()));
    assert_eq!(
        effects[1..],
        [
            Effect::Refused(Refusal {
                dev_seq: 10,
                code: RefusalCode::ACTOR_REUSE,
                device: None
            }),
            Effect::NotCarried { shelf: shelf(1) },
            Effect::NewShelf {
                cursor: Cursor::start(shelf(3), EPOCH)
            },
            Effect::Finished {
                marks: vec![ShelfMark {
                    cursor: cursors[1],
                    digest: tag()
                }],
                more: false,
                unpublished: Some(0)
            },
        ]
    );
    let (parts, _) = page(cursors[0], entries(0..1), 60, Level::HUB).unwrap();
    let (_, ended) = follow(session(&cursors), &[&head_part(told), &parts[0]]);
    assert_eq!(
        ended,
        Err(SessionError::UnknownShelf),
        "entries of a shelf it does not carry"
    );
}

#[test]
fn more_to_come_is_not_compared_yet() {
    let (from, _, _) = example();
    let marks = from
        .map(|cursor| WireMark {
            seq: cursor.seq + 5,
            digest: tag(),
        })
        .to_vec();
    let more = end_part(&SyncEnd {
        marks: marks.clone(),
        more: true,
    });
    let (effects, ended) = follow(session(&from), &[&head_part(head()), &more]);
    assert_eq!(ended, Ok(()));
    assert_eq!(
        effects[1..],
        [Effect::Finished {
            marks: vec![],
            more: true,
            unpublished: Some(0)
        }]
    );
    let short = end_part(&SyncEnd { marks, more: false });
    let (_, ended) = follow(session(&from), &[&head_part(head()), &short]);
    assert_eq!(ended, Err(SessionError::BadEnd), "entries were left out");
}

#[test]
fn a_hub_that_lies_is_not_followed() {
    let (from, _, _) = example();
    let honest = FeedFrame {
        shelf: shelf(1),
        seq: 3,
        chain: from[0].chain.extend(&attach(2)),
        entries: vec![attach(2)],
    };
    let frame = |frame: &FeedFrame| frame_part(&frame.encode(Level::HUB).unwrap());
    let nonsense = Bytes::from(vec![0x80]);
    let nonsense_chain = from[0].chain.extend(&nonsense);
    let lies = [
        (
            frame(&FeedFrame {
                seq: 4,
                ..honest.clone()
            }),
            SessionError::Discontinuous,
        ),
        (
            frame(&FeedFrame {
                seq: 2,
                ..honest.clone()
            }),
            SessionError::Discontinuous,
        ),
        (
            frame(&FeedFrame {
                chain: Chain::new([0; 16]),
                ..honest.clone()
            }),
            SessionError::ChainBroken,
        ),
        (
            frame(&FeedFrame {
                entries: vec![attach(3)],
                ..honest.clone()
            }),
            SessionError::ChainBroken,
        ),
        (
            frame(&FeedFrame {
                shelf: shelf(3),
                ..honest.clone()
            }),
            SessionError::UnknownShelf,
        ),
        (
            frame(&FeedFrame {
                entries: vec![nonsense],
                chain: nonsense_chain,
                ..honest.clone()
            }),
            SessionError::Entry(FeedEntryError::Truncated),
        ),
        (head_part(head()), SessionError::OutOfOrder),
        (
            end_part(&SyncEnd {
                marks: vec![],
                more: false,
            }),
            SessionError::BadEnd,
        ),
    ];
    for (part, expected) in lies {
        let (effects, ended) = follow(
            session(&from),
            &[&head_part(head()), &part, &frame(&honest)],
        );
        assert_eq!(
            (effects.len(), ended),
            (1, Err(expected)),
            "only the acknowledgement stays"
        );
    }
    let (effects, ended) = follow(session(&from), &[&frame(&honest)]);
    assert_eq!(
        (effects, ended),
        (vec![], Err(SessionError::OutOfOrder)),
        "no head"
    );
    let unsure = SyncHead {
        dev_secured: 10,
        ..head()
    };
    let (_, ended) = follow(session(&from), &[&head_part(unsure)]);
    assert_eq!(
        ended,
        Err(SessionError::BadHead),
        "secured what it did not accept"
    );
    let twice = ShelfException {
        place: 1,
        kind: ShelfExceptionKind::Repair,
    };
    for exceptions in [
        vec![twice, twice],
        vec![ShelfException { place: 2, ..twice }],
    ] {
        let (_, ended) = follow(
            session(&from),
            &[&head_part(SyncHead {
                exceptions,
                ..head()
            })],
        );
        assert_eq!(ended, Err(SessionError::BadHead));
    }
    let known = SyncHead {
        new_shelves: vec![shelf(1)],
        ..head()
    };
    let (_, ended) = follow(session(&from), &[&head_part(known)]);
    assert_eq!(ended, Err(SessionError::BadHead), "a shelf that is not new");
}

#[test]
fn nothing_follows_the_end() {
    let (from, response, _) = example();
    let longer = [response, vec![0]].concat();
    let (effects, ended) = follow(session(&from), &[&longer]);
    assert_eq!(ended, Err(SessionError::OutOfOrder));
    assert!(matches!(effects.last(), Some(Effect::Finished { .. })));
}

#[test]
fn a_hole_before_what_was_offered_is_filled_again() {
    let refuse = |codes: &[(u64, RefusalCode, Option<DeviceId>)]| {
        let refused = codes
            .iter()
            .map(|(dev_seq, code, device)| Refusal {
                dev_seq: *dev_seq,
                code: *code,
                device: *device,
            })
            .collect();
        let (effects, _) = follow(session(&[]), &[&head_part(SyncHead { refused, ..head() })]);
        effects.contains(&Effect::OfferAgain { after: 9 })
    };
    assert!(refuse(&[
        (12, RefusalCode::GAP, None),
        (13, RefusalCode::GAP, None)
    ]));
    // A hole that a refusal has just made is no loss.
    assert!(!refuse(&[
        (10, RefusalCode::MISSING_DEPENDENCIES, None),
        (11, RefusalCode::GAP, None)
    ]));
    // A hole of another device is that device's to fill.
    assert!(!refuse(&[(
        12,
        RefusalCode::GAP,
        Some(Machine::ben().device)
    )]));
}

#[test]
fn a_copy_does_not_take_the_acknowledgement_of_what_it_did_not_write() {
    let refused = |device, code| SyncHead {
        refused: vec![Refusal {
            dev_seq: 9,
            code,
            device,
        }],
        ..head()
    };
    let last = end_part(&SyncEnd {
        marks: vec![],
        more: false,
    });
    let forked = head_part(refused(None, RefusalCode::FORK));
    let (effects, ended) = follow(session(&[]), &[&forked, &last]);
    assert_eq!((effects, ended), (vec![], Err(SessionError::Forked)));

    // What others wrote, or what may come again, is no reason to stop.
    for (device, code) in [
        (Some(DeviceId::new([7; 16])), RefusalCode::FORK),
        (None, RefusalCode::GAP),
    ] {
        let told = head_part(refused(device, code));
        let (effects, ended) = follow(session(&[]), &[&told, &last]);
        assert_eq!(ended, Ok(()));
        assert!(matches!(effects[0], Effect::Ack { accepted: 9, .. }));
    }
}
