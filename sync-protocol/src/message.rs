//! The messages of one sync: a signed request and a response that is a stream of parts.
//!
//! ```text
//! device → hub   SyncRequest, signed by the device as a whole: cursors, clock, and frames of envelopes
//! hub → device   Head   what was accepted and secured, what was refused, the hub's clock and epoch
//!                Frame* entries of one shelf, each ending in a commit point
//!                End    per shelf the last number and the digest; whether there is more
//! ```
//!
//! Attachments are asked for one piece at a time, each with a signed request of its own. The doorbell is asked for with one
//! as well.

pub mod attachment;
pub mod doorbell;
pub mod refusal;
pub mod request;
pub mod response;
