//! A device as the hub sees one: it enrols, seals saves, syncs, and remembers what it was given.

use std::time::{Duration, Instant};

use hub::secrets::{prove, random, stretch};
use sha2::{Digest, Sha256};
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{SignedDeviceCertificate, SignedStaffCertificate};
use sync_protocol::change::ChangeHeader;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::{DigestTag, Heads, HeadsDigest};
use sync_protocol::enrolment::{
    EnrolGrant, EnrolRequest, FirstSignIn, FirstSignInGrant, HubShare, Nonce, ProvedResponse,
    TlsFingerprint, device_proof_input, enrol_salt, hub_proof_input, sign_in_salt,
    staff_proof_input,
};
use sync_protocol::envelope::{Envelope, EnvelopeHeader, EnvelopeKind, SignedEnvelope};
use sync_protocol::feed::FeedEntry;
use sync_protocol::frame::Level;
use sync_protocol::hashes::{CertificateHash, EnvelopeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{DeviceId, DocumentId, RecordId, SheetId, StaffId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::limits::USUAL_FRAME_KIB;
use sync_protocol::message::refusal::Refusal;
use sync_protocol::message::request::SyncRequest;
use sync_protocol::one_time_code::OneTimeCode;
use sync_protocol::roles::RoleCode;
use sync_protocol::session::device::{DeviceSync, Effect, Offer, ShelfMark};

use crate::line::{Line, Refused};
use crate::region::{Region, Team};

const DISTRICT_NURSE: u8 = 4;

/// How long a busy machine may take to publish; a reading room that dies twice takes its processor time twice.
const MAX_PATIENCE: Duration = Duration::from_secs(120);
const BETWEEN_SYNCS: Duration = Duration::from_millis(100);

/// What one sync brought.
#[derive(Debug, Default)]
pub(crate) struct Synced {
    pub(crate) accepted: u64,
    pub(crate) secured: u64,
    pub(crate) refused: Vec<Refusal>,
    pub(crate) repaired: bool,
    pub(crate) not_carried: bool,
    pub(crate) entries: Vec<FeedEntry>,
    pub(crate) marks: Vec<ShelfMark>,
}

impl Synced {
    /// The code of the only refusal.
    pub(crate) fn refusal(&self) -> &'static str {
        assert_eq!(self.refused.len(), 1, "{:?}", self.refused);
        self.refused[0].code.code()
    }

    /// The envelopes of a document, in order.
    pub(crate) fn changes_of(&self, document: DocumentId) -> Vec<EnvelopeHash> {
        let mut hashes = Vec::new();
        for entry in &self.entries {
            if let FeedEntry::Change {
                document: of,
                envelope,
                ..
            } = entry
                && *of == document
            {
                hashes.push(SignedEnvelope::decode(envelope).unwrap().hash());
            }
        }
        hashes
    }
}

/// An enrolled device with someone at it.
pub(crate) struct Pc {
    pub(crate) line: Line,
    pub(crate) device: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) grant: EnrolGrant,
    pub(crate) author: CertificateHash,
    pub(crate) cursor: Cursor,
    pub(crate) held: Vec<Bytes>,
    last: Option<(u64, EnvelopeHash)>,
}

/// An enrolment request as a device makes it that sees this fingerprint.
pub(crate) fn enrol_request(
    code: &OneTimeCode,
    seen: TlsFingerprint,
    key: &SigningKey,
) -> EnrolRequest {
    enrol_request_of(DeviceId::new(random().unwrap()), code, seen, key)
}

/// The same for a device that has its id already.
pub(crate) fn enrol_request_of(
    device: DeviceId,
    code: &OneTimeCode,
    seen: TlsFingerprint,
    key: &SigningKey,
) -> EnrolRequest {
    let nonce = Nonce::new(random().unwrap());
    let hub_share = HubShare::new([0x5a; 32]);
    let public_key = PublicKey::of(key);
    let stretched = stretch(code, &enrol_salt(&code.selector())).unwrap();
    let input = device_proof_input(&nonce, &seen, &device, &public_key, &hub_share);
    EnrolRequest {
        version: EnrolRequest::VERSION,
        selector: code.selector(),
        nonce,
        device,
        public_key,
        hub_share,
        proof: prove(&stretched, &input).unwrap(),
    }
}

