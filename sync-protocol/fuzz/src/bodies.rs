//! One body per decoder: nothing panics, and what is understood is in its one encoding.

use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{SignedDeviceCertificate, SignedStaffCertificate};
use sync_protocol::change::ChangeHeader;
use sync_protocol::cursor::Cursor;
use sync_protocol::enrolment::{
    EnrolGrant, EnrolRequest, FirstSignIn, FirstSignInGrant, ProvedResponse,
};
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::feed::FeedEntry;
use sync_protocol::frame::{AuditFrame, EnvelopeFrame, FaceFrame, FeedFrame, Level};
use sync_protocol::home::SignedHomeFile;
use sync_protocol::ids::{DeviceId, ShelfId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::limits::USUAL_FRAME_KIB;
use sync_protocol::message::admission::SignedAdmission;
use sync_protocol::message::attachment::{AttachmentAnswer, SignedAttachmentRequest};
use sync_protocol::message::audit::{AuditAnswer, SignedAuditRequest};
use sync_protocol::message::break_glass::SignedBreakGlass;
use sync_protocol::message::faces::SignedFacesRequest;
use sync_protocol::message::request::{SignedRequest, SyncRequest};
use sync_protocol::message::response::SyncHead;
use sync_protocol::one_time_code::OneTimeCode;
use sync_protocol::session::device::{DeviceSync, Effect, Offer};
use sync_protocol::session::push::envelope_frames;
use sync_protocol::stream::{frame_part, head_part};

/// A change chunk.
pub fn change_header(data: &[u8]) {
    if let Ok(header) = ChangeHeader::read(data) {
        assert!(
            header.seq > 0 && header.start_op > 0,
            "numbers that count from one"
        );
    }
}

/// A signed envelope.
pub fn envelope(data: &[u8]) {
    if let Ok(received) = SignedEnvelope::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        for change in &received.claimed().changes {
            change_header(change);
        }
        let _ = received.verify(&PublicKey::of(&key()));
    }
}

/// A signed certificate of either kind.
pub fn certificate(data: &[u8]) {
    if let Ok(received) = SignedStaffCertificate::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        let _ = received.verify(&PublicKey::of(&key()));
    }
    if let Ok(received) = SignedDeviceCertificate::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        let _ = received.verify(&PublicKey::of(&key()));
    }
}

/// An entry of a feed.
pub fn feed_entry(data: &[u8]) {
    if let Ok(entry) = FeedEntry::decode(data) {
        assert_eq!(entry.encode().as_slice(), data, "one encoding");
    }
}

/// Who sends frames here.
const SENDER: DeviceId = DeviceId::new([1; 16]);

/// A frame of either kind: the bytes as they are, as what is packed, and as what it opens to.
pub fn frame(data: &[u8]) {
    let mut frames = vec![data.to_vec(), forged(data, data.len() * 2, &[])];
    // All of it as text, and one half as text with the other as noise.
    for (text, noise) in [(data, &[][..]), data.split_at(data.len() / 2)] {
        if let Ok(packed) = zstd::bulk::compress(text, 1) {
            frames.push(forged(&packed, text.len(), noise));
        }
    }
    for frame in frames {
        if let Ok(opened) = FeedFrame::decode(&frame) {
            let again = opened
                .encode(Level::HUB)
                .map(|bytes| FeedFrame::decode(&bytes));
            assert_eq!(again, Ok(Ok(opened)), "what opens can be packed again");
        }
        if let Ok(opened) = FaceFrame::decode(&frame) {
            let again = opened
                .encode(Level::HUB)
                .map(|bytes| FaceFrame::decode(&bytes));
            assert_eq!(again, Ok(Ok(opened)), "what opens can be packed again");
        }
        if let Ok(opened) = AuditFrame::decode(&frame) {
            let again = opened
                .encode(Level::HUB)
                .map(|bytes| AuditFrame::decode(&bytes));
            assert_eq!(again, Ok(Ok(opened)), "what opens can be packed again");
        }
        if let Ok(opened) = EnvelopeFrame::decode(&frame, SENDER) {
            let again = opened
                .encode(Level::HUB)
                .map(|bytes| EnvelopeFrame::decode(&bytes, SENDER));
            assert_eq!(again, Ok(Ok(opened)), "what opens can be packed again");
        }
    }
}

/// A sync request, as far as the hub reads it, or one for faces, or one with audit rows, or its answer.
pub fn request(data: &[u8]) {
    if let Ok(received) = SignedAuditRequest::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        let _ = AuditFrame::decode(&received.claimed().rows);
    }
    if let Ok(answer) = AuditAnswer::decode(data) {
        assert_eq!(answer.encode(), data, "one encoding");
    }
    if let Ok(received) = SignedFacesRequest::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
    }
    if let Ok(received) = SignedRequest::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        for opened in envelope_frames(received.claimed()).flatten() {
            for bytes in opened.envelopes {
                envelope(&bytes);
            }
        }
    }
}

