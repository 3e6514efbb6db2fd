//! A frame that arrived: checked, merged and kept in one transaction, or kept aside.
//!
//! One envelope that cannot be believed or merged is kept aside and harms no other.

use super::records::{Carried, Loaded, attribution, care_id, ms};
use super::{Desk, card};
use crate::error::Refused;
use crate::surroundings::now_ms;
use care_record::{Hash, SheetId};
use std::collections::{BTreeMap, BTreeSet};
use store::certificate::KeptCertificate;
use store::workstation::{ApplyError, FrameWrite, Quarantined, ReceivedEnvelope};
use sync_protocol::certificate::{
    DeviceCertificate, SignedDeviceCertificate, SignedStaffCertificate, StaffCertificate,
};
use sync_protocol::change::ChangeHeader;
use sync_protocol::cursor::Cursor;
use sync_protocol::envelope::{SignedEnvelope, VerifiedEnvelope};
use sync_protocol::feed::{CertificateKind, FeedEntry, NoticeCode};
use sync_protocol::hashes::{CertificateHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, DocumentId, OrganisationId, RecordId, StaffId};
use sync_protocol::keys::PublicKey;

/// How often a frame is done over when another program on this computer wrote first.
const TRIES: usize = 5;

impl Desk {
    /// Takes the entries of a shelf up to a cursor. Says which records have news.
    pub(crate) fn receive(
        &mut self,
        entries: &[FeedEntry],
        before: Cursor,
        after: Cursor,
    ) -> Result<BTreeSet<RecordId>, Refused> {
        for _ in 0..TRIES {
            let frame = Gathering::of(self, before, after, entries)?;
            let news = frame.news.clone();
            let new_staff = frame.new_staff.clone();
            // Before the frame is kept: if this is all that is done of it, the frame comes again.
            self.part_from(&frame.frame.ended)?;
            match self.store.apply_frame(&frame.finish()) {
                Ok(()) => {
                    self.welcome_all(&new_staff)?;
                    return Ok(news);
                }
                Err(ApplyError::Moved { .. }) => {}
                // Another program on this computer took the same frame: nothing is left to do.
                Err(ApplyError::CursorMoved) => return Ok(BTreeSet::new()),
                Err(ApplyError::Store(trouble)) => return Err(trouble.into()),
            }
        }
        Err(Refused::Store(store::Trouble::Busy))
    }

    /// Takes away the tile and the key of everybody whose access has ended, whoever sits here.
    pub(crate) fn part_from(&mut self, ended: &[StaffId]) -> Result<(), Refused> {
        let mut changed = false;
        for staff in ended {
            changed |= self.keys.part_from(&staff.to_string());
            if self.session().is_ok_and(|session| session.staff == *staff) {
                self.lock();
            }
        }
        if changed {
            self.keys.write(&self.key_file_place())?;
        }
        Ok(())
    }

    /// Tiles for colleagues of this site.
    fn welcome_all(&mut self, staff: &[StaffCertificate]) -> Result<(), Refused> {
        let here = self.link.shelf.to_bytes();
        let mut changed = false;
        for certificate in staff
            .iter()
            .filter(|certificate| certificate.site.id.to_bytes() == here)
        {
            changed |= crate::join::welcome(&mut self.keys, certificate);
        }
        if changed {
            self.keys.write(&self.key_file_place())?;
        }
        Ok(())
    }
}

/// A frame on its way into the store.
struct Gathering {
    frame: FrameWrite,
    records: BTreeMap<RecordId, Loaded>,
    /// Sheets that changed, with how many changes were new.
    changed: BTreeMap<(RecordId, SheetId), usize>,
    /// Devices with their keys, and whose they are.
    devices: BTreeMap<DeviceId, (PublicKey, OrganisationId)>,
    authors: BTreeMap<CertificateHash, StaffCertificate>,
    new_staff: Vec<StaffCertificate>,
    news: BTreeSet<RecordId>,
}

