//! Breaking the glass: somebody is called to a person whose record is looked after elsewhere. She says why, reads At a
//! glance for some hours, with a signal or without, and the privacy officer hears of it.

use alongside_tests::links::Clock;
use alongside_tests::region::{Computer, Region, Site, Staff, text};
use store::StoreKey;
use store::workstation::Workstation;

const PEGGY: &str = "999 000 0018";
const CALLED: [&str; 2] = ["--reason", "called_to_person"];

/// A home with a record that its region has, and a nurse's laptop that does not carry it.
struct Night {
    region: Region,
    record: String,
    home: Site,
    pc: Computer,
    joe: Staff,
    ann: Staff,
    laptop: Computer,
}

fn night() -> Night {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let team = region.site("Fenland Community Trust", "District nursing, east");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let joe = region.staff(&team, "Joe Marsh", "district_nurse");
    let ann = region.staff(&team, "Ann Ferry", "district_nurse");
    let pc = region.computer(&home, "Lounge PC", &[&asha]);
    let laptop = region.computer(&team, "Laptop 7", &[&ann, &joe]);
    pc.sign_in(&asha);
    let record = new_person(&pc, "O’Neill", PEGGY);
    region.run_until_quiet(&[&pc, &laptop]);
    laptop.sign_in(&joe);
    Night {
        region,
        record,
        home,
        pc,
        joe,
        ann,
        laptop,
    }
}

fn new_person(pc: &Computer, family: &str, number: &str) -> String {
    let said = [
        ("--family", family),
        ("--given", "Margaret"),
        ("--born", "1938-03-04"),
        ("--nhs-number", number),
        ("--practice", "Fen Road Surgery"),
    ];
    let words = said.iter().flat_map(|(name, value)| [*name, *value]);
    let words: Vec<&str> = std::iter::once("new").chain(words).collect();
    text(&pc.must(&words), "record").to_owned()
}

fn by_number(number: &str) -> Vec<&str> {
    [&["break-glass", "--nhs-number", number], &CALLED[..]].concat()
}

fn by_name<'a>(family: &'a str, born: &'a str) -> Vec<&'a str> {
    let asked = ["break-glass", "--family", family, "--born", born];
    [&asked[..], &CALLED[..]].concat()
}

impl Night {
    /// Acts of this kind that the region was told of by its computers.
    fn told(&self, act: &str) -> usize {
        let listed = self.region.hub.must(&["audit", "list"]);
        let rows = listed["rows"].as_array().unwrap().iter();
        rows.filter(|row| row["act"] == act).count()
    }

    /// What the privacy officer has not looked at.
    fn alerts(&self) -> Vec<serde_json::Value> {
        let listed = self.region.hub.must(&["break-glass", "list"]);
        listed["broken_glass"].as_array().unwrap().clone()
    }
}

#[test]
fn at_a_glance_of_somebody_elses_person_is_read_in_an_emergency_and_nothing_more() {
    let night = night();
    let (laptop, record) = (&night.laptop, &night.record);
    assert_eq!(laptop.refuses(&["glance", record]), "record.unknown");
    let opened = laptop.must(&by_number("9990000018"));
    assert_eq!(opened["records"], serde_json::json!([record]));

    let banner = &laptop.must(&["glance", record])["banner"];
    assert!(text(banner, "name").starts_with("O’NEILL, Margaret"));
    let said = text(banner, "opened");
    assert!(
        said.starts_with("Opened in an emergency until ") && said.contains("privacy officer"),
        "{said}"
    );
    // To read, and only that much.
    for words in [
        &["show", record][..],
        &["history", record, "note"],
        &["note", record, "--text", "Seen"],
        &["export", record],
    ] {
        assert_eq!(
            laptop.refuses(words),
            "break_glass.only_glance",
            "{words:?}"
        );
    }
    let people = laptop.must(&["people"]);
    assert_eq!(people["rows"], serde_json::json!([]));
    assert_eq!(text(&people["opened"][0], "record"), record);
    // It is hers, and not her colleague's.
    laptop.sign_in(&night.ann);
    assert_eq!(laptop.refuses(&["glance", record]), "record.unknown");
    assert_eq!(laptop.must(&["people"])["opened"], serde_json::json!([]));

    // The privacy officer is told at once, who it was and why, and looks at it once.
    let alerts = night.alerts();
    assert_eq!(alerts.len(), 1);
    assert_eq!(text(&alerts[0], "name"), "Joe Marsh");
    assert_eq!(text(&alerts[0], "record"), record);
    assert_eq!(text(&alerts[0], "reason"), "called_to_person");
    let number = alerts[0]["number"].to_string();
    let review = ["break-glass", "review", &number, "--by", "Priya Shah"];
    night.region.hub.must(&review);
    assert_eq!(
        night.region.hub.verb(&review).unwrap_err().code,
        "break_glass.nothing_to_review"
    );
    assert_eq!(night.alerts().len(), 0);
    let all = night.region.hub.must(&["break-glass", "list", "--all"]);
    assert_eq!(text(&all["broken_glass"][0], "reviewed_by"), "Priya Shah");
    // So does what the laptop tells of itself.
    laptop.must(&["sync"]);
    for act in ["break_glass.asked", "break_glass.opened"] {
        assert_eq!(night.told(act), 1, "{act}");
    }
}

