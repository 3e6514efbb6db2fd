//! What devices and hub wrote down, as bare facts: the checker knows nothing of files or programs.

use std::collections::{BTreeMap, BTreeSet};
use sync_protocol::bytes::Bytes;
use sync_protocol::chain::Chain;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::{Heads, HeadsDigest};
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DeviceId, DocumentId, RecordId, ShelfId};

/// Everything.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// What programs called saved, by the device that said so.
    pub said: BTreeMap<String, BTreeSet<Note>>,
    /// What a device knew to be accepted, whenever it was looked at.
    pub acknowledged: BTreeMap<(DeviceId, u64), BTreeSet<EnvelopeHash>>,
    /// Where a device stood, each time it was looked at, in that order.
    pub sightings: BTreeMap<String, Vec<Cursor>>,
    /// Devices at the end, by name.
    pub devices: BTreeMap<String, DeviceEnd>,
    /// The hub at the end.
    pub hub: HubEnd,
}

/// A note in a record.
pub type Note = (RecordId, String);

/// What a device holds when all is over.
#[derive(Debug, Clone)]
pub struct DeviceEnd {
    /// Who it is.
    pub device: DeviceId,
    /// Where it stands.
    pub cursor: Cursor,
    /// The documents of its shelf.
    pub documents: BTreeMap<DocumentId, Heads>,
    /// Every document in its store, on the shelf or not.
    pub kept: BTreeSet<DocumentId>,
    /// What it signed, by number, but for what was refused and what waits on a copied device.
    pub own: BTreeMap<u64, EnvelopeHash>,
    /// What of its own was refused.
    pub refused: BTreeSet<EnvelopeHash>,
    /// Notes in its documents.
    pub notes: BTreeSet<Note>,
    /// Envelopes that build on what is no longer in its store, by document.
    pub adrift: BTreeMap<DocumentId, Vec<Vec<u8>>>,
    /// Whether its folder was copied, and the copy used: what it wrote since may be kept apart.
    pub copied: Option<Noticed>,
}

/// Whether a device whose folder was copied has been told so, as one of the two must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noticed(pub bool);

/// What the hub holds when all is over.
#[derive(Debug, Clone, Default)]
pub struct HubEnd {
    /// Its epoch.
    pub epoch: u64,
    /// Its log, document by document and in order.
    pub log: Vec<Logged>,
    /// What was accepted and never published.
    pub waiting: usize,
    /// What it keeps apart, and why.
    pub set_aside: BTreeMap<EnvelopeHash, String>,
    /// Heads of every document, as its log gives them when it is read from the start.
    pub documents: BTreeMap<DocumentId, Heads>,
    /// Notes in those documents, as often as they are there.
    pub notes: BTreeMap<Note, usize>,
    /// Its shelves.
    pub shelves: BTreeMap<ShelfId, Shelf>,
}

/// An envelope in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its document.
    pub document: DocumentId,
    /// Its number there.
    pub doc_seq: u64,
    /// Who signed it.
    pub device: DeviceId,
    /// Its number on that device.
    pub dev_seq: u64,
    /// Its hash.
    pub envelope: EnvelopeHash,
}

/// A shelf of the hub.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// Its entries: number, bytes, and the chain after it.
    pub feed: Vec<(u64, Bytes, Chain)>,
    /// Where it says it ends.
    pub end: (u64, Chain),
    /// The digest that devices compare with.
    pub digest: HeadsDigest,
    /// Which documents it carries.
    pub members: BTreeSet<DocumentId>,
}
