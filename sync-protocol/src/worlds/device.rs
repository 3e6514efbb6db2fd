//! A device in memory. Everything in it is durable; only a session is not.

use std::collections::{BTreeMap, BTreeSet};

use super::Bug;
use crate::bytes::Bytes;
use crate::change::ChangeHeader;
use crate::cursor::Cursor;
use crate::digest::{Heads, HeadsDigest};
use crate::envelope::{Envelope, EnvelopeHeader, SignedEnvelope, VerifiedEnvelope};
use crate::feed::FeedEntry;
use crate::frame::Level;
use crate::hashes::{ChangeHash, EnvelopeHash};
use crate::hlc::Hlc;
use crate::ids::{DeviceId, DocumentId, ShelfId};
use crate::session::device::{DeviceSync, Effect, Offer, SessionError};
use crate::session::fold;
use crate::testing::{Machine, NOON_MS, hash_of, made_change};

#[derive(Debug, Clone, Default)]
pub(super) struct Document {
    /// Each change and what it builds on.
    changes: BTreeMap<ChangeHash, Vec<ChangeHash>>,
}

impl Document {
    /// Its heads, from its real content: a device with a bug may have read a change before what it builds on.
    pub(super) fn heads(&self) -> Heads {
        let built_on: BTreeSet<&ChangeHash> = self.changes.values().flatten().collect();
        self.changes
            .keys()
            .filter(|hash| !built_on.contains(hash))
            .copied()
            .collect()
    }
}

/// An envelope that is held, in the order it came.
#[derive(Debug, Clone)]
struct Held {
    bytes: Bytes,
    device: DeviceId,
    dev_seq: u64,
    document: DocumentId,
    /// It is to be offered.
    to_offer: bool,
}

