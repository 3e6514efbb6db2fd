//! Every decoder of sync-protocol, thrown any bytes.
//!
//! The bodies are also run over random bytes by the crate's own tests, which include the same file, so that a
//! machine without a fuzzer tries them too. Run one with `cargo +nightly fuzz run <target>` in `sync-protocol`.

pub mod bodies;
