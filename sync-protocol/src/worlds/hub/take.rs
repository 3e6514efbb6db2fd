//! How it takes envelopes.

use std::rc::Rc;

use super::{Hub, Logged};
use crate::bytes::Bytes;
use crate::change::ChangeHeader;
use crate::envelope::{SignedEnvelope, VerifiedEnvelope};
use crate::feed::FeedEntry;
use crate::hashes::ChangeHash;
use crate::ids::{DocumentId, ShelfId};
use crate::message::refusal::{Refusal, RefusalCode};
use crate::message::request::SyncRequest;
use crate::session::accept::Decision;
use crate::session::push::envelope_frames;
use crate::worlds::bug::Bug;

/// An envelope, with those of its changes that were new.
#[derive(Debug)]
pub(super) struct Accepted {
    envelope: VerifiedEnvelope,
    new_changes: Vec<ChangeHeader>,
}

impl Hub {
    pub(super) fn take_envelopes(&mut self, request: &SyncRequest, bug: Bug) -> Vec<Refusal> {
        let mut refused = Vec::new();
        for bytes in envelope_frames(request).flat_map(|frame| frame.unwrap().envelopes) {
            let received = SignedEnvelope::decode(&bytes).unwrap();
            let device = received.claimed().header.device;
            let envelope = received.verify(&self.devices[&device].0).unwrap();
            match self.decide(&envelope, bug) {
                Decision::Accepted { new_changes } => self.waiting.push_back(Rc::new(Accepted {
                    envelope,
                    new_changes,
                })),
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

    pub(super) fn publish_waiting(&mut self, bug: Bug) {
        while let Some(accepted) = self.waiting.pop_front() {
            let document = accepted.envelope.statement().header.document;
            let heads = self.heads.entry(document).or_default();
            for change in &accepted.new_changes {
                heads.advance(change);
            }
            self.publish(&accepted.envelope, bug);
        }
    }

    /// Whether something of a document that comes to this shelf is on its way there.
    pub(in crate::worlds) fn is_on_its_way(&self, document: &DocumentId, home: ShelfId) -> bool {
        let first =
            |accepted: &&Rc<Accepted>| accepted.envelope.statement().header.document == *document;
        let first = self.waiting.iter().find(first);
        !self.logs.contains_key(document)
            && first.is_some_and(|accepted| {
                self.devices[&accepted.envelope.statement().header.device].1 == home
            })
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
