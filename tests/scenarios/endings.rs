//! What ends: somebody's work here, a computer's place in the region, and the time it may go on alone.

use alongside_tests::links::Clock;
use alongside_tests::region::{Computer, Keyring, Region, number, text};
use serde_json::Value;
use std::fs;

/// The source of the one open note with these words.
fn source(computer: &Computer, record: &str, words: &str) -> String {
    let said = computer.must(&["history", record, "note"]);
    let lines = said["lines"].as_array().unwrap();
    let line = lines
        .iter()
        .find(|line| line["value"]["text"] == words)
        .unwrap();
    text(&line["value"]["sources"][0], "words").to_owned()
}

#[test]
fn who_has_left_opens_nothing_and_what_she_wrote_is_kept_and_marked() {
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let zara = region.staff(&site, "Zara Quist", "district_nurse");
    let desk = region.computer(&site, "Desk 2", &[&joe, &zara]);
    let laptop = region.computer(&site, "Laptop 7", &[&zara, &joe]);
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let record = desk.new_person("Fenwick", "Margaret");
    desk.must(&["sync"]);
    region.share(&record, &home);
    laptop.must(&["sync"]);
    laptop.note(&record, "Before she left");
    region.run_until_quiet(&[&laptop, &desk]);
    // Written where there is no signal, on her last day, and shared the week after.
    laptop.note(&record, "Where no signal was");
    let kept = fs::read(desk.store().join("keys.json")).unwrap();
    region.hub.must(&["staff", "end", "--staff", &zara.id]);

    desk.sign_in(&joe);
    desk.must(&["sync"]);
    assert_eq!(
        desk.refuses(&["sign-in", "--staff", &zara.name]),
        "sign_in.unknown_staff"
    );
    assert!(!desk.key_file().to_string().contains(&zara.name));
    // Whoever puts back the file that held her key gets no further.
    fs::write(desk.store().join("keys.json"), kept).unwrap();
    assert_eq!(
        desk.refuses(&["sign-in", "--staff", &zara.name]),
        "sign_in.staff_ended"
    );
    desk.sign_in(&joe);

    // Her own computer hears of it in the middle of her work, after what she wrote was taken.
    let sent = laptop.must(&["sync"]);
    assert_eq!(number(&sent, "sent"), 1);
    assert_eq!(
        laptop.refuses(&["sign-in", "--staff", &zara.name]),
        "sign_in.unknown_staff"
    );
    laptop.sign_in(&joe);
    region.run_until_quiet(&[&laptop, &desk, &office]);
    let late = "arrived after their access had ended";
    for computer in [&desk, &office] {
        assert!(source(computer, &record, "Where no signal was").contains(late));
        assert!(!source(computer, &record, "Before she left").contains(late));
    }
    region.assert_agreed(&[&laptop, &desk, &office], &[&record]);
}

#[test]
fn a_computer_whose_place_has_ended_hands_over_and_opens_no_more() {
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let desk = region.computer(&site, "Desk 2", &[&joe]);
    let record = laptop.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&laptop, &desk]);
    laptop.note(&record, "Not shared when it was lost");
    let keys = laptop.key_file();
    let (device, store) = (text(&keys, "device"), text(&keys, "store"));
    let stolen = laptop.copied_to(&region.folder().join("a-copy-of-its-disk"));
    region.hub.must(&["device", "revoke", "--device", device]);

    laptop.must(&["sync"]);
    let held = region.hub.must(&["quarantine", "list"]);
    assert_eq!(
        held["quarantined"].as_array().map(Vec::len),
        Some(1),
        "{held}"
    );
    let start = laptop.must(&["staff"]);
    assert_eq!(
        (&start["ended"], &start["joined"]),
        (&true.into(), &false.into())
    );
    let left = laptop.key_file();
    assert_eq!(left["staff"], Value::Array(Vec::new()));
    assert!(left.get("region_wrap").is_none());
    // The other half of every key was in the keyring, and a copy of the folder asks for it in vain.
    assert!(!region.keyring.holds(store));
    assert_eq!(stolen.refuses(&["people"]), "keyring.empty");

    // It may join again; what is left of its former place stays, closed.
    let code = region.device_code(&site);
    laptop.must(&[
        "enrol",
        "--hub",
        &region.hub.url(),
        "--code",
        &code,
        "--name",
        "Laptop 7",
    ]);
    region.first_sign_in(&laptop, &joe);
    region.run_until_quiet(&[&laptop, &desk]);
    assert_eq!(laptop.export(&record), desk.export(&record));
    assert!(
        laptop
            .folder()
            .join(format!("ended-{store}"))
            .join("records.db")
            .exists()
    );
}

