//! What the hub answers: the head and the end of a response; the frames between them are [`crate::frame`]s.

use minicbor::{Decode, Encode};

use crate::canonical;
use crate::digest::DigestTag;
use crate::ids::ShelfId;
use crate::limits::{MAX_REFUSALS_PER_RESPONSE, MAX_SHELVES_PER_DEVICE};
use crate::message::refusal::Refusal;

/// The first part of a response. *Frozen:* a new field needs a new version of the request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncHead {
    /// The hub's epoch; rises when the hub is restored.
    #[n(0)]
    pub epoch: u64,
    /// The highest number up to which all envelopes of the asking device are durable at the hub.
    #[n(1)]
    pub dev_accepted: u64,
    /// The highest number up to which they are also safe from the loss of the hub. Only these leave the outbox.
    #[n(2)]
    pub dev_secured: u64,
    /// What the hub's clock says, milliseconds since 1970.
    #[n(3)]
    pub clock_ms: u64,
    /// Envelopes of this request that were not taken.
    #[cbor(
        n(4),
        decode_with = "canonical::at_most::<_, _, { MAX_REFUSALS_PER_RESPONSE }>"
    )]
    pub refused: Vec<Refusal>,
    /// The asked shelves that do not simply go on, by their place among the request's cursors, rising.
    #[cbor(
        n(5),
        decode_with = "canonical::at_most::<_, _, { MAX_SHELVES_PER_DEVICE }>"
    )]
    pub exceptions: Vec<ShelfException>,
    /// Shelves the device carries and did not ask for. It asks for them from the start next time.
    #[cbor(
        n(6),
        decode_with = "canonical::at_most::<_, _, { MAX_SHELVES_PER_DEVICE }>"
    )]
    pub new_shelves: Vec<ShelfId>,
    /// How many envelopes are accepted and not published yet, in the whole region, where there are any; from version 2
    /// on. A shelf may then not name yet what it will carry, and its digest may lack what a device gave.
    #[n(7)]
    pub unpublished: Option<u64>,
}

/// An asked shelf that does not simply go on. *Frozen.*
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ShelfException {
    /// The place of its cursor in the request, from 0.
    #[n(0)]
    pub place: u8,
    /// What becomes of it.
    #[n(1)]
    pub kind: ShelfExceptionKind,
}

/// What becomes of an asked shelf that does not simply go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum ShelfExceptionKind {
    /// The histories differ. The frames of this response begin at its first entry, and the device offers again
    /// every envelope it holds.
    #[n(0)]
    Repair,
    /// The device does not carry this shelf. Nothing of it is sent.
    #[n(1)]
    NotCarried,
}

/// The last part of a response. *Frozen.*
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SyncEnd {
    /// One per asked shelf that the device carries, in the order of the request's cursors.
    #[cbor(
        n(0),
        decode_with = "canonical::at_most::<_, _, { MAX_SHELVES_PER_DEVICE }>"
    )]
    pub marks: Vec<WireMark>,
    /// Whether the hub holds more than it sent.
    #[n(1)]
    pub more: bool,
}

/// The state of a shelf at the hub, without its name, which its place tells. *Frozen.*
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct WireMark {
    /// The number of the last published entry.
    #[n(0)]
    pub seq: u64,
    /// What the heads of all its documents add up to there.
    #[n(1)]
    pub digest: DigestTag,
}
