//! The store of one hub: a plain SQLite file that one program serves from.
//!
//! One [`HubStore`] is one connection, and blocks; give it a thread. A commit costs an fsync, so the
//! caller gathers envelopes and hands over many at once.

mod accept;
mod attachment;
mod audience;
mod device;
mod device_audit;
mod face;
mod glass;
mod health;
mod invite;
mod journal;
mod publish;
mod quarantine;
mod region;
mod release;
mod shelf;
mod staff;

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use sync_protocol::hashes::ChangeHash;

use crate::connection::{Expect, open_plain, release, settle};
use crate::files::Making;
use crate::migration::{Schema, Step};
use crate::open_error::OpenError;
use crate::trouble::Trouble;

pub use accept::{Incoming, Outcome};
pub use attachment::{IncomingPiece, KeepError};
pub use device::{Device, Enrolment};
pub use device_audit::{AuditIncident, AuditQuery, AuditRefusal, DeviceAuditRow, IncomingAudit};
pub use face::MadeFace;
pub use glass::{Breaking, BrokenGlass, GlassRefusal};
pub use health::Health;
pub use invite::{Invite, InviteError, Invited, MAX_TRIES};
pub use publish::{LogRow, PublishError, ShareError};
pub use quarantine::{HeldEnvelope, Reason};
pub use region::{Organisation, Region, SecuredBy, Site};
pub use release::{Release, ReleaseError};
pub use shelf::{FeedRow, ShelfHead};
pub use staff::Staff;

pub(crate) const SCHEMA: Schema = Schema {
    application_id: 0x416c_7348,
    steps: &[
        Step {
            number: 1,
            sql: include_str!("../migrations/hub/001_first_store.sql"),
        },
        Step {
            number: 2,
            sql: include_str!("../migrations/hub/002_attachments.sql"),
        },
        Step {
            number: 3,
            sql: include_str!("../migrations/hub/003_restricted_readers.sql"),
        },
        Step {
            number: 4,
            sql: include_str!("../migrations/hub/004_faces.sql"),
        },
        Step {
            number: 5,
            sql: include_str!("../migrations/hub/005_device_audit.sql"),
        },
        Step {
            number: 6,
            sql: include_str!("../migrations/hub/006_taken_in.sql"),
        },
        Step {
            number: 7,
            sql: include_str!("../migrations/hub/007_break_glass.sql"),
        },
    ],
};

/// Memory for pages of one connection. A hub that serves has many, and a page that is missing is only copied from the
/// system's own cache.
pub const CACHE_KIB: u32 = 4 * 1024;

/// An open store.
pub struct HubStore {
    connection: Connection,
    place: PathBuf,
    first_change: Option<ChangeHash>,
}

impl fmt::Debug for HubStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HubStore(..)")
    }
}

impl HubStore {
    /// Opens the store at `place`.
    ///
    /// *Guarantees*: on any error the file and its log are byte for byte as they were.
    pub fn open(place: &Path) -> Result<Self, OpenError> {
        if !place.try_exists()? {
            return Err(OpenError::NotThere);
        }
        let mut connection = open_plain(place, Expect::Existing)?;
        SCHEMA.admit(&connection)?;
        settle(&connection, CACHE_KIB)?;
        SCHEMA.bring_up(&mut connection)?;
        release(&connection)?;
        Ok(Self {
            connection,
            place: place.to_owned(),
            first_change: None,
        })
    }

    /// Says with which change every document begins. Nobody sends it, since everybody has it; without it
    /// the first envelope of a document would seem to build on something that is missing.
    pub fn set_first_change(&mut self, change: ChangeHash) {
        self.first_change = Some(change);
    }

    /// Makes a new, empty store at `place`, whole or not at all, and opens it.
    pub fn create(place: &Path) -> Result<Self, OpenError> {
        let making = Making::at(place)?;
        let mut connection = open_plain(making.unfinished(), Expect::New)?;
        SCHEMA.mark(&connection)?;
        settle(&connection, CACHE_KIB)?;
        SCHEMA.bring_up(&mut connection)?;
        release(&connection)?;
        connection.close().map_err(|(_, error)| error)?;
        making.finish()?;
        Self::open(place)
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
pub(crate) mod tests;
