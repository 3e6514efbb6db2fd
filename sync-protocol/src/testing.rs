//! What the tests of this room share: a cast with fixed keys, change chunks, and a ledger in memory.

mod ledger;

use std::sync::OnceLock;

use data_encoding::HEXLOWER;

pub(crate) use ledger::MemoryLedger;

use crate::bytes::Bytes;
use crate::certificate::{DeviceCertificate, Party, StaffCertificate};
use crate::change::ChangeHeader;
use crate::envelope::{Envelope, EnvelopeHeader, EnvelopeKind, VerifiedEnvelope};
use crate::hashes::{CertificateHash, ChangeHash, EnvelopeHash, sha256};
use crate::hlc::Hlc;
use crate::ids::{
    DeviceId, DocumentId, OrganisationId, RecordId, SheetId, ShelfId, SiteId, StaffId,
};
use crate::keys::{PublicKey, SigningKey};
use crate::leb;
use crate::roles::RoleCode;

/// The time at which tests happen.
pub(crate) const NOON_MS: u64 = 1_800_000_000_000;

/// A device and how far it has numbered. Each cast member's bytes begin at their own number.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    pub(crate) device: DeviceId,
    pub(crate) key: SigningKey,
    pub(crate) dev_seq: u64,
    pub(crate) prev: Option<EnvelopeHash>,
}

impl Machine {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            device: DeviceId::new([number; 16]),
            key: key(number),
            dev_seq: 0,
            prev: None,
        }
    }

    /// The care home's PC.
    pub(crate) fn asha() -> Self {
        Self::new(0xa1)
    }

    /// The district nurse's laptop.
    pub(crate) fn ben() -> Self {
        Self::new(0xb2)
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        PublicKey::of(&self.key)
    }

    /// The header of the next save.
    pub(crate) fn next_header(&self, document: DocumentId) -> EnvelopeHeader {
        EnvelopeHeader {
            version: EnvelopeHeader::VERSION,
            document,
            device: self.device,
            dev_seq: self.dev_seq + 1,
            prev: self.prev,
            author: author(),
            role: RoleCode::new(2),
            grants_seen: 7,
            hlc: Hlc::default().tick(NOON_MS),
            kind: EnvelopeKind::Changes,
            clock_uncertainty_ms: Some(250),
            event_time_ms: None,
        }
    }

    /// Saves, using up the next number.
    pub(crate) fn save(&mut self, document: DocumentId, changes: &[Bytes]) -> VerifiedEnvelope {
        let envelope =
            Envelope::seal(self.next_header(document), changes.to_vec(), &self.key).unwrap();
        self.dev_seq += 1;
        self.prev = Some(envelope.hash());
        envelope
    }
}

/// Each key is derived once: that takes as long as a signature, and worlds by the million have the same few.
fn key(number: u8) -> SigningKey {
    static KEYS: [OnceLock<SigningKey>; 256] = [const { OnceLock::new() }; 256];
    let key = KEYS[usize::from(number)].get_or_init(|| SigningKey::from_bytes(&[number; 32]));
    key.clone()
}

pub(crate) fn document(number: u8) -> DocumentId {
    DocumentId::new(RecordId::new([number; 16]), SheetId::SHARED)
}

pub(crate) fn shelf(number: u8) -> ShelfId {
    ShelfId::new([number; 16])
}

/// The staff certificate that every test's saves name.
pub(crate) fn author() -> CertificateHash {
    CertificateHash::new([0xce; 32])
}

/// A change chunk as automerge wrote it, from the golden files.
pub(crate) fn golden_change(name: &str) -> Bytes {
    let path = format!("{}/golden/changes/{name}.hex", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    HEXLOWER.decode(text.trim().as_bytes()).unwrap().into()
}

pub(crate) fn hash_of(change: &Bytes) -> ChangeHash {
    ChangeHeader::read(change).unwrap().hash
}

/// A change chunk with a right checksum whose content is not automerge's, where a test needs many.
pub(crate) fn made_change(deps: &[ChangeHash], actor: &[u8], seq: u64, content: &[u8]) -> Bytes {
    let mut body = Vec::new();
    leb::write(deps.len() as u64, &mut body);
    body.extend(deps.iter().flat_map(ChangeHash::as_bytes));
    leb::write(actor.len() as u64, &mut body);
    body.extend(actor);
    leb::write(seq, &mut body);
    leb::write(seq, &mut body);
    body.extend(content);
    chunk(1, &body)
}

/// A chunk of any type around any body, with a right checksum.
pub(crate) fn chunk(kind: u8, body: &[u8]) -> Bytes {
    let mut hashed = vec![kind];
    leb::write(body.len() as u64, &mut hashed);
    hashed.extend(body);
    let hash = sha256(&[&hashed]);
    [&[0x85, 0x6f, 0x4a, 0x83], &hash[..4], &hashed]
        .concat()
        .into()
}

pub(crate) fn staff_certificate() -> StaffCertificate {
    StaffCertificate {
        version: StaffCertificate::VERSION,
        staff: StaffId::new([0x51; 16]),
        name: "Asha Fictitious".into(),
        roles: vec![RoleCode::new(2), RoleCode::new(3)],
        registration: None,
        organisation: organisation(),
        site: site(),
        valid_from_ms: 1_700_000_000_000,
        valid_until_ms: 1_900_000_000_000,
    }
}

pub(crate) fn device_certificate() -> DeviceCertificate {
    let asha = Machine::asha();
    DeviceCertificate {
        version: DeviceCertificate::VERSION,
        device: asha.device,
        public_key: asha.public_key(),
        site: site(),
        organisation: organisation(),
        valid_from_ms: 1_700_000_000_000,
        valid_until_ms: 1_900_000_000_000,
    }
}

fn site() -> Party<SiteId> {
    Party {
        id: SiteId::new([0x61; 16]),
        name: "Willow Lodge".into(),
        ods: None,
    }
}

fn organisation() -> Party<OrganisationId> {
    Party {
        id: OrganisationId::new([0x71; 16]),
        name: "Fenland Homes".into(),
        ods: Some("ZZ999".into()),
    }
}
