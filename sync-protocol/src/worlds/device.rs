//! A device in memory. Everything in it is durable; only a session is not.

mod document;
mod follow;

use std::collections::{BTreeMap, BTreeSet};

use super::bug::Bug;
use crate::bytes::Bytes;
use crate::cursor::Cursor;
use crate::envelope::{Envelope, EnvelopeHeader, SignedEnvelope, VerifiedEnvelope};
use crate::frame::Level;
use crate::hashes::{ChangeHash, EnvelopeHash};
use crate::hlc::Hlc;
use crate::ids::{DeviceId, DocumentId, ShelfId};
use crate::limits::USUAL_FRAME_KIB;
use crate::message::request::SyncRequest;
use crate::session::device::{DeviceSync, Offer};
use crate::session::fold;
use crate::testing::{Machine, NOON_MS, hash_of, made_change};
use document::Document;

/// An envelope that is held, in the order it came.
#[derive(Debug, Clone)]
struct Held {
    bytes: Bytes,
    hash: EnvelopeHash,
    device: DeviceId,
    dev_seq: u64,
    document: DocumentId,
    changes: Vec<ChangeHash>,
    /// It is to be offered, if need be again: the hub is not known to be unable to lose it.
    to_offer: bool,
    /// It is its own and the hub has it; it need not be sent while the hub does not lose it.
    is_accepted: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Device {
    pub(super) machine: Machine,
    pub(super) home: ShelfId,
    pub(super) documents: BTreeMap<DocumentId, Document>,
    pub(super) alarms: u64,
    /// It knows that it is a copy, or was set back: nothing goes into its store any more, and a person must see to its
    /// outbox.
    pub(super) is_copied: bool,
    cursor: Cursor,
    /// The changes it wrote, and those it held when a hub was set back.
    witnessed: BTreeSet<ChangeHash>,
    /// The highest of its numbers that was ever put before the hub.
    offered_through: u64,
    saves: u64,
    /// Differs from start to start, so that no copy numbers its changes as another does.
    actor: [u8; 8],
    /// What the feed of the shelf names, read from its start.
    attached: BTreeSet<DocumentId>,
    held: BTreeSet<EnvelopeHash>,
    by_arrival: BTreeMap<u64, Held>,
    last_secured: u64,
    /// What is in the request under way, and whether nothing was to be offered when it began.
    offered: Vec<u64>,
    began_quiet: bool,
    /// The hub referred to something of its own that it does not hold as the hub has it.
    own_whole: bool,
}

impl Device {
    pub(super) fn new(number: u8, home: ShelfId, epoch: u64) -> Self {
        Self {
            machine: Machine::new(number),
            home,
            documents: BTreeMap::new(),
            alarms: 0,
            is_copied: false,
            cursor: Cursor::start(home, epoch),
            witnessed: BTreeSet::new(),
            offered_through: 0,
            saves: 0,
            actor: u64::from(number).to_le_bytes(),
            attached: BTreeSet::new(),
            held: BTreeSet::new(),
            by_arrival: BTreeMap::new(),
            last_secured: 0,
            offered: Vec::new(),
            began_quiet: false,
            own_whole: false,
        }
    }

    /// A copy of its disk as it is now, started.
    pub(super) fn copied(&self, actor: u64) -> Self {
        Self {
            actor: actor.to_le_bytes(),
            ..self.clone()
        }
    }

    pub(super) fn save(&mut self, document: DocumentId, noise: u64) {
        let heads = self.documents.entry(document).or_default().heads();
        let heads: Vec<ChangeHash> = heads.iter().copied().collect();
        self.saves += 1;
        let change = made_change(&heads, &self.actor, self.saves, &noise.to_le_bytes());
        self.witnessed.insert(hash_of(&change));
        let header = EnvelopeHeader {
            hlc: Hlc::default().tick(NOON_MS + self.saves),
            ..self.machine.next_header(document)
        };
        let envelope = Envelope::seal(header, vec![change], &self.machine.key).unwrap();
        self.sign(&envelope);
    }

    fn sign(&mut self, envelope: &VerifiedEnvelope) {
        self.machine.dev_seq += 1;
        self.machine.prev = Some(envelope.hash());
        self.keep(envelope.bytes().into());
    }

