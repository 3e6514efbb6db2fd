//! How it is kept: all SQL of Alongside.
//!
//! **Owns** two kinds of file: the [`workstation`] store, encrypted with SQLCipher under a random
//! key, and the [`hub`] store, plain SQLite. It owns their schemas, the steps between schemas, and
//! what is written together in one transaction.
//!
//! **Never does**: open a record. Here everything is bytes, identifiers, hashes and the cards that
//! others computed. It asks nobody for the time, for randomness or for a path; all are passed in.
//!
//! **Invariants**
//!
//! - *Assumes* that the disk keeps what it says it has kept (fsync is honest).
//! - *Guarantees* that a function which returns `Ok` from a write has committed with
//!   `synchronous = FULL`, and one which returns an error has left nothing behind. *If broken*, the
//!   screen says "Saved on this computer" of something that is not.
//!   A store made by `Workstation::create_unkept` is not meant to be there tomorrow, and waits for no disk.
//! - *Guarantees* that an envelope leaves the outbox only when the hub has said *secured*.
//! - *Guarantees* that a store which will not open is left as it is: never deleted, never made anew.
//! - *Guarantees* that errors carry codes and numbers only, no word of what was being kept.
//!
//! A store is made, written, closed and opened again with its key:
//!
//! ```
//! use store::audit::{AuditChain, AuditEntry};
//! use store::workstation::Workstation;
//! use store::{OpenError, StoreKey};
//!
//! let folder = tempfile::tempdir()?;
//! let place = folder.path().join("store.db");
//! let mut store = Workstation::create(&place, &StoreKey::new([7; 32]))?;
//! store.note(&AuditEntry {
//!     at_ms: 1_700_000_000_000,
//!     staff: None,
//!     act: "store.made".to_owned(),
//!     record: None,
//!     detail: String::new(),
//! })?;
//! store.close()?;
//!
//! let wrong = Workstation::open(&place, &StoreKey::new([8; 32]));
//! assert_eq!(wrong.err(), Some(OpenError::WrongKey));
//! let store = Workstation::open(&place, &StoreKey::new([7; 32]))?;
//! assert_eq!(store.verify_audit()?, AuditChain::Whole { rows: 1 });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod audit;
pub mod certificate;
mod connection;
mod files;
mod health;
pub mod hub;
mod key;
mod migration;
mod open_error;
mod sql;
mod trouble;
pub mod workstation;

pub use key::StoreKey;
pub use open_error::OpenError;
pub use trouble::Trouble;