impl Gathering {
    fn of(
        desk: &Desk,
        before: Cursor,
        after: Cursor,
        entries: &[FeedEntry],
    ) -> Result<Self, Refused> {
        let mut gathering = Self {
            frame: FrameWrite {
                before,
                after,
                received_at_ms: now_ms(),
                certificates: Vec::new(),
                ended: Vec::new(),
                attached: Vec::new(),
                detached: Vec::new(),
                envelopes: Vec::new(),
                documents: Vec::new(),
                cards: Vec::new(),
                quarantined: Vec::new(),
                audit: Vec::new(),
            },
            records: BTreeMap::new(),
            changed: BTreeMap::new(),
            devices: BTreeMap::new(),
            authors: BTreeMap::new(),
            new_staff: Vec::new(),
            news: BTreeSet::new(),
        };
        for kept in desk.store.certificates(CertificateKind::Device)? {
            if let Ok(certificate) = SignedDeviceCertificate::decode(&kept.bytes) {
                gathering.know(certificate.claimed());
            }
        }
        for entry in entries {
            gathering.take(desk, entry)?;
        }
        Ok(gathering)
    }

    fn take(&mut self, desk: &Desk, entry: &FeedEntry) -> Result<(), Refused> {
        match entry {
            FeedEntry::Certificate { kind, certificate } => {
                self.certificate(desk, *kind, certificate)
            }
            FeedEntry::Attach { document, .. } => {
                self.frame.detached.retain(|other| other != document);
                self.frame.attached.push(*document);
                self.news.insert(document.record);
            }
            FeedEntry::Detach { document, .. } => {
                self.frame.attached.retain(|other| other != document);
                self.frame.detached.push(*document);
                self.news.insert(document.record);
            }
            FeedEntry::Change {
                document, envelope, ..
            } => {
                if let Err(Aside(code)) = self.envelope(desk, *document, envelope)? {
                    self.set_aside(*document, envelope, code);
                }
            }
            FeedEntry::Notice { code, detail, .. } if *code == NoticeCode::STAFF_ENDED => {
                self.end(detail);
            }
            FeedEntry::Notice { .. } | FeedEntry::Unknown { .. } => {}
        }
        Ok(())
    }

    /// What was said of a device first counts: nothing that is said later gives it another key, or to somebody else.
    fn know(&mut self, device: &DeviceCertificate) {
        self.devices
            .entry(device.device)
            .or_insert((device.public_key, device.organisation.id));
    }

    /// Somebody's access has ended: from here on what she wrote comes after its end.
    fn end(&mut self, staff: &[u8]) {
        if let Ok(staff) = <[u8; 16]>::try_from(staff).map(StaffId::new) {
            self.new_staff
                .retain(|certificate| certificate.staff != staff);
            self.frame.ended.push(staff);
        }
    }

    /// A certificate that the region's authority did not sign is passed over: what needs it will be kept aside.
    fn certificate(&mut self, desk: &Desk, kind: CertificateKind, bytes: &[u8]) {
        let authority = &desk.link.authority_key;
        match kind {
            CertificateKind::Staff => {
                if let Ok(certificate) =
                    SignedStaffCertificate::decode(bytes).and_then(|c| c.verify(authority))
                {
                    self.authors
                        .insert(certificate.hash(), certificate.statement().clone());
                    self.new_staff.push(certificate.statement().clone());
                    self.frame
                        .certificates
                        .push(KeptCertificate::from(&certificate));
                }
            }
            CertificateKind::Device => {
                if let Ok(certificate) =
                    SignedDeviceCertificate::decode(bytes).and_then(|c| c.verify(authority))
                {
                    self.know(certificate.statement());
                    self.frame
                        .certificates
                        .push(KeptCertificate::from(&certificate));
                }
            }
        }
    }

