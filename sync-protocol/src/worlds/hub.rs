//! A hub in memory. A copy of it costs little, because what is once written is shared.

mod take;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::bug::Bug;
use crate::bytes::Bytes;
use crate::chain::Chain;
use crate::cursor::Cursor;
use crate::digest::{Heads, HeadsDigest};
use crate::feed::{AttachReason, DetachReason, FeedEntry};
use crate::frame::Level;
use crate::hashes::ChangeHash;
use crate::ids::{DeviceId, DocumentId, ShelfId};
use crate::keys::PublicKey;
use crate::message::request::SignedRequest;
use crate::message::response::{ShelfException, ShelfExceptionKind, SyncEnd, SyncHead, WireMark};
use crate::session::accept::Ledger;
use crate::session::cursor::{CursorStanding, standing};
use crate::session::page::Pager;
use crate::stream::{end_part, head_part};
use crate::testing::{Machine, MemoryLedger, NOON_MS};
use take::Accepted;

#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    pub(super) members: BTreeSet<DocumentId>,
    feed: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    bytes: Rc<Bytes>,
    /// The chain after it.
    chain: Chain,
}

/// An envelope in the log of a document, with the hashes of its changes.
#[derive(Debug, Clone)]
pub(super) struct Logged {
    bytes: Rc<Bytes>,
    pub(super) changes: Rc<[ChangeHash]>,
}

#[derive(Debug, Clone)]
pub(super) struct Hub {
    pub(super) epoch: u64,
    /// It saw two envelopes of one number, and refused the second.
    pub(super) was_forked: bool,
    /// Others write at the same time: entries may be shown late, if there is a bug that does so.
    pub(super) is_busy: bool,
    /// It answers before it has published what it took.
    pub(super) lags: bool,
    /// Accepted, in that order, and not published yet.
    waiting: VecDeque<Rc<Accepted>>,
    pub(super) logs: BTreeMap<DocumentId, Vec<Logged>>,
    pub(super) shelves: BTreeMap<ShelfId, Shelf>,
    heads: BTreeMap<DocumentId, Heads>,
    ledger: Rc<MemoryLedger>,
    devices: BTreeMap<DeviceId, (PublicKey, ShelfId)>,
    secured: BTreeMap<DeviceId, u64>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            epoch: 1,
            was_forked: false,
            is_busy: true,
            lags: false,
            waiting: VecDeque::new(),
            logs: BTreeMap::new(),
            shelves: BTreeMap::new(),
            heads: BTreeMap::new(),
            ledger: Rc::default(),
            devices: BTreeMap::new(),
            secured: BTreeMap::new(),
        }
    }
}

impl Shelf {
    fn write(&mut self, id: ShelfId, entry: &FeedEntry) {
        let before = self.feed.last().map(|entry| entry.chain);
        let before = before.unwrap_or_else(|| Chain::genesis(&id));
        let bytes = entry.encode();
        self.feed.push(Entry {
            chain: before.extend(&bytes),
            bytes: Rc::new(bytes),
        });
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
            let accepted = self.accepted(device);
            self.secured.insert(*device, accepted);
        }
    }

    fn accepted(&self, device: &DeviceId) -> u64 {
        let Ok(head) = self.ledger.device_head(device);
        head.map_or(0, |head| head.dev_seq)
    }

    pub(super) fn attach(&mut self, id: ShelfId, document: DocumentId, bug: Bug) {
        let shelf = self.shelves.get_mut(&id).unwrap();
        if !shelf.members.insert(document) {
            return;
        }
        let reason = AttachReason::SHARED;
        shelf.write(id, &FeedEntry::Attach { document, reason });
        let log = self.logs.get(&document).map_or(&[][..], Vec::as_slice);
        let is_left_out = bug == Bug::AttachesWithoutTheLog && log.len() > 1;
        for (doc_seq, logged) in (1..).zip(log).filter(|_| !is_left_out) {
            let envelope = Bytes::clone(&logged.bytes);
            let entry = FeedEntry::Change {
                document,
                doc_seq,
                envelope,
            };
            shelf.write(id, &entry);
        }
    }

    pub(super) fn detach(&mut self, id: ShelfId, document: DocumentId, bug: Bug) {
        let shelf = self.shelves.get_mut(&id).unwrap();
        if shelf.members.remove(&document) && bug != Bug::FiltersInsteadOfDetaching {
            let reason = DetachReason::UNSHARED;
            shelf.write(id, &FeedEntry::Detach { document, reason });
        }
    }

    pub(super) fn scope(&self, home: &ShelfId) -> Vec<DocumentId> {
        self.shelves[home].members.iter().copied().collect()
    }

    /// The heads of a document, from headers alone.
    pub(super) fn heads(&self, document: &DocumentId) -> Heads {
        self.heads.get(document).cloned().unwrap_or_default()
    }

    pub(super) fn entries(&self) -> usize {
        self.shelves.values().map(|shelf| shelf.feed.len()).sum()
    }

    pub(super) fn answer(&mut self, request: &[u8], frame_size: usize, bug: Bug) -> Vec<u8> {
        let received = SignedRequest::decode(request).unwrap();
        let (key, _) = self.devices[&received.claimed().device];
        let verified = received.verify(&key).unwrap();
        let request = verified.statement();
        let refused = self.take_envelopes(request, bug);
        if !self.lags {
            self.publish_waiting(bug);
        }
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
            let shown = show(rest, self.is_busy && bug.shows_entries_late());
            let mut pager = Pager::new(from, frame_size, Level::new(1));
            if !request.own_whole {
                pager = pager.referring_to(request.device);
            }
            let (frames, _) = pager.all(shown).unwrap();
            parts.extend(frames);
            let nothing = Heads::none();
            let heads = |id| (id, self.heads.get(id).unwrap_or(&nothing));
            let digest = HeadsDigest::of(shelf.members.iter().map(heads)).tag();
            marks.push(WireMark {
                seq: from.seq + rest.len() as u64,
                digest,
            });
        }
        let dev_accepted = self.accepted(&request.device);
        let dev_secured = self.secured.get(&request.device).copied().unwrap_or(0);
        let head = head_part(SyncHead {
            epoch: self.epoch,
            dev_accepted,
            dev_secured: match bug {
                Bug::SecuresTooEarly => dev_accepted,
                _ => dev_secured,
            },
            clock_ms: NOON_MS,
            refused,
            exceptions,
            new_shelves: vec![],
            unpublished: Some(self.waiting.len() as u64).filter(|count| *count > 0),
        });
        let end = end_part(&SyncEnd { marks, more: false });
        [vec![head], parts, vec![end]].concat().concat()
    }

    fn goes_on(&self, cursor: &Cursor, bug: Bug) -> bool {
        let feed = &self.shelves[&cursor.shelf].feed;
        if !bug.compares_chains() {
            return cursor.epoch == self.epoch && cursor.seq <= feed.len() as u64;
        }
        let last_read = (cursor.seq as usize).checked_sub(1);
        let there = last_read.and_then(|at| feed.get(at));
        standing(cursor, self.epoch, there.map(|entry| entry.chain)) == CursorStanding::GoesOn
    }
}

/// What is shown of the entries after a cursor. With `late`, an entry's neighbour is shown in its place for a while, as
/// when two transactions take their numbers in one order and commit in the other.
fn show(rest: &[Entry], late: bool) -> Vec<Bytes> {
    let mut shown: Vec<Bytes> = rest
        .iter()
        .map(|entry| Bytes::clone(&entry.bytes))
        .collect();
    if let [.., second_last, last] = shown.as_mut_slice()
        && late
    {
        *second_last = last.clone();
    }
    shown
}
