mod lies;
mod own;
mod request;

use super::*;
use crate::chain::Chain;
use crate::digest::{DigestTag, HeadsDigest};
use crate::feed::AttachReason;
use crate::ids::ShelfId;
use crate::limits::USUAL_FRAME_KIB;
use crate::message::response::WireMark;
use crate::session::page::page;
use crate::stream::{end_part, head_part};
use crate::testing::{Machine, NOON_MS, document, shelf};
use proptest::prelude::*;

const EPOCH: u64 = 4;

fn tag() -> DigestTag {
    HeadsDigest::EMPTY.tag()
}

fn head() -> SyncHead {
    SyncHead {
        epoch: EPOCH,
        dev_accepted: 9,
        dev_secured: 8,
        clock_ms: NOON_MS,
        refused: vec![],
        exceptions: vec![],
        new_shelves: vec![],
        unpublished: None,
    }
}

fn attach(number: u8) -> Bytes {
    FeedEntry::Attach {
        document: document(number),
        reason: AttachReason::CREATED,
    }
    .encode()
}

fn entries(numbers: std::ops::Range<u8>) -> Vec<Bytes> {
    numbers.map(attach).collect()
}

/// A cursor that has read some entries.
fn read(shelf: ShelfId, entries: &[Bytes]) -> Cursor {
    entries
        .iter()
        .fold(Cursor::start(shelf, EPOCH), |cursor, entry| {
            cursor.after(entry).unwrap()
        })
}

fn session(cursors: &[Cursor]) -> DeviceSync {
    begun(cursors, &[]).session
}

fn begun(cursors: &[Cursor], envelopes: &[Bytes]) -> Begun {
    begun_with(cursors, envelopes, 8)
}

fn begun_with(cursors: &[Cursor], envelopes: &[Bytes], last_secured: u64) -> Begun {
    let asha = Machine::asha();
    let offer = Offer {
        device: asha.device,
        cursors,
        clock_ms: NOON_MS,
        last_secured,
        envelopes,
        budget_bytes: 1_000_000,
        level: Level::DEVICE,
        own_whole: false,
        proto: SyncRequest::PROTO,
        frame_kib: USUAL_FRAME_KIB,
    };
    DeviceSync::begin(&offer, &asha.key).unwrap()
}

/// Feeds a whole response and gives every effect, and how it ended.
fn follow(session: DeviceSync, pieces: &[&[u8]]) -> (Vec<Effect>, Result<(), SessionError>) {
    follow_holding(session, pieces, &mut |_| None)
}

fn follow_holding(
    mut session: DeviceSync,
    pieces: &[&[u8]],
    own: &mut dyn FnMut(u64) -> Option<Bytes>,
) -> (Vec<Effect>, Result<(), SessionError>) {
    let mut effects = Vec::new();
    for piece in pieces {
        session.feed(piece);
        loop {
            match session.next_effect(own) {
                Ok(Some(effect)) => effects.push(effect),
                Ok(None) => break,
                Err(error) => return (effects, Err(error)),
            }
        }
    }
    (effects, session.close())
}

fn applied(effects: &[Effect]) -> usize {
    effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Apply { .. }))
        .count()
}

/// Two shelves: of the first two entries were read and four follow, of the second none and one follows.
fn example() -> ([Cursor; 2], Vec<u8>, [Cursor; 2]) {
    let from = [
        read(shelf(1), &entries(0..2)),
        Cursor::start(shelf(2), EPOCH),
    ];
    let (first, end_of_first) = page(from[0], entries(2..6), 60, Level::HUB).unwrap();
    let (second, end_of_second) = page(from[1], entries(9..10), 60, Level::HUB).unwrap();
    let marks = [end_of_first, end_of_second].map(|end| WireMark {
        seq: end.seq,
        digest: tag(),
    });
    let end = end_part(&SyncEnd {
        marks: marks.to_vec(),
        more: false,
    });
    let parts = [vec![head_part(head())], first, second, vec![end]].concat();
    (from, parts.concat(), [end_of_first, end_of_second])
}

#[test]
fn a_response_is_followed_to_its_end() {
    let (from, response, [first, second]) = example();
    let (effects, end) = follow(session(&from), &[&response]);
    assert_eq!(end, Ok(()));
    assert_eq!(
        effects[0],
        Effect::Ack {
            accepted: 9,
            secured: 8,
            hub_clock_ms: NOON_MS
        }
    );
    assert_eq!(
        applied(&effects),
        3,
        "two frames of the first shelf, one of the second"
    );
    let marks = [first, second]
        .map(|cursor| ShelfMark {
            cursor,
            digest: tag(),
        })
        .to_vec();
    assert_eq!(
        effects.last(),
        Some(&Effect::Finished {
            marks,
            more: false,
            unpublished: Some(0)
        })
    );
}

