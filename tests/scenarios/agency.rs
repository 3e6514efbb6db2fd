//! Agency staff at a weekend without signal: let in by a manager, for a shift, and what the region hears on Monday.

use alongside_tests::links::Clock;
use alongside_tests::region::{Computer, Done, PIN, Region, run, text};
use std::path::PathBuf;

const HERS: &str = "135791";

struct Weekend<'a> {
    pc: &'a Computer,
    clock: Clock,
    at: PathBuf,
}

impl Weekend<'_> {
    /// What somebody who types this PIN does so many hours from now.
    fn at(&self, hours: i32, pin: &str, words: &[&str]) -> Done {
        self.clock.set(&self.at, &format!("{hours:+}h"));
        let mut command = self.pc.command("alongsidectl");
        self.clock.around(&mut command, &self.at);
        command.env("ALONGSIDE_PIN", pin);
        command.env("ALONGSIDE_NEW_PIN", HERS);
        run(command.arg("--json").args(words)).done()
    }

    fn refuses(&self, hours: i32, pin: &str, words: &[&str]) -> String {
        self.at(hours, pin, words).unwrap_err().code
    }
}

#[test]
fn agency_staff_are_let_in_for_a_shift_and_the_region_hears_of_it() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let mut region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let team = region.site("Fenland Community Trust", "District nursing, east");
    let sue = region.staff(&home, "Sue Hill", "home_manager");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let joe = region.staff(&team, "Joe Marsh", "district_nurse");
    let pc = region.computer(&home, "Lounge PC", &[&sue, &asha]);
    let other = region.computer(&home, "Office PC", &[&sue]);
    let laptop = region.computer(&team, "Laptop 7", &[&joe]);
    pc.sign_in(&asha);
    let record = pc.new_person("Fenwick", "Margaret");
    pc.must(&["sync"]);
    region.share(&record, &team);
    region.run_until_quiet(&[&pc, &laptop, &other]);
    region.hub.stop();

    let weekend = Weekend {
        at: pc.folder().with_extension("clock"),
        pc: &pc,
        clock,
    };
    let add = ["colleague", "add", "--name", "Temi Bello"];
    let shift = [&add[..], &["--role", "care_assistant", "--hours", "12"]].concat();
    // Only a manager, only for a shift, only as a care assistant.
    assert_eq!(weekend.refuses(1, PIN, &shift), "staff.managers_only");
    weekend
        .at(1, PIN, &["sign-in", "--staff", &sue.name])
        .unwrap();
    for (more, code) in [
        (&["--role", "care_assistant"][..], "staff.too_long"),
        (
            &["--role", "care_assistant", "--hours", "13"],
            "staff.too_long",
        ),
        (
            &["--role", "senior_carer", "--hours", "8"],
            "staff.role_of_others",
        ),
    ] {
        assert_eq!(weekend.refuses(1, PIN, &[&add[..], more].concat()), code);
    }
    let start = weekend.at(1, PIN, &shift).unwrap();
    let tiles = start["tiles"].as_array().unwrap();
    let tile = tiles
        .iter()
        .find(|tile| tile["name"] == "Temi Bello")
        .unwrap();
    assert!(text(tile, "until").starts_with("Until "), "{tile}");
    assert_eq!(text(tile, "role"), "care assistant");

    let here = ["sign-in", "--staff", "Temi Bello"];
    let note = |words| ["note", &record, "--text", words].map(str::to_owned);
    let write = |hours, pin: &str, words: &'static str| {
        let words = note(words);
        weekend.at(hours, pin, &words.each_ref().map(String::as_str))
    };
    weekend.at(2, HERS, &here).unwrap();
    write(2, HERS, "Ate well").unwrap();
    write(12, HERS, "Settled for the night").unwrap();
    // The shift is over, still without signal; and setting the clock back makes it no longer.
    assert_eq!(
        write(14, HERS, "Too late").unwrap_err().code,
        "sign_in.shift_over"
    );
    weekend
        .at(14, PIN, &["sign-in", "--staff", &asha.name])
        .unwrap();
    write(14, PIN, "Slept well").unwrap();
    assert_eq!(weekend.refuses(3, HERS, &here), "sign_in.unknown_staff");
    let start = weekend.at(14, PIN, &["staff"]).unwrap();
    assert!(!start.to_string().contains("Temi Bello"), "{start}");

    // On Monday the region hears who she was before it is given what she wrote.
    region.hub.start();
    let sent = pc.must(&["sync"]);
    assert_eq!((&sent["sent"], &sent["refused"]), (&3.into(), &0.into()));
    region.run_until_quiet(&[&pc, &laptop, &other]);
    for computer in [&pc, &laptop, &other] {
        let said = computer.must(&["history", &record, "note"]);
        let lines = said["lines"].as_array().unwrap().iter();
        let by = |words: &str| {
            let found = lines.clone().find(|line| line["value"]["text"] == words);
            text(&found.unwrap()["value"]["sources"][0], "words").to_owned()
        };
        for words in ["Ate well", "Settled for the night"] {
            let by = by(words);
            assert!(
                by.starts_with("Temi Bello, care assistant, Riverside House"),
                "{by}"
            );
        }
        assert!(by("Slept well").starts_with("Asha Rahman"));
        assert_eq!(lines.len(), 3);
    }
    assert_eq!(laptop.export(&record), pc.export(&record));
    let own = region.hub.must(&["audit"]).to_string();
    assert!(own.contains("staff.admitted"), "{own}");
    let told = region.hub.must(&["audit", "list"]).to_string();
    assert!(
        told.contains("staff.admitted") && told.contains("Temi Bello"),
        "{told}"
    );
    // She has no tile where nobody let her in.
    assert!(!other.must(&["staff"]).to_string().contains("Temi Bello"));
}
