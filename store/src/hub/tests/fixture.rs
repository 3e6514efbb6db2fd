//! A region with two sites, staff and devices that write real change headers.

use std::path::PathBuf;

use sha2::{Digest, Sha256};
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{DeviceCertificate, Party, StaffCertificate};
use sync_protocol::change::ChangeHeader;
use sync_protocol::enrolment::HubShare;
use sync_protocol::envelope::{Envelope, EnvelopeHeader, EnvelopeKind, VerifiedEnvelope};
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{
    DeviceId, DocumentId, OrganisationId, RecordId, SheetId, ShelfId, SiteId, StaffId,
};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::one_time_code::{OneTimeCode, Selector};
use sync_protocol::roles::RoleCode;
use sync_protocol::secret::Secret;
use sync_protocol::signed;
use tempfile::TempDir;

use super::super::*;
use crate::audit::AuditEntry;

pub(super) fn audit(act: &str) -> AuditEntry {
    AuditEntry {
        at_ms: 1_700_000_000_000,
        staff: None,
        act: act.to_owned(),
        record: None,
        detail: String::new(),
    }
}

pub(super) fn authority() -> SigningKey {
    SigningKey::from_bytes(&[0xaa; 32])
}

pub(super) fn site(n: u8) -> SiteId {
    SiteId::new([n; 16])
}

pub(super) fn shelf(n: u8) -> ShelfId {
    ShelfId::of_site(site(n))
}

pub(super) fn shared(n: u8) -> DocumentId {
    DocumentId::new(RecordId::new([n; 16]), SheetId::SHARED)
}

pub(super) fn selector(n: u8) -> Selector {
    OneTimeCode::from_random([n; 8]).selector()
}

pub(super) fn invite(n: u8, invited: Invited) -> Invite {
    Invite {
        selector: selector(n),
        invited,
        salt: [1; 32],
        stretched: Secret::new([2; 32]),
        expires_at_ms: 1_000,
    }
}

fn party<I>(id: I) -> Party<I> {
    Party {
        id,
        name: "Rowan House".to_owned(),
        ods: None,
    }
}

/// A hub with sites 1 and 2, and the certificate of one member of staff at site 1.
pub(super) fn hub() -> (TempDir, PathBuf, HubStore, CertificateHash) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("hub.db");
    let mut hub = HubStore::create(&place).unwrap();
    let region = Region {
        name: "Fenland".to_owned(),
        authority_key: authority(),
        epoch: 1,
        secured_by: SecuredBy::Commit,
    };
    hub.set_up_region(&region, &audit("hub.set_up")).unwrap();
    let organisation = Organisation {
        id: OrganisationId::new([9; 16]),
        name: "Fenland Care".to_owned(),
        ods: Some("VAAAA".to_owned()),
    };
    hub.add_organisation(&organisation, &audit("org.added"))
        .unwrap();
    for n in 1..=2 {
        let site = Site {
            id: site(n),
            organisation: organisation.id,
            name: format!("House {n}"),
            ods: None,
        };
        hub.add_site(&site, &audit("site.added")).unwrap();
    }
    let certificate = signed::seal(
        StaffCertificate {
            version: StaffCertificate::VERSION,
            staff: StaffId::new([5; 16]),
            name: "Asha Example".to_owned(),
            roles: vec![RoleCode::new(2)],
            registration: None,
            organisation: party(OrganisationId::new([9; 16])),
            site: party(site(1)),
            valid_from_ms: 0,
            valid_until_ms: 10,
        },
        &authority(),
    )
    .unwrap();
    hub.add_staff(&certificate, 1, &audit("staff.added"))
        .unwrap();
    (folder, place, hub, certificate.hash())
}

/// A hub with one device.
pub(crate) fn one_device() -> (TempDir, HubStore, DeviceId) {
    let (folder, _place, mut hub, author) = hub();
    let device = Hand::enrolled(&mut hub, 1, site(1), author).device;
    (folder, hub, device)
}

