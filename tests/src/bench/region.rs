//! A hub's store with a site, its staff and its devices, which answers as the hub answers.
//!
//! What is between the two ends here is a function call: the bytes are those of the request and of the answer, as
//! `alongside-hub` makes them of the same store, without HTTP and TLS. Envelopes are published without asking the
//! reading room, which says yes to them and adds no byte.

use anyhow::{Context, Result, bail, ensure};
use care_record::Sheet;
use reading_room::judge::Judge;
use reading_room::words::{Answer, Authored, By, Question};
use std::path::Path;
use store::audit::AuditEntry;
use store::hub::{
    Enrolment, HubStore, Incoming, Invite, Invited, MadeFace, Organisation, Outcome, Region,
    SecuredBy, Site,
};
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{DeviceCertificate, Party, StaffCertificate};
use sync_protocol::cursor::Cursor;
use sync_protocol::enrolment::HubShare;
use sync_protocol::envelope::{
    Envelope, EnvelopeHeader, EnvelopeKind, SignedEnvelope, VerifiedEnvelope,
};
use sync_protocol::frame::Level;
use sync_protocol::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{DeviceId, DocumentId, OrganisationId, ShelfId, SiteId, StaffId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::message::faces::SignedFacesRequest;
use sync_protocol::message::request::SignedRequest;
use sync_protocol::message::response::{SyncEnd, SyncHead, WireMark};
use sync_protocol::one_time_code::OneTimeCode;
use sync_protocol::roles::RoleCode;
use sync_protocol::secret::Secret;
use sync_protocol::session::cursor::{CursorStanding, standing};
use sync_protocol::session::fold::fold;
use sync_protocol::session::page::Pager;
use sync_protocol::session::push::envelope_frames;
use sync_protocol::signed;
use sync_protocol::stream::{FacePager, end_part, head_part};

use super::person::ROLE;
use crate::chance::Chance;

/// When everything happens: a morning of 2026, milliseconds since 1970.
pub(super) const MORNING_MS: u64 = 1_780_000_000_000;
/// Between two saves of one person, at least and at most.
const BETWEEN_SAVES_MS: (u64, u64) = (4_000, 120_000);
pub(super) const EPOCH: u64 = 1;
/// How much is read from the store at once; it does not show in what is sent.
const PAGE_ENTRIES: u32 = 100_000;
const PAGE_BYTES: usize = 1 << 30;

/// A device and whoever writes on it.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    pub(super) device: DeviceId,
    pub(super) key: SigningKey,
    author: CertificateHash,
    last: Option<(u64, EnvelopeHash)>,
    hlc: Hlc,
    now_ms: u64,
    pace: Chance,
}

impl Desk {
    /// A device and its user that no hub knows.
    pub(super) fn apart(dice: &mut Chance) -> Self {
        Self {
            device: DeviceId::new(dice.bytes()),
            key: SigningKey::from_bytes(&dice.bytes()),
            author: CertificateHash::new(dice.bytes()),
            last: None,
            hlc: Hlc::default(),
            now_ms: MORNING_MS,
            pace: dice.clone(),
        }
    }

    /// Some time passes, and something is saved: the moment.
    pub(super) fn save(&mut self) -> u64 {
        let (least, most) = BETWEEN_SAVES_MS;
        self.now_ms += least + self.pace.dice().below(most - least);
        self.now_ms
    }

    /// Seals what was saved at these moments, one by one, and folds it as the workstation does before it offers it.
    pub(super) fn seal(
        &mut self,
        document: DocumentId,
        saves: Vec<(Vec<u8>, u64)>,
        grants_seen: u64,
    ) -> Result<Bytes> {
        let mut saved = Vec::new();
        for (change, at_ms) in saves {
            let header = self.header(document, at_ms, grants_seen);
            let changes = vec![Bytes::from(change)];
            saved.push(Envelope::seal(header, changes, &self.key)?.into_parts().1);
        }
        let folds = fold(&saved);
        let [together] = folds.as_slice() else {
            bail!("what one person saved on one document is sealed together");
        };
        let prev = self.last.map(|(_, hash)| hash);
        let envelope = together.seal(self.last_number() + 1, prev, &self.key)?;
        Ok(self.signed(&envelope))
    }

