//! Computers whose clocks are wrong by years, as a flat battery leaves them.

use alongside_tests::links::Clock;
use alongside_tests::region::{Computer, PIN, Region, run, text};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use std::collections::BTreeMap;

#[test]
fn a_computer_that_believes_in_last_year_lets_its_staff_in() {
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
    let at = laptop.folder().with_extension("clock");
    clock.set(&at, "-2y");
    let note = |words: &str| {
        let mut command = laptop.command("alongsidectl");
        clock.around(&mut command, &at);
        run(command.args(["--json", "note", &record, "--text", words]))
    };
    let said = note("Slept well");
    assert_eq!(said.status, Some(0), "{} with PIN {PIN}", said.err);
    // Right again: what was written meanwhile is shared like anything else.
    assert_eq!(laptop.must(&["sync"])["sent"], 1);
    assert_eq!(laptop.must(&["status"])["unshared"], 0);
    assert_eq!(laptop.notes(&record), ["Slept well"]);
}

/// Who wrote each note and when, as people read it, and as machines do.
fn notes(computer: &Computer, record: &str) -> BTreeMap<String, (String, DateTime<Utc>)> {
    let said = computer.must(&["history", record, "note"]);
    let lines = said["lines"].as_array().unwrap();
    let note = |line: &Value| {
        let source = &line["value"]["sources"][0];
        let at = text(source, "recorded_at").parse().unwrap();
        let words = text(&line["value"], "text").to_owned();
        (words, (text(source, "words").to_owned(), at))
    };
    lines.iter().map(note).collect()
}

#[test]
fn a_clock_that_is_wrong_is_said_so_wherever_its_times_are_read() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let [laptop, desk] = ["Laptop 7", "Desk 2"].map(|name| region.computer(&site, name, &[&joe]));
    let record = laptop.new_person("Fenwick", "Margaret");
    let right = |words: &str| {
        laptop.note(&record, words);
        laptop.must(&["sync"]);
    };
    let at = laptop.folder().with_extension("clock");
    let wrong = |verb: &[&str]| {
        let mut command = laptop.command("alongsidectl");
        clock.around(&mut command, &at);
        let said = run(command.arg("--json").args(verb));
        assert_eq!(said.status, Some(0), "{verb:?}: {}", said.err);
        said.out
    };
    right("By a right clock");
    assert!(!text(&laptop.must(&["status"]), "words").contains("clock"));

    // Fast by a quarter of an hour, and found to be so by the next sync.
    clock.set(&at, "+14m");
    wrong(&["sync"]);
    assert!(wrong(&["status"]).contains("This computer's clock is 14 minutes fast"));
    wrong(&["note", &record, "--text", "By a fast clock"]);
    // Nearly a fortnight ahead, and not yet found out; any more, and it would have to hear from the region first.
    clock.set(&at, "+13d");
    wrong(&["note", &record, "--text", "By a clock of the future"]);
    let before = Utc::now();
    right("By a right clock again");
    right("And still");
    assert!(!text(&laptop.must(&["status"]), "words").contains("clock"));

    region.run_until_quiet(&[&laptop, &desk]);
    for computer in [&laptop, &desk] {
        let notes = notes(computer, &record);
        assert_eq!(notes.len(), 5);
        for (words, uncertain) in [
            ("By a right clock", false),
            ("By a fast clock", true),
            ("And still", false),
        ] {
            let (source, _) = &notes[words];
            assert_eq!(
                source.ends_with(", time uncertain"),
                uncertain,
                "{words}: {source}"
            );
        }
        // What is written after a clock ran ahead is of today, in the role that its author has today.
        for words in ["By a right clock again", "And still"] {
            let (source, at) = &notes[words];
            assert!(*at >= before - TimeDelta::minutes(1), "{words}: {at}");
            assert!(*at <= Utc::now() + TimeDelta::minutes(1), "{words}: {at}");
            assert!(source.contains("district nurse"), "{source}");
        }
    }
    region.assert_agreed(&[&laptop, &desk], &[&record]);
}
