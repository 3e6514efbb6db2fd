//! Disagreements that a merge could swallow, between real computers: they stay open until somebody who has seen all of it
//! settles them.

use alongside_tests::region::{Computer, Region, Site, text};
use serde_json::Value;
use std::collections::BTreeSet;

/// Three teams and one person they all care for.
struct Three {
    region: Region,
    home: Computer,
    nurse: Computer,
    hospice: Computer,
    record: String,
}

impl Three {
    fn new() -> Self {
        let region = Region::begin();
        let house = region.site("Riverside Care", "Riverside House");
        let team = region.site("Fenland Community Trust", "District nursing, east");
        let ward = region.site("Fen Edge Hospice", "Community team");
        let one = |site: &Site, name: &str, role: &str, computer: &str| {
            let staff = region.staff(site, name, role);
            region.computer(site, computer, &[&staff])
        };
        let home = one(&house, "Maria Okafor", "senior_carer", "Office PC");
        let nurse = one(&team, "Joe Marsh", "district_nurse", "Laptop 7");
        let hospice = one(&ward, "Dr Helen Ward", "hospice_doctor", "Ward PC");
        let record = home.new_person("Fenwick", "Margaret");
        home.must(&["sync"]);
        region.share(&record, &team);
        region.share(&record, &ward);
        let three = Self {
            region,
            home,
            nurse,
            hospice,
            record,
        };
        three.all_share();
        three
    }

    fn all(&self) -> [&Computer; 3] {
        [&self.home, &self.nurse, &self.hospice]
    }

    fn all_share(&self) {
        self.region.run_until_quiet(&self.all());
    }

    /// Writes a decision in favour of or against CPR.
    fn decide(&self, who: &Computer, verb: &str, value: &str, further: &[&str]) {
        let words = [verb, &self.record, "cpr_decision", "--value", value];
        who.must(&[&words, further].concat());
    }

    /// On every computer: who stands in the open disagreement about a line, and for what. Empty where there is none.
    fn assert_open(&self, line: &str, expected: &[(&str, &str)]) {
        for computer in self.all() {
            let open = computer.must(&["conflicts", &self.record]);
            let disputes = open["open"].as_array().unwrap().iter();
            let found: BTreeSet<(String, String)> = disputes
                .filter(|one| one["line"] == line)
                .flat_map(|one| one["values"].as_array().unwrap())
                .flat_map(who_says_what)
                .collect();
            assert_eq!(found, owned(expected), "{line} at {}", computer.name());
        }
    }

    /// The ids of what stands in a line.
    fn ids(&self, name: &str) -> Vec<String> {
        let page = self.nurse.must(&["show", &self.record]);
        values(line(&page, name))
            .map(|value| text(value, "id").to_owned())
            .collect()
    }
}

fn line<'a>(page: &'a Value, name: &str) -> &'a Value {
    let sections = page["sections"].as_array().unwrap().iter();
    sections
        .flat_map(|section| section["lines"].as_array().unwrap())
        .find(|line| line["name"] == name)
        .unwrap()
}

fn values(line: &Value) -> impl Iterator<Item = &Value> {
    let items = line["items"].as_array().unwrap().iter();
    items.flat_map(|item| item["values"].as_array().unwrap())
}

/// Everybody who stands for a value, with the value: by its code where it has one.
fn who_says_what(value: &Value) -> Vec<(String, String)> {
    let parts = value["parts"].as_object().unwrap();
    let what = ["decision", "value"]
        .iter()
        .find_map(|name| parts.get(*name))
        .and_then(Value::as_str)
        .unwrap_or_default();
    let sources = value["sources"].as_array().unwrap().iter();
    sources
        .map(|source| (text(source, "name").to_owned(), what.to_owned()))
        .collect()
}

fn owned(pairs: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    pairs
        .iter()
        .map(|(who, what)| ((*who).to_owned(), (*what).to_owned()))
        .collect()
}

