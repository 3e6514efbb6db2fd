//! What happens when a store does not open: a true reason, and not a byte touched.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::super::*;

fn key(byte: u8) -> StoreKey {
    StoreKey::new([byte; 32])
}

/// A store with something in it, closed; `leave_log` keeps its write-ahead log unfolded, as after
/// a power cut.
fn a_store(leave_log: bool) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store.db");
    let store = Workstation::create(&place, &key(1)).unwrap();
    if leave_log {
        store
            .connection
            .set_db_config(
                rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
                true,
            )
            .unwrap();
    }
    for n in 0..40_u32 {
        store
            .connection
            .execute(
                "INSERT INTO kept_aside (source, reason, body, kept_at_ms) VALUES ('s', 'r', :body, 0)",
                rusqlite::named_params! { ":body": vec![n as u8; 3000] },
            )
            .unwrap();
    }
    store.close().unwrap();
    assert_eq!(folder.path().join("store.db-wal").exists(), leave_log);
    (folder, place)
}

/// The hash of every file of a store that must not change.
fn fingerprint(place: &Path) -> Vec<(String, Option<[u8; 32]>)> {
    ["", "-wal", ".check"]
        .into_iter()
        .map(|ending| {
            let bytes = fs::read(crate::files::beside(place, ending)).ok();
            (
                ending.to_owned(),
                bytes.map(|bytes| Sha256::digest(bytes).into()),
            )
        })
        .collect()
}

/// Opens and expects `expected`, and that nothing was touched.
fn refuses(place: &Path, key: &StoreKey, expected: OpenError) {
    let before = fingerprint(place);
    let error = Workstation::open(place, key).unwrap_err();
    assert_eq!(error, expected);
    assert_eq!(
        fingerprint(place),
        before,
        "{} touched a file",
        error.code()
    );
}

fn overwrite(place: &Path, at: u64, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().write(true).open(place).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn a_new_store_opens_again_with_its_key() {
    let (_folder, place) = a_store(false);
    let store = Workstation::open(&place, &key(1)).unwrap();
    let rows: i64 = store
        .connection
        .query_row("SELECT count(*) AS rows FROM kept_aside", [], |row| {
            row.get("rows")
        })
        .unwrap();
    assert_eq!(rows, 40);
}

#[test]
fn nothing_is_made_where_no_store_is() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store.db");
    refuses(&place, &key(1), OpenError::NotThere);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_store_is_never_made_over_another() {
    let (folder, place) = a_store(false);
    let before = fingerprint(&place);
    let error = Workstation::create(&place, &key(2)).unwrap_err();
    assert_eq!(error, OpenError::AlreadyThere);
    assert_eq!(fingerprint(&place), before);
    let mut left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["store.db", "store.db.check"]);
}

#[test]
fn a_making_that_was_cut_short_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("store.db");
    fs::write(crate::files::beside(&place, ".unfinished"), b"half").unwrap();
    fs::write(crate::files::beside(&place, ".check"), b"half").unwrap();
    Workstation::create(&place, &key(1)).unwrap();
    Workstation::open(&place, &key(1)).unwrap();
}

#[test]
fn a_wrong_key_is_a_wrong_key() {
    for leave_log in [false, true] {
        let (_folder, place) = a_store(leave_log);
        refuses(&place, &key(2), OpenError::WrongKey);
        Workstation::open(&place, &key(1)).unwrap();
    }
}

#[test]
fn a_wrong_key_without_the_check_file_is_not_guessed_at() {
    for leave_log in [false, true] {
        let (_folder, place) = a_store(leave_log);
        fs::remove_file(key::check_path(&place)).unwrap();
        refuses(&place, &key(2), OpenError::WrongKeyOrDamaged);
        // The right key opens it, and the check file is there again.
        drop(Workstation::open(&place, &key(1)).unwrap());
        refuses(&place, &key(2), OpenError::WrongKey);
    }
}

#[test]
fn a_damaged_first_page_is_damage() {
    for leave_log in [false, true] {
        let (_folder, place) = a_store(leave_log);
        if leave_log {
            // The log holds the newest first page, so it is there that the damage must be.
            let mut bytes = Vec::new();
            let log = crate::files::beside(&place, "-wal");
            fs::File::open(&log)
                .unwrap()
                .read_to_end(&mut bytes)
                .unwrap();
            fs::remove_file(log).unwrap();
        }
        overwrite(&place, 1000, &[0xff; 64]);
        refuses(&place, &key(1), OpenError::Damaged);
    }
}

