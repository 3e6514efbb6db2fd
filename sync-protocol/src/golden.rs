//! Pins the bytes of every message with a file. See `golden/README.md`.

use std::fmt::Debug;
use std::path::PathBuf;

use data_encoding::HEXLOWER;

use crate::bytes::Bytes;
use crate::canonical::{decode, encode};
use crate::certificate::{SignedDeviceCertificate, SignedStaffCertificate};
use crate::cursor::Cursor;
use crate::digest::{Heads, HeadsDigest};
use crate::enrolment::{
    EnrolGrant, EnrolRequest, FirstSignIn, FirstSignInGrant, HubShare, Nonce, Proof,
    ProvedResponse, TlsFingerprint, device_proof_input, enrol_salt, hub_proof_input, sign_in_salt,
    staff_proof_input,
};
use crate::envelope::{Envelope, EnvelopeHeader, Saved, SignedEnvelope, VerifiedEnvelope};
use crate::feed::{AttachReason, CertificateKind, DetachReason, FeedEntry, NoticeCode};
use crate::frame::{AuditFrame, EnvelopeFrame, Face, FaceFrame, FeedFrame, Level};
use crate::hashes::{EnvelopeHash, Hash};
use crate::home::{HomeFile, Left};
use crate::ids::{DocumentId, RecordId, SheetId, StaffId};
use crate::keys::PublicKey;
use crate::message::admission::Admission;
use crate::message::attachment::{
    AttachmentAnswer, AttachmentRequest, AttachmentState, SignedAttachmentRequest, What,
};
use crate::message::audit::{AuditAnswer, AuditEntry, AuditRequest, SignedAuditRequest};
use crate::message::break_glass::{BreakGlass, FindingHash, GlassReason};
use crate::message::doorbell::{DoorbellRequest, SignedDoorbellRequest};
use crate::message::faces::FacesRequest;
use crate::message::refusal::{Refusal, RefusalCode};
use crate::message::request::{SignedRequest, SyncRequest};
use crate::message::response::{ShelfException, ShelfExceptionKind, SyncEnd, SyncHead, WireMark};
use crate::one_time_code::Selector;
use crate::signed::{Statement, Unverified, Verified, seal};
use crate::stream::{Part, PartReader, end_part, head_part};
use crate::testing::{
    Machine, NOON_MS, device_certificate, document, golden_change, hash_of, shelf,
    staff_certificate,
};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("golden")
        .join(format!("{name}.hex"))
}

fn writing() -> bool {
    std::env::var_os("ALONGSIDE_WRITE_GOLDEN").is_some()
}

/// The bytes of a golden file.
fn pinned(name: &str) -> Vec<u8> {
    let text = std::fs::read_to_string(path(name)).unwrap_or_else(|error| {
        panic!("no golden file {name}: {error}; set ALONGSIDE_WRITE_GOLDEN")
    });
    HEXLOWER.decode(text.trim().as_bytes()).unwrap()
}

/// Compares bytes with their golden file, or writes it.
fn pin(name: &str, bytes: &[u8]) {
    if writing() {
        std::fs::write(path(name), HEXLOWER.encode(bytes) + "\n").unwrap();
    }
    let (pinned, found) = (HEXLOWER.encode(&pinned(name)), HEXLOWER.encode(bytes));
    assert_eq!(
        found, pinned,
        "{name} is encoded otherwise than machines in the field do"
    );
}

/// Pins something signed, and that the pinned bytes still read as it.
fn pin_signed<T>(name: &str, signed: &Verified<T>)
where
    T: Statement + Debug + PartialEq,
    T::Error: Debug,
{
    pin(name, signed.bytes());
    let read = Unverified::<T>::decode(&pinned(name)).unwrap();
    assert_eq!(
        read.claimed(),
        signed.statement(),
        "{name} reads otherwise than it was written"
    );
    assert_eq!(read.hash(), signed.hash());
}

fn pin_entry(name: &str, entry: &FeedEntry) {
    pin(name, &entry.encode());
    assert_eq!(
        FeedEntry::decode(&pinned(name)).as_ref(),
        Ok(entry),
        "{name}"
    );
}

