//! exchange from outside: files in, records, files out.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails by panicking"
)]

mod bad_input;
mod cast;
mod checker;
mod everything;
mod examples;
mod export;
mod properties;
mod round_trip;
