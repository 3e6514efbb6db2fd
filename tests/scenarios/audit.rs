//! Who looked, and where that can be read: at the computer, and at the region once there is a signal; once, whole, and by
//! row where somebody changed it.

use alongside_tests::parts::{Line, Then};
use alongside_tests::region::{Computer, Region, Said, Site, Staff, number, program, run, text};
use hub::data::DataFolder;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use tokio::runtime::Runtime;

/// A word that is searched for, and stands in no record.
const MARKER: &str = "Qzxwvzyqxjkmarker";

/// Rows that computers told, the newest first.
fn told(region: &Region, which: &[&str]) -> Vec<Value> {
    let words = [&["audit", "list", "--limit", "100000"], which].concat();
    let listed = region.hub.must(&words);
    listed["rows"].as_array().unwrap().clone()
}

fn acts(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| text(row, "act")).collect()
}

/// A verb of the hub that may find something wrong.
fn hub_says(region: &Region, words: &[&str]) -> Said {
    let mut command = Command::new(program("alongside-hub"));
    command.arg("--data").arg(region.hub.data()).arg("--json");
    run(command.args(words))
}

fn found(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap()
}

/// Asks what must be refused, and gives the codes.
fn refused(computer: &Computer, requests: &[Value]) -> Vec<String> {
    let outcomes = computer.outcomes(requests).into_iter();
    outcomes.map(Result::unwrap_err).collect()
}

/// A home with a carer at a computer whose line to the region is the test's.
fn home_on_a_line() -> (Runtime, Region, Line, Computer, Site, Staff) {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let runtime = Runtime::new().unwrap();
    let hub = region.hub.url();
    let hub = hub.trim_start_matches("https://").parse().unwrap();
    let line = runtime
        .block_on(Line::to(hub, &DataFolder::at(region.hub.data())))
        .unwrap();
    let office = region.joined_at(&home, "Office PC", line.url());
    region.first_sign_in(&office, &asha);
    (runtime, region, line, office, home, asha)
}

/// Every row of every computer is there once, and none is missing.
fn assert_once_each(rows: &[Value]) {
    let devices: BTreeSet<&str> = rows.iter().map(|row| text(row, "device")).collect();
    for device in devices {
        let own = rows.iter().filter(|row| text(row, "device") == device);
        let mut seqs: Vec<u64> = own.map(|row| number(row, "seq")).collect();
        seqs.sort_unstable();
        let due: Vec<u64> = (1..=seqs.len() as u64).collect();
        assert_eq!(seqs, due, "{device}");
    }
}

#[test]
fn what_was_looked_at_without_a_signal_reaches_the_region_once() {
    let (_runtime, mut region, line, office, _home, asha) = home_on_a_line();
    let record = office.new_person("Fenwick", "Margaret");
    office.must(&["sync"]);
    region.hub.stop();
    office.must(&["glance", &record]);
    office.must(&["show", &record]);
    office.must(&["people", MARKER]);
    assert_eq!(office.refuses(&["sync"]), "region.no_answer");
    region.hub.start();

    // The rows arrive, and the answer that says so does not: the edits are shared all the same.
    line.then(Then::Unheard("/audit"));
    let done = office.must(&["sync"]);
    assert_eq!(done["audit_rows"], 0, "{done}");
    let about = ["--record", &record];
    let looked = ["record.viewed", "record.glanced", "record.begun"];
    assert_eq!(acts(&told(&region, &about)), looked);

    line.then(Then::Carry);
    let done = office.must(&["sync"]);
    assert!(number(&done, "audit_rows") > 0, "{done}");
    assert_eq!(done["audit_refused"], false);
    let rows = told(&region, &about);
    assert_eq!(acts(&rows), looked);
    for row in &rows {
        assert_eq!(text(row, "name"), "Asha Rahman");
        assert_eq!(row["roles"], json!(["senior_carer"]));
        assert_eq!(text(row, "staff"), asha.id);
    }
    let all = told(&region, &["--staff", &asha.id]);
    let searched: Vec<_> = all
        .iter()
        .filter(|row| row["act"] == "people.searched")
        .map(|row| text(row, "detail"))
        .collect();
    assert_eq!(searched, [MARKER.len().to_string()], "how long, not what");
    assert!(
        !told(&region, &[])
            .iter()
            .any(|row| row.to_string().contains(MARKER))
    );
    assert_once_each(&told(&region, &[]));
    let newest = text(&rows[0], "at");
    let since = told(&region, &["--record", &record, "--since", newest]);
    assert!(acts(&since).contains(&"record.viewed"), "{since:?}");
    let later = told(
        &region,
        &["--record", &record, "--since", "2999-01-01T00:00:00Z"],
    );
    assert_eq!(later, Vec::<Value>::new());
    assert_eq!(
        found(&hub_says(&region, &["audit", "verify"]))["whole"],
        true
    );
}

