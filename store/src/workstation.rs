//! The store of one computer: an encrypted file that belongs to whoever holds its key.
//!
//! One [`Workstation`] is one connection, and blocks; give it a thread. Two programs may hold the
//! same file (the window and `alongsidectl`): every write is one immediate transaction, and a writer
//! names the version of the document it read, so neither can overwrite the other unseen.

mod admission;
mod alone;
mod aside;
mod attachment;
mod card;
mod carried;
mod certificate;
mod clock;
mod cursor;
mod digest;
mod document;
mod draft;
mod ending;
mod envelope;
mod face;
mod fold;
mod frame;
mod glass;
mod health;
mod identity;
mod journal;
mod looks;
mod outbox;
mod papers;
mod policy;
mod repair;
mod round;
mod save;
mod search;

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::connection::{Expect, open_encrypted, refuse_plain, release, set, settle};
use crate::files::Making;
use crate::key::{self, KeyCheck, StoreKey};
use crate::migration::{Schema, Step};
use crate::open_error::OpenError;
use crate::trouble::Trouble;

pub use admission::{AdmissionToTell, AdmissionTold};
pub use alone::JoinsRegion;
pub use aside::{KeptAside, Leftover, Quarantined};
pub use attachment::{Attachment, AttachmentState};
pub use card::{Card, Person};
pub use carried::{AuditPage, AuditWaiting};
pub use clock::ClockReading;
pub use cursor::{CompletedSync, ShelfState};
pub use digest::{DigestNumber, KeptDigest};
pub use document::{Document, DocumentVersion, DocumentWrite};
pub use draft::{Draft, DraftPlace};
pub use ending::Lease;
pub use envelope::{EnvelopeNote, EnvelopeState, KeptEnvelope, Origin};
pub use face::{FaceWrite, FacesWanted, KeptFace};
pub use fold::Folded;
pub use frame::{ApplyError, FrameWrite, Rebuilt, ReceivedEnvelope};
pub use glass::OpenedFace;
pub use health::Health;
pub use identity::{HubLink, Identity};
pub use outbox::{AckError, OutboxEntry, Waiting};
pub use policy::Tightened;
pub use repair::OfferAgainPage;
pub use save::{AppendError, OwnHead, Save, Saved};

pub(crate) const SCHEMA: Schema = Schema {
    application_id: 0x416c_7357,
    steps: &[
        Step {
            number: 1,
            sql: include_str!("../migrations/workstation/001_first_store.sql"),
        },
        Step {
            number: 2,
            sql: include_str!("../migrations/workstation/002_attachments.sql"),
        },
        Step {
            number: 3,
            sql: include_str!("../migrations/workstation/003_policy.sql"),
        },
        Step {
            number: 4,
            sql: include_str!("../migrations/workstation/004_folding.sql"),
        },
        Step {
            number: 5,
            sql: include_str!("../migrations/workstation/005_named.sql"),
        },
        Step {
            number: 6,
            sql: include_str!("../migrations/workstation/006_faces.sql"),
        },
        Step {
            number: 7,
            sql: include_str!("../migrations/workstation/007_clock.sql"),
        },
        Step {
            number: 8,
            sql: include_str!("../migrations/workstation/008_endings.sql"),
        },
        Step {
            number: 9,
            sql: include_str!("../migrations/workstation/009_audit_carried.sql"),
        },
        Step {
            number: 10,
            sql: include_str!("../migrations/workstation/010_alone.sql"),
        },
        Step {
            number: 11,
            sql: include_str!("../migrations/workstation/011_admissions.sql"),
        },
        Step {
            number: 12,
            sql: include_str!("../migrations/workstation/012_opened_faces.sql"),
        },
        Step {
            number: 13,
            sql: include_str!("../migrations/workstation/013_today.sql"),
        },
        Step {
            number: 14,
            sql: include_str!("../migrations/workstation/014_looks.sql"),
        },
        Step {
            number: 15,
            sql: include_str!("../migrations/workstation/015_marks.sql"),
        },
        Step {
            number: 16,
            sql: include_str!("../migrations/workstation/016_digest_number.sql"),
        },
    ],
};

/// Memory for pages: one that is missing costs a decryption, about 10 microseconds, and this holds a caseload.
const CACHE_KIB: u32 = 64 * 1024;

/// An open store.
pub struct Workstation {
    connection: Connection,
    place: PathBuf,
}

impl fmt::Debug for Workstation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Workstation(..)")
    }
}

impl Workstation {
    /// Opens the store at `place`.
    ///
    /// *Guarantees*: on any error the file, its log and its check file are byte for byte as they were.
    pub fn open(place: &Path, key: &StoreKey) -> Result<Self, OpenError> {
        if !place.try_exists()? {
            return Err(OpenError::NotThere);
        }
        let check = key::check(place, key)?;
        let mut connection = open_encrypted(place, key, check, Expect::Existing)?;
        SCHEMA.admit(&connection)?;
        settle(&connection, CACHE_KIB)?;
        SCHEMA.bring_up(&mut connection)?;
        release(&connection)?;
        if check == KeyCheck::Unknown {
            // The key has just proved itself, so a lost check file can be written again.
            key::write_check(place, key)?;
        }
        Ok(Self {
            connection,
            place: place.to_owned(),
        })
    }

    /// Makes a new, empty store at `place`, and opens it.
    ///
    /// It is built under another name and put in its place when whole: a program that dies half-way
    /// leaves no store, rather than one without tables.
    pub fn create(place: &Path, key: &StoreKey) -> Result<Self, OpenError> {
        let making = Making::at(place)?;
        let mut connection = open_encrypted(making.unfinished(), key, KeyCheck::Fits, Expect::New)?;
        SCHEMA.mark(&connection)?;
        settle(&connection, CACHE_KIB)?;
        SCHEMA.bring_up(&mut connection)?;
        release(&connection)?;
        connection.close().map_err(|(_, error)| error)?;
        refuse_plain(making.unfinished())?;
        key::write_check(place, key)?;
        making.finish()?;
        Self::open(place, key)
    }

    /// Makes a new store of what is not to be kept, under a key that is not kept either: it waits for no disk, and a power
    /// cut may take all of it.
    pub fn create_unkept(place: &Path, key: &StoreKey) -> Result<Self, OpenError> {
        let store = Self::create(place, key)?;
        set(&store.connection, "PRAGMA synchronous = OFF")?;
        Ok(store)
    }

    /// Where the store lies.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Closes the store, folding its log into the file.
    pub fn close(self) -> Result<(), Trouble> {
        self.connection
            .close()
            .map_err(|(_, error)| Trouble::from(error))
    }

    /// A transaction that takes the writer's lock at once: a deferred one could lose it half-way.
    fn write(&mut self) -> Result<Transaction<'_>, Trouble> {
        Ok(self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

#[cfg(test)]
mod tests;
