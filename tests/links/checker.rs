//! The checker itself: a sound history has no fault, and each way in which one was doctored has one, by its name.

use alongside_tests::dice::Dice;
use alongside_tests::links::{DeviceEnd, History, HubEnd, Logged, Noticed, Rule, Shelf, faults};
use std::collections::{BTreeMap, BTreeSet};
use sync_protocol::bytes::Bytes;
use sync_protocol::chain::Chain;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::{Heads, HeadsDigest};
use sync_protocol::feed::{AttachReason, FeedEntry};
use sync_protocol::hashes::{ChangeHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, DocumentId, RecordId, SheetId, ShelfId};

const EPOCH: u64 = 7;
const NAMES: [&str; 2] = ["laptop", "desk"];

fn document() -> DocumentId {
    DocumentId::new(RecordId::new([3; 16]), SheetId::SHARED)
}

fn shelf() -> ShelfId {
    ShelfId::new([5; 16])
}

fn envelope(number: u8) -> EnvelopeHash {
    EnvelopeHash::new([number; 32])
}

fn note() -> (RecordId, String) {
    (document().record, "Slept well".to_owned())
}

/// Two devices of one site; the first wrote two envelopes on one document, and everybody has them.
fn sound() -> History {
    let change = |doc_seq| FeedEntry::Change {
        document: document(),
        doc_seq,
        envelope: Bytes::from(vec![u8::try_from(doc_seq).unwrap()]),
    };
    let attach = FeedEntry::Attach {
        document: document(),
        reason: AttachReason::CREATED,
    };
    let mut feed = Vec::new();
    let mut chain = Chain::genesis(&shelf());
    for (number, entry) in (1..).zip([attach, change(1), change(2)]) {
        chain = chain.extend(&entry.encode());
        feed.push((number, entry.encode(), chain));
    }
    let heads: Heads = [ChangeHash::new([9; 32])].into_iter().collect();
    let documents = BTreeMap::from([(document(), heads)]);
    let cursor = |seq: u64, chain| Cursor {
        shelf: shelf(),
        epoch: EPOCH,
        seq,
        chain,
    };
    let logged = |number: u8| Logged {
        document: document(),
        doc_seq: number.into(),
        device: DeviceId::new([0; 16]),
        dev_seq: number.into(),
        envelope: envelope(number),
    };
    let hub = HubEnd {
        epoch: EPOCH,
        log: vec![logged(1), logged(2)],
        documents: documents.clone(),
        notes: [(note(), 1)].into(),
        shelves: BTreeMap::from([(
            shelf(),
            Shelf {
                end: (3, chain),
                digest: HeadsDigest::of(&documents),
                members: [document()].into(),
                feed: feed.clone(),
            },
        )]),
        ..HubEnd::default()
    };
    let mut history = History {
        hub,
        ..History::default()
    };
    for (number, name) in (0..).zip(NAMES) {
        let own = [(1, envelope(1)), (2, envelope(2))];
        let device = DeviceEnd {
            device: DeviceId::new([number; 16]),
            cursor: cursor(3, chain),
            documents: documents.clone(),
            kept: [document()].into(),
            own: own.into_iter().filter(|_| number == 0).collect(),
            refused: BTreeSet::new(),
            notes: [note()].into(),
            adrift: BTreeMap::new(),
            copied: None,
        };
        history.devices.insert(name.to_owned(), device);
        let seen = feed.iter().map(|(seq, _, chain)| cursor(*seq, *chain));
        history.sightings.insert(name.to_owned(), seen.collect());
    }
    history.said.insert(NAMES[0].to_owned(), [note()].into());
    let acknowledged = (DeviceId::new([0; 16]), 2);
    history
        .acknowledged
        .insert(acknowledged, [envelope(2)].into());
    history
}

fn laptop(history: &mut History) -> &mut DeviceEnd {
    history.devices.get_mut(NAMES[0]).unwrap()
}

fn the_shelf(history: &mut History) -> &mut Shelf {
    history.hub.shelves.get_mut(&shelf()).unwrap()
}

type Doctoring = (&'static str, Rule, fn(&mut History));

const DOCTORED: [Doctoring; 17] = [
    ("an accepted envelope is lost", Rule::Kept, |history| {
        history.hub.log.pop();
    }),
    ("an envelope is there twice", Rule::Kept, |history| {
        history.hub.log.push(history.hub.log[1].clone());
    }),
    (
        "one accepted is another in the log",
        Rule::Kept,
        |history| {
            history.hub.log[1].envelope = envelope(8);
        },
    ),
    ("a note said to be saved is lost", Rule::Kept, |history| {
        history.hub.notes.clear();
    }),
    ("a note is there twice", Rule::Kept, |history| {
        history.hub.notes.insert(note(), 2);
    }),
    ("an envelope waits for ever", Rule::Kept, |history| {
        history.hub.waiting = 1
    }),
    ("something was refused", Rule::Kept, |history| {
        laptop(history).refused.insert(envelope(2));
    }),
    ("nobody noticed a copy", Rule::Kept, |history| {
        laptop(history).copied = Some(Noticed(false))
    }),
    ("a feed has a gap", Rule::Order, |history| {
        the_shelf(history).feed.remove(1);
    }),
    (
        "a feed changed behind its readers",
        Rule::Order,
        |history| {
            history.sightings.get_mut(NAMES[1]).unwrap()[1].chain = Chain::genesis(&shelf());
        },
    ),
    ("a shelf lacks the end of a log", Rule::Order, |history| {
        let mut further = history.hub.log[1].clone();
        (further.doc_seq, further.envelope) = (3, envelope(3));
        history.hub.log.push(further);
    }),
    (
        "a device keeps what left its shelf",
        Rule::Scope,
        |history| {
            the_shelf(history).members.clear();
        },
    ),
    ("a device lacks a document", Rule::Scope, |history| {
        laptop(history).kept.clear()
    }),
    ("a cursor went back", Rule::Cursor, |history| {
        history.sightings.get_mut(NAMES[1]).unwrap().swap(1, 2);
    }),
    ("a device has other heads", Rule::Agreed, |history| {
        let other: Heads = [ChangeHash::new([1; 32])].into_iter().collect();
        laptop(history).documents.insert(document(), other);
    }),
    ("a device holds half a document", Rule::Agreed, |history| {
        let adrift = vec![vec![2]];
        laptop(history).adrift.insert(document(), adrift);
    }),
    (
        "the hub's digest is not that of its log",
        Rule::Agreed,
        |history| {
            the_shelf(history).digest = HeadsDigest::EMPTY;
        },
    ),
];

#[test]
fn a_sound_history_has_no_fault() {
    assert_eq!(faults(&sound()), []);
}

#[test]
fn every_doctored_history_is_found_out() {
    for (how, rule, doctor) in DOCTORED {
        let mut history = sound();
        doctor(&mut history);
        let found = faults(&history);
        assert!(
            found.iter().any(|fault| fault.rule == rule),
            "{how}: {found:?}"
        );
    }
}

#[test]
fn a_link_decides_the_same_for_the_same_seed() {
    use alongside_tests::links::Weather;
    let of = |seed| {
        let mut dice = Dice::seeded(seed);
        (0..8).map(|_| Weather::any(&mut dice)).collect::<Vec<_>>()
    };
    assert_eq!(of(3), of(3));
    assert_ne!(of(3), of(4));
}