    /// Seals what another system kept before, all at once.
    pub(super) fn seal_past(
        &mut self,
        document: DocumentId,
        changes: Vec<Vec<u8>>,
        at_ms: u64,
    ) -> Result<Bytes> {
        let header = self.header(document, at_ms, 0);
        let changes = changes.into_iter().map(Bytes::from).collect();
        let envelope = Envelope::seal(header, changes, &self.key)?;
        Ok(self.signed(&envelope))
    }

    fn header(&mut self, document: DocumentId, at_ms: u64, grants_seen: u64) -> EnvelopeHeader {
        self.hlc = self.hlc.tick(at_ms);
        EnvelopeHeader {
            version: EnvelopeHeader::VERSION,
            document,
            device: self.device,
            dev_seq: self.last_number() + 1,
            prev: self.last.map(|(_, hash)| hash),
            author: self.author,
            role: RoleCode::new(ROLE.code()),
            grants_seen,
            hlc: self.hlc,
            kind: EnvelopeKind::Changes,
            clock_uncertainty_ms: None,
            event_time_ms: None,
        }
    }

    fn signed(&mut self, envelope: &VerifiedEnvelope) -> Bytes {
        self.last = Some((self.last_number() + 1, envelope.hash()));
        Bytes::from(envelope.bytes())
    }

    /// The number of its last save.
    pub(super) fn last_number(&self) -> u64 {
        self.last.map_or(0, |(number, _)| number)
    }
}

/// The hub.
#[derive(Debug)]
pub(super) struct Hub(HubStore);

impl Hub {
    /// A new region with one site, and so many devices there, each with somebody at it.
    pub(super) fn found(place: &Path, seed: u64, devices: usize) -> Result<(Self, Vec<Desk>)> {
        let mut dice = Chance::new(seed, 0);
        let authority = SigningKey::from_bytes(&dice.bytes());
        let mut store = HubStore::create(place)?;
        let region = Region {
            name: "Fenland".to_owned(),
            authority_key: authority.clone(),
            epoch: EPOCH,
            secured_by: SecuredBy::Commit,
        };
        store.set_up_region(&region, &act("hub.set_up"))?;
        let organisation = Party {
            id: OrganisationId::new(dice.bytes()),
            name: "Fenland Community Care".to_owned(),
            ods: Some("Y0001".to_owned()),
        };
        store.add_organisation(
            &Organisation {
                id: organisation.id,
                name: organisation.name.clone(),
                ods: organisation.ods.clone(),
            },
            &act("org.added"),
        )?;
        let site = Party {
            id: SiteId::new(dice.bytes()),
            name: "District nurses, north".to_owned(),
            ods: None,
        };
        store.add_site(
            &Site {
                id: site.id,
                organisation: organisation.id,
                name: site.name.clone(),
                ods: None,
            },
            &act("site.added"),
        )?;
        let mut hub = Self(store);
        hub.open_for_saves();
        let desks = (0..devices)
            .map(|_| hub.seat(&mut dice, &authority, &organisation, &site))
            .collect::<Result<_>>()?;
        Ok((hub, desks))
    }

    /// Opens a hub's store that was closed or copied.
    pub(super) fn open(place: &Path) -> Result<Self> {
        let mut hub = Self(HubStore::open(place)?);
        hub.open_for_saves();
        Ok(hub)
    }

    /// Closes it, so that one file holds everything.
    pub(super) fn close(self) -> Result<()> {
        Ok(self.0.close()?)
    }

    fn open_for_saves(&mut self) {
        if let Some(first) = Sheet::genesis().heads().first() {
            self.0.set_first_change(ChangeHash::new(first.0));
        }
    }

