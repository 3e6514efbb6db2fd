//! A home that stands alone, and joins a region when it chooses to.

use alongside_tests::links::Clock;
use alongside_tests::region::{Computer, Done, PIN, Region, Site, run, text};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

/// A home on one PC, whose clock can be set.
struct Home {
    pc: Computer,
    clock: Option<(Clock, PathBuf)>,
}

impl Home {
    fn begun(region: &Region, clock: Option<Clock>) -> Self {
        let pc = region.unjoined("Lounge PC");
        let place = pc.folder().with_extension("clock");
        Self {
            pc,
            clock: clock.map(|clock| (clock, place)),
        }
    }

    /// Goes to a day of the month it works alone.
    fn on(&self, day: i32) -> &Self {
        if let Some((clock, place)) = &self.clock {
            clock.set(place, &format!("{:+}d", day - 30));
        }
        self
    }

    fn verb(&self, pin: &str, words: &[&str]) -> Done {
        let mut command: Command = self.pc.command("alongsidectl");
        if let Some((clock, place)) = &self.clock {
            clock.around(&mut command, place);
        }
        command.env("ALONGSIDE_PIN", pin);
        command.env("ALONGSIDE_NEW_PIN", "135791");
        run(command.arg("--json").args(words)).done()
    }

    fn must(&self, words: &[&str]) -> Value {
        self.verb(PIN, words)
            .unwrap_or_else(|refusal| panic!("{words:?}: {refusal}"))
    }

    fn refuses(&self, words: &[&str]) -> String {
        self.verb(PIN, words).unwrap_err().code
    }

    fn enrol(&self) {
        let home = ["--home", "Riverside House", "--manager", "Sue Hill"];
        self.must(&[&["enrol", "--alone", "--name", "Lounge PC"], &home[..]].concat());
        self.must(&["sign-in", "--staff", "Sue Hill"]);
    }

    fn add(&self, name: &str, role: &str) {
        self.must(&["colleague", "add", "--name", name, "--role", role]);
    }

    /// What somebody writes who types her own PIN.
    fn notes(&self, who: &str, record: &str, words: &str) {
        let pin = if who == "Sue Hill" { PIN } else { "135791" };
        self.verb(pin, &["sign-in", "--staff", who]).unwrap();
        self.verb(pin, &["note", record, "--text", words]).unwrap();
    }
}

/// A value of a line: what, by whom, and when, milliseconds since 1970.
type Statement = (Value, String, i64);

/// Everything ever said of a line, oldest first.
fn said(computer: &Computer, record: &str, line: &str) -> Vec<Statement> {
    let lines = computer.must(&["history", record, line]);
    let lines = lines["lines"].as_array().unwrap().iter();
    let mut said: Vec<Statement> = lines
        .map(|line| {
            let source = &line["value"]["sources"][0];
            let at = text(source, "recorded_at").parse::<DateTime<Utc>>();
            let who = format!("{}, {}", text(source, "name"), text(source, "role"));
            let parts = line["value"]["parts"].clone();
            (parts, who, at.unwrap().timestamp_millis())
        })
        .collect();
    said.sort_by_key(|(_, _, at_ms)| *at_ms);
    said
}

/// The same things, by the same people, at the same moments: to the second, as saves that are sealed together keep them.
fn assert_same(now: &[Statement], before: &[Statement]) {
    let what = |said: &[Statement]| -> Vec<(Value, String)> {
        said.iter()
            .map(|(what, who, _)| (what.clone(), who.clone()))
            .collect()
    };
    assert_eq!(what(now), what(before));
    for ((_, _, now), (_, _, before)) in now.iter().zip(before) {
        assert!(now.abs_diff(*before) < 1000, "{now} and {before}");
    }
}

