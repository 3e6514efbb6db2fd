//! What a broken, copied, stolen or hostile computer can say to the hub, over real TLS: each is refused with a code, and
//! the honest go on.

use alongside_tests::dice::Dice;
use alongside_tests::region::{Device, Region, change, is_well, replay};
use care_record::{Body, Edit, Entry, EntryId, Record, RecordId};
use minicbor::{Decode, Encode};
use sync_protocol::bytes::Bytes;
use sync_protocol::envelope::{EnvelopeError, EnvelopeHeader};
use sync_protocol::frame::{EnvelopeFrame, Level};
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::DeviceId;
use sync_protocol::keys::SigningKey;
use sync_protocol::limits::{MAX_ENVELOPE_BYTES, MAX_REQUEST_BYTES};
use sync_protocol::message::request::SyncRequest;
use sync_protocol::signed::{self, Statement};

/// An envelope as a later version of this program, or a broken one, might seal it: any version, any size.
#[derive(Debug, Clone, Encode, Decode)]
struct Loose {
    #[n(0)]
    header: EnvelopeHeader,
    #[n(1)]
    changes: Vec<Bytes>,
    #[n(2)]
    moments: Vec<u32>,
}

impl Statement for Loose {
    const CONTEXT: &'static str = "alongside envelope";
    const VERSION: u8 = u8::MAX;
    const VERSION_DEPTH: u8 = 2;
    const MAX_BYTES: usize = usize::MAX;
    type Hash = EnvelopeHash;
    type Error = EnvelopeError;

    fn hash_from(hash: [u8; 32]) -> EnvelopeHash {
        EnvelopeHash::new(hash)
    }

    fn check(&self) -> Result<(), EnvelopeError> {
        Ok(())
    }
}

fn loose(header: EnvelopeHeader, changes: Vec<Bytes>, key: &SigningKey) -> Bytes {
    let loose = Loose {
        header,
        moments: vec![0; changes.len()],
        changes,
    };
    let sealed = signed::seal(loose, key).unwrap();
    Bytes::from(sealed.bytes())
}

pub(crate) fn note(text: &str, dice: &mut Dice) -> Edit {
    let body: Body = [("text".to_owned(), text.into())].into_iter().collect();
    Edit::enter(EntryId::from_random(dice.bytes()), Entry::new("note", body))
}