    /// A device and its user, with certificates like any other.
    fn seat(
        &mut self,
        dice: &mut Chance,
        authority: &SigningKey,
        organisation: &Party<OrganisationId>,
        site: &Party<SiteId>,
    ) -> Result<Desk> {
        let (valid_from_ms, valid_until_ms) = (0, i64::MAX);
        let staff = signed::seal(
            StaffCertificate {
                version: StaffCertificate::VERSION,
                staff: StaffId::new(dice.bytes()),
                name: super::words::full_name(dice),
                roles: vec![RoleCode::new(ROLE.code())],
                registration: Some("99A0001E".to_owned()),
                organisation: organisation.clone(),
                site: site.clone(),
                valid_from_ms,
                valid_until_ms,
            },
            authority,
        )?;
        self.0.add_staff(&staff, 0, &act("staff.added"))?;
        let key = SigningKey::from_bytes(&dice.bytes());
        let certificate = signed::seal(
            DeviceCertificate {
                version: DeviceCertificate::VERSION,
                device: DeviceId::new(dice.bytes()),
                public_key: PublicKey::of(&key),
                site: site.clone(),
                organisation: organisation.clone(),
                valid_from_ms,
                valid_until_ms,
            },
            authority,
        )?;
        let selector = OneTimeCode::from_random(dice.bytes()).selector();
        let invite = Invite {
            selector,
            invited: Invited::Device(site.id),
            salt: [1; 32],
            stretched: Secret::new([2; 32]),
            expires_at_ms: i64::MAX,
        };
        self.0.add_invite(&invite, 0, &act("device.invited"))?;
        let enrolment = Enrolment {
            selector,
            certificate: &certificate,
            hub_share: &HubShare::new(dice.bytes()),
            at_ms: 0,
        };
        self.0.enrol_device(&enrolment, &act("device.enrolled"))?;
        Ok(Desk {
            device: certificate.statement().device,
            key,
            author: staff.hash(),
            last: None,
            hlc: Hlc::default(),
            now_ms: MORNING_MS,
            pace: Chance::new(dice.dice().number(), 1),
        })
    }

    /// Where the one shelf ends, as a device holds it that has read everything.
    pub(super) fn end_of_shelf(&self) -> Result<Cursor> {
        let heads = self.0.shelf_heads()?;
        let end = heads.first().context("a site has a shelf")?;
        Ok(Cursor {
            shelf: end.shelf,
            epoch: EPOCH,
            seq: end.seq,
            chain: end.chain,
        })
    }

    /// Takes envelopes and publishes them.
    pub(super) fn take(&mut self, from: &Desk, envelopes: &[Bytes]) -> Result<()> {
        let key = PublicKey::of(&from.key);
        let mut batch = Vec::with_capacity(envelopes.len());
        for bytes in envelopes {
            batch.push(Incoming {
                envelope: SignedEnvelope::decode(bytes)?.verify(&key)?,
                offered_by: from.device,
                received_at_ms: MORNING_MS.cast_signed(),
            });
        }
        for outcome in self.0.accept_batch(&batch)? {
            ensure!(
                matches!(outcome, Outcome::Accepted { .. }),
                "not taken: {outcome:?}"
            );
        }
        let waiting: Vec<_> = self
            .0
            .waiting(0, u32::MAX)?
            .into_iter()
            .map(|row| (row.document, row.doc_seq))
            .collect();
        self.0.publish(&waiting, &[])?;
        Ok(())
    }

