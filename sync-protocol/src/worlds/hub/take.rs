//! How it takes envelopes.

use std::rc::Rc;

use super::{Hub, Logged};
use crate::bytes::Bytes;
use crate::change::ChangeHeader;
use crate::envelope::{SignedEnvelope, VerifiedEnvelope};
use crate::feed::FeedEntry;
use crate::hashes::ChangeHash;
use crate::message::refusal::{Refusal, RefusalCode};
use crate::message::request::SyncRequest;
use crate::session::accept::Decision;
use crate::session::push::envelope_frames;
use crate::worlds::bug::Bug;

impl Hub {
    pub(super) fn take_envelopes(&mut self, request: &SyncRequest, bug: Bug) -> Vec<Refusal> {
        let mut refused = Vec::new();
        for bytes in envelope_frames(request).flat_map(|frame| frame.unwrap().envelopes) {
            let received = SignedEnvelope::decode(&bytes).unwrap();
            let device = received.claimed().header.device;
            let envelope = received.verify(&self.devices[&device].0).unwrap();
            match self.decide(&envelope, bug) {
                Decision::Accepted { new_changes } => self.log(&envelope, &new_changes, bug),
                Decision::Duplicate if bug == Bug::NoDedupe => self.publish(&envelope, bug),
                Decision::Duplicate => {}
                Decision::Quarantined(code) => panic!("nothing here is to be kept aside: {code:?}"),
                Decision::Refused(code) => {
                    self.was_forked |= code == RefusalCode::FORK;
                    let dev_seq = envelope.statement().header.dev_seq;
                    let device = (device != request.device).then_some(device);
                    refused.push(Refusal {
                        dev_seq,
                        code,
                        device,
                    });
                }
            }
        }
        refused
    }

    fn decide(&mut self, envelope: &VerifiedEnvelope, bug: Bug) -> Decision {
        let ledger = Rc::make_mut(&mut self.ledger);
        let decision = ledger.take(envelope);
        match (&decision, bug) {
            (Decision::Refused(RefusalCode::FORK), Bug::TakesForksForDuplicates) => {
                Decision::Duplicate
            }
            (Decision::Refused(RefusalCode::GAP), Bug::TakesOverHoles)
            | (
                Decision::Refused(RefusalCode::MISSING_DEPENDENCIES),
                Bug::TakesWhatBuildsOnNothing,
            ) => {
                let changes = envelope.statement().changes.iter();
                let new_changes = changes.map(|chunk| ChangeHeader::read(chunk).unwrap());
                let new_changes: Vec<_> = new_changes.collect();
                ledger.write(envelope, &new_changes);
                Decision::Accepted { new_changes }
            }
            _ => decision,
        }
    }

    fn log(&mut self, envelope: &VerifiedEnvelope, new_changes: &[ChangeHeader], bug: Bug) {
        let document = envelope.statement().header.document;
        let heads = self.heads.entry(document).or_default();
        new_changes.iter().for_each(|change| heads.advance(change));
        self.publish(envelope, bug);
    }

    fn publish(&mut self, envelope: &VerifiedEnvelope, bug: Bug) {
        let header = &envelope.statement().header;
        let document = header.document;
        let home = self.devices[&header.device].1;
        let bytes = Bytes::from(envelope.bytes());
        let is_new = !self.logs.contains_key(&document);
        let log = self.logs.entry(document).or_default();
        let changes = envelope.statement().changes.iter();
        log.push(Logged {
            bytes: Rc::new(bytes.clone()),
            changes: changes.map(hash_of).collect(),
        });
        let doc_seq = log.len() as u64;
        if is_new {
            self.attach(home, document, bug);
            return;
        }
        let entry = FeedEntry::Change {
            document,
            doc_seq,
            envelope: bytes,
        };
        for (id, shelf) in &mut self.shelves {
            if shelf.members.contains(&document) {
                shelf.write(*id, &entry);
            }
        }
    }
}

fn hash_of(chunk: &Bytes) -> ChangeHash {
    ChangeHeader::read(chunk).unwrap().hash
}