#[test]
fn a_cut_at_any_byte_applies_whole_frames_only() {
    let (from, response, _) = example();
    let (whole, _) = follow(session(&from), &[&response]);
    let mut most_applied = 0;
    for cut in 0..response.len() {
        let (effects, end) = follow(session(&from), &[&response[..cut]]);
        assert_eq!(end, Err(SessionError::Cut), "cut at {cut}");
        assert_eq!(
            effects,
            whole[..effects.len()],
            "cut at {cut}: other effects than without a cut"
        );
        most_applied = applied(&effects);
    }
    assert_eq!(
        most_applied, 3,
        "cut just before its end, all frames were applied"
    );
}

#[test]
fn after_a_cut_the_rest_comes_and_nothing_twice() {
    let start = Cursor::start(shelf(1), EPOCH);
    let all = entries(0..20);
    let (parts, end) = page(start, all.clone(), 60, Level::HUB).unwrap();
    let response = [head_part(head()), parts.concat()].concat();
    for cut in 0..response.len() {
        let (effects, _) = follow(session(&[start]), &[&response[..cut]]);
        let mut got = Vec::new();
        let mut cursor = start;
        for effect in effects {
            if let Effect::Apply {
                entries,
                cursor: after,
            } = effect
            {
                got.extend(entries.iter().map(FeedEntry::encode));
                cursor = after;
            }
        }
        let rest = all[usize::try_from(cursor.seq).unwrap()..].to_vec();
        let (parts, _) = page(cursor, rest, 60, Level::HUB).unwrap();
        let mark = WireMark {
            seq: end.seq,
            digest: tag(),
        };
        let last = end_part(&SyncEnd {
            marks: vec![mark],
            more: false,
        });
        let (effects, ended) = follow(
            session(&[cursor]),
            &[&head_part(head()), &parts.concat(), &last],
        );
        assert_eq!(ended, Ok(()), "cut at {cut}");
        for effect in effects {
            if let Effect::Apply { entries, .. } = effect {
                got.extend(entries.iter().map(FeedEntry::encode));
            }
        }
        assert_eq!(got, all, "cut at {cut}");
    }
}

#[test]
fn a_sync_with_nothing_new_is_small() {
    // Two shelves with thousands of entries behind them, as after a year.
    let cursors = [1, 2].map(|n| Cursor {
        seq: 40_000,
        chain: Chain::new([n; 16]),
        ..Cursor::start(shelf(n), EPOCH)
    });
    let begun = begun_with(&cursors, &[], 3000);
    let quiet = SyncHead {
        dev_accepted: 3000,
        dev_secured: 3000,
        ..head()
    };
    let marks = vec![
        WireMark {
            seq: 40_000,
            digest: tag()
        };
        2
    ];
    let response = [head_part(quiet), end_part(&SyncEnd { marks, more: false })].concat();
    let (effects, ended) = follow(begun.session, &[&response]);
    assert_eq!((effects.len(), ended), (2, Ok(())));
    assert_eq!(
        (begun.request.len(), response.len()),
        (181, 69),
        "bytes up and down; goal: 250 together"
    );
}

proptest! {
    #[test]
    fn pieces_of_any_size_give_the_same_effects(
        cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let (from, response, _) = example();
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(response.len())).collect();
        places.sort_unstable();
        let mut pieces = Vec::new();
        let mut last = 0;
        for place in places {
            pieces.push(&response[last..place]);
            last = place;
        }
        pieces.push(&response[last..]);
        prop_assert_eq!(follow(session(&from), &pieces), follow(session(&from), &[&response]));
    }

    #[test]
    fn damage_never_panics_and_never_applies_what_was_not_sent(
        place in any::<prop::sample::Index>(), value in any::<u8>(), insert in any::<bool>(),
    ) {
        let (from, mut response, _) = example();
        let (whole, _) = follow(session(&from), &[&response]);
        let place = place.index(response.len());
        if insert { response.insert(place, value) } else { response[place] ^= value }
        let (effects, _) = follow(session(&from), &[&response]);
        for effect in effects.iter().filter(|effect| matches!(effect, Effect::Apply { .. })) {
            prop_assert!(whole.contains(effect), "applied what the hub never sent");
        }
    }

    #[test]
    fn any_bytes_are_followed_or_not(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (from, response, _) = example();
        let _ = follow(session(&from), &[&bytes]);
        let _ = follow(session(&from), &[&head_part(head()), &bytes]);
        let _ = follow(session(&from), &[&response[..response.len() / 2], &bytes]);
    }
}
