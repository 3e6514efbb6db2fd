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

/// A folder in memory, where the system has one with room: thousands of copies need no disk.
const IN_MEMORY: &str = "/dev/shm";
const ROOM_KIB: u64 = 1024 * 1024;

/// Containers often have a small one.
fn has_room(folder: &Path) -> bool {
    let asked = Command::new("df")
        .args(["--output=avail", "-k"])
        .arg(folder)
        .output();
    let said = asked.map(|done| String::from_utf8_lossy(&done.stdout).into_owned());
    let free = said
        .ok()
        .and_then(|said| said.lines().last()?.trim().parse().ok());
    free.is_some_and(|free: u64| free >= ROOM_KIB)
}

fn proof(name: &str) {
    let folder = if has_room(Path::new(IN_MEMORY)) {
        tempfile::tempdir_in(IN_MEMORY)
    } else {
        tempfile::tempdir()
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
