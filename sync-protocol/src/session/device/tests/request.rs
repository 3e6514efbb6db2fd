//! What a device sends.

use super::*;
use crate::limits::USUAL_FRAME_KIB;
use crate::message::request::SignedRequest;
use crate::session::push::envelope_frames;
use crate::testing::golden_change;
use crate::testing::made_change;

#[test]
fn the_request_carries_what_was_offered() {
    let mut asha = Machine::asha();
    let saved: Vec<Bytes> = ["first", "asha_1"]
        .map(|name| {
            asha.save(document(1), &[golden_change(name)])
                .bytes()
                .into()
        })
        .to_vec();
    // Given in any order, sent in rising order of shelves.
    let begun = begun(
        &[
            Cursor::start(shelf(2), EPOCH),
            Cursor::start(shelf(1), EPOCH),
        ],
        &saved,
    );
    assert_eq!(begun.taken, 2);
    let request = SignedRequest::decode(&begun.request)
        .unwrap()
        .verify(&asha.public_key())
        .unwrap();
    let request = request.statement();
    assert_eq!(
        request.cursors.iter().map(|c| c.shelf).collect::<Vec<_>>(),
        [shelf(1), shelf(2)]
    );
    assert_eq!(
        (request.device, request.clock_ms, request.last_secured),
        (asha.device, NOON_MS, 8)
    );
    let arrived: Vec<Bytes> = envelope_frames(request)
        .flat_map(|frame| frame.unwrap().envelopes)
        .collect();
    assert_eq!(arrived, saved);
}

#[test]
fn a_request_cannot_be_altered_on_its_way() {
    let request = begun(&[Cursor::start(shelf(1), EPOCH)], &[]).request;
    let key = Machine::asha().public_key();
    for place in 0..request.len() {
        let mut damaged = request.clone();
        damaged[place] ^= 1 << (place % 8);
        let verified = SignedRequest::decode(&damaged).and_then(|request| request.verify(&key));
        assert!(verified.is_err(), "byte {place}");
    }
}

#[test]
fn two_cursors_of_one_shelf_or_too_many_are_refused() {
    let asha = Machine::asha();
    let begin = |cursors: &[Cursor]| {
        let offer = Offer {
            device: asha.device,
            cursors,
            clock_ms: 0,
            last_secured: 0,
            envelopes: &[],
            budget_bytes: 0,
            level: Level::DEVICE,
            own_whole: false,
            proto: SyncRequest::PROTO,
            frame_kib: USUAL_FRAME_KIB,
        };
        DeviceSync::begin(&offer, &asha.key)
            .map(|_| ())
            .unwrap_err()
    };
    let twice = [
        Cursor::start(shelf(1), EPOCH),
        read(shelf(1), &entries(0..1)),
    ];
    assert_eq!(begin(&twice), BeginError::Request(RequestError::BadCursors));
    let many: Vec<Cursor> = (0..65).map(|n| Cursor::start(shelf(n), EPOCH)).collect();
    assert_eq!(begin(&many), BeginError::Request(RequestError::BadCursors));
}

#[test]
fn nothing_is_acknowledged_that_found_no_room_in_the_request() {
    let mut asha = Machine::asha();
    let own: Vec<Bytes> = (1..=3)
        .map(|number| {
            let change = made_change(&[], &[number], 1, &[number]);
            asha.save(document(number), &[change]).bytes().into()
        })
        .collect();
    let acknowledged = |budget_bytes, last_secured| {
        let offer = Offer {
            device: asha.device,
            cursors: &[],
            clock_ms: NOON_MS,
            last_secured,
            envelopes: &own,
            budget_bytes,
            level: Level::DEVICE,
            own_whole: false,
            proto: SyncRequest::PROTO,
            frame_kib: USUAL_FRAME_KIB,
        };
        let begun = DeviceSync::begin(&offer, &asha.key).unwrap();
        let (effects, _) = follow(begun.session, &[&head_part(head())]);
        let Effect::Ack {
            accepted, secured, ..
        } = effects[0]
        else {
            panic!("a head acknowledges first")
        };
        (begun.taken, accepted, secured)
    };
    assert_eq!(acknowledged(1_000_000, 0), (3, 9, 8));
    assert_eq!(acknowledged(1, 0), (1, 1, 1));
    // Of what is secured nothing can be another's.
    assert_eq!(acknowledged(1, 2), (1, 2, 2));
}