    /// What was never offered is sealed together, as it is before each request.
    fn fold(&mut self, bug: Bug) {
        let from = match bug {
            Bug::FoldsWhatWasOffered => self.last_secured,
            _ => self.offered_through,
        };
        let own = self.machine.device;
        let mut last: Vec<Envelope> = Vec::new();
        let unoffered = |held: &Held| held.device == own && held.dev_seq > from;
        for held in self.by_arrival.values().filter(|held| unoffered(held)) {
            let read = SignedEnvelope::decode(&held.bytes).unwrap();
            last.push(read.claimed().clone());
        }
        last.sort_by_key(|envelope| envelope.header.dev_seq);
        let folds = fold::fold(&last);
        if folds.len() == last.len() {
            return;
        }
        self.drop_held(unoffered);
        self.machine.dev_seq = last[0].header.dev_seq - 1;
        self.machine.prev = last[0].header.prev;
        for fold in folds {
            let (number, prev) = (self.machine.dev_seq + 1, self.machine.prev);
            let envelope = fold.seal(number, prev, &self.machine.key).unwrap();
            self.sign(&envelope);
        }
    }

    /// The hub is being set back: what is held here now must not be lost by it.
    pub(super) fn witness(&mut self) {
        let held = self.by_arrival.values();
        self.witnessed
            .extend(held.flat_map(|held| held.changes.iter()));
    }

    /// What must be in the hub's log in the end, as far as this device can help it.
    pub(super) fn must(&self) -> &BTreeSet<ChangeHash> {
        &self.witnessed
    }

    /// What it would still show to a person as not shared.
    pub(super) fn unshared(&self) -> impl Iterator<Item = &ChangeHash> {
        let held = self.by_arrival.values().filter(|held| held.to_offer);
        held.flat_map(|held| held.changes.iter())
    }

    pub(super) fn pending(&self) -> Vec<u64> {
        let held = self.by_arrival.iter().filter(|(_, held)| held.to_offer);
        held.map(|(arrival, _)| *arrival).collect()
    }

    /// What of it moves: where two rounds leave the same behind, a third would too.
    pub(super) fn standing(&self) -> (Cursor, [u64; 4], [bool; 2]) {
        let counts = [
            self.pending().len() as u64,
            self.held.len() as u64,
            self.documents.len() as u64,
            self.last_secured,
        ];
        (self.cursor, counts, [self.began_quiet, self.own_whole])
    }

    pub(super) fn begin(&mut self, budget_bytes: usize, bug: Bug) -> (DeviceSync, Vec<u8>) {
        self.fold(bug);
        self.began_quiet = self.pending().is_empty();
        let to_send = |held: &Held| held.to_offer && !held.is_accepted;
        let mut arrivals = Vec::new();
        let mut envelopes = Vec::new();
        for (arrival, held) in self.by_arrival.iter().filter(|(_, held)| to_send(held)) {
            arrivals.push(*arrival);
            envelopes.push(held.bytes.clone());
        }
        let offer = Offer {
            device: self.machine.device,
            cursors: &[self.cursor],
            clock_ms: NOON_MS,
            last_secured: self.last_secured,
            envelopes: &envelopes,
            budget_bytes,
            level: Level::new(1),
            own_whole: self.own_whole,
            proto: SyncRequest::PROTO,
            frame_kib: USUAL_FRAME_KIB,
        };
        let begun = DeviceSync::begin(&offer, &self.machine.key).unwrap();
        arrivals.truncate(begun.taken);
        self.offered = arrivals;
        let own = self.machine.device;
        for held in self.offered.iter().map(|arrival| &self.by_arrival[arrival]) {
            if held.device == own {
                self.offered_through = self.offered_through.max(held.dev_seq);
            }
        }
        (begun.session, begun.request)
    }

    /// What it signed itself, by number.
    pub(super) fn own(&self, dev_seq: u64) -> Option<Bytes> {
        let own = self.machine.device;
        let mut held = self.by_arrival.values();
        let found = held.find(|held| held.device == own && held.dev_seq == dev_seq)?;
        Some(found.bytes.clone())
    }
}