#[test]
fn a_home_that_worked_alone_for_a_month_joins_with_everything() {
    let clock = Clock::found();
    let clock = clock.is_there().then_some(clock);
    if clock.is_none() {
        println!("SKIPPED: libfaketime is not there; the month is a minute");
    }
    let region = Region::begin();
    let home = Home::begun(&region, clock);
    home.on(0).enrol();
    home.add("Asha Rahman", "senior_carer");
    home.verb("135791", &["sign-in", "--staff", "Asha Rahman"])
        .unwrap();
    let new = ["new", "--family", "Fenwick", "--given", "Margaret"];
    let made = home.verb("135791", &new).unwrap();
    let record = text(&made, "record").to_owned();
    home.must(&["sign-in", "--staff", "Sue Hill"]);
    home.add("Ben Okafor", "care_assistant");
    home.on(5).notes("Asha Rahman", &record, "Settled in well");
    home.on(12)
        .notes("Ben Okafor", &record, "Ate half of her lunch");
    home.on(20).must(&["sign-in", "--staff", "Sue Hill"]);
    home.must(&["colleague", "end", "--staff", "Ben Okafor"]);
    assert_eq!(
        home.verb("135791", &["sign-in", "--staff", "Ben Okafor"])
            .unwrap_err()
            .code,
        "sign_in.unknown_staff"
    );
    home.on(28)
        .notes("Asha Rahman", &record, "Her daughter came");
    home.on(29)
        .verb("135791", &["set", &record, "home.room", "12"])
        .unwrap();
    home.must(&["sign-in", "--staff", "Sue Hill"]);

    // There is nothing to share with, and nothing waits.
    let status = home.must(&["status"]);
    assert_eq!(
        (&status["state"], &status["unshared"]),
        (&json!("alone"), &json!(0))
    );
    assert_eq!(home.must(&["sync"])["round_trips"], 0);
    let log = region.hub.log();
    assert!(
        !log.contains("device="),
        "the region heard of somebody: {log}"
    );

    home.on(30);
    let notes = said(&home.pc, &record, "note");
    let room = said(&home.pc, &record, "home.room");
    assert_eq!(notes.len(), 3);
    if home.clock.is_some() {
        for ((_, _, at_ms), day) in notes.iter().zip([5, 12, 28]) {
            let ago = Utc::now().timestamp_millis() - at_ms;
            assert_eq!(ago / (24 * 60 * 60 * 1000), 30 - day);
        }
    }

    // A region that has not taken the home in is not joined, and nothing is sent to it.
    let elsewhere = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&elsewhere, "Joe Marsh", "district_nurse");
    let join = |site: &Site| {
        let code = region.device_code(site);
        home.verb(PIN, &["join", "--hub", &region.hub.url(), "--code", &code])
    };
    assert_eq!(join(&elsewhere).unwrap_err().code, "home.not_taken_in");
    assert_eq!(home.must(&["status"])["state"], "alone");

    let outside = region.folder().join("outside");
    let saved = home.must(&["home-file", "--to", outside.to_str().unwrap()]);
    let file = outside.join(text(&saved, "name"));
    let taken = region
        .hub
        .must(&["site", "take-in", "--file", file.to_str().unwrap()]);
    let staff = taken["staff"].as_array().unwrap();
    let roles: Vec<_> = staff
        .iter()
        .map(|s| (text(s, "name"), &s["roles"][0]))
        .collect();
    assert_eq!(
        roles,
        [
            ("Sue Hill", &json!("home_manager")),
            ("Asha Rahman", &json!("senior_carer")),
            ("Ben Okafor", &json!("care_assistant"))
        ]
    );
    let site = Site {
        id: text(&taken, "site").to_owned(),
        name: "Riverside House".to_owned(),
    };
    let start = join(&site).unwrap();
    assert_eq!(
        (&start["alone"], &start["joined"]),
        (&json!(false), &json!(true))
    );
    // Joining alone sends nothing; sharing does.
    assert!(!region.hub.log().contains("synced"));
    assert_same(&said(&home.pc, &record, "note"), &notes);
    assert!(home.must(&["sync"])["sent"].as_u64() > Some(0));

    // Everybody who carries the record sees who said what, and when.
    region.share(&record, &elsewhere);
    let laptop = region.computer(&elsewhere, "Laptop 7", &[&joe]);
    laptop.must(&["sync"]);
    assert_same(&said(&laptop, &record, "note"), &notes);
    assert_same(&said(&laptop, &record, "home.room"), &room);
    laptop.note(&record, "Seen at home");
    region.run_until_quiet(&[&laptop, &home.pc]);
    assert_eq!(laptop.export(&record), home.pc.export(&record));

    // It goes on as it was: its staff and their PINs, under the region's certificates now.
    home.notes("Asha Rahman", &record, "Glad of the visit");
    assert_eq!(
        home.verb("135791", &["sync"]).unwrap()["refused"],
        0,
        "what she writes now is taken"
    );
    let next = region.joined(&site, "Office PC");
    let tiles = next.must(&["staff"]);
    let tiles = tiles["tiles"].as_array().unwrap();
    let tiles: Vec<&str> = tiles.iter().map(|tile| text(tile, "name")).collect();
    assert_eq!(
        tiles,
        ["Asha Rahman", "Sue Hill"],
        "who has left has no tile"
    );

    // The region hears who looked while the home stood alone.
    let audit = region.hub.must(&["audit", "list"]);
    assert!(audit.to_string().contains("staff.added"), "{audit}");
}