#[test]
fn an_older_region_without_a_place_for_it_is_no_fault() {
    let (_runtime, region, line, office, _home, _asha) = home_on_a_line();
    line.then(Then::Without("/audit"));
    let record = office.new_person("Fenwick", "Margaret");
    let done = office.must(&["sync"]);
    assert_eq!(
        (&done["refused"], &done["audit_rows"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(done["audit_refused"], false);
    assert_eq!(told(&region, &[]), Vec::<Value>::new());
    // It learns to, and is told everything.
    line.then(Then::Carry);
    office.must(&["sync"]);
    assert_eq!(
        acts(&told(&region, &["--record", &record])),
        ["record.begun"]
    );
    assert_once_each(&told(&region, &[]));
}

#[test]
fn a_row_changed_at_the_region_is_named_with_its_computer() {
    let mut region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let lounge = region.computer(&home, "Lounge PC", &[&asha]);
    let record = office.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&office, &lounge]);
    lounge.must(&["glance", &record]);
    region.run_until_quiet(&[&office, &lounge]);
    let rows = told(&region, &["--record", &record]);
    let glanced = rows.iter().find(|row| row["act"] == "record.glanced");
    let glanced = glanced.unwrap();
    let named = json!([{ "device": glanced["device"], "row": glanced["seq"] }]);
    assert_eq!(hub_says(&region, &["audit", "verify"]).status, Some(0));
    assert_eq!(hub_says(&region, &["doctor"]).status, Some(0));

    // By hand, in the file.
    region.hub.stop();
    // Whoever opens it last folds its log into it.
    region.hub.must(&["report"]);
    let place = DataFolder::at(region.hub.data()).store();
    let mut bytes = fs::read(&place).unwrap();
    let (was, now) = (b"record.glanced", b"record.printed");
    let places: Vec<usize> = (0..bytes.len() - was.len())
        .filter(|at| bytes[*at..].starts_with(was))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + now.len()].copy_from_slice(now);
    }
    fs::write(&place, bytes).unwrap();
    let verified = hub_says(&region, &["audit", "verify"]);
    assert_eq!(verified.status, Some(1));
    assert_eq!(found(&verified)["broken"], named);
    let doctor = hub_says(&region, &["doctor"]);
    assert_eq!(doctor.status, Some(1));
    assert_eq!(found(&doctor)["altered_audits"], named);
}

#[test]
fn a_computer_set_back_is_an_incident_and_the_honest_one_goes_on() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let record = office.new_person("Fenwick", "Margaret");
    office.must(&["sync"]);
    let older = office.copied_to(&region.folder().join("older"));
    let held = told(&region, &[]).len() as u64;
    office.must(&["glance", &record]);
    office.must(&["sync"]);
    let before = told(&region, &[]);

    older.must(&["glance", &record]);
    for _ in 0..2 {
        let done = older.must(&["sync"]);
        assert_eq!(done["audit_refused"], true, "{done}");
        let report = region.hub.must(&["report"]);
        assert_eq!(report["audit_incidents"], 1, "noted once");
    }
    assert_eq!(told(&region, &[]), before, "nothing is lost");
    let incident = &region.hub.must(&["doctor"])["audit_incidents"][0];
    assert_eq!(incident["device"], before[0]["device"]);
    assert_eq!(number(incident, "row"), held + 1);
    let own = region.hub.must(&["audit"]);
    let noted = own["rows"].as_array().unwrap().iter();
    let noted = noted.filter(|row| row["act"] == "audit.broken_chain");
    assert_eq!(noted.count(), 1);

    office.must(&["show", &record]);
    let done = office.must(&["sync"]);
    assert_eq!(done["audit_refused"], false);
    assert_eq!(
        acts(&told(&region, &["--record", &record]))[0],
        "record.viewed"
    );
    assert_once_each(&told(&region, &[]));
    region.assert_agreed(&[&office], &[&record]);
}