impl Pc {
    /// A device of a team, enrolled with a fresh code, with the team's nurse at it.
    pub(crate) async fn of(region: &Region, team: &Team) -> Self {
        let code = region.device_code(&team.site).parse().unwrap();
        let line = Line::to(&region.url);
        let seen = line.fingerprint().await;
        let key = SigningKey::from_bytes(&random().unwrap());
        let request = enrol_request(&code, seen, &key);
        let answer = line.post("enrol", request.encode()).await.unwrap();
        let response = ProvedResponse::decode(&answer).unwrap();
        let stretched = stretch(&code, &enrol_salt(&code.selector())).unwrap();
        let input = hub_proof_input(&request.nonce, &seen, &response.body);
        assert_eq!(prove(&stretched, &input).unwrap(), response.proof);
        let grant = EnrolGrant::decode(&response.body).unwrap();
        let certificate = SignedDeviceCertificate::decode(&grant.device_certificate)
            .unwrap()
            .verify(&grant.authority)
            .unwrap();
        assert_eq!(certificate.statement().device, request.device);
        let author = SignedStaffCertificate::decode(&grant.staff_certificates[0])
            .unwrap()
            .verify(&grant.authority)
            .unwrap();
        Self {
            line,
            device: request.device,
            key,
            author: author.hash(),
            cursor: Cursor::start(grant.shelf, grant.epoch),
            grant,
            held: Vec::new(),
            last: None,
        }
    }

    /// From when the certificate of whoever is at it holds.
    pub(crate) fn valid_from_ms(&self) -> i64 {
        SignedStaffCertificate::decode(&self.grant.staff_certificates[0])
            .unwrap()
            .claimed()
            .valid_from_ms
    }

    /// The code of a member of staff, tried on this device.
    pub(crate) async fn first_sign_in(
        &self,
        staff: &str,
        code: &str,
    ) -> Result<FirstSignInGrant, Refused> {
        let code: OneTimeCode = code.parse().unwrap();
        let staff: StaffId = staff.parse().unwrap();
        let stretched = stretch(&code, &sign_in_salt(&code.selector())).unwrap();
        let nonce = Nonce::new(random().unwrap());
        let input = staff_proof_input(&nonce, &self.device, &staff);
        let request = FirstSignIn {
            version: FirstSignIn::VERSION,
            device: self.device,
            staff,
            selector: code.selector(),
            nonce,
            proof: prove(&stretched, &input).unwrap(),
        };
        let answer = self.line.post("first-sign-in", request.encode()).await?;
        let response = ProvedResponse::decode(&answer).unwrap();
        let seen = self.line.fingerprint().await;
        let input = hub_proof_input(&nonce, &seen, &response.body);
        assert_eq!(prove(&stretched, &input).unwrap(), response.proof);
        Ok(FirstSignInGrant::decode(&response.body).unwrap())
    }

    /// The header of the next save.
    pub(crate) fn header(&self, document: DocumentId) -> EnvelopeHeader {
        EnvelopeHeader {
            version: EnvelopeHeader::VERSION,
            document,
            device: self.device,
            dev_seq: self.last.map_or(1, |(seq, _)| seq + 1),
            prev: self.last.map(|(_, hash)| hash),
            author: self.author,
            role: RoleCode::new(DISTRICT_NURSE),
            grants_seen: 0,
            hlc: Hlc::default().tick(1_800_000_000_000),
            kind: EnvelopeKind::Changes,
            clock_uncertainty_ms: None,
            event_time_ms: None,
        }
    }

    /// Saves a change as the next envelope of this device.
    pub(crate) fn save(&mut self, document: DocumentId, change: &[u8]) -> EnvelopeHash {
        let header = self.header(document);
        let number = header.dev_seq;
        let envelope = Envelope::seal(header, vec![change.into()], &self.key).unwrap();
        self.last = Some((number, envelope.hash()));
        self.held.push(envelope.bytes().into());
        envelope.hash()
    }

    /// The bytes of a request with all that is held, and the session that reads its answer.
    pub(crate) fn request(&self) -> (DeviceSync, Vec<u8>) {
        let cursors = [self.cursor];
        let offer = Offer {
            device: self.device,
            cursors: &cursors,
            clock_ms: 1_800_000_000_000,
            last_secured: 0,
            envelopes: &self.held,
            budget_bytes: 1024 * 1024,
            level: Level::DEVICE,
            own_whole: false,
            proto: SyncRequest::PROTO,
            frame_kib: USUAL_FRAME_KIB,
        };
        let begun = DeviceSync::begin(&offer, &self.key).unwrap();
        (begun.session, begun.request)
    }

