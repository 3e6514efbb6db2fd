//! The real program over real TLS, asked by devices that are made of the protocol's own sessions.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod admitting;
mod attaching;
mod breaking_glass;
mod enrolling;
mod faces;
mod keeping;
mod line;
mod listening;
mod pc;
mod poisoned;
mod region;
mod releasing;
mod syncing;
mod taking_in;
mod telling;
