#![no_main]
//! Any bytes as a FHIR file: read, imported, written, exported.

use libfuzzer_sys::fuzz_target;

// The very function the property tests run, so that a crash found here is a test there.
#[path = "../../tests/exchange/everything.rs"]
mod everything;

fuzz_target!(|bytes: &[u8]| everything::try_everything(bytes));
