//! What is saved on one computer is on another at once, because the region rings: computers that look by themselves once
//! an hour only, and the hub's own count of how often they asked.

use crate::screen::{PATIENCE, Screen, listens, noted};
use alongside_tests::region::Region;
use alongside_tests::wait::until;

#[test]
fn a_note_saved_here_is_there_because_the_region_rings() {
    let mut region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let home = region.site("Riverside Care", "Riverside House");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let desk = region.computer(&site, "Desk 2", &[&joe]);
    let lounge = region.computer(&home, "Lounge PC", &[&asha]);
    let record = laptop.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&laptop, &desk]);
    let write = |words: &str| {
        laptop.note(&record, words);
        laptop.must(&["sync"]);
    };

    let screen = Screen::left_on(&desk, &joe);
    let device = listens(&region.hub);
    // Also what was shared while nobody listened comes by itself.
    write("Slept well");
    screen.says(&record);
    let (before, notes) = (noted(&region.hub, "synced", &device), 5);
    for number in 0..notes {
        write(&format!("Round {number}"));
        screen.says(&record);
    }
    assert_eq!(desk.notes(&record).len(), notes + 1);
    let asked = noted(&region.hub, "synced", &device) - before;
    // The look that was under way at the first may have been one more.
    assert!(
        (notes..=notes + 1).contains(&asked),
        "one look for each ring, not {asked} for {notes}"
    );

    // What another program at the hub puts on the shelf rings too.
    let other = lounge.new_person("Carter", "Ruth");
    lounge.must(&["sync"]);
    region.share(&other, &site);
    screen.says(&other);

    // Lines break with the hub, and come back with it.
    let lines = noted(&region.hub, ": listens", &device);
    region.hub.kill();
    region.hub.start();
    until("it listens again", PATIENCE, || {
        (noted(&region.hub, ": listens", &device) > lines).then_some(())
    });
    write("After the hub came back");
    screen.says(&record);
    assert_eq!(desk.notes(&record).len(), notes + 2);

    // A line that would never end does not hold up a hub that is told to stop.
    region.hub.stop();
    assert!(!region.hub.log().contains("requests were cut off"));
    let lines = noted(&region.hub, ": listens", &device);
    region.hub.start();
    until("it listens once more", PATIENCE, || {
        (noted(&region.hub, ": listens", &device) > lines).then_some(())
    });

    // Whoever is revoked is hung up on, and not rung for again.
    let hung_up = "hung_up";
    let before = noted(&region.hub, hung_up, &device);
    let lines = noted(&region.hub, ": listens", &device);
    region.hub.must(&["device", "revoke", "--device", &device]);
    until("it is hung up on", PATIENCE, || {
        (noted(&region.hub, hung_up, &device) > before).then_some(())
    });
    // A look that was under way may tell it before its next wish does: then it has left and wishes no more.
    until("it is told", PATIENCE, || {
        let refused = region
            .hub
            .log()
            .contains("code=\"doorbell.revoked_device\"");
        let left = desk.key_file().get("region_wrap").is_none();
        (refused || left).then_some(())
    });
    assert_eq!(noted(&region.hub, ": listens", &device), lines);
}
