//! One broken change harms nobody else.

use sync_protocol::feed::{FeedEntry, NoticeCode};

use crate::pc::{Pc, golden, on_top_of, shared};
use crate::region::Region;

#[tokio::test]
async fn a_change_on_which_the_engine_panics_is_set_aside_with_what_builds_on_it() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &home).await;
    let good = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), good).await;
    let bad = asha.save(shared(1), &golden("ada-panics.bin"));
    let on_bad = asha.save(shared(1), &on_top_of(&golden("ada-panics.bin"), 3));
    let other = asha.save(shared(2), &golden("bea-name.bin"));
    let synced = asha.sync().await;
    assert_eq!(
        (synced.accepted, synced.refused.len()),
        (4, 0),
        "accepted without being opened"
    );

    let synced = ben.sync_until(shared(2), other).await;
    assert_eq!(synced.changes_of(shared(1)), [good]);
    assert!(synced.entries.contains(&FeedEntry::Notice {
        code: NoticeCode::QUARANTINED,
        document: Some(shared(1)),
        detail: bad.as_bytes().as_slice().into(),
    }));
    assert_eq!(
        region.audited("envelope.quarantined"),
        [
            format!("{bad} change.not_applicable"),
            format!("{on_bad} refused.depends_on_quarantined")
        ]
    );
    asha.save(shared(1), &on_top_of(&golden("ada-panics.bin"), 4));
    assert_eq!(
        asha.sync().await.refusal(),
        "refused.depends_on_quarantined",
        "and what comes later is set aside at the door"
    );
    // The record itself goes on: the sound form of the same save, made on another computer.
    let sound = ben.save(shared(1), &golden("ada-phone.bin"));
    ben.sync_until(shared(1), sound).await;
    assert_eq!(
        asha.sync_until(shared(1), sound)
            .await
            .changes_of(shared(1)),
        [sound],
        "a record is not lost to one broken change"
    );
}

#[tokio::test]
async fn a_change_that_kills_the_reading_room_is_set_aside_and_other_records_go_on() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &home).await;
    asha.save(shared(1), &golden("ada-name.bin"));
    let bomb = asha.save(shared(1), &golden("ada-bomb.bin"));
    let other = asha.save(shared(2), &golden("bea-name.bin"));
    let synced = asha.sync().await;
    assert_eq!(
        synced.accepted, 3,
        "answered although the reading room is busy dying"
    );
    ben.sync_until(shared(2), other).await;
    assert_eq!(
        region.audited("envelope.quarantined"),
        [format!("{bomb} reading_room.died")]
    );
}

#[tokio::test]
async fn a_reading_room_that_dies_of_nothing_is_started_again() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let first = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), first).await;
    region.kill_reading_room();
    let second = asha.save(shared(1), &golden("ada-phone.bin"));
    asha.sync_until(shared(1), second).await;
    assert_eq!(region.report("quarantined"), 0);
}

#[tokio::test]
async fn a_reading_room_that_dies_in_the_middle_forgets_nothing_it_found_sound() {
    let mut region = Region::set_up(&[]);
    // It opens the document, judges the first save, and dies of the second.
    region.serve_with_a_death_after(2);
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &home).await;
    let name = asha.save(shared(1), &golden("ada-name.bin"));
    let phone = asha.save(shared(1), &golden("ada-phone.bin"));
    let other = asha.save(shared(2), &golden("bea-name.bin"));
    assert_eq!(asha.sync().await.accepted, 3);
    let synced = ben.sync_until(shared(2), other).await;
    assert!(region.path("has-died").exists());
    assert_eq!(synced.changes_of(shared(1)), [name, phone]);
    assert_eq!(region.report("quarantined"), 0);
}
