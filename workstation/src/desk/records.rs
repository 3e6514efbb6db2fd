//! Reading a record with its authors, and writing to it.

use super::sheets::document_id;
use super::{Actor, Desk, card};
use crate::clock;
use crate::error::Refused;
use crate::surroundings::{now_ms, random};
use care_record::{
    Attribution, Edit, EntryId, Hash, Record, RecordView, Role, Sheet, SheetId, validate_edit_under,
};
use std::collections::BTreeMap;
use store::audit::AuditEntry;
use store::certificate::Subject;
use store::workstation::{
    AppendError, DocumentVersion, DocumentWrite, EnvelopeState, Origin, Save,
};
use sync_protocol::bytes::Bytes;
use sync_protocol::certificate::{
    SignedDeviceCertificate, SignedStaffCertificate, StaffCertificate,
};
use sync_protocol::envelope::{Envelope, EnvelopeHeader, EnvelopeKind, VerifiedEnvelope};
use sync_protocol::hashes::{CertificateHash, ChangeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::{DeviceId, DocumentId, OrganisationId};
use sync_protocol::roles::RoleCode;

/// How often a save is done over when another program on this computer wrote first.
pub(super) const SAVE_TRIES: usize = 5;

/// A record id as the wire has it.
pub(crate) fn wire_id(record: care_record::RecordId) -> sync_protocol::ids::RecordId {
    sync_protocol::ids::RecordId::new(record.to_bytes())
}

/// A record id as the record has it.
pub(crate) fn care_id(record: sync_protocol::ids::RecordId) -> care_record::RecordId {
    care_record::RecordId::from_bytes(record.to_bytes())
}

/// A record as it stands here, with who wrote what.
pub(crate) struct Loaded {
    pub(crate) record: Record,
    /// For each sheet: the version that was read, and how many changes it holds.
    versions: BTreeMap<SheetId, (DocumentVersion, u64)>,
    authors: BTreeMap<Hash, Attribution>,
}

impl Loaded {
    pub(super) fn empty(id: care_record::RecordId) -> Self {
        Self {
            record: Record::new(id),
            versions: BTreeMap::new(),
            authors: BTreeMap::new(),
        }
    }

    /// What the record says to those who may read all of it.
    pub(crate) fn view(&self) -> RecordView {
        self.record.view(&|hash| self.authors.get(hash).cloned())
    }

    /// What it says to somebody with these roles.
    pub(crate) fn view_for(&self, roles: &[Role]) -> RecordView {
        self.view().for_reader(roles)
    }

    /// The same as it stood at a moment, by the writers' clocks.
    pub(crate) fn view_at(&self, at_ms: i64, roles: &[Role]) -> RecordView {
        let author = |hash: &Hash| self.authors.get(hash).cloned();
        let then = self.record.as_it_stood(at_ms, &author);
        then.view(&author).for_reader(roles)
    }

    /// Everything a register ever held, as far as somebody with these roles may read it.
    pub(crate) fn past(&self, field: &str, roles: &[Role]) -> Vec<care_record::FieldValue> {
        let section = field.split_once('.').map_or(field, |(section, _)| section);
        let mut past = self
            .record
            .past(field, &|hash| self.authors.get(hash).cloned());
        past.retain(|value| {
            let may = |role: &Role| care_record::may_read(section, value.sheet.kind, *role);
            roles.iter().any(may)
        });
        past
    }

    pub(super) fn attribute(&mut self, change: Hash, by: Attribution) {
        self.authors.entry(change).or_insert(by);
    }

    /// A sheet as the store is to keep it.
    pub(super) fn document(&self, sheet: SheetId, new_changes: usize) -> DocumentWrite {
        let (replaces, count) = self.versions.get(&sheet).copied().unwrap_or_default();
        let content = self.record.sheet(sheet);
        DocumentWrite {
            document: document_id(self.record.id(), sheet),
            replaces,
            snapshot: content.snapshot(),
            heads: content
                .heads()
                .iter()
                .map(|hash| ChangeHash::new(hash.0))
                .collect(),
            changes_count: count.saturating_add(new_changes as u64),
        }
    }
}

impl Desk {
    /// A record with its authors; `None` where no sheet of it is here.
    pub(crate) fn load(&self, id: care_record::RecordId) -> Result<Option<Loaded>, Refused> {
        let documents = self.store.documents(wire_id(id))?;
        if documents.is_empty() {
            return Ok(None);
        }
        let mut loaded = Loaded::empty(id);
        let mut certificates = BTreeMap::new();
        let mut owners = BTreeMap::new();
        for document in documents {
            let Some(sheet) = SheetId::from_code(document.document.sheet.get()) else {
                continue;
            };
            *loaded.record.sheet_mut(sheet) =
                Sheet::load(&document.snapshot).map_err(|_| Refused::Unreadable)?;
            loaded
                .versions
                .insert(sheet, (document.version, document.changes_count));
            for origin in self.store.origins(document.document)? {
                let note = &origin.note;
                let author = match certificates.get(&note.author) {
                    Some(known) => Option::clone(known),
                    None => {
                        let found = self.author(note.author)?;
                        certificates.insert(note.author, found.clone());
                        found
                    }
                };
                let owner = match owners.get(&note.device) {
                    Some(known) => *known,
                    None => {
                        let found = self.owner_of(note.device)?;
                        owners.insert(note.device, found);
                        found
                    }
                };
                if let Some(author) = author {
                    loaded.attribute(
                        Hash(origin.change.to_bytes()),
                        attribution(&Carried::of(&origin, owner), &author),
                    );
                }
            }
        }
        Ok(Some(loaded))
    }

    /// A record that must be here. One that is shown by its face is not: what of it has come may be older than the face.
    pub(crate) fn record(&self, id: care_record::RecordId) -> Result<Loaded, Refused> {
        self.not_still_coming(id)?;
        self.load(id)?.ok_or_else(|| self.not_here(id))
    }

    /// The staff certificate that an envelope names.
    pub(super) fn author(
        &self,
        hash: CertificateHash,
    ) -> Result<Option<StaffCertificate>, Refused> {
        let kept = self.store.certificate(hash)?;
        Ok(kept
            .and_then(|kept| SignedStaffCertificate::decode(&kept.bytes).ok())
            .map(|c| c.claimed().clone()))
    }

    /// Whose a device is, as the region says; none of one it has said nothing of here.
    pub(super) fn owner_of(&self, device: DeviceId) -> Result<Option<OrganisationId>, Refused> {
        if device == self.identity.device {
            return Ok(Some(self.own_certificate()?.organisation.id));
        }
        // The first counts: what is said of a device later does not make it somebody else's.
        let kept = self.store.certificates_of(Subject::Device(device))?;
        let said = kept
            .first()
            .and_then(|kept| SignedDeviceCertificate::decode(&kept.bytes).ok());
        Ok(said.map(|said| said.claimed().organisation.id))
    }

    /// May whoever is signed in write this?
    pub(crate) fn may(&self, edit: &Edit) -> bool {
        self.acting_role(std::slice::from_ref(edit)).is_ok()
    }

    /// The name on a staff certificate.
    pub(crate) fn staff_name(&self, certificate: CertificateHash) -> Result<String, Refused> {
        Ok(self
            .author(certificate)?
            .map_or_else(|| "Not known here".to_owned(), |author| author.name))
    }

    /// Writes edits to one sheet of a record, as whoever is signed in. When this returns, it is on the disk.
    pub(crate) fn write(
        &mut self,
        id: care_record::RecordId,
        sheet: SheetId,
        edits: &[Edit],
        act: &str,
    ) -> Result<i64, Refused> {
        self.not_still_coming(id)?;
        let role = self.acting_role(edits)?;
        for _ in 0..SAVE_TRIES {
            match self.try_to_write(id, sheet, edits, act, role) {
                // Another program on this computer wrote first: read again.
                Err(Refused::Append(AppendError::OutOfTurn { .. } | AppendError::Moved { .. })) => {
                }
                done => return done,
            }
        }
        Err(Refused::Store(store::Trouble::Busy))
    }

    /// The first of her roles in which all the edits may be written.
    pub(crate) fn acting_role(&self, edits: &[Edit]) -> Result<Role, Refused> {
        let policy = self.policy()?;
        let mut refused = Refused::SignedOut;
        for role in self.session()?.roles.iter().rev() {
            let mut edits = edits.iter();
            match edits.try_for_each(|edit| validate_edit_under(edit, *role, &policy)) {
                Ok(()) => return Ok(*role),
                Err(error) => refused = error.into(),
            }
        }
        Err(refused)
    }

    fn try_to_write(
        &mut self,
        id: care_record::RecordId,
        sheet: SheetId,
        edits: &[Edit],
        act: &str,
        role: Role,
    ) -> Result<i64, Refused> {
        // Another program on this computer may have joined a region meanwhile, or told one of whoever sits here: nothing is
        // sealed under a certificate that was replaced.
        if self.is_alone() && self.store.own_authority()?.is_none() {
            self.move_in()?;
        } else {
            self.seat_again()?;
        }
        let session = self.session()?.clone();
        let mut loaded = self.load(id)?.unwrap_or_else(|| Loaded::empty(id));
        let document = document_id(id, sheet);
        let goes_on = |actor: &&Actor| loaded.record.sheet(sheet).has(&actor.last);
        let actor = match self.actors.get(&document).filter(goes_on) {
            Some(actor) => actor.name,
            None => random()?,
        };
        let written = loaded
            .record
            .sheet_mut(sheet)
            .write(actor, edits)
            .map_err(|_| Refused::Unreadable)?;
        let now = self.writing_ms();
        let envelope = self.seal(document, session.certificate, role, written.change)?;
        if let Some(author) = self.author(session.certificate)? {
            let EnvelopeHeader {
                device,
                role,
                hlc,
                clock_uncertainty_ms,
                ..
            } = envelope.statement().header;
            let carried = Carried {
                device,
                owner: self.owner_of(device)?,
                role,
                saved_at_ms: ms(hlc.ms()),
                clock_off_ms: clock_uncertainty_ms,
                after_end: false,
                received_at_ms: None,
                shared: false,
            };
            loaded.attribute(written.hash, attribution(&carried, &author));
        }
        self.store.append_save(&Save {
            changes: vec![ChangeHash::new(written.hash.0)],
            saved_at_ms: now,
            document: loaded.document(sheet, 1),
            card: card::of(&loaded.view(), now),
            audit: AuditEntry {
                at_ms: now,
                staff: Some(session.staff),
                act: act.to_owned(),
                record: Some(document.record),
                detail: String::new(),
            },
            ends_draft: None,
            envelope,
        })?;
        let written = Actor {
            name: actor,
            last: written.hash,
        };
        self.actors.insert(document, written);
        Ok(now)
    }

    /// What is written from now on is dated by this moment: only where everybody is invented, so that there is a
    /// yesterday to read.
    pub(crate) fn write_as_at(&mut self, at_ms: Option<i64>) {
        self.writes_as_at_ms = at_ms;
    }

    fn writing_ms(&self) -> i64 {
        self.writes_as_at_ms.unwrap_or_else(now_ms)
    }

    fn seal(
        &self,
        document: DocumentId,
        author: CertificateHash,
        role: Role,
        change: Vec<u8>,
    ) -> Result<VerifiedEnvelope, Refused> {
        let device = self.identity.device;
        let head = self.store.own_head(device)?;
        let last = head.map_or_else(Hlc::default, |head| head.hlc);
        let reading = self.store.clock()?;
        let shelves = self.store.shelves()?;
        let own_shelf = shelves
            .iter()
            .find(|shelf| shelf.cursor.shelf == self.link.shelf);
        let header = EnvelopeHeader {
            version: EnvelopeHeader::VERSION,
            document,
            device,
            dev_seq: head.map_or(1, |head| head.dev_seq.saturating_add(1)),
            prev: head.map(|head| head.envelope),
            author,
            role: RoleCode::new(role.code()),
            grants_seen: own_shelf.map_or(0, |shelf| shelf.cursor.seq),
            hlc: clock::next_moment(last, reading.as_ref(), self.writing_ms().unsigned_abs()),
            kind: EnvelopeKind::Changes,
            clock_uncertainty_ms: clock::uncertainty_ms(reading.as_ref(), now_ms()),
            event_time_ms: None,
        };
        Envelope::seal(
            header,
            vec![Bytes::from(change)],
            &self.identity.signing_key,
        )
        .map_err(|error| Refused::BadAnswer(error.code().to_owned()))
    }

    /// A fresh id for an entry.
    pub(crate) fn fresh_entry_id() -> Result<EntryId, Refused> {
        Ok(EntryId::from_random(random()?))
    }
}

/// What an envelope says of who saved a change, where and when.
pub(super) struct Carried {
    pub(super) device: DeviceId,
    /// Whose the device is, where that is known.
    pub(super) owner: Option<OrganisationId>,
    pub(super) role: RoleCode,
    pub(super) saved_at_ms: i64,
    /// How far off the device's clock may have been, where it was known to be wrong.
    pub(super) clock_off_ms: Option<u32>,
    /// Did it come after its author's access had ended?
    pub(super) after_end: bool,
    /// None for what was saved here.
    pub(super) received_at_ms: Option<i64>,
    /// Has the region got it safe?
    pub(super) shared: bool,
}

impl Carried {
    fn of(origin: &Origin, owner: Option<OrganisationId>) -> Self {
        let note = &origin.note;
        let before_ms = u64::from(origin.before_ms);
        Self {
            device: note.device,
            owner,
            role: note.role,
            saved_at_ms: ms(note.hlc.ms().saturating_sub(before_ms)),
            clock_off_ms: note.clock_uncertainty_ms,
            after_end: note.after_end,
            received_at_ms: (note.state == EnvelopeState::Received).then_some(note.received_at_ms),
            shared: note.secured || note.published,
        }
    }
}

/// Who wrote what an envelope brought. A role that her certificate did not give her then counts as none, and so does any
/// role at a device of another organisation than hers: a device speaks for nobody there.
pub(super) fn attribution(carried: &Carried, author: &StaffCertificate) -> Attribution {
    let recorded_at_ms = carried.saved_at_ms;
    let held = author.roles.contains(&carried.role)
        // What names a certificate was sealed after it was issued, whatever a slow clock says.
        && recorded_at_ms < author.valid_until_ms
        && carried.owner == Some(author.organisation.id);
    Attribution {
        staff: author.staff.to_string(),
        name: author.name.clone(),
        role: Role::try_from(carried.role.get()).ok().filter(|_| held),
        registration: author.registration.clone(),
        organisation: author.organisation.name.clone(),
        site: author.site.name.clone(),
        device: carried.device.to_string(),
        recorded_at_ms,
        clock_off_ms: carried.clock_off_ms,
        after_end: carried.after_end,
        received_at_ms: carried.received_at_ms,
        shared: carried.shared,
    }
}

/// Milliseconds as the record has them.
pub(super) fn ms(unsigned: u64) -> i64 {
    i64::try_from(unsigned).unwrap_or(i64::MAX)
}
