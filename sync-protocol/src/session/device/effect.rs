//! What a response asks a device to do.

use crate::cursor::Cursor;
use crate::digest::DigestTag;
use crate::feed::FeedEntry;
use crate::ids::ShelfId;
use crate::message::refusal::Refusal;

/// One thing to do, durable before the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The hub has the device's own envelopes up to these numbers. Only secured ones leave the outbox. What was offered
    /// and found no room in the request is never among them, whatever the hub says: it may be a copy's.
    Ack {
        /// Durable at the hub up to here.
        accepted: u64,
        /// Safe from the loss of the hub up to here.
        secured: u64,
        /// The hub's clock, milliseconds since 1970: to compare with the device's own.
        hub_clock_ms: u64,
    },
    /// The hub has forgotten own envelopes: some it had secured, or some before those that were offered. Offer all
    /// after this number again, from whatever is held.
    OfferAgain {
        /// The last number the hub has.
        after: u64,
    },
    /// An envelope was not taken into its document. Whether it is to be offered again follows from
    /// [`RefusalCode::may_come_again`](crate::message::refusal::RefusalCode::may_come_again); that goes for those of
    /// others too, which the hub may take once somebody else has filled the hole before them. All refusals of a
    /// request are told before [`Effect::Finished`].
    Refused(Refusal),
    /// The histories of a shelf differ. In one transaction: keep this cursor, and remember to offer again every
    /// envelope held of the shelf's documents, whoever wrote it. What is held stays; entries that come again are
    /// already there. A document that the shelf no longer names when it has been read to its end goes only after
    /// everything of it has been offered: a hub that forgot it would never hear of it again.
    Repair {
        /// The start of the shelf.
        cursor: Cursor,
    },
    /// The device does not carry this shelf any more: forget its cursor. (Documents leave by detach entries.)
    NotCarried {
        /// Which shelf.
        shelf: ShelfId,
    },
    /// The device carries a further shelf: keep this cursor, and ask next time.
    NewShelf {
        /// The start of the shelf.
        cursor: Cursor,
    },
    /// The next entries of a shelf. Data and cursor go into one transaction.
    Apply {
        /// The entries, in order.
        entries: Vec<FeedEntry>,
        /// The place after the last of them.
        cursor: Cursor,
    },
    /// The response is complete.
    Finished {
        /// The shelves read to their end, with what the hub's documents add up to there. To be compared when none
        /// of the device's own envelopes is still on its way.
        marks: Vec<ShelfMark>,
        /// Whether to ask again at once.
        more: bool,
        /// How many accepted envelopes the hub had not published yet. Only when there were none is a document that the
        /// shelf does not name one that left, and does a digest tell. A hub of version 1 does not say.
        unpublished: Option<u64>,
    },
}

/// The state of a shelf at the hub at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShelfMark {
    /// The end of the shelf.
    pub cursor: Cursor,
    /// What the heads of all its documents add up to.
    pub digest: DigestTag,
}
