use super::*;
use crate::bytes::Bytes;
use crate::envelope::{Envelope, EnvelopeHeader, Saved, SignedEnvelope};
use crate::feed::FeedEntry;
use crate::hashes::{CertificateHash, ChangeHash};
use crate::hlc::Hlc;
use crate::ids::DeviceId;
use crate::keys::SignatureBytes;
use crate::limits::MAX_ITEMS_PER_FRAME;
use crate::signed;
use crate::testing::{Machine, NOON_MS, document, golden_change, hash_of, made_change};
use proptest::prelude::*;

/// Who sends it: nobody who wrote any of it.
const SENDER: DeviceId = DeviceId::new([0xee; 16]);

fn lean_of(envelopes: &[Bytes]) -> Lean {
    let mut lean = Lean::default();
    write_envelopes(envelopes, SENDER, &mut lean);
    lean
}

fn opened(lean: &Lean) -> Result<Vec<Bytes>, FrameError> {
    read_envelopes(&mut Reader::new(lean), SENDER)
}

fn entries_of(lean: &Lean) -> Result<Vec<Bytes>, FrameError> {
    read_entries(&mut Reader::new(lean), None)
}

fn sealed(machine: &mut Machine, changes: &[Bytes]) -> Bytes {
    machine.save(document(1), changes).bytes().into()
}

/// What follows the numbers of a change: time, message, the other actors, columns.
fn content(others: &[&[u8]], columns: &str) -> Vec<u8> {
    let mut content = vec![0, 0, others.len() as u8];
    for other in others {
        content.push(other.len() as u8);
        content.extend(*other);
    }
    content.extend(columns.bytes());
    content
}

#[test]
fn what_follows_is_not_said_again() {
    let mut asha = Machine::asha();
    let changes = ["first", "asha_1", "asha_2"].map(golden_change);
    let one_by_one: Vec<Bytes> = changes
        .iter()
        .map(|change| sealed(&mut asha, std::slice::from_ref(change)))
        .collect();
    let first = lean_of(&one_by_one[..2]);
    let whole = lean_of(&one_by_one);
    assert_eq!(opened(&whole).as_deref(), Ok(one_by_one.as_slice()));
    assert_eq!(
        whole.noise.len() - first.noise.len(),
        64,
        "a save that follows costs its signature"
    );
    let said = whole.text.len() - first.text.len();
    assert!(said < golden_change("asha_2").len() - 60, "{said} bytes");
}

#[test]
fn what_cannot_be_rebuilt_is_carried_as_it_is() {
    let mut asha = Machine::asha();
    let odd = ["compressed", "document"].map(golden_change);
    let envelope = sealed(&mut asha, &odd);
    let newer = EnvelopeHeader {
        version: 2,
        ..asha.next_header(document(1))
    };
    let newer = Envelope {
        header: newer,
        changes: vec![golden_change("first")],
        moments: vec![0],
    };
    let newer = signed::joined(&newer, SignatureBytes::new([7; 64]));
    let cut = Bytes::from(&envelope[..100]);
    let all = vec![envelope, newer, Bytes::default(), cut];
    assert_eq!(opened(&lean_of(&all)), Ok(all));
}

#[test]
fn an_id_told_twice_is_told_by_number() {
    let id = "0123456789abcdef";
    let text = content(&[], &format!("@{id}…{id}{id}…0123456789abcde"));
    let change = made_change(&[], b"actor", 1, &text);
    let envelope = sealed(&mut Machine::asha(), &[change]);
    let lean = lean_of(std::slice::from_ref(&envelope));
    // Device, author, record, signature, the actor and the id.
    assert_eq!(lean.noise.len(), 16 + 32 + 16 + 64 + 5 + 8);
    assert_eq!(opened(&lean), Ok(vec![envelope]));
}

#[test]
fn a_field_more_costs_its_place_and_its_value() {
    let mut asha = Machine::asha();
    let first = made_change(&[], b"asha", 1, &content_of_columns("phone", 40));
    let second = made_change(
        &[hash_of(&first)],
        b"asha",
        2,
        &content_of_columns("room", 41),
    );
    let one = lean_of(&[sealed(&mut asha.clone(), std::slice::from_ref(&first))]);
    let two = lean_of(&[sealed(&mut asha, &[first, second])]);
    assert_eq!(two.noise.len(), one.noise.len());
    // Its moment; that it follows; actor, number, first operation, shape; two texts with two lengths each; its place.
    assert_eq!(two.text.len() - one.text.len(), 1 + 5 + 2 * (2 + 4) + 1);
}

fn content_of_columns(text: &str, place: u64) -> Vec<u8> {
    [content(&[], ""), columns(text, place, 0)].concat()
}

