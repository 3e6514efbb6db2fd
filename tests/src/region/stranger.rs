//! A device that this test is itself: it joins by the protocol alone, keeps its own key, and can say to the hub whatever a
//! broken, copied or stolen computer could say.

use super::hub::Hub;
use super::program::run;
use argon2::{Algorithm, Argon2, Params, Version};
use care_record::{Edit, Hash, Record, RecordId, Sheet, SheetKind};
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::SignedStaffCertificate;
use sync_protocol::cursor::Cursor;
use sync_protocol::enrolment::{
    EnrolGrant, EnrolRequest, HubShare, Nonce, Proof, ProvedResponse, TlsFingerprint,
    device_proof_input, enrol_salt, hub_proof_input,
};
use sync_protocol::envelope::{Envelope, EnvelopeHeader, EnvelopeKind, VerifiedEnvelope};
use sync_protocol::feed::FeedEntry;
use sync_protocol::frame::Level;
use sync_protocol::hashes::{CertificateHash, EnvelopeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{DeviceId, DocumentId, SheetId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::limits::USUAL_FRAME_KIB;
use sync_protocol::message::request::SyncRequest;
use sync_protocol::one_time_code::OneTimeCode;
use sync_protocol::roles::RoleCode;
use sync_protocol::session::device::{DeviceSync, Effect, Offer, SessionError};

use crate::dice::Dice;

/// A device enrolled by hand.
#[derive(Debug)]
pub struct Device {
    /// Who it is.
    pub id: DeviceId,
    /// What it signs with.
    pub key: SigningKey,
    /// Where it begins to read.
    pub start: Cursor,
    /// The staff certificate it names as author.
    pub author: CertificateHash,
    /// The role it names.
    pub role: RoleCode,
    /// The version it asks in.
    pub proto: u8,
    /// Everybody who works at its site: each certificate with its first role.
    pub staff: Vec<(RoleCode, CertificateHash)>,
    last: Option<(u64, EnvelopeHash)>,
    clock_ms: u64,
}

/// What the hub answered to a sync.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// The stable code of a refusal of the whole request.
    pub code: String,
    /// Highest own number the hub has.
    pub accepted: Option<u64>,
    /// Number and code of each envelope that was refused.
    pub refused: Vec<(u64, &'static str)>,
    /// Envelopes that arrived, as signed.
    pub arrived: Vec<Vec<u8>>,
    /// How far it has read with what arrived.
    pub cursor: Option<Cursor>,
    /// Whether the hub has others under numbers that this device gave.
    pub forked: bool,
    /// Whether the answer was whole.
    pub whole: bool,
}

impl Device {
    /// Joins with a code from `alongside-hub device invite`.
    ///
    /// # Panics
    /// When the hub does not let it in, or cannot prove to know the code.
    #[must_use]
    pub fn enrol(hub: &Hub, code: &str, dice: &mut Dice) -> Self {
        let code: OneTimeCode = code.parse().expect("the hub prints codes");
        let stretched = stretch(
            code.secret().dangerously_reveal(),
            &enrol_salt(&code.selector()),
        );
        let key = SigningKey::from_bytes(&dice.bytes::<32>());
        let (nonce, share) = (Nonce::new(dice.bytes()), HubShare::new(dice.bytes()));
        let seen: [u8; 32] = HEXLOWER
            .decode(hub.fingerprint().as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .expect("init prints the fingerprint in hexadecimal");
        let seen = TlsFingerprint::new(seen);
        let (id, public_key) = (DeviceId::new(dice.bytes()), PublicKey::of(&key));
        let input = device_proof_input(&nonce, &seen, &id, &public_key, &share);
        let request = EnrolRequest {
            version: EnrolRequest::VERSION,
            selector: code.selector(),
            nonce,
            device: id,
            public_key,
            hub_share: share,
            proof: Proof::new(proof(&stretched, &input)),
        };
        let (status, body) = hub.post("enrol", &request.encode());
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        let answer = ProvedResponse::decode(&body).expect("a proved answer");
        assert_eq!(
            answer.proof.as_bytes(),
            &proof(&stretched, &hub_proof_input(&nonce, &seen, &answer.body)),
            "the hub must prove to know the code"
        );
        let grant = EnrolGrant::decode(&answer.body).expect("a grant");
        let staff: Vec<_> = grant
            .staff_certificates
            .iter()
            .map(|bytes| SignedStaffCertificate::decode(bytes).expect("a staff certificate"))
            .collect();
        let author = staff.first().expect("somebody works at the site");
        let first_role = |of: &SignedStaffCertificate| *of.claimed().roles.first().expect("a role");
        let begins_ms = |of: &SignedStaffCertificate| of.claimed().valid_from_ms.unsigned_abs();
        Self {
            id,
            key,
            start: Cursor::start(grant.shelf, grant.epoch),
            author: author.hash(),
            role: first_role(author),
            proto: SyncRequest::PROTO,
            // Nobody writes before her own certificate holds.
            clock_ms: staff.iter().map(begins_ms).max().unwrap_or_default(),
            staff: staff.iter().map(|of| (first_role(of), of.hash())).collect(),
            last: None,
        }
    }

    /// Writes from here on under the certificate of whoever has this role at its site, and names this role in its headers.
    ///
    /// # Panics
    /// When nobody has it.
    pub fn write_as(&mut self, held: RoleCode, named: RoleCode) {
        let found = self.staff.iter().find(|(role, _)| *role == held);
        self.author = found.expect("somebody has the role").1;
        self.role = named;
    }

    /// The header of its next envelope.
    #[must_use]
    pub fn header(&self, record: RecordId) -> EnvelopeHeader {
        EnvelopeHeader {
            version: EnvelopeHeader::VERSION,
            document: document(record),
            device: self.id,
            dev_seq: self.last.map_or(1, |(number, _)| number + 1),
            prev: self.last.map(|(_, hash)| hash),
            author: self.author,
            role: self.role,
            grants_seen: 0,
            hlc: Hlc::default().tick(self.clock_ms),
            kind: EnvelopeKind::Changes,
            clock_uncertainty_ms: None,
            event_time_ms: None,
        }
    }

    /// Seals its next envelope; what it seals it counts as sent.
    ///
    /// # Panics
    /// When an honest device could not seal it either.
    pub fn seal(&mut self, record: RecordId, changes: Vec<Vec<u8>>) -> VerifiedEnvelope {
        self.clock_ms += 1;
        let changes = changes.into_iter().map(Bytes::from).collect();
        let envelope =
            Envelope::seal(self.header(record), changes, &self.key).expect("a sound envelope");
        self.last = Some((envelope.statement().header.dev_seq, envelope.hash()));
        envelope
    }

    /// Forgets its last envelopes, as a computer set back to an old copy does.
    pub fn set_back_to(&mut self, envelope: Option<&VerifiedEnvelope>) {
        self.last = envelope.map(|envelope| (envelope.statement().header.dev_seq, envelope.hash()));
    }

    /// Goes on from an envelope that the hub has taken, however it was sealed.
    pub fn went_on(&mut self, number: u64, hash: EnvelopeHash) {
        if number == self.last.map_or(1, |(last, _)| last + 1) {
            self.last = Some((number, hash));
        }
    }

    /// The request that offers these bytes and asks for everything.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn request(&self, offered: &[Bytes]) -> (DeviceSync, Vec<u8>) {
        let begun = DeviceSync::begin(
            &Offer {
                device: self.id,
                cursors: &[self.start],
                clock_ms: self.clock_ms,
                last_secured: 0,
                envelopes: offered,
                budget_bytes: 4 * 1024 * 1024,
                level: Level::DEVICE,
                // It keeps nothing.
                own_whole: true,
                proto: self.proto,
                frame_kib: USUAL_FRAME_KIB,
            },
            &self.key,
        )
        .expect("a request");
        assert_eq!(
            begun.taken,
            offered.len(),
            "all of it goes into one request"
        );
        (begun.session, begun.request)
    }

    /// Offers bytes to the hub and reads everything it gives.
    #[must_use]
    pub fn offer(&self, hub: &Hub, offered: &[Bytes]) -> Answered {
        let (session, request) = self.request(offered);
        ask(hub.curl("sync"), session, &request, &mut || {})
    }

    /// The same; `acknowledged` is called in the moment the acknowledgement has arrived, before anything after it is
    /// read.
    #[must_use]
    pub fn offer_until_acknowledged(
        &self,
        curl: Command,
        offered: &[Bytes],
        acknowledged: &mut dyn FnMut(),
    ) -> Answered {
        let (session, request) = self.request(offered);
        ask(curl, session, &request, acknowledged)
    }
}

/// The shared sheet of a record, as the wire names it.
#[must_use]
pub fn document(record: RecordId) -> DocumentId {
    DocumentId {
        record: sync_protocol::ids::RecordId::new(record.to_bytes()),
        sheet: SheetId::SHARED,
    }
}

/// Writes edits to a record and gives the bytes of the change.
///
/// # Panics
/// When the record does not take them.
pub fn change(
    record: &mut Record,
    actor: [u8; Sheet::ACTOR_BYTES],
    edits: &[Edit],
) -> (Vec<u8>, Hash) {
    let written = record
        .sheet_mut(SheetKind::Shared)
        .write(actor, edits)
        .expect("the record takes it");
    (written.change, written.hash)
}

/// Sends a request and follows the answer as it arrives.
///
/// # Panics
/// When `curl` cannot be run.
fn ask(
    mut curl: Command,
    mut session: DeviceSync,
    request: &[u8],
    acknowledged: &mut dyn FnMut(),
) -> Answered {
    let folder = tempfile::tempdir().expect("a folder for one question");
    let question = folder.path().join("question");
    fs::write(&question, request).expect("the question can be written");
    let mut child = curl
        .args(["--no-buffer", "--write-out", "%{stderr}%{http_code}"])
        .arg("--data-binary")
        .arg(format!("@{}", question.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("curl starts");
    let mut out = child.stdout.take().expect("its output is piped");
    let mut answered = Answered::default();
    let (mut all, mut followed) = (Vec::new(), true);
    let mut piece = vec![0; 4096];
    loop {
        let read = out.read(&mut piece).expect("the answer can be read");
        if read == 0 {
            break;
        }
        all.extend_from_slice(&piece[..read]);
        session.feed(&piece[..read]);
        while followed {
            match session.next_effect(&mut |_| None) {
                Ok(Some(effect)) => note(&mut answered, effect, acknowledged),
                Ok(None) => break,
                Err(error) => {
                    answered.forked = error == SessionError::Forked;
                    followed = false;
                }
            }
        }
    }
    let ended = child.wait_with_output().expect("curl ends");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    let status: String = said.chars().rev().take(3).collect();
    let status: String = status.chars().rev().collect();
    answered.status = status.parse().unwrap_or_default();
    if answered.status != 200 {
        let words = String::from_utf8_lossy(&all).into_owned();
        answered.code = words.split(':').next().unwrap_or_default().to_owned();
    }
    answered.whole = session.close().is_ok();
    answered
}

fn note(answered: &mut Answered, effect: Effect, acknowledged: &mut dyn FnMut()) {
    match effect {
        Effect::Ack { accepted, .. } => {
            answered.accepted = Some(accepted);
            acknowledged();
        }
        Effect::Refused(refusal) => answered
            .refused
            .push((refusal.dev_seq, refusal.code.code())),
        Effect::Apply { entries, cursor } => {
            answered.cursor = Some(cursor);
            answered
                .arrived
                .extend(entries.into_iter().filter_map(|entry| match entry {
                    FeedEntry::Change { envelope, .. } => Some(envelope.into_vec()),
                    _ => None,
                }));
        }
        _ => {}
    }
}

/// Replays bytes that were sent before.
///
/// # Panics
/// When there is no answer.
#[must_use]
pub fn replay(hub: &Hub, request: &[u8]) -> u16 {
    hub.post("sync", request).0
}

/// Whether the hub says that it is well.
#[must_use]
pub fn is_well(hub: &Hub) -> bool {
    let said = run(hub.curl("health").arg("--fail"));
    said.status == Some(0) && said.out.starts_with("ok")
}

fn stretch(secret: &[u8], salt: &[u8]) -> [u8; 32] {
    let params = Params::new(19 * 1024, 2, 1, Some(32)).expect("possible costs");
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, salt, &mut key)
        .expect("Argon2id runs");
    key
}

fn proof(key: &[u8], input: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(input);
    mac.finalize().into_bytes().into()
}
