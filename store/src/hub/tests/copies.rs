//! Backups, and hubs restored from them.

use std::fs;

use super::super::*;
use super::fixture::*;

#[test]
fn a_restored_hub_has_a_new_epoch_and_everything_the_backup_held() {
    let (folder, place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    let two = hand.next(shared(1), tip(&one), 7, 2);
    hub.accept_batch(&[one]).unwrap();
    hub.publish(&[(shared(1), 1)], &[]).unwrap();
    let backup = folder.path().join("backup.db");
    hub.back_up(&backup).unwrap();
    assert_eq!(hub.back_up(&backup).unwrap_err(), OpenError::AlreadyThere);
    let head = hub.shelf_head(shelf(1)).unwrap();
    hub.accept_batch(std::slice::from_ref(&two)).unwrap();
    hub.close().unwrap();

    let bytes = fs::read(&backup).unwrap();
    assert_eq!(
        HubStore::restore(&backup, &place, 0, &audit("hub.restored")).unwrap_err(),
        OpenError::AlreadyThere
    );
    fs::remove_file(&place).unwrap();
    let mut restored =
        HubStore::restore(&backup, &place, 5_000_000, &audit("hub.restored")).unwrap();
    assert_eq!(fs::read(&backup).unwrap(), bytes, "the backup is only read");
    assert_eq!(restored.region().unwrap().unwrap().epoch, 5_000);
    assert_eq!(restored.shelf_head(shelf(1)).unwrap(), head);
    let device = restored.device(hand.device).unwrap().unwrap();
    assert_eq!(device.head.unwrap().dev_seq, 1);
    // What the backup did not hold is taken again.
    assert_eq!(
        restored.accept_batch(&[two]).unwrap(),
        [Outcome::Accepted { doc_seq: 2 }]
    );
    assert!(restored.examine().unwrap().is_sound());

    // Restored a second time, a little later or with a clock gone wrong: never the same epoch as before.
    let elsewhere = folder.path().join("again.db");
    let again = HubStore::restore(&backup, &elsewhere, 0, &audit("hub.restored")).unwrap();
    assert_eq!(again.region().unwrap().unwrap().epoch, 2);
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let (folder, _place, mut hub, _author) = hub();
    let backup = folder.path().join("backup.db");
    hub.back_up(&backup).unwrap();
    let mut bytes = fs::read(&backup).unwrap();
    let end = bytes.len();
    bytes[end - 4096 * 3..].fill(0xff);
    fs::write(&backup, bytes).unwrap();
    let to = folder.path().join("restored.db");
    let error = HubStore::restore(&backup, &to, 0, &audit("hub.restored")).unwrap_err();
    assert_eq!(error, OpenError::Damaged);
    assert!(!to.exists());
    assert_eq!(
        HubStore::restore(&folder.path().join("none"), &to, 0, &audit("x")).unwrap_err(),
        OpenError::NotThere
    );
}

#[test]
fn the_health_check_finds_an_altered_envelope() {
    let (_folder, _place, mut hub, author) = hub();
    let mut hand = Hand::enrolled(&mut hub, 1, site(1), author);
    let one = hand.first(shared(1), 7);
    hub.accept_batch(std::slice::from_ref(&one)).unwrap();
    assert!(hub.examine().unwrap().is_sound());
    hub.connection
        .execute("UPDATE log SET bytes = x'00'", [])
        .unwrap();
    let health = hub.examine().unwrap();
    assert_eq!(health.altered_envelopes, [one.envelope.hash()]);
    assert!(!health.is_sound());
    hub.fold_log().unwrap();
}