fn first_envelope() -> VerifiedEnvelope {
    let asha = Machine::asha();
    let header = EnvelopeHeader {
        clock_uncertainty_ms: None,
        ..asha.next_header(document(1))
    };
    Envelope::seal(header, vec![golden_change("first")], &asha.key).unwrap()
}

fn later_envelope() -> VerifiedEnvelope {
    let asha = Machine {
        dev_seq: 299,
        prev: Some(EnvelopeHash::new([0x0e; 32])),
        ..Machine::asha()
    };
    let local = DocumentId::new(RecordId::new([1; 16]), SheetId::new(2).unwrap());
    let header = EnvelopeHeader {
        event_time_ms: Some(-1),
        ..asha.next_header(local)
    };
    let saved = |name, before_ms| Saved {
        change: golden_change(name),
        before_ms,
    };
    let saves = [saved("asha_1", 70_000), saved("asha_2", 0)];
    Envelope::seal_saves(header, saves, &asha.key).unwrap()
}

#[test]
fn envelopes_and_certificates() {
    pin_signed("envelope_first", &first_envelope());
    pin_signed("envelope_later", &later_envelope());
    let authority = Machine::new(0x0a);
    pin_signed(
        "staff_certificate",
        &seal(staff_certificate(), &authority.key).unwrap(),
    );
    pin_signed(
        "device_certificate",
        &seal(device_certificate(), &authority.key).unwrap(),
    );
    // The signatures too: whoever verified them yesterday does so today.
    let asha = Machine::asha().public_key();
    assert!(
        SignedEnvelope::decode(&pinned("envelope_later"))
            .unwrap()
            .verify(&asha)
            .is_ok()
    );
    let key = authority.public_key();
    assert!(
        SignedStaffCertificate::decode(&pinned("staff_certificate"))
            .unwrap()
            .verify(&key)
            .is_ok()
    );
    assert!(
        SignedDeviceCertificate::decode(&pinned("device_certificate"))
            .unwrap()
            .verify(&key)
            .is_ok()
    );
}

#[test]
fn feed_entries() {
    let envelope = first_envelope().bytes().into();
    let notice = |document| FeedEntry::Notice {
        code: NoticeCode::QUARANTINED,
        document,
        detail: Bytes::from([1, 2].as_slice()),
    };
    pin_entry(
        "entry_change",
        &FeedEntry::Change {
            document: document(1),
            doc_seq: 1,
            envelope,
        },
    );
    let (document, reason) = (document(1), AttachReason::SHARED);
    pin_entry("entry_attach", &FeedEntry::Attach { document, reason });
    let reason = DetachReason::CLOSED;
    pin_entry("entry_detach", &FeedEntry::Detach { document, reason });
    let certificate = seal(device_certificate(), &Machine::new(0x0a).key)
        .unwrap()
        .bytes()
        .into();
    let kind = CertificateKind::Device;
    pin_entry(
        "entry_certificate",
        &FeedEntry::Certificate { kind, certificate },
    );
    pin_entry("entry_notice", &notice(Some(document)));
    pin_entry("entry_notice_general", &notice(None));
}

#[test]
fn chains_and_digests() {
    let start = Cursor::start(shelf(1), 1);
    pin("chain_start", start.chain.as_bytes());
    pin(
        "chain_after_one",
        start.after(b"an entry").unwrap().chain.as_bytes(),
    );
    pin("cursor", &encode(&start.after(b"an entry").unwrap()));
    let heads = Heads::from_iter(["asha_2", "ben_1"].map(|name| hash_of(&golden_change(name))));
    let digest = HeadsDigest::of([(&document(1), &heads), (&document(2), &Heads::none())]);
    pin("digest", digest.as_bytes());
    pin("digest_tag", digest.tag().as_bytes());
}

