//! What must hold about the repository itself, whatever the program does.
//!
//! A wall that is only written down is climbed on a busy day. These tests read
//! the checkout the way a reviewer would and fail with the file and the line,
//! and with the reason for the rule. They need no network and build nothing.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot read the checkout has nothing better to do than to stop"
)]

mod checkout;
mod decisions;
mod migrations;
mod numbers;
mod pages;
mod permissions;
mod planted;
mod promises;
mod roles;
mod rooms;
mod tidy;
mod walls;
mod window;