/// A home's file, the word of somebody who was let in at a device, or of somebody who breaks the glass.
pub fn letting_in(data: &[u8]) {
    if let Ok(received) = SignedHomeFile::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        for said in received.claimed().staff().into_iter().flatten() {
            assert!(
                said.valid_from_ms < said.valid_until_ms,
                "nobody's period is empty"
            );
        }
    }
    if let Ok(received) = SignedAdmission::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        let device = PublicKey::of(&SigningKey::from_bytes(&[7; 32]));
        let _ = received.claimed().said(&device);
    }
    if let Ok(received) = SignedBreakGlass::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
        assert!(received.claimed().reason.name().is_some(), "for a reason");
    }
}

/// A question about an attachment, or the answer to one.
pub fn attachment(data: &[u8]) {
    if let Ok(received) = SignedAttachmentRequest::decode(data) {
        assert_eq!(received.bytes(), data, "kept as received");
    }
    if let Ok(answer) = AttachmentAnswer::decode(data) {
        assert_eq!(answer.encode(), data, "one encoding");
    }
}

/// A response: the bytes as they are, after a proper head, and as the entry of a proper frame; in one piece and in
/// two, with the same effects.
pub fn response(data: &[u8]) {
    let head = head_part(SyncHead {
        epoch: 1,
        dev_accepted: 0,
        dev_secured: 0,
        clock_ms: 0,
        refused: vec![],
        exceptions: vec![],
        new_shelves: vec![],
        unpublished: None,
    });
    let start = Cursor::start(ShelfId::new([1; 16]), 1);
    let framed = start.after(data).and_then(|cursor| {
        let entries = vec![Bytes::from(data)];
        let frame = FeedFrame {
            shelf: cursor.shelf,
            seq: cursor.seq,
            chain: cursor.chain,
            entries,
        };
        frame.encode(Level::HUB).ok()
    });
    let framed = framed.map(|frame| frame_part(&frame)).unwrap_or_default();
    for response in [
        data.to_vec(),
        [head.as_slice(), data].concat(),
        [head, framed].concat(),
    ] {
        let middle = data
            .first()
            .map_or(0, |first| usize::from(*first))
            .min(response.len());
        let (front, back) = response.split_at(middle);
        assert_eq!(
            follow(start, &[front, back]),
            follow(start, &[&response]),
            "pieces do not matter"
        );
    }
}

/// The messages of enrolment and first sign-in, and a code as typed.
pub fn enrolment(data: &[u8]) {
    if let Ok(message) = EnrolRequest::decode(data) {
        assert_eq!(message.encode(), data, "one encoding");
    }
    if let Ok(message) = ProvedResponse::decode(data) {
        assert_eq!(message.encode(), data, "one encoding");
    }
    if let Ok(message) = EnrolGrant::decode(data) {
        assert_eq!(message.encode(), data, "one encoding");
    }
    if let Ok(message) = FirstSignIn::decode(data) {
        assert_eq!(message.encode(), data, "one encoding");
    }
    if let Ok(message) = FirstSignInGrant::decode(data) {
        assert_eq!(message.encode(), data, "one encoding");
    }
    let typed = str::from_utf8(data)
        .ok()
        .and_then(|text| text.parse::<OneTimeCode>().ok());
    if let Some(code) = typed {
        assert_eq!(
            code.dangerously_show().parse(),
            Ok(code),
            "what is shown can be typed"
        );
    }
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// How every zstd frame begins; ours leave it out.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// A frame with a right checksum around any packed bytes, so that the checksum does not keep the fuzzer out.
fn forged(packed: &[u8], text_len: usize, noise: &[u8]) -> Vec<u8> {
    let packed = packed.strip_prefix(&ZSTD_MAGIC).unwrap_or(packed);
    let mut frame = vec![0];
    for mut number in [text_len, packed.len(), noise.len()] {
        while number > 0x7f {
            frame.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        frame.push(number as u8);
    }
    let checksum = crc32c::crc32c_append(crc32c::crc32c(&frame), packed);
    let checksum = crc32c::crc32c_append(checksum, noise);
    frame.extend(checksum.to_le_bytes());
    frame.extend(packed);
    frame.extend(noise);
    frame
}

/// Every effect of a response, and the error it ended in.
fn follow(start: Cursor, pieces: &[&[u8]]) -> (Vec<Effect>, Option<String>) {
    let offer = Offer {
        device: DeviceId::new([2; 16]),
        cursors: &[start],
        clock_ms: 0,
        last_secured: 0,
        envelopes: &[],
        budget_bytes: 0,
        level: Level::DEVICE,
        own_whole: false,
        proto: SyncRequest::PROTO,
        frame_kib: USUAL_FRAME_KIB,
    };
    let Ok(begun) = DeviceSync::begin(&offer, &key()) else {
        return (vec![], None);
    };
    let mut session = begun.session;
    let mut effects = Vec::new();
    for piece in pieces {
        session.feed(piece);
        loop {
            match session.next_effect(&mut |_| None) {
                Ok(Some(effect)) => effects.push(effect),
                Ok(None) => break,
                Err(error) => return (effects, Some(error.code().to_owned())),
            }
        }
    }
    let ended = session.close();
    (effects, ended.err().map(|error| error.code().to_owned()))
}