/// Frames are pinned in one direction: what was packed once must open for ever, but a newer compressor may pack
/// the same content otherwise.
#[test]
fn frames() {
    let cursor = Cursor::start(shelf(1), 1).after(b"an entry").unwrap();
    let feed = FeedFrame {
        shelf: cursor.shelf,
        seq: cursor.seq,
        chain: cursor.chain,
        entries: vec![b"an entry".as_slice().into()],
    };
    let sender = Machine::asha().device;
    let envelopes = EnvelopeFrame {
        sender,
        envelopes: vec![first_envelope().bytes().into()],
    };
    if writing() {
        pin("frame_feed", &feed.encode(Level::HUB).unwrap());
        pin("frame_envelopes", &envelopes.encode(Level::DEVICE).unwrap());
    }
    assert_eq!(FeedFrame::decode(&pinned("frame_feed")), Ok(feed));
    assert_eq!(
        EnvelopeFrame::decode(&pinned("frame_envelopes"), sender),
        Ok(envelopes)
    );
}

#[test]
fn the_messages_of_a_sync() {
    let asha = Machine::asha();
    let first = SyncRequest {
        proto: 1,
        device: asha.device,
        cursors: vec![
            Cursor::start(shelf(1), 1),
            Cursor {
                seq: 700,
                ..Cursor::start(shelf(2), 3)
            },
        ],
        clock_ms: NOON_MS,
        last_secured: 300,
        frames: vec![vec![1, 2, 3].into()],
        own_whole: false,
        frame_kib: None,
    };
    let second = SyncRequest {
        proto: 2,
        frame_kib: Some(256),
        ..first.clone()
    };
    let key = asha.public_key();
    for (name, request) in [("sync_request", first), ("sync_request_2", second)] {
        pin_signed(name, &seal(request, &asha.key).unwrap());
        let read = SignedRequest::decode(&pinned(name)).unwrap();
        assert!(read.verify(&key).is_ok());
    }

    let head = SyncHead {
        epoch: 3,
        dev_accepted: 301,
        dev_secured: 300,
        clock_ms: NOON_MS,
        refused: vec![
            Refusal {
                dev_seq: 302,
                code: RefusalCode::GAP,
                device: None,
            },
            Refusal {
                dev_seq: 5,
                code: RefusalCode::FORK,
                device: Some(Machine::ben().device),
            },
        ],
        exceptions: vec![
            ShelfException {
                place: 0,
                kind: ShelfExceptionKind::Repair,
            },
            ShelfException {
                place: 1,
                kind: ShelfExceptionKind::NotCarried,
            },
        ],
        new_shelves: vec![shelf(3)],
        unpublished: None,
    };
    let second_head = SyncHead {
        unpublished: Some(2),
        ..head.clone()
    };
    let end = SyncEnd {
        marks: vec![WireMark {
            seq: 700,
            digest: HeadsDigest::EMPTY.tag(),
        }],
        more: true,
    };
    pin("response_head", &head_part(head.clone()));
    pin("response_head_2", &head_part(second_head.clone()));
    pin("response_end", &end_part(&end));
    let mut reader = PartReader::new();
    reader.feed(&pinned("response_head"));
    reader.feed(&pinned("response_head_2"));
    reader.feed(&pinned("response_end"));
    assert_eq!(reader.next_part(), Ok(Some(Part::Head(head))));
    assert_eq!(reader.next_part(), Ok(Some(Part::Head(second_head))));
    assert_eq!(reader.next_part(), Ok(Some(Part::End(end))));
}

#[test]
fn faces() {
    let asha = Machine::asha();
    for (name, after) in [
        ("faces_request", None),
        ("faces_request_after", Some(document(1).record)),
    ] {
        let request = FacesRequest {
            proto: FacesRequest::PROTO,
            device: asha.device,
            shelf: shelf(1),
            after,
        };
        pin_signed(name, &seal(request, &asha.key).unwrap());
    }
    let frame = FaceFrame {
        faces: vec![Face {
            record: document(1).record,
            doc_seq: 12,
            bytes: b"a face".as_slice().into(),
        }],
    };
    if writing() {
        pin("frame_faces", &frame.encode(Level::HUB).unwrap());
    }
    assert_eq!(FaceFrame::decode(&pinned("frame_faces")), Ok(frame));
}

