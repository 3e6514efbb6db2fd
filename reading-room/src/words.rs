//! What is asked and answered. CBOR; the hub has the other half of each word in `hub/src/reading_room/words.rs`,
//! and the hub's tests talk to the real program.

use minicbor::{Decode, Encode};
use sync_protocol::bytes::Bytes;
use sync_protocol::hashes::ChangeHash;
use sync_protocol::ids::DocumentId;
use sync_protocol::message::break_glass::FindingHash;

/// Changes and the role in which they were written, 0 where the author may act in none.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Authored {
    /// The role's number.
    #[n(0)]
    pub role: u8,
    /// The change chunks, each after those it builds on.
    #[n(1)]
    pub changes: Vec<Bytes>,
    /// Who wrote them and when, as far as a face tells it.
    #[n(2)]
    pub by: Option<By>,
}

/// The author of changes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct By {
    /// Her signed certificate.
    #[n(0)]
    pub certificate: Bytes,
    /// When each change was saved, milliseconds since 1970.
    #[n(1)]
    pub saved_at_ms: Vec<u64>,
    /// How far off her clock was, where it was known to be wrong.
    #[n(2)]
    pub clock_off_ms: Option<u32>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Question {
    /// From here on it is about this document, of which nothing is known yet.
    #[n(0)]
    Open {
        /// Which document.
        #[n(0)]
        document: DocumentId,
    },
    /// The document's log goes on with this published envelope.
    #[n(1)]
    Known {
        /// What was published.
        #[n(0)]
        envelope: Authored,
    },
    /// May this envelope be published? If so the document goes on with it.
    #[n(2)]
    Judge {
        /// What was accepted.
        #[n(0)]
        envelope: Authored,
    },
    /// What does a device show of the document as it is now, before it has its log?
    #[n(3)]
    Face,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Answer {
    /// Said once, before the first question.
    #[n(0)]
    Ready {
        /// The change every document begins with: the hub, which opens nothing, cannot know it otherwise.
        #[n(0)]
        first_change: ChangeHash,
        /// The walls that stand, by their codes.
        #[n(1)]
        walls: Vec<String>,
        /// The walls this machine could not give, by their codes.
        #[n(2)]
        missing_walls: Vec<String>,
    },
    /// The document is open, or its log went on.
    #[n(1)]
    Taken,
    /// It may be published.
    #[n(2)]
    Fine {
        /// How many of its statements are not in force, because their author may not write them.
        #[n(0)]
        not_in_force: u32,
    },
    /// It must be kept aside.
    #[n(3)]
    Quarantine {
        /// Why, as a stable code.
        #[n(0)]
        code: String,
    },
    /// The question makes no sense here.
    #[n(4)]
    Confused,
    /// What stands for the document while its log is on its way.
    #[n(5)]
    Face {
        /// The face. Of another sheet than the shared one no bytes: it has something to show that a face may not hold. None
        /// where there is nothing of the kind.
        #[n(0)]
        bytes: Option<Bytes>,
        /// By what the record is found in an emergency; of another sheet than the shared one nothing.
        #[n(1)]
        found_by: Vec<FindingHash>,
    },
}
