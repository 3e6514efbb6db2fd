//! What a device wrote itself is not sent back to it.

use super::*;
use crate::session::page::Pager;
use crate::testing::golden_change;

/// Two of Asha's envelopes as she holds them, and the entries of a shelf with one of Ben's between them.
fn shelf_of_two() -> (Vec<Bytes>, Vec<Bytes>) {
    let (mut asha, mut ben) = (Machine::asha(), Machine::ben());
    let saved = |name, machine: &mut Machine| -> Bytes {
        machine
            .save(document(1), &[golden_change(name)])
            .bytes()
            .into()
    };
    let first = saved("first", &mut asha);
    let between = saved("ben_1", &mut ben);
    let last = saved("asha_1", &mut asha);
    let entry = |(doc_seq, envelope)| FeedEntry::Change {
        document: document(1),
        doc_seq,
        envelope,
    };
    let log = [first.clone(), between, last.clone()];
    let entries = (1..).zip(log).map(|logged| entry(logged).encode());
    (vec![first, last], entries.collect())
}

fn response_to(device: DeviceId, entries: &[Bytes], whole: bool) -> Vec<u8> {
    let start = Cursor::start(shelf(1), EPOCH);
    let mut pager = Pager::usual(start, Level::HUB);
    if !whole {
        pager = pager.referring_to(device);
    }
    let (parts, end) = pager.all(entries.to_vec()).unwrap();
    let mark = WireMark {
        seq: end.seq,
        digest: tag(),
    };
    let end = end_part(&SyncEnd {
        marks: vec![mark],
        more: false,
    });
    [head_part(head()), parts.concat(), end].concat()
}

fn asked(response: &[u8], held: &[Bytes]) -> (Vec<Effect>, Result<(), SessionError>) {
    let start = Cursor::start(shelf(1), EPOCH);
    let mut own = |dev_seq: u64| held.get(usize::try_from(dev_seq - 1).unwrap()).cloned();
    follow_holding(session(&[start]), &[response], &mut own)
}

#[test]
fn it_puts_in_what_it_holds() {
    let (held, entries) = shelf_of_two();
    let device = Machine::asha().device;
    let (referring, whole) = (
        response_to(device, &entries, false),
        response_to(device, &entries, true),
    );
    let (effects, ended) = asked(&referring, &held);
    assert_eq!(ended, Ok(()));
    assert_eq!((effects, ended), asked(&whole, &[]), "as if all was sent");
    assert!(
        referring.len() + 2 * 64 < whole.len(),
        "two signatures less at least"
    );
}

#[test]
fn a_hundred_of_its_own_cost_two_bytes_each_before_they_are_packed() {
    let mut asha = Machine::asha();
    let entries: Vec<Bytes> = (1..=100)
        .map(|doc_seq| {
            let envelope = asha.save(document(1), &[golden_change("first")]);
            let envelope = envelope.bytes().into();
            FeedEntry::Change {
                document: document(1),
                doc_seq,
                envelope,
            }
            .encode()
        })
        .collect();
    let few = response_to(asha.device, &entries[..50], false);
    let many = response_to(asha.device, &entries, false);
    assert!(many.len() - few.len() < 8, "{} {}", few.len(), many.len());
}

#[test]
fn what_it_lost_it_asks_for() {
    let (held, entries) = shelf_of_two();
    let response = response_to(Machine::asha().device, &entries, false);
    let mut damaged = held.clone();
    damaged[1] = damaged[0].clone();
    for held in [&held[..1], &[], &damaged] {
        let (effects, ended) = asked(&response, held);
        assert_eq!(ended, Err(SessionError::OwnMissing));
        assert_eq!(
            applied(&effects),
            0,
            "a frame is applied whole or not at all"
        );
    }
}

#[test]
fn another_envelope_under_its_number_does_not_pass() {
    let (mut held, entries) = shelf_of_two();
    let response = response_to(Machine::asha().device, &entries, false);
    // Signed by the device under the same number, as after a backup that was put back.
    held[0] = Machine::asha()
        .save(document(1), &[golden_change("asha_2")])
        .bytes()
        .into();
    let (effects, ended) = asked(&response, &held);
    assert_eq!(ended, Err(SessionError::OwnMissing));
    assert_eq!(applied(&effects), 0);
}