#[test]
fn attachments() {
    let asha = Machine::asha();
    for (name, what) in [
        ("attachment_state", What::State),
        (
            "attachment_put",
            What::Put {
                number: 2,
                total: 3,
                piece: vec![5; 20].into(),
            },
        ),
        ("attachment_get", What::Get { number: 2 }),
    ] {
        let request = AttachmentRequest {
            proto: AttachmentRequest::PROTO,
            device: asha.device,
            document: document(1),
            content: Hash::of(b"sealed pieces"),
            what,
        };
        pin_signed(name, &seal(request, &asha.key).unwrap());
        let read = SignedAttachmentRequest::decode(&pinned(name)).unwrap();
        assert!(read.verify(&asha.public_key()).is_ok());
    }
    for (name, answer) in [
        (
            "attachment_state_answer",
            AttachmentAnswer::State(AttachmentState {
                total: 3,
                held: vec![0, 2],
            }),
        ),
        (
            "attachment_piece_answer",
            AttachmentAnswer::Piece(vec![5; 20].into()),
        ),
    ] {
        pin(name, &answer.encode());
        assert_eq!(AttachmentAnswer::decode(&pinned(name)), Ok(answer));
    }
}

#[test]
fn an_admission() {
    let asha = Machine::asha();
    let said = seal(staff_certificate(), &asha.key).unwrap();
    let admission = Admission {
        proto: Admission::PROTO,
        device: asha.device,
        manager: said.hash(),
        certificate: said.bytes().into(),
    };
    pin_signed("admission", &seal(admission, &asha.key).unwrap());
}

#[test]
fn breaking_the_glass() {
    let asha = Machine::asha();
    let request = BreakGlass {
        proto: BreakGlass::PROTO,
        device: asha.device,
        author: seal(staff_certificate(), &asha.key).unwrap().hash(),
        found_by: FindingHash::of("nhs_number 9990000018"),
        reason: GlassReason::named("called_to_person").unwrap(),
    };
    pin_signed("break_glass", &seal(request, &asha.key).unwrap());
}

#[test]
fn a_home_file() {
    let asha = Machine::asha();
    let said = staff_certificate();
    let file = HomeFile {
        version: HomeFile::VERSION,
        authority: PublicKey::of(&asha.key),
        organisation: said.organisation.clone(),
        site: said.site.clone(),
        left: vec![Left {
            staff: said.staff,
            at_ms: said.valid_from_ms + 5,
        }],
        certificates: vec![seal(said, &asha.key).unwrap().bytes().into()],
    };
    pin_signed("home_file", &seal(file, &asha.key).unwrap());
}

#[test]
fn audit_rows() {
    let asha = Machine::asha();
    let frame = AuditFrame {
        rows: vec![
            AuditEntry {
                at_ms: 1_800_000_000_000,
                staff: Some(StaffId::new([5; 16])),
                act: "people.searched".to_owned(),
                record: None,
                detail: "7".to_owned(),
            },
            AuditEntry {
                at_ms: 1_799_999_999_000,
                staff: None,
                act: "record.viewed".to_owned(),
                record: Some(document(1).record),
                detail: String::new(),
            },
        ],
    };
    if writing() {
        pin("frame_audit", &frame.encode(Level::DEVICE).unwrap());
    }
    assert_eq!(AuditFrame::decode(&pinned("frame_audit")), Ok(frame));
    let request = AuditRequest {
        proto: AuditRequest::PROTO,
        device: asha.device,
        first: 300,
        rows: pinned("frame_audit").into(),
        last: Hash::of(b"the last row"),
    };
    pin_signed("audit_request", &seal(request, &asha.key).unwrap());
    let read = SignedAuditRequest::decode(&pinned("audit_request")).unwrap();
    assert!(read.verify(&asha.public_key()).is_ok());
    let answer = AuditAnswer {
        held: 301,
        hash: Hash::of(b"the last row"),
    };
    pin("audit_answer", &answer.encode());
    assert_eq!(AuditAnswer::decode(&pinned("audit_answer")), Ok(answer));
}