#[test]
fn dependencies_are_told_once() {
    let first = golden_change("first");
    let elsewhere = ChangeHash::new([9; 32]);
    let both = [elsewhere, hash_of(&first)];
    let changes = [
        first,
        made_change(&both, b"ben", 1, &content(&[b"asha", b"ben"], "a")),
        made_change(&both, b"asha", 7, &content(&[b"ben"], "b")),
    ];
    let envelope = sealed(&mut Machine::asha(), &changes);
    let lean = lean_of(std::slice::from_ref(&envelope));
    let told = lean.noise.windows(32).filter(|bytes| bytes == &[9; 32]);
    assert_eq!(told.count(), 1);
    assert_eq!(opened(&lean), Ok(vec![envelope]));
}

/// The lean form of an envelope with one change up to its other actors, of which there are to be so many.
fn many_others(count: u64, each: u64) -> Lean {
    let mut lean = Lean {
        text: Vec::new(),
        noise: vec![5; 1000],
    };
    // One envelope of a new device, not following, number 1, a new author, role, grants, a new document and its sheet,
    // time and counter, one change with no dependencies of a new actor of 32 bytes, of a new shape without columns.
    for number in [1, 1, 0, 0, 1, 0, 2, 7, 0, 0, 0, 0, 1, 2, 0, 32, 0, 0, 0] {
        lean.number(number);
    }
    let mut shape = vec![0, 0];
    leb::write(count, &mut shape);
    lean.text(&shape);
    for _ in 0..each {
        lean.number(1);
    }
    lean
}

#[test]
fn numbers_that_open_to_much_are_refused() {
    let fits = 10_000;
    let mut lean = many_others(fits, fits);
    for number in [0, 0] {
        lean.number(number);
    }
    assert_eq!(
        opened(&lean).map(|envelopes| envelopes.len()),
        Ok(1),
        "the form is right"
    );
    assert_eq!(
        opened(&many_others(900_000, 900_000)),
        Err(FrameError::TooLarge),
        "thirty times its size"
    );
    assert_eq!(
        opened(&many_others(u64::MAX, 10)),
        Err(FrameError::Malformed)
    );
    let mut many = Lean::default();
    many.number(MAX_ITEMS_PER_FRAME as u64 + 1);
    assert_eq!(opened(&many), Err(FrameError::Malformed));
    assert_eq!(entries_of(&many), Err(FrameError::Malformed));
}

/// One change of it: how many dependencies, whose, of which number, saying what, how odd its columns are, and when.
type Change = (u8, u8, u8, String, u8, u32);

/// One save of a made-up day.
#[derive(Debug, Clone)]
struct Save {
    by_ben: bool,
    skips: bool,
    record: u8,
    author: u8,
    ms: u32,
    counter: u16,
    compared: Option<u32>,
    happened: Option<i64>,
    changes: Vec<Change>,
    verbatim: Option<Vec<u8>>,
}

/// Columns as automerge writes them for one operation: an object, a name, an action, a value, a place.
fn columns(name: &str, place: u64, odd: u8) -> Vec<u8> {
    let mut place_bytes = vec![0x7f];
    leb::write_signed(place, &mut place_bytes);
    let named = [&[0x7f, name.len() as u8], name.as_bytes()].concat();
    let mut meta = vec![0x7f];
    leb::write((name.len() as u64) << 4 | 6, &mut meta);
    let mut columns = vec![
        (0x01_u8, vec![0x7f, 1]),
        (0x15, named),
        (0x34, vec![1]),
        (0x42, vec![0x7f, 1]),
        (0x56, meta),
        (0x57, name.as_bytes().to_vec()),
        (0x73, place_bytes),
    ];
    // Nearly right: what has no shape must come back as well.
    match odd {
        1 => columns[2].1 = vec![7; 20],
        2 => columns[1].1.push(0),
        3 => columns[4].1 = vec![0x7f, 0x86, 0x00],
        4 => columns[6].1 = vec![0x7e, 1, 2],
        5 => columns.reverse(),
        6 => drop(columns.remove(5)),
        _ => {}
    }
    let mut bytes = vec![columns.len() as u8];
    for (column, data) in &columns {
        bytes.extend([*column, data.len() as u8]);
    }
    bytes.extend(columns.into_iter().flat_map(|(_, data)| data));
    bytes
}

fn save() -> impl Strategy<Value = Save> {
    let change = (
        0..5_u8,
        0..4_u8,
        1..9_u8,
        "[a-z0-9@ ]{0,40}",
        0..10_u8,
        any::<u32>(),
    );
    (
        (any::<bool>(), prop::bool::weighted(0.1), 0..3_u8, 0..2_u8),
        (any::<u32>(), 0..3_u16),
        proptest::option::of(0..1000_u32),
        proptest::option::of(any::<i64>()),
        proptest::collection::vec(change, 1..4),
        proptest::option::weighted(0.1, proptest::collection::vec(any::<u8>(), 0..50)),
    )
        .prop_map(
            |(
                (by_ben, skips, record, author),
                (ms, counter),
                compared,
                happened,
                changes,
                verbatim,
            )| {
                Save {
                    by_ben,
                    skips,
                    record,
                    author,
                    ms,
                    counter,
                    compared,
                    happened,
                    changes,
                    verbatim,
                }
            },
        )
}

