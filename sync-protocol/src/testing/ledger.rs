//! What a hub has written, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use super::author;
use crate::change::ChangeHeader;
use crate::envelope::VerifiedEnvelope;
use crate::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use crate::ids::{DeviceId, DocumentId};
use crate::session::accept::{ChangeStanding, Decision, DeviceHead, Ledger, accept};

#[derive(Debug, Clone)]
pub(crate) struct MemoryLedger {
    pub(crate) certificates: BTreeSet<CertificateHash>,
    pub(crate) envelopes: BTreeMap<(DeviceId, u64), EnvelopeHash>,
    pub(crate) changes: BTreeMap<(DocumentId, ChangeHash), ChangeStanding>,
    pub(crate) numbers: BTreeMap<(DocumentId, Vec<u8>, u64), ChangeHash>,
}

impl Default for MemoryLedger {
    fn default() -> Self {
        Self {
            certificates: BTreeSet::from([author()]),
            envelopes: BTreeMap::new(),
            changes: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }
}

impl MemoryLedger {
    /// Decides, and writes what the decision says.
    pub(crate) fn take(&mut self, envelope: &VerifiedEnvelope) -> Decision {
        let Ok(decision) = accept(envelope, self);
        let header = &envelope.statement().header;
        let number = (header.device, header.dev_seq);
        match &decision {
            Decision::Accepted { new_changes } => self.write(envelope, new_changes),
            Decision::Quarantined(_) => {
                self.envelopes.insert(number, envelope.hash());
                for chunk in &envelope.statement().changes {
                    if let Ok(change) = ChangeHeader::read(chunk) {
                        let place = (header.document, change.hash);
                        self.changes
                            .entry(place)
                            .or_insert(ChangeStanding::Quarantined);
                    }
                }
            }
            Decision::Duplicate | Decision::Refused(_) => {}
        }
        decision
    }

    /// Writes an envelope as accepted.
    pub(crate) fn write(&mut self, envelope: &VerifiedEnvelope, new_changes: &[ChangeHeader]) {
        let header = &envelope.statement().header;
        let number = (header.device, header.dev_seq);
        self.envelopes.insert(number, envelope.hash());
        for change in new_changes {
            let place = (header.document, change.hash);
            self.changes.insert(place, ChangeStanding::InLog);
            let place = (header.document, change.actor.clone(), change.seq);
            self.numbers.insert(place, change.hash);
        }
    }
}

impl Ledger for MemoryLedger {
    type Error = Infallible;

    fn device_head(&self, device: &DeviceId) -> Result<Option<DeviceHead>, Infallible> {
        let mut own = self.envelopes.range((*device, 0)..=(*device, u64::MAX));
        Ok(own.next_back().map(|((_, dev_seq), hash)| DeviceHead {
            dev_seq: *dev_seq,
            hash: *hash,
        }))
    }

    fn envelope_at(
        &self,
        device: &DeviceId,
        dev_seq: u64,
    ) -> Result<Option<EnvelopeHash>, Infallible> {
        Ok(self.envelopes.get(&(*device, dev_seq)).copied())
    }

    fn knows_certificate(&self, certificate: &CertificateHash) -> Result<bool, Infallible> {
        Ok(self.certificates.contains(certificate))
    }

    fn change_standing(
        &self,
        document: &DocumentId,
        change: &ChangeHash,
    ) -> Result<ChangeStanding, Infallible> {
        Ok(self
            .changes
            .get(&(*document, *change))
            .copied()
            .unwrap_or(ChangeStanding::Unknown))
    }

    fn change_at(
        &self,
        document: &DocumentId,
        actor: &[u8],
        seq: u64,
    ) -> Result<Option<ChangeHash>, Infallible> {
        Ok(self.numbers.get(&(*document, actor.to_vec(), seq)).copied())
    }
}
