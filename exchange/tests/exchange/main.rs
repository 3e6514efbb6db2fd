//! exchange from outside: files in, records, files out.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails by panicking"
)]

mod cast;
mod checker;
mod examples;
mod export;
