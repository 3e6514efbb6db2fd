//! A region over bad lines: hub and devices as processes, killed, cut off, copied, set back and with wrong clocks; and at
//! the end a history that is sound, or a fault with its name.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails by panicking"
)]

mod checker;
mod clocks;
mod weather;
mod world;