#[test]
fn who_is_found_and_by_whom() {
    let night = night();
    let (laptop, record) = (&night.laptop, &night.record);
    let refuses = |words: &[&str]| laptop.refuses(words);
    for words in [
        by_number("9990000019"),
        by_name("", "1938-03-04"),
        by_name("O’Neill", ""),
    ] {
        assert_eq!(refuses(&words), "break_glass.not_exact", "{words:?}");
    }
    assert_eq!(
        refuses(&["break-glass", "--nhs-number", PEGGY, "--reason", "curious"]),
        "request.not_understood"
    );
    assert_eq!(refuses(&by_number("9990000026")), "break_glass.nobody");
    assert_eq!(
        refuses(&by_name("O’Neill", "1938-03-05")),
        "break_glass.nobody"
    );
    let found = laptop.must(&by_name("oneill", "1938-03-04"));
    assert_eq!(found["records"], serde_json::json!([record]));
    // Nobody was found: that is an alert too.
    assert_eq!(night.alerts().len(), 3);
    assert_eq!(night.alerts()[1]["record"], serde_json::Value::Null);

    // For those who are looked after here nobody is asked.
    let here = night.pc.must(&by_number(PEGGY));
    assert_eq!(here["records"], serde_json::json!([record]));
    assert_eq!(night.alerts().len(), 3);
    // A care assistant rings.
    let carer = night
        .region
        .staff(&night.home, "Ben Achebe", "care_assistant");
    let lounge = night.region.computer(&night.home, "Office PC", &[&carer]);
    lounge.sign_in(&carer);
    assert_eq!(
        lounge.refuses(&by_number("9990000026")),
        "break_glass.not_yours"
    );
    assert_eq!(night.alerts().len(), 3);

    // Two records of one person are both to be read; of more people than that, none.
    let other = new_person(&night.pc, "O’Neill", PEGGY);
    night.region.run_until_quiet(&[&night.pc]);
    let mut both = [record.clone(), other];
    both.sort();
    let found = laptop.must(&by_number(PEGGY));
    assert_eq!(found["records"], serde_json::json!(both));
    for number in ["9990000026", "9990000034", "9990000042"] {
        new_person(&night.pc, "O’Neill", number);
    }
    night.region.run_until_quiet(&[&night.pc]);
    assert_eq!(
        refuses(&by_name("O’Neill", "1938-03-04")),
        "break_glass.several"
    );

    // Who does not want it given out is not found.
    let declined = ["decide", record, "consent", "--part", "state=declined"];
    night.pc.must(&declined);
    night.region.run_until_quiet(&[&night.pc]);
    let found = laptop.must(&by_number(PEGGY));
    assert_eq!(found["records"].as_array().unwrap().len(), 1);
}

#[test]
fn what_was_opened_is_there_without_a_signal_and_gone_after_four_hours() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let mut night = night();
    let laptop = night.laptop.clone();
    let after =
        |minutes: i32, words: &[&str]| clock.said_at(&format!("{minutes:+}m"), &laptop, words);
    let record = night.record.clone();
    let glance = ["glance", record.as_str()];
    // Setting the clock back makes nothing longer: nobody knows how long ago that was.
    after(0, &by_number(PEGGY)).unwrap();
    after(180, &glance).unwrap();
    assert_eq!(after(60, &glance).unwrap_err().code, "record.unknown");
    after(180, &by_number(PEGGY)).unwrap();
    night.region.hub.stop();
    after(380, &glance).unwrap();
    let refused = after(380, &by_number("9990000026")).unwrap_err();
    assert_eq!(refused.code, "break_glass.no_signal");
    // It goes from the disk.
    let key = night.region.store_key_of(&laptop, &night.joe);
    let open = || {
        let place = laptop.store().join("records.db");
        Workstation::open(&place, &StoreKey::new(key)).unwrap()
    };
    assert!(open().opened_until_ms().unwrap().is_some());
    // Nobody looks at it again: whatever she does next takes it away.
    after(421, &["people"]).unwrap();
    assert_eq!(open().opened_until_ms().unwrap(), None);
    assert_eq!(after(421, &glance).unwrap_err().code, "record.unknown");

    // The region hears, when it can, of what was asked of nobody.
    night.region.hub.start();
    after(421, &["sync"]).unwrap();
    assert_eq!(night.told("break_glass.asked"), 3);
    assert_eq!(night.told("break_glass.opened"), 2);
    assert_eq!(night.alerts().len(), 2);
}

#[test]
fn no_backup_is_made_of_what_goes_again() {
    let night = night();
    let sue = night.region.staff(&night.home, "Sue Hill", "home_manager");
    let pc = night.region.computer(&night.home, "Office PC", &[&sue]);
    night.laptop.sign_in(&night.joe);
    let elsewhere = new_person(&night.laptop, "Fenwick", "9990000026");
    night.region.run_until_quiet(&[&night.laptop, &pc]);
    pc.sign_in(&sue);
    pc.must(&["recovery-sheet"]);
    let to = pc.folder().with_extension("backups");
    let backup = ["backup", "--to", to.to_str().unwrap()];
    pc.must(&backup);
    let opened = pc.must(&by_number("9990000026"));
    assert_eq!(opened["records"], serde_json::json!([elsewhere]));
    assert_eq!(pc.refuses(&backup), "break_glass.still_open");
}
