//! A record that leaves a computer and comes back in one run of the program.

use alongside_tests::region::{Region, number, run};
use serde_json::json;
use std::process::Command;

use crate::locked::Program;

/// Lets the hub's reading room stand still, or go on.
fn reading_room(region: &Region, signal: &str) {
    let hub = region.hub.process().unwrap();
    for room in hub.children() {
        let said = run(Command::new("kill").args([signal, &room.0.to_string()]));
        assert_eq!(said.status, Some(0), "{}", said.err);
    }
}

#[test]
fn what_was_written_before_it_left_and_after_it_came_back_is_kept() {
    let region = Region::begin();
    let trust = region.site("Fenland Community Trust", "District nursing, east");
    let home = region.site("Riverside Care", "Riverside House");
    let joe = region.staff(&trust, "Joe Marsh", "district_nurse");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let laptop = region.computer(&trust, "Laptop 7", &[&joe]);
    let office = region.computer(&home, "Office PC", &[&asha]);
    let record = laptop.new_person("Fenwick", "Margaret");
    laptop.must(&["sync"]);
    region.share(&record, &home);
    let verb =
        |verb: &str| ["record", verb, "--record", &record, "--site", &home.id].map(str::to_owned);
    let share = |what: &str| {
        let words = verb(what);
        region.hub.must(&words.each_ref().map(String::as_str));
    };

    let mut program = Program::at(&office);
    let share_now = json!({ "kind": "share_now" });
    let note = |words: &str| {
        json!({ "kind": "enter", "record": record, "entry_kind": "note", "body": { "text": words },
            "supersedes": [], "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null })
    };
    program.ask(&share_now);
    // Accepted and not published yet when the record leaves, and when it comes back.
    reading_room(&region, "-STOP");
    program.ask(&note("Before it left"));
    program.ask(&share_now);
    share("unshare");
    program.ask(&share_now);
    share("share");
    program.ask(&share_now);
    program.ask(&note("After it came back"));
    reading_room(&region, "-CONT");
    program.ask(&share_now);
    drop(program);

    region.run_until_quiet(&[&office, &laptop]);
    assert_eq!(number(&region.hub.must(&["report"]), "quarantined"), 0);
    let mut notes = laptop.notes(&record);
    notes.sort();
    assert_eq!(notes, ["After it came back", "Before it left"]);
    region.assert_agreed(&[&office, &laptop], &[&record]);
}
