//! A full disk: the save fails loudly, nothing of it is kept, and all that was kept is there.

use std::process::Command;

use super::super::*;
use super::fixture::*;

#[test]
fn a_store_that_may_not_grow_keeps_what_it_has() {
    let (_folder, _place, mut store) = store();
    let mut hand = Hand::new(1);
    let first = hand.save(&store, shared(1), b"one");
    store.append_save(&first).unwrap();
    let pages: i64 = store
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get("page_count"))
        .unwrap();
    store
        .connection
        .pragma_update(None, "max_page_count", pages)
        .unwrap();
    let before = everything(&store);
    let big = hand.save(&store, shared(2), &[9; 200_000]);
    assert_eq!(
        store.append_save(&big).unwrap_err(),
        AppendError::Store(Trouble::DiskFull)
    );
    assert_eq!(everything(&store), before);
    store
        .connection
        .pragma_update(None, "max_page_count", pages + 1000)
        .unwrap();
    assert_eq!(store.append_save(&big).unwrap().dev_seq, 2);
}

#[test]
fn a_disk_that_is_really_full_keeps_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
        .arg(folder.path())
        .output()
        .is_ok_and(|output| output.status.success());
    if !mounted {
        eprintln!("skipped: this user may not mount a small disk");
        return;
    }
    let outcome = std::panic::catch_unwind(|| on_a_small_disk(folder.path()));
    let unmounted = Command::new("umount").arg(folder.path()).status().unwrap();
    assert!(unmounted.success());
    outcome.unwrap();
}

fn on_a_small_disk(folder: &std::path::Path) {
    let place = folder.join("store.db");
    let mut store = Workstation::create(&place, &key()).unwrap();
    let mut hand = Hand::new(1);
    let mut kept = 0_u8;
    let error = loop {
        let save = hand.save(&store, shared(kept + 1), &vec![kept; 60_000]);
        match store.append_save(&save) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, AppendError::Store(Trouble::DiskFull));
    assert!(kept > 2);
    assert_eq!(store.document_ids().unwrap().len(), usize::from(kept));
    // A store can be made or copied on a full disk as little as it can be written.
    assert_eq!(
        store.back_up(&folder.join("copy.db")).unwrap_err(),
        OpenError::DiskFull
    );
    drop(store);

    let store = Workstation::open(&place, &key()).unwrap();
    assert_eq!(store.document_ids().unwrap().len(), usize::from(kept));
    assert_eq!(
        store.outbox(hand.device, 0, 100).unwrap().len(),
        usize::from(kept)
    );
    assert!(store.examine().unwrap().is_sound());
}
