//! What a backup and a recovery sheet bring back, and what they leave alone.

use alongside_tests::region::{Computer, Done, Keyring, PIN, Region, run, text};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

fn with_sheet(computer: &Computer, pin: &str, sheet: &str, words: &[&str]) -> Done {
    let mut command = computer.command("alongsidectl");
    command.env("ALONGSIDE_PIN", pin);
    command.env("ALONGSIDE_RECOVERY", sheet);
    run(command.arg("--json").args(words)).done()
}

fn sheet_of(computer: &Computer) -> String {
    text(&computer.must(&["recovery-sheet"]), "sheet").to_owned()
}

/// A backup of a computer, in a folder beside it.
fn backup_of(computer: &Computer) -> PathBuf {
    let to = computer.folder().with_extension("backups");
    let made = computer.must(&["backup", "--to", to.to_str().unwrap()]);
    PathBuf::from(text(&made, "place"))
}

#[test]
fn a_backup_is_brought_back_on_another_computer_while_the_first_lives() {
    let region = Region::begin();
    let site = region.site("Riverside Care", "Riverside House");
    let sue = region.staff(&site, "Sue Hill", "home_manager");
    let asha = region.staff(&site, "Asha Rahman", "senior_carer");
    let first = region.computer(&site, "Lounge PC", &[&asha, &sue]);
    first.sign_in(&asha);
    let record = first.new_person("Fenwick", "Margaret");
    first.must(&["sync"]);
    first.note(&record, "Before the backup, not shared");
    first.sign_in(&sue);
    let nowhere = first.folder().join("elsewhere");
    assert_eq!(
        first.refuses(&["backup", "--to", nowhere.to_str().unwrap()]),
        "recovery.no_sheet"
    );
    let sheet = sheet_of(&first);
    let backup = backup_of(&first);
    first.sign_in(&asha);
    first.note(&record, "After the backup");

    // It lives on, and nothing of it was touched; it has all that the backup has.
    first.sign_in(&sue);
    let from = backup.to_str().unwrap();
    let bring = ["bring-back", "--from", from];
    assert_eq!(
        with_sheet(&first, PIN, &sheet, &bring).unwrap_err().code,
        "backup.of_itself"
    );

    let second = region.computer(&site, "Office PC", &[&sue]);
    second.must(&["sync"]);
    let other = "0000-0000-0000-0000-0000-0000";
    for (code, refused) in [
        ("no sheet", "code.not_a_code"),
        (other, "recovery.wrong_sheet"),
    ] {
        assert_eq!(
            with_sheet(&second, PIN, code, &bring).unwrap_err().code,
            refused
        );
    }
    assert_eq!(
        with_sheet(&second, PIN, &sheet, &bring).unwrap()["saves"],
        1
    );
    // A second time there is nothing left to bring.
    assert_eq!(
        with_sheet(&second, PIN, &sheet, &bring).unwrap()["saves"],
        0
    );
    let folders = fs::read_dir(second.folder()).unwrap();
    let names: Vec<String> = folders
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        !names.iter().any(|name| name.starts_with("bringing-back")),
        "{names:?}"
    );

    // Both share it; it is there once, by whoever wrote it, and no number was given twice.
    assert_eq!(second.must(&["sync"])["refused"], 0);
    assert_eq!(first.must(&["sync"])["refused"], 0);
    region.run_until_quiet(&[&first, &second]);
    assert_eq!(first.notes(&record).len(), 2);
    // Where somebody has it from differs, and with that at most a second of when; what it says and who said it does not.
    assert_eq!(first.notes(&record), second.notes(&record));
    let said = second.must(&["history", &record, "note"]);
    assert!(
        said.to_string()
            .matches("Asha Rahman, senior carer")
            .count()
            >= 2,
        "{said}"
    );
    let report = region.hub.must(&["report"]);
    assert_eq!(report["devices"], 2);
    assert_eq!(report["quarantined"], 0);
    for computer in [&first, &second] {
        assert_eq!(computer.must(&["sync"])["differing"], 0);
    }
}