/// A change chunk as automerge frames them; only its header means anything here.
pub(super) fn chunk(deps: &[ChangeHash], actor: u8, seq: u8, body: u8) -> Bytes {
    let mut content = vec![u8::try_from(deps.len()).unwrap()];
    for dep in deps {
        content.extend_from_slice(dep.as_bytes());
    }
    content.extend_from_slice(&[1, actor, seq, 1, body]);
    let mut hashed = vec![1];
    let mut length = content.len();
    loop {
        let low = u8::try_from(length & 0x7f).unwrap();
        length >>= 7;
        hashed.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            break;
        }
    }
    hashed.extend_from_slice(&content);
    let checksum = Sha256::digest(&hashed);
    let mut chunk = vec![0x85, 0x6f, 0x4a, 0x83];
    chunk.extend_from_slice(&checksum[..4]);
    chunk.extend_from_slice(&hashed);
    chunk.into()
}

pub(super) fn hash_of(chunk: &Bytes) -> ChangeHash {
    ChangeHeader::read(chunk).unwrap().hash
}

/// The first change of every document.
pub(super) fn genesis() -> Bytes {
    chunk(&[], 0, 1, 0)
}

/// A device that signs one envelope after another.
pub(super) struct Hand {
    pub(super) device: DeviceId,
    key: SigningKey,
    author: CertificateHash,
    last: Option<(u64, EnvelopeHash)>,
}

impl Hand {
    /// A device of a site, enrolled.
    pub(super) fn enrolled(hub: &mut HubStore, n: u8, at: SiteId, author: CertificateHash) -> Self {
        let hand = Self::stranger(n, author);
        hub.add_invite(&invite(n, Invited::Device(at)), 0, &audit("device.invited"))
            .unwrap();
        let certificate = signed::seal(
            DeviceCertificate {
                version: DeviceCertificate::VERSION,
                device: hand.device,
                public_key: PublicKey::of(&hand.key),
                site: party(at),
                organisation: party(OrganisationId::new([9; 16])),
                valid_from_ms: 0,
                valid_until_ms: 10,
            },
            &authority(),
        )
        .unwrap();
        let enrolment = Enrolment {
            selector: selector(n),
            certificate: &certificate,
            hub_share: &HubShare::new([n; 32]),
            at_ms: 5,
        };
        hub.enrol_device(&enrolment, &audit("device.enrolled"))
            .unwrap();
        hand
    }

    /// A device nobody enrolled.
    pub(super) fn stranger(n: u8, author: CertificateHash) -> Self {
        Self {
            device: DeviceId::new([n; 16]),
            key: SigningKey::from_bytes(&[n; 32]),
            author,
            last: None,
        }
    }

    pub(super) fn seal(&mut self, document: DocumentId, changes: &[Bytes]) -> VerifiedEnvelope {
        let dev_seq = self.last.map_or(1, |(seq, _)| seq + 1);
        let envelope = Envelope::seal(
            EnvelopeHeader {
                version: EnvelopeHeader::VERSION,
                document,
                device: self.device,
                dev_seq,
                prev: self.last.map(|(_, hash)| hash),
                author: self.author,
                role: RoleCode::new(2),
                grants_seen: 0,
                hlc: Hlc::new(u64::MAX),
                kind: EnvelopeKind::Changes,
                clock_uncertainty_ms: None,
                event_time_ms: None,
            },
            changes.to_vec(),
            &self.key,
        )
        .unwrap();
        self.last = Some((dev_seq, envelope.hash()));
        envelope
    }

    /// A first save of a document: the first change of all documents, and one of its own.
    pub(super) fn first(&mut self, document: DocumentId, actor: u8) -> Incoming {
        let own = chunk(&[hash_of(&genesis())], actor, 1, 1);
        let envelope = self.seal(document, &[genesis(), own]);
        self.offers(envelope)
    }

    /// A save that builds on another change.
    pub(super) fn next(
        &mut self,
        document: DocumentId,
        dep: ChangeHash,
        actor: u8,
        seq: u8,
    ) -> Incoming {
        let envelope = self.seal(document, &[chunk(&[dep], actor, seq, 1)]);
        self.offers(envelope)
    }

    pub(super) fn offers(&self, envelope: VerifiedEnvelope) -> Incoming {
        Incoming {
            envelope,
            offered_by: self.device,
            received_at_ms: 100,
        }
    }
}

/// The last change of a save.
pub(super) fn tip(incoming: &Incoming) -> ChangeHash {
    hash_of(incoming.envelope.statement().changes.last().unwrap())
}

/// How many rows a table has.
pub(super) fn rows(hub: &HubStore, table: &str) -> u64 {
    hub.connection
        .query_row(
            &format!("SELECT count(*) AS rows FROM {table}"),
            [],
            |row| row.get("rows"),
        )
        .unwrap()
}
