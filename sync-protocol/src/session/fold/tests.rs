use proptest::collection::vec;
use proptest::prelude::*;

use super::fold;
use crate::bytes::Bytes;
use crate::envelope::{Envelope, EnvelopeHeader, SignedEnvelope};
use crate::hashes::CertificateHash;
use crate::hlc::Hlc;
use crate::ids::DocumentId;
use crate::limits::MAX_FOLDED_BYTES;
use crate::testing::{Machine, NOON_MS, document};

/// A save: on which document, by whom, how long after the one before, and how many bytes.
type Save = (u8, u8, u64, usize);

fn sealed(saves: &[Save]) -> Vec<Envelope> {
    let mut asha = Machine::asha();
    let mut now = NOON_MS;
    let mut hlc = Hlc::default();
    let seal = |(number, (on, by, gap, size)): (usize, &Save)| {
        now += gap;
        hlc = hlc.tick(now);
        let header = EnvelopeHeader {
            author: CertificateHash::new([*by; 32]),
            hlc,
            ..asha.next_header(document(*on))
        };
        let mut change = vec![0; *size];
        change.extend((number as u64).to_be_bytes());
        let envelope = Envelope::seal(header, vec![Bytes::from(change)], &asha.key).unwrap();
        asha.dev_seq += 1;
        asha.prev = Some(envelope.hash());
        envelope.into_parts().1
    };
    saves.iter().enumerate().map(seal).collect()
}

/// Folded and sealed after the envelope numbered 300, as receivers read them.
fn folded(saves: &[Save]) -> Vec<Envelope> {
    let asha = Machine::asha();
    let mut prev = crate::hashes::EnvelopeHash::new([9; 32]);
    let mut out = Vec::new();
    for (dev_seq, fold) in (301..).zip(fold(&sealed(saves))) {
        let envelope = fold.seal(dev_seq, Some(prev), &asha.key).unwrap();
        prev = envelope.hash();
        let read = SignedEnvelope::decode(envelope.bytes()).unwrap();
        out.push(read.verify(&asha.public_key()).unwrap().into_parts().1);
    }
    out
}

type Said = (DocumentId, CertificateHash, Vec<u8>, u64);

fn said(envelopes: &[Envelope]) -> Vec<Said> {
    let of = |envelope: &Envelope| {
        let EnvelopeHeader {
            document, author, ..
        } = envelope.header;
        let saves = envelope.saves();
        let saves = saves.map(move |(change, at)| (document, author, change.to_vec(), at));
        saves.collect::<Vec<_>>()
    };
    envelopes.iter().flat_map(of).collect()
}

#[test]
fn a_day_of_one_hand_becomes_an_envelope_a_document() {
    let day: Vec<Save> = (0..60).map(|n| (n % 3, 1, 60_000, 100)).collect();
    let folded = folded(&day);
    assert_eq!(folded.len(), 3);
    assert_eq!(folded[0].changes.len(), 20);
    assert_eq!(folded[0].header.dev_seq, 301);
    assert_eq!(folded[2].moments[0], 19 * 3 * 60_000);
}

#[test]
fn another_hand_between_two_saves_keeps_them_apart() {
    let saves = [(1, 1, 5, 9), (1, 2, 5, 9), (1, 1, 5, 9), (2, 1, 5, 9)];
    assert_eq!(folded(&saves).len(), 4);
}

#[test]
fn what_is_large_is_not_folded_together() {
    let half = MAX_FOLDED_BYTES / 2;
    assert_eq!(folded(&[(1, 1, 5, half), (1, 1, 5, half - 16)]).len(), 1);
    assert_eq!(folded(&[(1, 1, 5, half), (1, 1, 5, half)]).len(), 2);
}

proptest! {
    #[test]
    fn folding_loses_nothing_and_keeps_each_document_in_order(
        saves in vec((0_u8..4, 0_u8..3, 0_u64..100_000_000, 0_usize..9_000), 0..60),
    ) {
        let (before, after) = (said(&sealed(&saves)), folded(&saves));
        prop_assert!(after.is_sorted_by(|one, next| one.header.hlc < next.header.hlc));
        let after = said(&after);
        prop_assert_eq!(before.len(), after.len());
        for on in (0..4).map(document) {
            let of = |all: &[Said]| all.iter().filter(|said| said.0 == on).cloned().collect::<Vec<_>>();
            for (mut before, after) in of(&before).into_iter().zip(of(&after)) {
                let later = after.3.checked_sub(before.3);
                prop_assert!(later.is_some_and(|later| later < 1000), "to the second");
                before.3 = after.3;
                prop_assert_eq!(before, after);
            }
        }
    }

    #[test]
    fn folding_twice_is_folding_once(
        saves in vec((0_u8..3, 0_u8..2, 0_u64..1_000, 0_usize..900), 0..30),
    ) {
        let once = folded(&saves);
        prop_assert_eq!(fold(&once).len(), once.len());
    }
}

#[test]
fn what_builds_on_something_stays_after_it_when_the_clock_goes_back() {
    let mut saves = sealed(&[(1, 1, 0, 100), (2, 1, 60_000, 100), (1, 1, 60_000, 100)]);
    // For the first of them the clock was a year ahead.
    let first = saves.first_mut().unwrap();
    first.header.hlc = Hlc::default().tick(NOON_MS + 365 * 24 * 60 * 60 * 1000);
    let asha = Machine::asha();
    let folds = fold(&saves);
    let sealed: Vec<Envelope> = (301..)
        .zip(&folds)
        .map(|(dev_seq, fold)| {
            let prev = Some(crate::hashes::EnvelopeHash::new([9; 32]));
            let envelope = fold.seal(dev_seq, prev, &asha.key).unwrap();
            envelope.into_parts().1
        })
        .collect();
    assert_eq!(said(&sealed), said(&saves));
}