const JOE: &str = "Joe Marsh";
const HELEN: &str = "Dr Helen Ward";
const MARIA: &str = "Maria Okafor";

#[test]
fn opposite_resolutions_unseen_by_each_other_leave_it_open() {
    let three = Three::new();
    three.decide(&three.nurse, "decide", "not_for_cpr", &[]);
    three.decide(&three.hospice, "decide", "for_cpr", &[]);
    three.all_share();
    three.assert_open("cpr_decision", &[(JOE, "not_for_cpr"), (HELEN, "for_cpr")]);

    // Each settles it, and neither has seen the other do so.
    three.decide(&three.nurse, "resolve", "for_cpr", &[]);
    three.decide(&three.hospice, "resolve", "not_for_cpr", &[]);
    three.all_share();
    three.assert_open("cpr_decision", &[(JOE, "for_cpr"), (HELEN, "not_for_cpr")]);

    // Whoever has seen both settles it for all.
    three.decide(&three.nurse, "resolve", "not_for_cpr", &[]);
    three.all_share();
    three.assert_open("cpr_decision", &[]);
    three.region.assert_agreed(&three.all(), &[&three.record]);
}

#[test]
fn what_was_reaffirmed_while_another_changed_it_is_open() {
    let three = Three::new();
    three.decide(&three.nurse, "decide", "not_for_cpr", &[]);
    three.all_share();
    let [old] = three.ids("cpr_decision").try_into().unwrap();

    three.decide(&three.nurse, "decide", "not_for_cpr", &["--confirms", &old]);
    three.decide(&three.hospice, "decide", "for_cpr", &["--supersedes", &old]);
    three.all_share();
    three.assert_open("cpr_decision", &[(JOE, "not_for_cpr"), (HELEN, "for_cpr")]);

    // A plain field as well: the same number, said again, does not give way without a word.
    let field = "person.phone";
    three
        .home
        .must(&["set", &three.record, field, "01632 960222"]);
    three.all_share();
    three
        .home
        .must(&["set", &three.record, field, "01632 960222"]);
    three
        .nurse
        .must(&["set", &three.record, field, "01632 960333"]);
    three.all_share();
    for computer in three.all() {
        let page = computer.must(&["show", &three.record]);
        let shown = line(&page, field);
        assert_eq!(shown["items"][0]["state"], "several", "{}", computer.name());
        let found: BTreeSet<(String, String)> = values(shown).flat_map(who_says_what).collect();
        let both = [(MARIA, "01632 960222"), (JOE, "01632 960333")];
        assert_eq!(found, owned(&both), "{}", computer.name());
    }
    three.region.assert_agreed(&three.all(), &[&three.record]);
}

#[test]
fn no_known_allergies_never_hides_an_allergy() {
    let three = Three::new();
    three.hospice.must(&[
        "decide",
        &three.record,
        "allergy",
        "--value",
        "Penicillin",
        "--part",
        "severity=severe",
    ]);
    three.nurse.must(&[
        "decide",
        &three.record,
        "allergy_state",
        "--value",
        "none_known",
    ]);
    three.all_share();
    for computer in three.all() {
        let glance = computer.must(&["glance", &three.record]);
        let banner = &glance["banner"];
        assert!(
            text(banner, "allergies").contains("Penicillin"),
            "{}: {banner}",
            computer.name()
        );
        assert_eq!(banner["allergies_alarm"], "stop", "{banner}");
        let card = glance["cards"]
            .as_array()
            .unwrap()
            .iter()
            .find(|card| card["name"] == "allergies")
            .unwrap();
        assert!(card.to_string().contains("Penicillin"), "{card}");
        assert!(
            computer.export(&three.record).contains("Penicillin"),
            "{}",
            computer.name()
        );
        let conflicts = computer.must(&["conflicts", &three.record]).to_string();
        assert!(
            conflicts.contains("Penicillin") && conflicts.contains("none_known"),
            "{conflicts}"
        );
    }
    three.region.assert_agreed(&three.all(), &[&three.record]);
}
