//! The region: the program `alongside-hub`.
//!
//! # What this room owns
//!
//! * The **authority** of a region: who is an organisation, a site, a member of staff, a device ([`admin`]).
//! * **Accepting** what devices send, and answering what they lack ([`serve`]).
//! * **Publishing** what the reading room found sound, in order, to every shelf that carries it.
//! * The edge to the world: TLS, HTTP, limits, time-outs, the clock and randomness.
//!
//! # What it never does
//!
//! It opens no record. It names neither the room that knows records nor the merge engine; what must be opened is
//! handed to a process of its own, the reading room, and only a code comes back. It holds no document in memory.
//!
//! # Invariants
//!
//! * *Guarantees* that an acknowledgement leaves only after the commit that holds the envelope. *If broken*, a
//!   device forgets a save that nobody else has.
//! * *Guarantees* that one envelope nobody can read, or that kills whoever reads it, holds up no other record: it
//!   is kept aside with a reason.
//! * *Guarantees* that what it writes to its log are ids and codes.
//! * *Assumes* that the store's disk is honest about fsync, and that whoever can read the hub's folder is trusted
//!   with the region's authority.
//!
//! ```
//! use hub::admin::{self, Admin};
//! use hub::data::DataFolder;
//! use store::hub::SecuredBy;
//!
//! let folder = tempfile::tempdir()?;
//! let data = DataFolder::at(folder.path().join("hub"));
//! admin::set_up(&data, "Fenland", SecuredBy::Commit, 0)?;
//! let mut hub = Admin::open(&data)?;
//! let organisation = hub.add_organisation("Fen Edge Hospice", Some("X99"), 0)?;
//! let site = hub.add_site(organisation, "Community team", None, 0)?;
//! let invitation = hub.invite_device(site, None, 0)?;
//! assert_eq!(invitation.code.dangerously_show().len(), "K7QF-2M9X-TB4D".len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod admin;
pub mod cli;
pub mod clock;
pub mod data;
pub mod role_names;
pub mod secrets;
pub mod serve;
pub mod tls;
