//! The messages of one sync: a signed request and a response that is a stream of parts.
//!
//! ```text
//! device → hub   SyncRequest, signed by the device as a whole: cursors, clock, and frames of envelopes
//! hub → device   Head   what was accepted and secured, what was refused, the hub's clock and epoch
//!                Frame* entries of one shelf, each ending in a commit point
//!                End    per shelf the last number and the digest; whether there is more
//! ```
//!
//! A new device asks for faces first, attachments are asked for one piece at a time, audit rows are told page by page, who
//! was let in at a device is told one by one, the glass is broken record by record, and the doorbell is asked for, each
//! with a signed request of its own.

pub mod admission;
pub mod attachment;
pub mod audit;
pub mod break_glass;
pub mod doorbell;
pub mod faces;
pub mod refusal;
pub mod request;
pub mod response;