#[derive(Debug)]
pub(super) struct Device {
    pub(super) machine: Machine,
    pub(super) home: ShelfId,
    pub(super) documents: BTreeMap<DocumentId, Document>,
    pub(super) alarms: u32,
    cursor: Cursor,
    /// The changes it wrote, and those it held when a hub was set back.
    witnessed: BTreeSet<ChangeHash>,
    /// The highest of its numbers that was ever put before the hub.
    offered_through: u64,
    saves: u64,
    /// What the feed of the shelf names, read from its start.
    attached: BTreeSet<DocumentId>,
    held: BTreeMap<EnvelopeHash, u64>,
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
            cursor: Cursor::start(home, epoch),
            witnessed: BTreeSet::new(),
            offered_through: 0,
            saves: 0,
            attached: BTreeSet::new(),
            held: BTreeMap::new(),
            by_arrival: BTreeMap::new(),
            last_secured: 0,
            offered: Vec::new(),
            began_quiet: false,
            own_whole: false,
        }
    }

    pub(super) fn save(&mut self, document: DocumentId, noise: u64) {
        let heads = self.documents.entry(document).or_default().heads();
        let heads: Vec<ChangeHash> = heads.iter().copied().collect();
        self.saves += 1;
        let change = made_change(
            &heads,
            self.machine.device.as_bytes(),
            self.saves,
            &noise.to_le_bytes(),
        );
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
        self.by_arrival.retain(|_, held| !unoffered(held));
        let by_arrival = &self.by_arrival;
        self.held
            .retain(|_, arrival| by_arrival.contains_key(arrival));
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
        for held in self.by_arrival.values() {
            let read = SignedEnvelope::decode(&held.bytes).unwrap();
            let changes = read.claimed().changes.iter().map(hash_of);
            self.witnessed.extend(changes);
        }
    }

    /// What must be in the hub's log in the end, as far as this device can help it.
    pub(super) fn must(&self) -> &BTreeSet<ChangeHash> {
        &self.witnessed
    }

    pub(super) fn pending(&self) -> Vec<u64> {
        self.by_arrival
            .iter()
            .filter(|(_, held)| held.to_offer)
            .map(|(arrival, _)| *arrival)
            .collect()
    }

    pub(super) fn begin(&mut self, budget_bytes: usize, bug: Bug) -> (DeviceSync, Vec<u8>) {
        self.fold(bug);
        let pending = self.pending();
        let envelopes: Vec<Bytes> = pending
            .iter()
            .map(|arrival| self.by_arrival[arrival].bytes.clone())
            .collect();
        let offer = Offer {
            device: self.machine.device,
            cursors: &[self.cursor],
            clock_ms: NOON_MS,
            last_secured: self.last_secured,
            envelopes: &envelopes,
            budget_bytes,
            level: Level::new(1),
            own_whole: self.own_whole,
        };
        let begun = DeviceSync::begin(&offer, &self.machine.key).unwrap();
        self.began_quiet = pending.is_empty();
        self.offered = pending[..begun.taken].to_vec();
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

    /// How following a response ended: the next request asks for its own whole, when something was missing.
    pub(super) fn ended(&mut self, error: Option<SessionError>) {
        self.own_whole = error == Some(SessionError::OwnMissing);
    }

    /// One transaction; with `crash`, the last one.
    pub(super) fn apply(&mut self, effect: Effect, crash: bool, bug: Bug) {
        match effect {
            Effect::Ack {
                accepted, secured, ..
            } => self.acknowledge(accepted, secured, bug),
            Effect::OfferAgain { after } => {
                self.offer_again(|held, own| held.device == own && held.dev_seq > after)
            }
            Effect::Refused(refusal) => {
                let device = refusal.device.unwrap_or(self.machine.device);
                let refused =
                    |held: &Held| (held.device, held.dev_seq) == (device, refusal.dev_seq);
                let Some((arrival, held)) =
                    self.by_arrival.iter_mut().find(|(_, held)| refused(held))
                else {
                    return;
                };
                if bug == Bug::ForgetsWhatIsRefused {
                    held.to_offer = false;
                } else if refusal.code.may_come_again() {
                    self.offered.retain(|offered| offered != arrival);
                }
            }
            Effect::Repair { cursor } => {
                self.cursor = cursor;
                self.attached.clear();
                match bug {
                    Bug::KeepsOthersToItself => self.offer_again(|held, own| held.device == own),
                    Bug::ForgetsAtAccepted => self.offer_again(|held, own| held.device != own),
                    _ => self.offer_again(|_, _| true),
                }
            }
            Effect::Apply { entries, cursor } => {
                let cursor_first =
                    matches!(bug, Bug::CursorBeforeData | Bug::CursorBeforeDataUnchecked);
                self.cursor = cursor;
                if !(cursor_first && crash) {
                    entries.into_iter().for_each(|entry| self.read(entry));
                }
            }
            Effect::Finished { marks, .. } => {
                self.settle_what_others_wrote();
                self.forget_what_is_not_named(bug);
                for mark in marks {
                    self.compare(mark.digest == self.digest().tag(), bug);
                }
            }
            Effect::NotCarried { .. } | Effect::NewShelf { .. } => {}
        }
    }

    fn acknowledge(&mut self, accepted: u64, secured: u64, bug: Bug) {
        self.last_secured = self.last_secured.max(secured);
        let own = self.machine.device;
        let gone_at = if bug == Bug::ForgetsAtAccepted {
            accepted
        } else {
            secured
        };
        for held in self.by_arrival.values_mut() {
            held.to_offer &= held.device != own || held.dev_seq > gone_at;
        }
    }

    /// What others wrote and the hub did not refuse needs no offering any more; the response has come to its end.
    fn settle_what_others_wrote(&mut self) {
        let own = self.machine.device;
        for arrival in &self.offered {
            if let Some(held) = self.by_arrival.get_mut(arrival) {
                // Own ones wait until they are secured.
                held.to_offer &= held.device == own;
            }
        }
    }

    fn offer_again(&mut self, which: impl Fn(&Held, DeviceId) -> bool) {
        let own = self.machine.device;
        for held in self.by_arrival.values_mut() {
            held.to_offer |= which(held, own);
        }
    }

    fn read(&mut self, entry: FeedEntry) {
        match entry {
            FeedEntry::Attach { document, .. } => {
                self.attached.insert(document);
                self.documents.entry(document).or_default();
            }
            FeedEntry::Detach { document, .. } => {
                self.attached.remove(&document);
                self.forget(document);
            }
            FeedEntry::Change { envelope, .. } => self.keep(envelope),
            _ => {}
        }
    }

    fn keep(&mut self, bytes: Bytes) {
        let received = SignedEnvelope::decode(&bytes).unwrap();
        let header = received.claimed().header.clone();
        let known = self.documents.entry(header.document).or_default();
        for chunk in &received.claimed().changes {
            let change = ChangeHeader::read(chunk).unwrap();
            known.changes.insert(change.hash, change.deps);
        }
        if self.held.contains_key(&received.hash()) {
            return;
        }
        let arrival = self
            .by_arrival
            .last_key_value()
            .map_or(0, |(last, _)| last + 1);
        self.held.insert(received.hash(), arrival);
        let (device, dev_seq, document) = (header.device, header.dev_seq, header.document);
        let to_offer = device == self.machine.device && dev_seq > self.last_secured;
        self.by_arrival.insert(
            arrival,
            Held {
                bytes,
                device,
                dev_seq,
                document,
                to_offer,
            },
        );
    }

    /// A document that left. What the device wrote itself is kept for as long as the hub may forget it.
    fn forget(&mut self, document: DocumentId) {
        self.documents.remove(&document);
        let own = self.machine.device;
        let by_arrival = &mut self.by_arrival;
        by_arrival
            .retain(|_, held| held.document != document || held.device == own || held.to_offer);
        self.held
            .retain(|_, arrival| by_arrival.contains_key(arrival));
    }

    /// After a repair the feed may no longer name a document that is held. It goes only when nothing of it waits to
    /// be offered, or a hub that forgot it would never hear of it again.
    fn forget_what_is_not_named(&mut self, bug: Bug) {
        if bug == Bug::ForgetsBeforeOffering {
            let own = self.machine.device;
            self.by_arrival
                .retain(|_, held| held.device == own || self.attached.contains(&held.document));
            let by_arrival = &self.by_arrival;
            self.held
                .retain(|_, arrival| by_arrival.contains_key(arrival));
        }
        if !self.began_quiet || !self.pending().is_empty() {
            return;
        }
        let unnamed: Vec<DocumentId> = self
            .documents
            .keys()
            .filter(|id| !self.attached.contains(id))
            .copied()
            .collect();
        unnamed.into_iter().for_each(|id| self.forget(id));
    }

    fn digest(&self) -> HeadsDigest {
        let held = self
            .attached
            .iter()
            .filter_map(|id| Some((id, self.documents.get(id)?.heads())));
        held.fold(HeadsDigest::EMPTY, |digest, (id, heads)| {
            digest.add(id, &heads)
        })
    }

    fn compare(&mut self, equal: bool, bug: Bug) {
        let unchecked = matches!(
            bug,
            Bug::CursorBeforeDataUnchecked | Bug::ShowsEntriesLateUnchecked
        );
        if equal || unchecked || !self.began_quiet || !self.pending().is_empty() {
            return;
        }
        self.alarms += 1;
        self.cursor = Cursor::start(self.home, self.cursor.epoch);
        self.attached.clear();
        self.offer_again(|_, _| true);
    }
}