#[test]
fn a_computer_that_hears_nothing_for_a_fortnight_waits_until_it_does() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let record = laptop.new_person("Fenwick", "Margaret");
    laptop.must(&["sync"]);
    let after = |days: u32, words: &[&str]| clock.said_at(&format!("+{days}d"), &laptop, words);
    let note = ["note", &record, "--text", "Slept well"];
    assert!(after(13, &note).is_ok());
    assert_eq!(after(15, &note).unwrap_err().code, "sign_in.lease_over");
    // Setting the clock back wins nothing.
    assert_eq!(after(1, &note).unwrap_err().code, "sign_in.lease_over");
    assert_eq!(laptop.refuses(&note), "sign_in.lease_over");
    // Hearing from the region does, by whatever clock.
    assert_eq!(laptop.must(&["sync"])["sent"], 1);
    laptop.note(&record, "Woke once");
    assert_eq!(laptop.must(&["sync"])["sent"], 1);
    assert_eq!(laptop.notes(&record).len(), 2);
}

#[test]
fn a_clone_with_its_keyring_ends_with_the_computer_it_was_made_of() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let home = region.site("Riverside Care", "Riverside House");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let office = region.computer(&home, "Office PC", &[&asha]);
    let [kept, gone] = ["Fenwick", "Ashdown"].map(|family| office.new_person(family, "Margaret"));
    office.must(&["sync"]);
    for record in [&kept, &gone] {
        region.share(record, &site);
    }
    region.run_until_quiet(&[&laptop, &office]);
    laptop.note(&kept, "Not shared when it was cloned");

    // The whole machine: its disk, and the keyring with the secret.
    let store = text(&laptop.key_file(), "store").to_owned();
    let elsewhere = region.folder().join("a-clone");
    fs::create_dir(&elsewhere).unwrap();
    let its_keyring = Keyring::start(&elsewhere);
    its_keyring.plant(&store, &region.keyring.secret(&store));
    let copy = laptop.copied_to(&elsewhere.join("disk"));
    let clone = copy.moved_to(&its_keyring);
    clone.note(&kept, "Written on the clone");
    let after = |days: u32, words: &[&str]| clock.said_at(&format!("+{days}d"), &clone, words);
    // Kept away from the region it opens for a fortnight, and setting its clock back wins nothing.
    assert!(after(13, &["people"]).is_ok());
    assert_eq!(
        after(15, &["people"]).unwrap_err().code,
        "sign_in.lease_over"
    );
    assert_eq!(
        after(1, &["people"]).unwrap_err().code,
        "sign_in.lease_over"
    );

    // Meanwhile a record leaves the team, and the computer is reported.
    region
        .hub
        .must(&["record", "unshare", "--record", &gone, "--site", &site.id]);
    let device = text(&laptop.key_file(), "device").to_owned();
    laptop.must(&["sync"]);
    assert_eq!(laptop.refuses(&["glance", &gone]), "record.unknown");
    region.hub.must(&["device", "revoke", "--device", &device]);

    // The clone hears the region again: that opens it no more, and takes its keys. What was written on it is kept aside, for
    // somebody to look at, and that there were two of it is an incident.
    clone.must(&["sync"]);
    let held = region.hub.must(&["quarantine", "list"])["quarantined"].take();
    assert_eq!(held.as_array().map(Vec::len), Some(1), "{held}");
    let held = &held[0];
    assert_eq!(text(held, "code"), "refused.revoked_device");
    assert_eq!(
        (text(held, "author"), text(held, "device")),
        ("Joe Marsh", device.as_str())
    );
    assert_eq!(region.hub.must(&["report"])["audit_incidents"], 1);
    assert_eq!(
        clone.refuses(&["sign-in", "--staff", &joe.name]),
        "sign_in.unknown_staff"
    );
    assert_eq!(clone.must(&["staff"])["ended"], true);
    assert!(!its_keyring.holds(&store));
}