    /// Checks and merges one envelope. The outer error is ours, the inner one the envelope's.
    fn envelope(
        &mut self,
        desk: &Desk,
        document: DocumentId,
        bytes: &[u8],
    ) -> Result<Result<(), Aside>, Refused> {
        let envelope = match self.believed(document, bytes) {
            Ok(envelope) => envelope,
            Err(aside) => return Ok(Err(aside)),
        };
        let header = &envelope.statement().header;
        let Some(sheet) = SheetId::from_code(document.sheet.get()) else {
            return Ok(Err(Aside("document.unknown_sheet")));
        };
        let author = match self.authors.get(&header.author) {
            Some(known) => Some(known.clone()),
            None => desk.author(header.author)?,
        };
        let Some(author) = author else {
            return Ok(Err(Aside("envelope.unknown_author")));
        };
        let after_end =
            self.frame.ended.contains(&author.staff) || desk.store.has_ended(author.staff)?;
        let mut hashes = Vec::new();
        let mut moments = Vec::new();
        for (change, saved_at) in envelope.statement().saves() {
            moments.push(saved_at);
            match ChangeHeader::read(change) {
                Ok(read) => hashes.push(read.hash),
                Err(error) => return Ok(Err(Aside(error.code()))),
            }
        }
        let record = document.record;
        let loaded = match self.records.remove(&record) {
            Some(loaded) => loaded,
            None => desk
                .load(care_id(record))?
                .unwrap_or_else(|| Loaded::empty(care_id(record))),
        };
        let loaded = self.records.entry(record).or_insert(loaded);
        let merged = loaded
            .record
            .sheet_mut(sheet)
            .apply(&envelope.statement().changes);
        let fresh = match merged {
            Ok(fresh) => fresh.len(),
            Err(error) => return Ok(Err(Aside(error.code()))),
        };
        for (hash, saved_at) in hashes.iter().zip(moments) {
            let carried = Carried {
                device: header.device,
                owner: self.devices.get(&header.device).map(|(_, owner)| *owner),
                role: header.role,
                saved_at_ms: ms(saved_at),
                clock_off_ms: header.clock_uncertainty_ms,
                after_end,
                received_at_ms: Some(self.frame.received_at_ms),
                shared: true,
            };
            loaded.attribute(Hash(hash.to_bytes()), attribution(&carried, &author));
        }
        *self.changed.entry((record, sheet)).or_default() += fresh;
        self.news.insert(record);
        self.frame.envelopes.push(ReceivedEnvelope {
            envelope,
            changes: hashes,
            after_end,
        });
        Ok(Ok(()))
    }

    /// An envelope that its device signed and that belongs where it was found.
    fn believed(&self, document: DocumentId, bytes: &[u8]) -> Result<VerifiedEnvelope, Aside> {
        let envelope = SignedEnvelope::decode(bytes).map_err(|error| Aside(error.code()))?;
        let header = &envelope.claimed().header;
        if header.document != document {
            return Err(Aside("envelope.other_document"));
        }
        let (key, _) = self
            .devices
            .get(&header.device)
            .ok_or(Aside("envelope.unknown_device"))?;
        envelope.verify(key).map_err(|error| Aside(error.code()))
    }

    fn set_aside(&mut self, document: DocumentId, bytes: &[u8], reason: &str) {
        self.frame.quarantined.push(Quarantined {
            envelope: EnvelopeHash::new(sha256(bytes)),
            document,
            reason: reason.to_owned(),
            bytes: bytes.to_vec(),
            quarantined_at_ms: self.frame.received_at_ms,
        });
    }

    fn finish(mut self) -> FrameWrite {
        let leaving: BTreeSet<DocumentId> = self.frame.detached.iter().copied().collect();
        let mut touched = BTreeSet::new();
        for ((record, sheet), fresh) in &self.changed {
            let Some(loaded) = self.records.get(record) else {
                continue;
            };
            let write = loaded.document(*sheet, *fresh);
            if *fresh > 0 && !leaving.contains(&write.document) {
                touched.insert(*record);
                self.frame.documents.push(write);
            }
        }
        for record in touched {
            if let Some(loaded) = self.records.get(&record) {
                self.frame
                    .cards
                    .push(card::of(&loaded.view(), self.frame.received_at_ms));
            }
        }
        self.frame
    }
}

/// Why an envelope is kept aside: a stable code.
struct Aside(&'static str);

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).into()
}
