//! care-record from outside: what is written, what merges, what is read.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails by panicking"
)]

mod computed;
mod computers;
mod evolution;
mod forged_fields;
mod joining;
mod merging;
mod page;
mod permissions;
mod policy;
mod rules;
mod sample;
mod sections;
mod value_sets;