#[test]
fn the_wish_to_be_rung_for() {
    let asha = Machine::asha();
    let wish = DoorbellRequest {
        proto: DoorbellRequest::PROTO,
        device: asha.device,
    };
    pin_signed("doorbell_request", &seal(wish, &asha.key).unwrap());
    let read = SignedDoorbellRequest::decode(&pinned("doorbell_request")).unwrap();
    assert!(read.verify(&asha.public_key()).is_ok());
}

#[test]
fn refusals_keep_their_numbers() {
    let numbers: Vec<(u8, &str)> = RefusalCode::ALL
        .iter()
        .map(|code| (code.get(), code.code()))
        .collect();
    let expected = [
        (0, "refused.unreadable"),
        (1, "refused.unknown_device"),
        (2, "refused.bad_signature"),
        (3, "refused.gap"),
        (4, "refused.fork"),
        (5, "refused.unknown_certificate"),
        (6, "refused.missing_dependencies"),
        (7, "refused.actor_reuse"),
        (8, "refused.bad_change"),
        (9, "refused.depends_on_quarantined"),
        (10, "refused.too_large"),
        (11, "refused.revoked_device"),
    ];
    assert_eq!(numbers, expected);
    assert_eq!(RefusalCode::new(200).code(), "refused.unknown");
}

#[test]
fn enrolment() {
    let asha = Machine::asha();
    let selector = Selector::from_slice(b"K7Q").unwrap();
    let (nonce, seen) = (Nonce::new([1; 16]), TlsFingerprint::new([2; 32]));
    let (share, staff) = (HubShare::new([3; 32]), StaffId::new([0x51; 16]));
    let request = EnrolRequest {
        version: EnrolRequest::VERSION,
        selector,
        nonce,
        device: asha.device,
        public_key: asha.public_key(),
        hub_share: share.clone(),
        proof: Proof::new([4; 32]),
    };
    let grant = EnrolGrant {
        authority: Machine::new(0x0a).public_key(),
        region: "Fenland".into(),
        device_certificate: vec![5].into(),
        shelf: shelf(1),
        epoch: 1,
        staff_certificates: vec![vec![6].into(), vec![7].into()],
    };
    let response = ProvedResponse {
        proof: Proof::new([8; 32]),
        body: grant.encode().into(),
    };
    let given = FirstSignInGrant {
        hub_share: share.clone(),
        staff_certificate: vec![9].into(),
    };
    pin("enrol_request", &request.encode());
    pin("enrol_grant", &grant.encode());
    pin("proved_response", &response.encode());
    pin("first_sign_in_grant", &given.encode());
    assert_eq!(EnrolRequest::decode(&pinned("enrol_request")), Ok(request));
    assert_eq!(EnrolGrant::decode(&pinned("enrol_grant")), Ok(grant));
    assert_eq!(
        ProvedResponse::decode(&pinned("proved_response")),
        Ok(response)
    );
    assert_eq!(
        FirstSignInGrant::decode(&pinned("first_sign_in_grant")),
        Ok(given)
    );

    let (device, proof) = (asha.device, Proof::new([4; 32]));
    let sign_in = FirstSignIn {
        version: FirstSignIn::VERSION,
        device,
        staff,
        selector,
        nonce,
        proof,
    };
    pin("first_sign_in", &sign_in.encode());
    assert_eq!(FirstSignIn::decode(&pinned("first_sign_in")), Ok(sign_in));

    pin(
        "proof_input_device",
        &device_proof_input(&nonce, &seen, &device, &asha.public_key(), &share),
    );
    pin(
        "proof_input_hub",
        &hub_proof_input(&nonce, &seen, b"a body"),
    );
    pin(
        "proof_input_staff",
        &staff_proof_input(&nonce, &device, &staff),
    );
    pin("salt_enrol", &enrol_salt(&selector));
    pin("salt_sign_in", &sign_in_salt(&selector));
}

#[test]
fn the_pinned_cursor_reads() {
    let cursor = Cursor::start(shelf(1), 1).after(b"an entry").unwrap();
    assert_eq!(decode::<Cursor>(&pinned("cursor")), Ok(cursor));
}
