//! A hub in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::Bug;
use crate::bytes::Bytes;
use crate::cursor::Cursor;
use crate::digest::{Heads, HeadsDigest};
use crate::envelope::{SignedEnvelope, VerifiedEnvelope};
use crate::feed::{AttachReason, DetachReason, FeedEntry};
use crate::frame::Level;
use crate::ids::{DeviceId, DocumentId, ShelfId};
use crate::keys::PublicKey;
use crate::message::refusal::{Refusal, RefusalCode};
use crate::message::request::{SignedRequest, SyncRequest};
use crate::message::response::{ShelfException, ShelfExceptionKind, SyncEnd, SyncHead, WireMark};
use crate::session::accept::{Decision, Ledger};
use crate::session::cursor::{CursorStanding, standing};
use crate::session::page::Pager;
use crate::session::push::envelope_frames;
use crate::stream::{end_part, head_part};
use crate::testing::{Machine, MemoryLedger, NOON_MS};

#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    pub(super) members: BTreeSet<DocumentId>,
    feed: Vec<Bytes>,
}

#[derive(Debug, Clone)]
pub(super) struct Hub {
    pub(super) epoch: u64,
    /// It saw two envelopes of one number, and refused the second.
    pub(super) was_forked: bool,
    /// Others write at the same time: entries may be shown late, if there is a bug that does so.
    pub(super) is_busy: bool,
    pub(super) logs: BTreeMap<DocumentId, Vec<Bytes>>,
    pub(super) shelves: BTreeMap<ShelfId, Shelf>,
    heads: BTreeMap<DocumentId, Heads>,
    ledger: MemoryLedger,
    devices: BTreeMap<DeviceId, (PublicKey, ShelfId)>,
    secured: BTreeMap<DeviceId, u64>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            epoch: 1,
            was_forked: false,
            is_busy: true,
            logs: BTreeMap::new(),
            shelves: BTreeMap::new(),
            heads: BTreeMap::new(),
            ledger: MemoryLedger::default(),
            devices: BTreeMap::new(),
            secured: BTreeMap::new(),
        }
    }
}

impl Hub {
    pub(super) fn enrol(&mut self, machine: &Machine, home: ShelfId) {
        self.devices
            .insert(machine.device, (machine.public_key(), home));
        self.shelves.entry(home).or_default();
    }

    /// Everything accepted is safe from the loss of the hub from now on.
    pub(super) fn secure(&mut self) {
        for device in self.devices.keys() {
            let Ok(head) = self.ledger.device_head(device);
            self.secured
                .insert(*device, head.map_or(0, |head| head.dev_seq));
        }
    }

    pub(super) fn attach(&mut self, shelf: ShelfId, document: DocumentId) {
        let log = self.logs.get(&document).cloned().unwrap_or_default();
        let shelf = self.shelves.get_mut(&shelf).unwrap();
        if shelf.members.insert(document) {
            let reason = AttachReason::SHARED;
            shelf
                .feed
                .push(FeedEntry::Attach { document, reason }.encode());
            shelf.feed.extend((1..).zip(log).map(|(doc_seq, envelope)| {
                FeedEntry::Change {
                    document,
                    doc_seq,
                    envelope,
                }
                .encode()
            }));
        }
    }

    pub(super) fn detach(&mut self, shelf: ShelfId, document: DocumentId, bug: Bug) {
        let shelf = self.shelves.get_mut(&shelf).unwrap();
        if shelf.members.remove(&document) && bug != Bug::FiltersInsteadOfDetaching {
            let reason = DetachReason::UNSHARED;
            shelf
                .feed
                .push(FeedEntry::Detach { document, reason }.encode());
        }
    }

    pub(super) fn scope(&self, home: &ShelfId) -> Vec<DocumentId> {
        self.shelves[home].members.iter().copied().collect()
    }

    /// The heads of a document, from headers alone.
    pub(super) fn heads(&self, document: &DocumentId) -> Heads {
        self.heads.get(document).cloned().unwrap_or_default()
    }

