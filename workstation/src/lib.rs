//! One PC without its window: joining a region, signing in, reading, writing, sharing.
//!
//! This room owns the use cases and the keys. It knows the time, randomness, the disk and the network, and hands each of
//! them to the rooms below, which know none. It shows nothing: the window and `alongsidectl` ask through [`Workplace`].
//!
//! *Assumes* that one folder belongs to one computer; several programs may use it at once.
//!
//! *Guarantees* that what a person is told is saved has been through an `fsync`, that no patient's word is in any error or
//! log line, and that nothing here deletes or recreates a store that does not open. Practice alone waits for no
//! disk: it is of invented people, and kept nowhere.
//!
//! *If broken*, somebody believes that a note is kept which is not.

mod alone;
pub mod api;
mod ask;
mod attachments;
mod backup;
mod clock;
mod desk;
mod error;
mod glass;
mod import;
mod join;
mod keys;
mod region;
mod show;
pub mod shown;
mod surroundings;
mod sync;
mod watch;
mod workplace;

pub use attachments::AttachmentRefused;
pub use desk::{Desk, SignedIn, SyncNeeds};
pub use error::Refused;
pub use glass::GlassRefused;
pub use region::use_ring;
pub use sync::{SyncReport, share_now};
pub use watch::{watch_for_signal, watch_looking_every};
pub use workplace::Workplace;