#[test]
fn a_home_that_stood_alone_begins_again_from_its_backup() {
    let region = Region::begin();
    let lost = region.unjoined("Lounge PC");
    let manager = ["--home", "Riverside House", "--manager", "Sue Hill"];
    lost.must(&[&["enrol", "--alone", "--name", "Lounge PC"], &manager[..]].concat());
    lost.must(&["sign-in", "--staff", "Sue Hill"]);
    let mut add = lost.command("alongsidectl");
    add.env("ALONGSIDE_NEW_PIN", "135791");
    let add = add.args(["--json", "colleague", "add", "--name", "Asha Rahman"]);
    run(add.args(["--role", "senior_carer"])).done().unwrap();
    let asha = |computer: &Computer, words: &[&str]| computer.said("135791", words).done();
    asha(&lost, &["sign-in", "--staff", "Asha Rahman"]).unwrap();
    let new = ["new", "--family", "Fenwick", "--given", "Margaret"];
    let record = text(&asha(&lost, &new).unwrap(), "record").to_owned();
    asha(&lost, &["note", &record, "--text", "Settled in well"]).unwrap();
    lost.must(&["sign-in", "--staff", "Sue Hill"]);
    let sheet = sheet_of(&lost);
    let backup = backup_of(&lost);
    let before = lost.must(&["history", &record, "note"]);
    // No word of anybody is in a backup, and no PIN opens it.
    let bytes = fs::read(backup.join("records.db")).unwrap();
    let found = |words: &str| {
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    assert!(!found("Fenwick") && !found("Settled in well"));
    let keys = fs::read_to_string(backup.join("keys.json")).unwrap();
    assert!(!keys.contains("\"cost\""), "{keys}");
    fs::remove_dir_all(lost.folder()).unwrap();

    let again = region.unjoined("New PC");
    let from = backup.to_str().unwrap();
    let begin = |who| {
        [
            "begin-again",
            "--from",
            from,
            "--manager",
            who,
            "--name",
            "New PC",
        ]
    };
    let begun = |who| with_sheet(&again, PIN, &sheet, &begin(who));
    assert_eq!(
        begun("Nobody Here").unwrap_err().code,
        "sign_in.unknown_staff"
    );
    begun("Sue Hill").unwrap();
    again.must(&["sign-in", "--staff", "Sue Hill"]);
    assert_eq!(again.must(&["status"])["state"], "alone");
    let after = again.must(&["history", &record, "note"]);
    let sources =
        |said: &serde_json::Value| said["lines"][0]["value"]["sources"][0]["words"].clone();
    assert_eq!(sources(&after), sources(&before));
    assert_eq!(
        again.must(&["people"])["rows"].as_array().map(Vec::len),
        Some(1)
    );
    // Its staff are there, and choose a PIN beside the manager.
    let mut pin = again.command("alongsidectl");
    pin.env("ALONGSIDE_NEW_PIN", "135791");
    let pin = pin.args(["--json", "colleague", "pin", "--staff", "Asha Rahman"]);
    run(pin).done().unwrap();
    asha(&again, &["sign-in", "--staff", "Asha Rahman"]).unwrap();
    asha(&again, &["note", &record, "--text", "Glad to be back"]).unwrap();
    assert_eq!(
        again
            .said("135791", &["history", &record, "note"])
            .done()
            .unwrap()["lines"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn a_sheet_opens_a_store_whose_pins_are_forgotten_or_whose_keyring_is_lost() {
    let region = Region::begin();
    let site = region.site("Riverside Care", "Riverside House");
    let sue = region.staff(&site, "Sue Hill", "home_manager");
    let asha = region.staff(&site, "Asha Rahman", "senior_carer");
    let pc = region.computer(&site, "Lounge PC", &[&sue, &asha]);
    pc.sign_in(&asha);
    let record = pc.new_person("Fenwick", "Margaret");
    pc.sign_in(&sue);
    let sheet = sheet_of(&pc);
    let recover =
        |who: &str, sheet: &str| with_sheet(&pc, "135791", sheet, &["recover", "--staff", who]);
    assert_eq!(
        recover("Sue Hill", "0000-0000-0000-0000-0000-0000")
            .unwrap_err()
            .code,
        "recovery.wrong_sheet"
    );
    // Only somebody who lets people in, for everything else follows from that.
    assert_eq!(
        recover("Asha Rahman", &sheet).unwrap_err().code,
        "staff.managers_only"
    );
    recover("Sue Hill", &sheet).unwrap();
    assert!(pc.said("135791", &["people"]).done().is_ok());
    // Hers was the only PIN that changed.
    pc.sign_in(&asha);

    // The keyring is another one, with nothing in it: what was written is still here.
    let elsewhere = region.folder().join("another-account");
    fs::create_dir(&elsewhere).unwrap();
    let other = Keyring::start(&elsewhere);
    let moved = pc.moved_to(&other);
    assert_eq!(moved.refuses(&["people"]), "keyring.empty");
    with_sheet(
        &moved,
        "135791",
        &sheet,
        &["recover", "--staff", "Sue Hill"],
    )
    .unwrap();
    let people = moved.said("135791", &["people"]).done().unwrap();
    assert!(people.to_string().contains(&record));
    assert_eq!(
        moved.refuses(&["sign-in", "--staff", &asha.name]),
        "sign_in.no_pin_yet"
    );
    assert_eq!(
        moved.said("135791", &["sync"]).done().unwrap()["refused"],
        0
    );
    // That the sheet was used, twice, the region hears.
    let told = region.hub.must(&["audit", "list"]).to_string();
    assert_eq!(told.matches("recovery.sheet_used").count(), 2, "{told}");
}

#[test]
fn a_backup_is_made_each_day_when_somebody_locks() {
    let region = Region::begin();
    let site = region.site("Riverside Care", "Riverside House");
    let sue = region.staff(&site, "Sue Hill", "home_manager");
    let pc = region.computer(&site, "Lounge PC", &[&sue]);
    sheet_of(&pc);
    let first = backup_of(&pc);
    let folder = first.parent().unwrap();
    let backups = || fs::read_dir(folder).map_or(0, |inside| inside.count());
    let lock = || pc.ask(&[json!({ "kind": "lock" })]);
    let a_day_later = || {
        let mut keys = pc.key_file();
        keys["backups"]["last_ms"] = 0.into();
        fs::write(pc.store().join("keys.json"), keys.to_string()).unwrap();
    };
    // Twice in one second there would be one name for two.
    fs::rename(&first, folder.join("alongside-kept-elsewhere")).unwrap();
    lock();
    assert_eq!(backups(), 1, "none is due");
    a_day_later();
    lock();
    assert_eq!(backups(), 2);
    lock();
    assert_eq!(backups(), 2);
    // A stick that was pulled out is not made into a folder of this disk, and nothing else stops.
    fs::remove_dir_all(folder).unwrap();
    a_day_later();
    lock();
    assert_eq!(backups(), 0);
    pc.must(&["people"]);
}