    pub(super) fn answer(&mut self, request: &[u8], frame_size: usize, bug: Bug) -> Vec<u8> {
        let received = SignedRequest::decode(request).unwrap();
        let (key, _) = self.devices[&received.claimed().device];
        let verified = received.verify(&key).unwrap();
        let request = verified.statement();
        let refused = self.take_envelopes(request, bug);
        let Ok(head) = self.ledger.device_head(&request.device);
        let mut exceptions = Vec::new();
        let mut parts = Vec::new();
        let mut marks = Vec::new();
        for (place, cursor) in (0..).zip(&request.cursors) {
            let from = if self.goes_on(cursor, bug) {
                *cursor
            } else {
                exceptions.push(ShelfException {
                    place,
                    kind: ShelfExceptionKind::Repair,
                });
                Cursor::start(cursor.shelf, self.epoch)
            };
            let shelf = &self.shelves[&cursor.shelf];
            let rest = shelf.feed.get(from.seq as usize..).unwrap_or_default();
            let shown = show(rest, self.is_busy, bug);
            let mut pager = Pager::new(from, frame_size, Level::new(1));
            if !request.own_whole {
                pager = pager.referring_to(request.device);
            }
            let (frames, _) = pager.all(shown).unwrap();
            parts.extend(frames);
            let documents: Vec<_> = shelf
                .members
                .iter()
                .map(|id| (*id, self.heads(id)))
                .collect();
            let digest = HeadsDigest::of(documents.iter().map(|(id, heads)| (id, heads))).tag();
            marks.push(WireMark {
                seq: from.seq + rest.len() as u64,
                digest,
            });
        }
        let head = head_part(SyncHead {
            epoch: self.epoch,
            dev_accepted: head.map_or(0, |head| head.dev_seq),
            dev_secured: self.secured.get(&request.device).copied().unwrap_or(0),
            clock_ms: NOON_MS,
            refused,
            exceptions,
            new_shelves: vec![],
        });
        [
            vec![head],
            parts,
            vec![end_part(&SyncEnd { marks, more: false })],
        ]
        .concat()
        .concat()
    }

    fn goes_on(&self, cursor: &Cursor, bug: Bug) -> bool {
        let unchecked = matches!(bug, Bug::NoEpochNoChain | Bug::ShowsEntriesLateUnchecked);
        let feed = &self.shelves[&cursor.shelf].feed;
        if unchecked {
            return cursor.epoch == self.epoch && cursor.seq <= feed.len() as u64;
        }
        let before = feed.get(..cursor.seq as usize);
        let start = Cursor::start(cursor.shelf, self.epoch);
        let there = before.map(|entries| {
            entries
                .iter()
                .fold(start, |at, entry| at.after(entry).unwrap())
        });
        standing(cursor, self.epoch, there.map(|at| at.chain)) == CursorStanding::GoesOn
    }

    fn take_envelopes(&mut self, request: &SyncRequest, bug: Bug) -> Vec<Refusal> {
        let mut refused = Vec::new();
        for bytes in envelope_frames(request).flat_map(|frame| frame.unwrap().envelopes) {
            let received = SignedEnvelope::decode(&bytes).unwrap();
            let device = received.claimed().header.device;
            let envelope = received.verify(&self.devices[&device].0).unwrap();
            match self.ledger.take(&envelope) {
                Decision::Accepted { new_changes } => {
                    let heads = self
                        .heads
                        .entry(envelope.statement().header.document)
                        .or_default();
                    new_changes.iter().for_each(|change| heads.advance(change));
                    self.publish(&envelope);
                }
                Decision::Duplicate if bug == Bug::NoDedupe => self.publish(&envelope),
                Decision::Duplicate => {}
                Decision::Quarantined(code) => panic!("nothing here is to be kept aside: {code:?}"),
                Decision::Refused(code) => {
                    // No device here is copied.
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

    fn publish(&mut self, envelope: &VerifiedEnvelope) {
        let header = &envelope.statement().header;
        let document = header.document;
        let home = self.devices[&header.device].1;
        let bytes = Bytes::from(envelope.bytes());
        let is_new = !self.logs.contains_key(&document);
        let log = self.logs.entry(document).or_default();
        log.push(bytes.clone());
        let doc_seq = log.len() as u64;
        if is_new {
            self.attach(home, document);
            return;
        }
        for shelf in self
            .shelves
            .values_mut()
            .filter(|shelf| shelf.members.contains(&document))
        {
            let envelope = bytes.clone();
            shelf.feed.push(
                FeedEntry::Change {
                    document,
                    doc_seq,
                    envelope,
                }
                .encode(),
            );
        }
    }
}

/// What is shown of the entries after a cursor. With the bug, an entry's neighbour is shown in its place for a
/// while, as when two transactions take their numbers in one order and commit in the other.
fn show(rest: &[Bytes], is_busy: bool, bug: Bug) -> Vec<Bytes> {
    let mut shown = rest.to_vec();
    let late = matches!(bug, Bug::ShowsEntriesLate | Bug::ShowsEntriesLateUnchecked);
    if let [.., second_last, last] = shown.as_mut_slice()
        && late
        && is_busy
    {
        *second_last = last.clone();
    }
    shown
}
