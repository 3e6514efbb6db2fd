//! What a store holds, without times: two that went different ways can be compared.

use anyhow::{Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use store::StoreKey;
use store::workstation::{EnvelopeNote, Workstation};
use sync_protocol::certificate::SignedDeviceCertificate;
use sync_protocol::change::ChangeHeader;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::Heads;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::feed::CertificateKind;
use sync_protocol::hashes::{ChangeHash, EnvelopeHash};
use sync_protocol::ids::{DeviceId, DocumentId};

/// An envelope, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Who signed it.
    pub device: DeviceId,
    /// Its number there.
    pub dev_seq: u64,
    /// What it belongs to.
    pub document: DocumentId,
    /// Whether everybody has it.
    pub published: bool,
}

/// What a workstation's store holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The device whose store it is.
    pub device: DeviceId,
    /// How far each shelf has been read.
    pub cursors: Vec<Cursor>,
    /// Each document with its heads and the number of its changes.
    pub documents: BTreeMap<DocumentId, (Vec<ChangeHash>, u64)>,
    /// Every envelope.
    pub envelopes: BTreeMap<EnvelopeHash, Kept>,
    /// What waits, and whether the hub has accepted it.
    pub outbox: Vec<(u64, EnvelopeHash, bool)>,
    /// Records in the list of people.
    pub people: BTreeSet<String>,
    /// What could not be merged.
    pub aside: usize,
}

impl Held {
    /// Opens the store as the program does, and looks.
    ///
    /// # Errors
    /// When it does not open, is not sound, or its parts do not fit together.
    pub fn of(place: &Path, key: &[u8; 32]) -> Result<Self> {
        let store = Workstation::open(place, &StoreKey::new(*key))?;
        let health = store.examine()?;
        ensure!(health.is_sound(), "not sound: {health:?}");
        let held = Self::read(&store)?;
        held.fits(&store)?;
        Ok(held)
    }

    fn read(store: &Workstation) -> Result<Self> {
        let device = store.identity()?.map(|identity| identity.device);
        let device = device.ok_or_else(|| anyhow::anyhow!("the store has no identity"))?;
        let mut documents = BTreeMap::new();
        for id in store.document_ids()? {
            if let Some(document) = store.document(id)? {
                documents.insert(id, (document.heads, document.changes_count));
            }
        }
        let mut devices = BTreeSet::from([device]);
        for kept in store.certificates(CertificateKind::Device)? {
            devices.insert(
                SignedDeviceCertificate::decode(&kept.bytes)?
                    .claimed()
                    .device,
            );
        }
        let mut envelopes = BTreeMap::new();
        for device in devices {
            for kept in store.envelopes_of_device(device, 0, u32::MAX)? {
                let EnvelopeNote {
                    hash,
                    document,
                    dev_seq,
                    published,
                    ..
                } = kept.note;
                envelopes.insert(
                    hash,
                    Kept {
                        device,
                        dev_seq,
                        document,
                        published,
                    },
                );
            }
        }
        let outbox = store.outbox(device, 0, u32::MAX)?;
        let people = store.people("", usize::MAX / 2)?;
        Ok(Self {
            device,
            cursors: store
                .shelves()?
                .into_iter()
                .map(|shelf| shelf.cursor)
                .collect(),
            documents,
            envelopes,
            outbox: outbox
                .into_iter()
                .map(|entry| {
                    (
                        entry.dev_seq,
                        entry.envelope,
                        entry.accepted_at_ms.is_some(),
                    )
                })
                .collect(),
            people: people
                .into_iter()
                .map(|person| person.card.record.to_string())
                .collect(),
            aside: store.quarantined(None)?.len() + store.kept_aside(None)?.len(),
        })
    }

    /// Every document is what its envelopes add up to, and every list names what is there.
    fn fits(&self, store: &Workstation) -> Result<()> {
        for (document, (heads, count)) in &self.documents {
            let (mut sum, mut changes) = (Heads::none(), 0);
            for kept in store.envelopes(*document)? {
                for change in &SignedEnvelope::decode(&kept.bytes)?.claimed().changes {
                    sum.advance(&ChangeHeader::read(change)?);
                    changes += 1;
                }
            }
            let sum: Vec<ChangeHash> = sum.iter().copied().collect();
            ensure!(sum == *heads, "{document:?} is not what its envelopes say");
            ensure!(
                store.origins(*document)?.len() as u64 == changes,
                "origins of {document:?}"
            );
            ensure!(
                changes <= *count && *count <= changes + 1,
                "{count} of {changes} changes"
            );
            ensure!(
                self.people.contains(&document.record.to_string()),
                "a record without a card"
            );
        }
        let carried: BTreeSet<String> = self
            .documents
            .keys()
            .map(|document| document.record.to_string())
            .collect();
        ensure!(carried == self.people, "a card without a record");
        for (_, envelope, _) in &self.outbox {
            ensure!(
                self.envelopes.contains_key(envelope),
                "what waits is not there"
            );
        }
        Ok(())
    }

    /// The hashes of the envelopes of other devices.
    #[must_use]
    pub fn of_others(&self) -> BTreeSet<EnvelopeHash> {
        self.of_others_but(&BTreeSet::new())
    }

    /// The same without those of some documents.
    #[must_use]
    pub fn of_others_but(&self, but: &BTreeSet<DocumentId>) -> BTreeSet<EnvelopeHash> {
        let others = self
            .envelopes
            .iter()
            .filter(|(_, kept)| kept.device != self.device && !but.contains(&kept.document));
        others.map(|(hash, _)| *hash).collect()
    }

    /// How many changes there are in all documents.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.documents.values().map(|(_, changes)| changes).sum()
    }

    /// How many envelopes this computer signed itself.
    #[must_use]
    pub fn own_count(&self) -> usize {
        let kept = self.envelopes.values();
        kept.filter(|kept| kept.device == self.device).count()
    }
}