    /// Makes the face of a record, as the reading room does when it publishes.
    pub(super) fn face(&mut self, document: DocumentId) -> Result<()> {
        let mut judge = Judge::default();
        judge.answer(Question::Open { document });
        let mut doc_seq = 0;
        for row in self.0.published(document)? {
            doc_seq = row.doc_seq;
            let envelope = SignedEnvelope::decode(&row.bytes)?.claimed().clone();
            let author = self.0.certificate(row.author)?.context("an author")?;
            judge.answer(Question::Known {
                envelope: Authored {
                    role: envelope.header.role.get(),
                    changes: envelope.changes.clone(),
                    by: Some(By {
                        certificate: author.bytes.into(),
                        saved_at_ms: envelope.saves().map(|(_, at_ms)| at_ms).collect(),
                        clock_off_ms: envelope.header.clock_uncertainty_ms,
                    }),
                },
            });
        }
        let Answer::Face {
            bytes: Some(bytes),
            found_by,
        } = judge.answer(Question::Face)
        else {
            bail!("no face of {document}");
        };
        let made = MadeFace {
            found_by,
            document,
            doc_seq,
            bytes: Some(bytes.into_vec()),
        };
        self.0.publish_with_faces(&[], &[made], &[])?;
        Ok(())
    }

    /// Answers a request for faces, as `hub::serve` does.
    pub(super) fn faces(&self, from: &Desk, request: &[u8]) -> Result<Vec<u8>> {
        let request = SignedFacesRequest::decode(request)?.verify(&PublicKey::of(&from.key))?;
        let request = request.statement();
        let mut pager = FacePager::new(Level::DEVICE);
        let mut answer = Vec::new();
        for face in self.0.faces(request.shelf, request.after, u32::MAX)? {
            answer.extend(pager.push(face)?.unwrap_or_default());
        }
        answer.extend(pager.finish()?);
        Ok(answer)
    }

    /// Answers a request, as `hub::serve` does.
    pub(super) fn answer(&mut self, from: &Desk, request: &[u8]) -> Result<Vec<u8>> {
        let request = SignedRequest::decode(request)?.verify(&PublicKey::of(&from.key))?;
        let request = request.statement();
        let mut envelopes = Vec::new();
        for frame in envelope_frames(request) {
            envelopes.extend(frame?.envelopes);
        }
        self.take(from, &envelopes)?;
        let device = self.0.device(from.device)?.context("an enrolled device")?;
        let mut answer = head_part(SyncHead {
            epoch: EPOCH,
            dev_accepted: device.head.map_or(0, |head| head.dev_seq),
            dev_secured: device.secured,
            clock_ms: MORNING_MS,
            refused: Vec::new(),
            exceptions: Vec::new(),
            new_shelves: Vec::new(),
            unpublished: None,
        });
        let mut marks = Vec::new();
        for cursor in &request.cursors {
            let end = self
                .0
                .shelf_head(cursor.shelf)?
                .context("the site's shelf")?;
            let there = self.0.chain_at(cursor.shelf, cursor.seq)?;
            ensure!(
                standing(cursor, EPOCH, there) == CursorStanding::GoesOn,
                "a repair"
            );
            let own = (!request.own_whole).then_some(from.device);
            answer.extend(self.frames(cursor, end.shelf, own)?);
            marks.push(WireMark {
                seq: end.seq,
                digest: end.digest.tag(),
            });
        }
        answer.extend(end_part(&SyncEnd { marks, more: false }));
        Ok(answer)
    }

    fn frames(&self, from: &Cursor, shelf: ShelfId, own: Option<DeviceId>) -> Result<Vec<u8>> {
        let mut pager = Pager::usual(*from, Level::HUB);
        if let Some(own) = own {
            pager = pager.referring_to(own);
        }
        let mut parts = Vec::new();
        for row in self
            .0
            .feed_page(shelf, from.seq, PAGE_ENTRIES, PAGE_BYTES)?
        {
            parts.extend(pager.push(row.entry)?.unwrap_or_default());
        }
        let (last, _) = pager.finish()?;
        parts.extend(last.unwrap_or_default());
        Ok(parts)
    }
}

fn act(what: &str) -> AuditEntry {
    AuditEntry {
        at_ms: 0,
        staff: None,
        act: what.to_owned(),
        record: None,
        detail: String::new(),
    }
}