#[test]
fn wrong_pins_searches_prints_and_locks_are_written_down_and_some_may_read_it() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let maria = region.staff(&home, "Maria Okafor", "home_manager");
    let office = region.computer(&home, "Office PC", &[&asha, &maria]);
    let record = office.new_person("Fenwick", "Margaret");
    for _ in 0..2 {
        let said = office.said("135790", &["people"]);
        assert_eq!(said.done().unwrap_err().code, "sign_in.wrong_pin");
    }
    let search = |words: &str| json!({ "kind": "people", "search": words });
    office.ask(&[
        search("F"),
        search("Fe"),
        search("Fen"),
        search("Fe"),
        json!({ "kind": "glance", "record": record }),
        json!({ "kind": "printed", "record": record, "what": "glance" }),
        json!({ "kind": "lock" }),
    ]);
    // A wrong PIN while the store is open, and something that nobody can print.
    let codes = refused(
        &office,
        &[
            json!({ "kind": "sign_in", "staff": maria.id, "pin": "135790" }),
            json!({ "kind": "printed", "record": record, "what": "something else" }),
        ],
    );
    assert_eq!(codes, ["sign_in.wrong_pin", "request.not_understood"]);
    office.must(&["sync"]);

    let by_maria = told(&region, &["--staff", &maria.id]);
    assert_eq!(acts(&by_maria)[0], "staff.wrong_pin", "before she signs in");
    let rows = told(&region, &["--staff", &asha.id]);
    let of = |act: &str| -> Vec<&Value> { rows.iter().filter(|row| row["act"] == act).collect() };
    let wrong = of("staff.wrong_pin");
    assert_eq!(wrong.len(), 2);
    // They were written down with the next right PIN, and say when they were typed.
    let after = rows
        .iter()
        .filter(|row| row["act"] == "staff.signed_in")
        .find(|row| number(row, "seq") == number(wrong[0], "seq") + 1)
        .unwrap();
    assert!(number(wrong[1], "at_ms") < number(wrong[0], "at_ms"));
    assert!(number(wrong[0], "at_ms") < number(after, "at_ms"));
    let searched = of("people.searched");
    assert_eq!(
        searched.len(),
        1,
        "one search, whatever letters it was typed in"
    );
    assert_eq!(searched[0]["detail"], "3");
    let printed = of("record.printed");
    assert_eq!(printed.len(), 1);
    assert_eq!(
        (&printed[0]["detail"], &printed[0]["record"]),
        (&json!("glance"), &json!(record))
    );
    assert_eq!(of("staff.locked").len(), 1);

    assert_eq!(office.refuses(&["who-looked", &record]), "audit.of_others");
    office.sign_in(&maria);
    let lines = office.must(&["who-looked", &record]);
    let lines = lines["lines"].as_array().unwrap();
    let whats: Vec<&str> = lines.iter().map(|line| text(line, "what")).collect();
    let expected = [
        "looked at who had looked",
        "printed",
        "looked at “At a glance”",
        "began the record",
    ];
    assert_eq!(whats, expected);
    let who = |line: &Value| (text(line, "who").to_owned(), text(line, "role").to_owned());
    let said = |name: &str, role: &str| (name.to_owned(), role.to_owned());
    assert_eq!(who(&lines[0]), said("Maria Okafor", "home manager"));
    let others = lines[1..].iter().map(who);
    others.for_each(|other| assert_eq!(other, said("Asha Rahman", "senior carer")));
    assert_eq!(office.must(&["doctor"])["audit_broken_at"], Value::Null);
}