#[test]
fn bad_envelopes_are_refused_by_code_and_the_honest_go_on() {
    let mut dice = Dice::printed("bad envelopes");
    let mut region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let desk = region.computer(&site, "Desk 2", &[&joe]);
    let honest = laptop.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&laptop, &desk]);

    let mut device = Device::enrol(&region.hub, &region.device_code(&site), &mut dice);
    let victim = Device::enrol(&region.hub, &region.device_code(&site), &mut dice);
    let mut record = Record::new(RecordId::from_bytes(dice.bytes()));
    let actor = dice.bytes();
    let next = |record: &mut Record, text: &str, dice: &mut Dice| {
        let edit = note(text, dice);
        change(record, actor, &[edit]).0
    };

    // One that is sound, to begin with: it is taken.
    let bytes = next(&mut record, "First", &mut dice);
    let first = device.seal(record.id(), vec![bytes]);
    let first_bytes = Bytes::from(first.bytes());
    let (_, first_request) = device.request(std::slice::from_ref(&first_bytes));
    let answered = device.offer(&region.hub, std::slice::from_ref(&first_bytes));
    assert_eq!((answered.accepted, answered.refused), (Some(1), vec![]));

    let bytes = Bytes::from(next(&mut record, "Second", &mut dice));
    let header = device.header(record.id());

    // Cut short.
    let whole = loose(header.clone(), vec![bytes.clone()], &device.key);
    for length in [1, 17, whole.len() / 2, whole.len() - 1] {
        let cut = Bytes::from(whole.get(..length).unwrap());
        let answered = device.offer(&region.hub, &[cut]);
        assert_eq!(
            answered.refused,
            [(0, "refused.unreadable")],
            "{length} bytes"
        );
        assert_eq!(answered.accepted, Some(1));
    }
    // Of a version that does not exist yet.
    let later = EnvelopeHeader {
        version: 2,
        ..header.clone()
    };
    let later = loose(later, vec![bytes.clone()], &device.key);
    let answered = device.offer(&region.hub, &[later]);
    assert_eq!(answered.refused, [(0, "refused.unreadable")]);
    // Larger than any may be.
    let huge = vec![Bytes::from(vec![7; MAX_ENVELOPE_BYTES])];
    let huge = loose(header.clone(), huge, &device.key);
    let answered = offer_unpacked(&device, &region, huge);
    assert_eq!(answered, ["refused.too_large"]);
    let (status, body) = region.hub.post("sync", &vec![0; MAX_REQUEST_BYTES + 1]);
    assert_eq!(status, 413);
    assert!(body.starts_with(b"request.too_large:"));
    // Signed by somebody else than it says.
    let forged = EnvelopeHeader {
        device: victim.id,
        dev_seq: 1,
        prev: None,
        ..header.clone()
    };
    let forged = loose(forged, vec![bytes.clone()], &device.key);
    let answered = device.offer(&region.hub, &[forged]);
    assert_eq!(answered.refused, [(1, "refused.bad_signature")]);
    // Of a device that nobody enrolled.
    let nobody = EnvelopeHeader {
        device: DeviceId::new(dice.bytes()),
        dev_seq: 1,
        prev: None,
        ..header.clone()
    };
    let nobody = loose(nobody, vec![bytes.clone()], &device.key);
    let answered = device.offer(&region.hub, &[nobody]);
    assert_eq!(answered.refused, [(1, "refused.unknown_device")]);
    // With a hole before it.
    let hole = EnvelopeHeader {
        dev_seq: 3,
        ..header.clone()
    };
    let hole = loose(hole, vec![bytes.clone()], &device.key);
    let answered = device.offer(&region.hub, &[hole]);
    assert_eq!(answered.refused, [(3, "refused.gap")]);
    // Replayed: the same again is no news, and a whole request neither.
    let answered = device.offer(&region.hub, &[first_bytes]);
    assert_eq!((answered.accepted, answered.refused), (Some(1), vec![]));
    assert_eq!(replay(&region.hub, &first_request), 200);
    // Set back to a copy: another envelope under a number that is taken.
    let fork = EnvelopeHeader {
        dev_seq: 1,
        prev: None,
        ..header.clone()
    };
    let fork = loose(fork, vec![bytes.clone()], &device.key);
    let answered = device.offer(&region.hub, &[fork]);
    assert!(
        answered.forked,
        "it is told before anything is acknowledged"
    );
    assert_eq!((answered.accepted, answered.refused), (None, vec![]));

    // A request that a stranger signed in the name of another, one by nobody, and no request at all.
    let mut thief = Device::enrol(&region.hub, &region.device_code(&site), &mut dice);
    thief.id = victim.id;
    thief.key = SigningKey::from_bytes(&dice.bytes());
    let answered = thief.offer(&region.hub, &[]);
    assert_eq!(
        (answered.status, answered.code.as_str()),
        (403, "request.bad_signature")
    );
    thief.id = DeviceId::new(dice.bytes());
    let answered = thief.offer(&region.hub, &[]);
    assert_eq!(
        (answered.status, answered.code.as_str()),
        (403, "request.unknown_device")
    );
    for (path, junk) in [
        ("sync", &b""[..]),
        ("sync", b"hello"),
        ("sync", &first_request[..first_request.len() / 2]),
        ("enrol", b"hello"),
        ("first-sign-in", &[0x9f; 64]),
        ("faces", b"hello"),
    ] {
        let (status, body) = region.hub.post(path, junk);
        let body = String::from_utf8(body).unwrap();
        assert_eq!(status, 400, "{path}: {body}");
        let code = body.split(':').next().unwrap();
        assert!(
            code.starts_with("request.") || code.starts_with("enrolment."),
            "{body}"
        );
    }

    // A change whose inside is rubbish under a sound signature: accepted, then kept aside by the reading room.
    let mut poisoned = bytes.as_slice().to_vec();
    let last = poisoned.len() - 1;
    poisoned[last] ^= 0xff;
    let poisoned = device.seal(RecordId::from_bytes(dice.bytes()), vec![poisoned]);
    let answered = device.offer(&region.hub, &[Bytes::from(poisoned.bytes())]);
    println!("poisoned: {answered:?}");

    // The device that said all this is honest again and is believed; so is everybody else, and nothing is lost.
    let honest_next = device.seal(record.id(), vec![bytes.into_vec()]);
    let answered = device.offer(&region.hub, &[Bytes::from(honest_next.bytes())]);
    assert_eq!(answered.refused, []);
    laptop.note(&honest, "After all this");
    let newcomer = laptop.new_person("Carter", "Ruth");
    region.run_until_quiet(&[&laptop, &desk]);
    assert_eq!(desk.notes(&honest), ["After all this"]);
    assert_eq!(desk.notes(&newcomer), Vec::<String>::new());
    let theirs = record.id().to_string();
    let mut notes = desk.notes(&theirs);
    notes.sort();
    assert_eq!(notes, ["First", "Second"]);
    assert!(is_well(&region.hub));
    assert!(region.hub.is_running());
    region.hub.must(&["doctor"]);
}

/// Offers an envelope that no honest program would pack: the codes of its refusals.
fn offer_unpacked(device: &Device, region: &Region, envelope: Bytes) -> Vec<String> {
    let frame = EnvelopeFrame {
        sender: device.id,
        envelopes: vec![envelope],
    }
    .encode(Level::DEVICE)
    .unwrap();
    let request = SyncRequest {
        proto: SyncRequest::PROTO,
        device: device.id,
        cursors: vec![device.start],
        clock_ms: 0,
        last_secured: 0,
        frames: vec![Bytes::from(frame)],
        own_whole: true,
        frame_kib: None,
    };
    let request = signed::seal(request, &device.key).unwrap();
    let (mut session, _) = device.request(&[]);
    let (status, body) = region.hub.post("sync", request.bytes());
    assert_eq!(status, 200);
    session.feed(&body);
    let mut codes = Vec::new();
    while let Some(effect) = session.next_effect(&mut |_| None).unwrap() {
        if let sync_protocol::session::device::Effect::Refused(refusal) = effect {
            codes.push(refusal.code.code().to_owned());
        }
    }
    codes
}