/// Envelopes as devices might seal them, in any order, about few things.
fn day(saves: &[Save]) -> Vec<Bytes> {
    let mut machines = [Machine::asha(), Machine::ben()];
    let mut hashes = vec![ChangeHash::new([4; 32])];
    let mut day = Vec::new();
    for save in saves {
        let machine = &mut machines[usize::from(save.by_ben)];
        let header = EnvelopeHeader {
            author: CertificateHash::new([save.author; 32]),
            hlc: Hlc::new((NOON_MS + u64::from(save.ms)) << 16 | u64::from(save.counter)),
            clock_uncertainty_ms: save.compared,
            event_time_ms: save.happened,
            ..machine.next_header(document(save.record))
        };
        let mut moments: Vec<u32> = save.changes.iter().map(|change| change.5).collect();
        moments.sort_unstable_by(|one, other| other.cmp(one));
        *moments.last_mut().unwrap() = 0;
        let mut saves = Vec::new();
        for ((back, actor, seq, text, odd, place), before_ms) in save.changes.iter().zip(moments) {
            let back = usize::from(*back).min(hashes.len());
            let deps = &hashes[hashes.len() - back..];
            let change = match actor {
                3 => Bytes::from(text.as_bytes()),
                _ => {
                    let other = vec![*actor; 16];
                    let mut content = content(&[&other, b"other"], "");
                    match odd {
                        8.. => content.extend(text.bytes()),
                        odd => content.extend(columns(text, u64::from(*place), *odd)),
                    }
                    made_change(deps, &[*actor; 16], (*seq).into(), &content)
                }
            };
            if *actor < 3 {
                hashes.push(hash_of(&change));
            }
            saves.push(Saved { change, before_ms });
        }
        let sealed = Envelope::seal_saves(header, saves, &machine.key).unwrap();
        if !save.skips {
            machine.dev_seq += 1;
            machine.prev = Some(sealed.hash());
        }
        day.push(sealed.bytes().into());
        day.extend(
            save.verbatim
                .iter()
                .map(|bytes| Bytes::from(bytes.as_slice())),
        );
    }
    day
}

fn published(day: &[Bytes]) -> Vec<Bytes> {
    let entry = |(number, envelope): (u64, &Bytes)| {
        let document = SignedEnvelope::decode(envelope)
            .map_or(document(7), |signed| signed.claimed().header.document);
        let attach = FeedEntry::Attach {
            document,
            reason: crate::feed::AttachReason::SHARED,
        };
        let change = FeedEntry::Change {
            document,
            doc_seq: number / 2,
            envelope: envelope.clone(),
        };
        [change.encode(), attach.encode(), envelope.clone()]
    };
    (0..).zip(day).flat_map(entry).collect()
}

proptest! {
    #[test]
    fn every_day_comes_back_to_the_byte(saves in proptest::collection::vec(save(), 0..8)) {
        let day = day(&saves);
        prop_assert_eq!(opened(&lean_of(&day)), Ok(day.clone()));
        let entries = published(&day);
        let mut lean = Lean::default();
        write_entries(&entries, None, &mut lean);
        prop_assert_eq!(entries_of(&lean), Ok(entries));
    }

    #[test]
    fn any_bytes_come_back(items in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 0..5)) {
        let items: Vec<Bytes> = items.into_iter().map(Bytes::from).collect();
        prop_assert_eq!(opened(&lean_of(&items)), Ok(items));
    }

    #[test]
    fn any_two_streams_open_or_do_not(
        text in proptest::collection::vec(prop_oneof![0..4_u8, any::<u8>()], 0..200),
        noise in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let lean = Lean { text, noise };
        let _ = opened(&lean);
        let _ = entries_of(&lean);
    }

    #[test]
    fn damage_opens_to_nothing_that_is_larger_than_a_frame(
        saves in proptest::collection::vec(save(), 1..5),
        place in any::<prop::sample::Index>(), value in 1..=255_u8, cut in any::<bool>(),
    ) {
        let mut lean = lean_of(&day(&saves));
        let place = place.index(lean.text.len());
        if cut { lean.text.truncate(place) } else { lean.text[place] ^= value }
        if let Ok(items) = opened(&lean) {
            let bytes: usize = items.iter().map(|item| item.len()).sum();
            prop_assert!(bytes <= MAX_FRAME_RAW_BYTES);
        }
    }
}
