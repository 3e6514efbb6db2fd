//! A new computer on a bad line: everybody can be looked at before their records have come, and nothing is written to what
//! is not here.

use alongside_tests::parts::{Line, Then};
use alongside_tests::people::by_hand;
use alongside_tests::region::{Computer, Region, text};
use alongside_tests::told::say;
use hub::data::DataFolder;
use serde_json::{Value, json};

const PEOPLE: usize = 3;

/// At a glance, but for what is of the computer and not of the person, and for the ids by which one would write.
fn glance(computer: &Computer, record: &str) -> Value {
    let mut glance = computer.must(&["glance", record]);
    for of_computer in ["as_of", "as_of_on_paper", "still_coming"] {
        glance["banner"][of_computer].take();
    }
    // What is shown by its face has no code that could be held against the record.
    without(&mut glance, &["id", "received_at", "head"]);
    glance
}

fn without(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(parts) => {
            names.iter().for_each(|name| drop(parts.remove(*name)));
            parts.values_mut().for_each(|part| without(part, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without(item, names)),
        _ => {}
    }
}

/// The people of the list, as they stand there.
fn listed(computer: &Computer, search: &str) -> Vec<Value> {
    let people = computer.must(&["people", search]);
    people["rows"].as_array().unwrap().clone()
}

fn coming(glance: &Value) -> &str {
    text(&glance["banner"], "still_coming")
}

#[test]
fn people_can_be_looked_at_before_their_records_have_come() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "gp");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let told = by_hand().unwrap();
    let records = say(&office, &told[..PEOPLE]);
    region.run_until_quiet(&[&office]);

    // A line over which the faces come, and nothing else.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let hub = region.hub.url();
    let hub = hub.trim_start_matches("https://").parse().unwrap();
    let line = runtime
        .block_on(Line::to(hub, &DataFolder::at(region.hub.data())))
        .unwrap();
    let lounge = region.joined_at(&home, "Lounge PC", line.url());
    region.first_sign_in(&lounge, &asha);
    line.then(Then::Only("/faces"));
    assert_eq!(lounge.refuses(&["sync"]), "region.no_answer");

    let rows = listed(&lounge, "");
    assert_eq!(rows.len(), PEOPLE);
    assert!(rows.iter().all(|row| row["still_coming"] == true));
    let family = text(&rows[0], "name").split(',').next().unwrap();
    assert!(listed(&lounge, family).contains(&rows[0]));
    let before: Vec<Value> = records.iter().map(|id| glance(&lounge, id)).collect();
    for record in &records {
        let shown = lounge.must(&["glance", record]);
        assert_eq!(
            coming(&shown),
            "Still coming to this computer: shown as the region tells it"
        );
        assert_eq!(shown["head"]["code"], "");
        let refused = [
            lounge.refuses(&["show", record]),
            lounge.refuses(&["history", record, "note"]),
            lounge.refuses(&["note", record, "--text", "Slept well"]),
            lounge.refuses(&["set", record, "home.room", "14"]),
            lounge.refuses(&["export", record]),
        ];
        assert!(
            refused.iter().all(|code| code == "record.still_coming"),
            "{refused:?}"
        );
    }
    let open = lounge.must(&["conflicts"]);
    assert_eq!(
        open["open"],
        json!([]),
        "what cannot be opened is not settled"
    );

    line.then(Then::Carry);
    lounge.must(&["sync"]);
    let rows_after = listed(&lounge, "");
    assert!(rows_after.iter().all(|row| row["still_coming"] == false));
    for (record, before) in records.iter().zip(&before) {
        let shown = lounge.must(&["glance", record]);
        assert_eq!(coming(&shown), "");
        assert_ne!(shown["head"]["code"], "");
        assert_eq!(&glance(&lounge, record), before);
        lounge.must(&["show", record]);
        lounge.note(record, "Slept well");
    }
    // A region that has no faces yet is no fault.
    let night = region.joined_at(&home, "Night PC", line.url());
    region.first_sign_in(&night, &asha);
    line.then(Then::Without("/faces"));
    night.must(&["sync"]);
    assert_eq!(listed(&night, "").len(), PEOPLE);
    line.then(Then::Carry);
    let all: Vec<&str> = records.iter().map(String::as_str).collect();
    region.assert_agreed(&[&office, &lounge, &night], &all);
}
