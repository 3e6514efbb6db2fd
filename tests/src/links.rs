//! Lines as they are between a bedside and the region: slow, far, lossy, cut in the middle, silent.
//!
//! A [`Link`] stands between devices and a hub and carries TCP. It delays, cuts, falls silent and, where nothing better is
//! there, holds the rate; each decision falls from a seed and the number of the connection. A [`Wire`] below it is a real
//! one between two network namespaces: the kernel's own token bucket keeps its rate and the kernel drops its packets, so
//! that TCP meets what it meets outside. Where namespaces are not permitted there is no wire, and whoever asked for one is
//! told why.

#![expect(
    clippy::expect_used,
    reason = "this is a test's own machinery: what it does not foresee is to stop the test, with a sentence"
)]

mod bedside;
mod check;
mod gather;
mod history;
mod link;
mod weather;
mod wire;

pub use bedside::{Bedside, Clock};
pub use check::{Fault, Rule, faults};
pub use gather::{Sight, hub as hub_end};
pub use history::{DeviceEnd, History, HubEnd, Logged, Note, Noticed, Shelf};
pub use link::Link;
pub use weather::{Mood, Weather};
pub use wire::Wire;
