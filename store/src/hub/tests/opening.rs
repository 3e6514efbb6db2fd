//! What happens when a hub's store does not open: a true reason, and not a byte touched.

use std::fs;
use std::path::Path;

use super::super::*;
use super::fixture::*;

fn refuses(place: &Path, expected: OpenError) {
    let files = || ["", "-wal"].map(|ending| fs::read(crate::files::beside(place, ending)).ok());
    let before = files();
    assert_eq!(HubStore::open(place).unwrap_err(), expected);
    assert_eq!(files(), before);
}

#[test]
fn each_reason_is_its_own() {
    let (folder, place, hub, _author) = hub();
    hub.close().unwrap();
    refuses(&folder.path().join("none.db"), OpenError::NotThere);
    assert_eq!(
        HubStore::create(&place).unwrap_err(),
        OpenError::AlreadyThere
    );

    let whole = fs::read(&place).unwrap();
    for length in [0, 100, 4095, 4096, whole.len() / 2, whole.len() - 4096] {
        fs::write(&place, &whole[..length]).unwrap();
        refuses(&place, OpenError::Damaged);
    }
    let mut scrambled = whole.clone();
    scrambled[..100].fill(0x55);
    fs::write(&place, scrambled).unwrap();
    refuses(&place, OpenError::Damaged);

    fs::write(&place, &whole).unwrap();
    let hub = HubStore::open(&place).unwrap();
    hub.connection
        .execute_batch("UPDATE meta SET oldest_app = 2; PRAGMA user_version = 9;")
        .unwrap();
    hub.close().unwrap();
    refuses(
        &place,
        OpenError::NewerApp {
            found: 9,
            supported: 7,
        },
    );
    fs::write(&place, &whole).unwrap();
    HubStore::open(&place).unwrap();
}

#[test]
fn a_workstation_store_is_not_a_hub_store() {
    let (folder, _place, _hub, _author) = hub();
    let other = folder.path().join("store.db");
    let key = crate::StoreKey::new([1; 32]);
    crate::workstation::Workstation::create(&other, &key)
        .unwrap()
        .close()
        .unwrap();
    refuses(&other, OpenError::Damaged);
    let foreign = folder.path().join("foreign.db");
    let connection = Connection::open(&foreign).unwrap();
    connection
        .execute_batch("CREATE TABLE t (x INTEGER) STRICT")
        .unwrap();
    connection.close().unwrap();
    refuses(&foreign, OpenError::NotOurs);
}

#[test]
fn a_connection_keeps_few_pages() {
    let (_folder, _place, hub, _author) = hub();
    let pages: i64 = hub
        .connection
        .query_row("PRAGMA cache_size", [], |row| row.get(0))
        .unwrap();
    assert_eq!(pages, -i64::from(CACHE_KIB));
}