#[test]
fn whose_time_runs_out_goes_on_once_the_region_renews_it() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let zara = region.staff_for(&site, "Zara Quist", "district_nurse", 1);
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&joe, &zara]);
    let desk = region.computer(&site, "Desk 2", &[&joe]);
    laptop.sign_in(&zara);
    let record = laptop.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&laptop, &desk]);
    let later = |words: &[&str]| clock.said_at("+2d", &laptop, words);
    let zara_sits_down = ["sign-in", "--staff", &zara.name];
    assert_eq!(
        later(&zara_sits_down).unwrap_err().code,
        "sign_in.certificate_over"
    );
    // Longer, and as somebody who also prescribes for the hospice.
    let roles = ["--role", "district_nurse,hospice_nurse"];
    let renew = ["staff", "renew", "--staff", &zara.id];
    region
        .hub
        .must(&[&renew[..], &roles, &["--valid-days", "30"]].concat());
    later(&["sign-in", "--staff", &joe.name]).unwrap();
    later(&["sync"]).unwrap();
    let start = later(&zara_sits_down).unwrap();
    let role = text(&start["signed_in"], "role");
    assert_eq!(role, "district nurse, hospice nurse");
    later(&["note", &record, "--text", "Two days later"]).unwrap();
    later(&["sync"]).unwrap();
    desk.must(&["sync"]);
    assert!(source(&desk, &record, "Two days later").starts_with("Zara Quist"));
    assert_eq!(desk.notes(&record), ["Two days later"]);

    // Not of somebody who has left.
    region.hub.must(&["staff", "end", "--staff", &zara.id]);
    assert_eq!(region.hub.verb(&renew).unwrap_err().code, "staff.ended");
}

#[test]
fn what_a_newer_certificate_takes_away_an_older_one_does_not_give_back() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let zara = region.staff(&site, "Zara Quist", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&zara]);
    let desk = region.computer(&site, "Desk 2", &[&zara]);
    let record = laptop.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&laptop, &desk]);
    let renew = ["staff", "renew", "--staff", &zara.id, "--role"];
    region.hub.must(&[&renew[..], &["care_assistant"]].concat());

    // The region judges by the newest, also while her computer has not heard of it.
    let glass = ["break-glass", "--nhs-number", "9990000026", "--reason"];
    let asked = [&glass[..], &["life_in_danger"]].concat();
    assert_eq!(laptop.refuses(&asked), "break_glass.not_yours");
    laptop.must(&["sync"]);
    laptop.sign_in(&zara);
    let decide = ["decide", &record, "cpr_decision", "--value", "not_for_cpr"];
    assert_eq!(laptop.refuses(&decide), "edit.not_allowed");

    // A clock that is slow at the moment of a renewal costs her nothing.
    region.hub.must(&[&renew[..], &["senior_carer"]].concat());
    laptop.must(&["sync"]);
    let note = ["note", &record, "--text", "By a slow clock"];
    clock.said_at("-3h", &laptop, &note).unwrap();
    region.run_until_quiet(&[&laptop, &desk]);
    for computer in [&laptop, &desk] {
        assert_eq!(computer.notes(&record), ["By a slow clock"]);
        let by = source(computer, &record, "By a slow clock");
        assert!(by.starts_with("Zara Quist, senior carer"), "{by}");
    }
}