#[test]
fn a_file_cut_short_is_damage() {
    let (_folder, place) = a_store(false);
    let whole = fs::read(&place).unwrap();
    for length in [0, 100, 4095, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(&place, &whole[..length]).unwrap();
        refuses(&place, &key(1), OpenError::Damaged);
    }
    fs::write(&place, &whole).unwrap();
    Workstation::open(&place, &key(1)).unwrap();
}

#[test]
fn a_plain_database_is_not_taken_for_ours() {
    let (_folder, place) = a_store(false);
    fs::remove_file(&place).unwrap();
    let plain = Connection::open(&place).unwrap();
    plain
        .execute_batch("CREATE TABLE t (x) STRICT")
        .unwrap_err();
    plain
        .execute_batch("CREATE TABLE t (x INTEGER) STRICT")
        .unwrap();
    plain.close().unwrap();
    refuses(&place, &key(1), OpenError::Damaged);
}

#[test]
fn another_kind_of_encrypted_file_is_not_ours() {
    let (_folder, place) = a_store(false);
    let store = Workstation::open(&place, &key(1)).unwrap();
    store
        .connection
        .pragma_update(None, "application_id", 7)
        .unwrap();
    store.close().unwrap();
    refuses(&place, &key(1), OpenError::NotOurs);
}

#[test]
fn a_newer_file_that_needs_a_newer_app_is_left_alone() {
    let (_folder, place) = a_store(false);
    let store = Workstation::open(&place, &key(1)).unwrap();
    store
        .connection
        .execute_batch("UPDATE meta SET oldest_app = 2; PRAGMA user_version = 17;")
        .unwrap();
    store.close().unwrap();
    refuses(
        &place,
        &key(1),
        OpenError::NewerApp {
            found: 17,
            supported: 16,
        },
    );
}

#[test]
fn a_newer_file_that_only_added_still_opens() {
    let (_folder, place) = a_store(false);
    let store = Workstation::open(&place, &key(1)).unwrap();
    store
        .connection
        .execute_batch("CREATE TABLE added (x INTEGER) STRICT; PRAGMA user_version = 17;")
        .unwrap();
    store.close().unwrap();
    let store = Workstation::open(&place, &key(1)).unwrap();
    let step: u32 = store
        .connection
        .query_row("PRAGMA user_version", [], |row| row.get("user_version"))
        .unwrap();
    assert_eq!(step, 17, "an older app must not turn the number back");
}

#[test]
fn a_store_somebody_else_keeps_to_himself_is_busy() {
    let (_folder, place) = a_store(false);
    let other = Workstation::open(&place, &key(1)).unwrap();
    other
        .connection
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM draft;")
        .unwrap();
    refuses(&place, &key(1), OpenError::Busy);
}

#[test]
fn a_second_writer_is_told_that_it_is_busy() {
    let (_folder, place) = a_store(false);
    let mut first = Workstation::open(&place, &key(1)).unwrap();
    let mut second = Workstation::open(&place, &key(1)).unwrap();
    second
        .connection
        .busy_timeout(std::time::Duration::ZERO)
        .unwrap();
    let writing = first.write().unwrap();
    assert_eq!(second.write().unwrap_err(), Trouble::Busy);
    drop(writing);
    second.write().unwrap();
}

#[test]
fn every_reason_has_a_code_of_its_own() {
    let all = [
        OpenError::NotThere,
        OpenError::AlreadyThere,
        OpenError::WrongKey,
        OpenError::Damaged,
        OpenError::WrongKeyOrDamaged,
        OpenError::NotOurs,
        OpenError::NewerApp {
            found: 2,
            supported: 1,
        },
        OpenError::DiskFull,
        OpenError::Busy,
        OpenError::ReadOnly,
        OpenError::Io,
        OpenError::NoCipher,
        OpenError::Fault(1),
    ];
    let codes: std::collections::BTreeSet<_> = all.iter().map(OpenError::code).collect();
    assert_eq!(codes.len(), all.len());
}

#[test]
fn the_key_prints_as_stars_and_keys_as_64_digits() {
    assert_eq!(format!("{:?}", key(0xab)), "StoreKey(****)");
    assert_eq!(
        key(0xab).pragma().as_str(),
        format!("PRAGMA key = \"x'{}'\";", "ab".repeat(32))
    );
}
