//! The two sides of a sync as state machines and decisions: bytes and facts go in, effects come out.
//!
//! On a device: [`fold::fold`] brings what was never offered into few envelopes, [`device::DeviceSync::begin`] builds the signed request and is fed the response as it comes.
//!
//! At the hub, in this order:
//!
//! 1. [`crate::message::request::SignedRequest::decode`], look up the device's key, `verify`.
//! 2. For each envelope of [`push::envelope_frames`]: decode, look up its device's key, `verify`,
//!    [`accept::accept`], and write what it says, all in one transaction that is durable before the answer.
//! 3. [`cursor::standing`] for each cursor, then [`crate::stream::head_part`].
//! 4. [`page::Pager`] for each shelf, then [`crate::stream::end_part`].

pub mod accept;
pub mod cursor;
pub mod device;
pub mod fold;
pub mod page;
pub mod push;
