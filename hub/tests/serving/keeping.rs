//! Dying, stopping, backing up, coming back.

use crate::line::Line;
use crate::pc::{Pc, digest, golden, shared};
use crate::region::Region;

#[tokio::test]
async fn what_was_acknowledged_survives_the_death_of_the_hub() {
    let mut region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let first = asha.save(shared(1), &golden("ada-name.bin"));
    assert_eq!(asha.sync().await.accepted, 1);
    region.kill();
    region.serve();
    // Another device, so that the hub cannot have it from the first.
    let mut ben = Pc::of(&region, &home).await;
    assert_eq!(ben.sync_until(shared(1), first).await.refused, []);
    assert_eq!(region.admin(&["doctor"])["sound"], true);
}

#[tokio::test]
async fn a_hub_that_is_told_to_stop_stops_cleanly() {
    let mut region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let saved = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), saved).await;
    assert_eq!(
        region.refused(&["serve", "--listen", "127.0.0.1:0"]),
        "serve.serving",
        "one at a time"
    );
    assert_eq!(region.stop(), Some(0));
    assert_eq!(region.report("waiting"), 0);
}

#[tokio::test]
async fn a_restored_hub_gets_back_from_devices_what_its_backup_lacks() {
    let mut region = Region::set_up(&["--secured-by", "backup"]);
    region.serve();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &home).await;
    asha.save(shared(1), &golden("ada-name.bin"));
    let synced = asha.sync().await;
    assert_eq!((synced.accepted, synced.secured), (1, 0), "not secured yet");

    let copy = region.path("copy").display().to_string();
    region.admin(&["backup", "--to", &copy]);
    assert_eq!(asha.sync().await.secured, 1);
    let late = asha.save(shared(1), &golden("ada-phone.bin"));
    let synced = asha.sync().await;
    assert_eq!((synced.accepted, synced.secured), (2, 1));
    let epoch = region.report("epoch");

    region.kill();
    region.move_to("restored");
    region.admin(&["restore", "--from", &copy]);
    assert!(region.report("epoch") > epoch);
    region.serve();
    asha.line = Line::to(&region.url);
    ben.line = Line::to(&region.url);

    let synced = asha.sync().await;
    assert!(synced.repaired, "another epoch is another history");
    assert_eq!(synced.accepted, 2, "given back");
    let synced = ben.sync_until(shared(1), late).await;
    assert_eq!(synced.marks[0].digest, digest(&asha.held));
}

#[test]
fn refusals_have_codes_and_wrong_words_another_status() {
    let region = Region::set_up(&[]);
    assert_eq!(
        region.refused(&["init", "--region", "Fenland"]),
        "region.already_set_up"
    );
    let nobody = "00000000-0000-0000-0000-000000000000";
    assert_eq!(
        region.refused(&["device", "invite", "--site", nobody]),
        "site.unknown"
    );
    let usage = std::process::Command::new(env!("CARGO_BIN_EXE_alongside-hub"))
        .args(["device", "invite", "--site", "not an id"])
        .output()
        .unwrap();
    assert_eq!(usage.status.code(), Some(2));
}