    /// Syncs once, giving everything held; what the hub has already it passes over.
    pub(crate) async fn sync(&mut self) -> Synced {
        let (session, request) = self.request();
        let answer = self.line.post("sync", request).await.unwrap();
        self.follow(session, &answer)
    }

    pub(crate) fn follow(&mut self, mut session: DeviceSync, answer: &[u8]) -> Synced {
        let mut synced = Synced::default();
        // In pieces that fit nothing, as a network brings them.
        for piece in answer.chunks(7) {
            session.feed(piece);
            let mut own = |number: u64| {
                let place = usize::try_from(number).ok()?.checked_sub(1)?;
                self.held.get(place).cloned()
            };
            while let Some(effect) = session.next_effect(&mut own).unwrap() {
                match effect {
                    Effect::Ack {
                        accepted, secured, ..
                    } => (synced.accepted, synced.secured) = (accepted, secured),
                    Effect::Refused(refusal) => synced.refused.push(refusal),
                    Effect::Repair { cursor } => {
                        synced.repaired = true;
                        self.cursor = cursor;
                    }
                    Effect::NotCarried { .. } => synced.not_carried = true,
                    Effect::Apply { entries, cursor } => {
                        synced.entries.extend(entries);
                        self.cursor = cursor;
                    }
                    Effect::Finished { marks, .. } => synced.marks = marks,
                    Effect::OfferAgain { .. } | Effect::NewShelf { .. } => {}
                }
            }
        }
        session.close().unwrap();
        synced
    }

    /// Syncs again and again until an envelope has come down, and gives everything that came on the way.
    pub(crate) async fn sync_until(
        &mut self,
        document: DocumentId,
        wanted: EnvelopeHash,
    ) -> Synced {
        let mut all = Synced::default();
        let until = Instant::now() + MAX_PATIENCE;
        let mut next_sync = tokio::time::interval(BETWEEN_SYNCS);
        while Instant::now() < until {
            next_sync.tick().await;
            let synced = self.sync().await;
            all.entries.extend(synced.entries);
            all.refused.extend(synced.refused);
            (all.accepted, all.secured) = (synced.accepted, synced.secured);
            all.marks = synced.marks;
            if all.changes_of(document).contains(&wanted) {
                return all;
            }
        }
        panic!("{wanted} never came");
    }
}

/// What the documents of these envelopes add up to.
pub(crate) fn digest(envelopes: &[Bytes]) -> DigestTag {
    let mut documents = std::collections::BTreeMap::<DocumentId, Heads>::new();
    for bytes in envelopes {
        let envelope = SignedEnvelope::decode(bytes).unwrap();
        let heads = documents
            .entry(envelope.claimed().header.document)
            .or_default();
        for change in &envelope.claimed().changes {
            heads.advance(&ChangeHeader::read(change).unwrap());
        }
    }
    HeadsDigest::of(documents.iter()).tag()
}

pub(crate) fn shared(record: u8) -> DocumentId {
    DocumentId::new(RecordId::new([record; 16]), SheetId::SHARED)
}

/// A change that the reading room's tests wrote down.
pub(crate) fn golden(name: &str) -> Vec<u8> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../reading-room/golden/changes"
    );
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

/// A change that does nothing but build on another.
pub(crate) fn on_top_of(change: &[u8], actor: u8) -> Vec<u8> {
    let below = ChangeHeader::read(change).unwrap().hash;
    let mut body = vec![1];
    body.extend_from_slice(below.as_bytes());
    // An actor of one byte, its first change, operation 9 onwards, no time, words, other actors or columns.
    body.extend_from_slice(&[1, actor, 1, 9, 0, 0, 0, 0]);
    let mut hashed = vec![1, u8::try_from(body.len()).unwrap()];
    hashed.extend_from_slice(&body);
    let mut chunk = vec![0x85, 0x6f, 0x4a, 0x83];
    chunk.extend_from_slice(&Sha256::digest(&hashed)[..4]);
    chunk.extend_from_slice(&hashed);
    chunk
}
