//! The proof with real parts: lines cut at every byte, disks that fail at every write.
//!
//! Each proof is a program of its own, run in the session of a keyring, as everything that opens a store must be.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails by panicking"
)]

use alongside_tests::region::{Keyring, program, run};
use std::path::Path;
use std::process::Command;

/// A folder in memory, where the system has one: thousands of copies need no disk.
const IN_MEMORY: &str = "/dev/shm";

fn proof(name: &str) {
    let memory = Path::new(IN_MEMORY).is_dir().then_some(IN_MEMORY);
    let folder = match memory {
        Some(memory) => tempfile::tempdir_in(memory),
        None => tempfile::tempdir(),
    }
    .unwrap();
    let keyring = Keyring::start(folder.path());
    let mut command = Command::new(program(name));
    let said = run(keyring.around(&mut command).env("TMPDIR", folder.path()));
    println!("{}", said.out);
    assert_eq!(said.status, Some(0), "{name}: {}", said.err);
}

#[test]
fn a_sync_cut_anywhere_goes_on_as_if_it_had_not_been() {
    proof("cuts");
}

#[test]
fn a_disk_that_fails_anywhere_loses_nothing_that_was_said_to_be_saved() {
    proof("power-cuts");
}

#[test]
fn what_is_sound_outside_and_broken_within_harms_nobody_else() {
    proof("hostile");
}