#[test]
fn who_runs_the_home_lets_in_its_own_staff_and_nobody_else_does() {
    let region = Region::begin();
    let home = Home::begun(&region, None);
    home.enrol();
    let gp = [
        "colleague",
        "add",
        "--name",
        "Dr Ruth Carter",
        "--role",
        "gp",
    ];
    assert_eq!(home.refuses(&gp), "staff.role_of_others");
    home.add("Asha Rahman", "senior_carer");
    assert_eq!(
        home.refuses(&["colleague", "end", "--staff", "Sue Hill"]),
        "staff.not_oneself"
    );
    home.verb("135791", &["sign-in", "--staff", "Asha Rahman"])
        .unwrap();
    for words in [
        &[
            "colleague",
            "add",
            "--name",
            "A Friend",
            "--role",
            "care_assistant",
        ][..],
        &["colleague", "end", "--staff", "Sue Hill"],
        &["colleague", "pin", "--staff", "Sue Hill"],
        &["home-file", "--to", "."],
    ] {
        assert_eq!(
            home.verb("135791", words).unwrap_err().code,
            "staff.managers_only"
        );
    }
}

#[test]
fn a_forgotten_pin_is_chosen_anew_beside_the_manager() {
    let region = Region::begin();
    let site = region.site("Riverside Care", "Riverside House");
    let sue = region.staff(&site, "Sue Hill", "home_manager");
    let asha = region.staff(&site, "Asha Rahman", "senior_carer");
    let mut region = region;
    let pc = region.computer(&site, "Lounge PC", &[&sue, &asha]);
    pc.sign_in(&asha);
    let record = pc.new_person("Fenwick", "Margaret");
    pc.note(&record, "Not shared yet");
    // Nobody else is there: no region, and nobody who knows her PIN.
    region.hub.stop();
    pc.sign_in(&sue);
    let anew = |pin: &str| {
        let mut command = pc.command("alongsidectl");
        command
            .env("ALONGSIDE_PIN", pin)
            .env("ALONGSIDE_NEW_PIN", "135791");
        run(command.args(["--json", "colleague", "pin", "--staff", &asha.name])).done()
    };
    // Whoever sits down at the manager's screen does not know hers.
    assert_eq!(anew("000000").unwrap_err().code, "sign_in.wrong_pin");
    anew(PIN).unwrap();
    let old = pc.said(PIN, &["sign-in", "--staff", &asha.name]).done();
    assert_eq!(old.unwrap_err().code, "sign_in.wrong_pin");
    pc.said("135791", &["sign-in", "--staff", &asha.name])
        .done()
        .unwrap();
    assert_eq!(
        pc.said("135791", &["history", &record, "note"])
            .done()
            .unwrap()["lines"][0]["value"]["parts"]["text"],
        "Not shared yet"
    );
    region.hub.start();
    assert_eq!(pc.said("135791", &["sync"]).done().unwrap()["sent"], 2);
    let audit = region.hub.must(&["audit", "list"]);
    assert!(audit.to_string().contains("staff.new_pin"), "{audit}");
}
