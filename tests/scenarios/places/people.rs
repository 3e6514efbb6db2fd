//! One person for each state, and one of whom there is nothing to be said.

use super::table::{Place, State};
use alongside_tests::links::Clock;
use alongside_tests::region::{Computer, Region, Staff, text};
use chrono::{Days, Utc};
use serde_json::{Value, json};
use std::fs;

/// So many days later everything is read: a box is to be counted within fourteen.
const LATER: u64 = 16;
/// The first day on which a box that was written today is old.
const OLD: u64 = 15;
/// A review within that time.
const REVIEW: u64 = 3;

/// The people of a home, and what its computer says of them.
pub(super) struct World {
    records: Vec<(State, String)>,
    pub(super) calm: String,
    said: Vec<(String, Place, Answer)>,
}

/// What a place says, or the code with which it is refused.
pub(super) type Answer = Result<Value, String>;

fn in_days(days: u64) -> String {
    let today = Utc::now().date_naive();
    let day = today.checked_add_days(Days::new(days));
    day.unwrap().to_string()
}

fn enter(record: &str, kind: &str, body: Value) -> Value {
    json!({
        "kind": "enter", "record": record, "entry_kind": kind, "body": body, "supersedes": [],
        "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null,
        "answer": null, "suggested": false, "withhold": null,
    })
}

impl World {
    /// None where clocks cannot be set.
    pub(super) fn new() -> Option<Self> {
        let clock = Clock::found();
        if !clock.is_there() {
            return None;
        }
        let region = Region::begin();
        let house = region.site("Riverside Care", "Riverside House");
        let ward = region.staff(&house, "Dr Helen Ward", "gp");
        let joe = region.staff(&house, "Joe Pembury", "care_assistant");
        let pc = region.computer(&house, "Office PC", &[&joe, &ward]);
        pc.sign_in(&ward);
        let records: Vec<(State, String)> = State::ALL
            .iter()
            .map(|state| (*state, record(&pc, &region, *state)))
            .collect();
        let calm = pc.new_person("Quill", "Ann");
        pc.must(&["sync"]);
        let place = pc.folder().with_extension("clock");
        clock.set(&place, &format!("+{LATER}d"));
        let pc = pc.with_around(|command| clock.around(command, &place));
        later(&pc, &records, &ward, &joe);
        let everybody = records.iter().map(|(_, record)| record);
        let everybody: Vec<&str> = everybody.chain([&calm]).map(String::as_str).collect();
        Some(Self {
            said: answers(&pc, &everybody),
            records,
            calm,
        })
    }

    pub(super) fn record(&self, state: State) -> &str {
        let found = self.records.iter().find(|(of, _)| *of == state);
        &found.unwrap().1
    }

    /// Words of the table with the days of this world in them.
    pub(super) fn filled(&self, words: &str) -> String {
        words
            .replace("{old}", &in_days(OLD))
            .replace("{review}", &in_days(REVIEW))
    }

    /// What a place says of a person, to a carer who may not read all; or the code with which it is refused.
    pub(super) fn said(&self, place: Place, record: &str) -> &Answer {
        let mut of = self.said.iter();
        let found = of.find(|(of, at, _)| of == record && *at == place);
        found.map(|(_, _, answer)| answer).unwrap()
    }
}

/// The requests that together are what a place says of a person.
fn requests(place: Place, record: &str) -> Vec<Value> {
    let head = |what| json!({ "kind": "print_head", "record": record, "what": what });
    let of = |kind: &str| json!({ "kind": kind, "record": record });
    match place {
        Place::List => vec![json!({ "kind": "people", "search": "" })],
        Place::Glance => vec![of("glance")],
        Place::Record => vec![of("record")],
        Place::Print => vec![of("glance"), head("glance"), head("folder_sheet")],
        Place::Export => vec![of("export")],
    }
}

/// Of what was answered, what is about this person.
fn about(place: Place, record: &str, mut answers: Vec<Value>) -> Value {
    match place {
        Place::List => {
            let mut rows = answers[0]["rows"].as_array().unwrap().iter();
            rows.find(|row| row["record"] == record).unwrap().clone()
        }
        Place::Glance | Place::Record => answers.remove(0),
        Place::Print => Value::Array(answers),
        Place::Export => serde_json::from_str(text(&answers[0], "text")).unwrap(),
    }
}

/// Everything is asked at one sitting.
fn answers(pc: &Computer, everybody: &[&str]) -> Vec<(String, Place, Answer)> {
    let each = everybody
        .iter()
        .flat_map(|record| Place::ALL.iter().map(|place| (*record, *place)));
    let asked: Vec<_> = each
        .map(|(record, place)| (record, place, requests(place, record)))
        .collect();
    let all: Vec<Value> = asked
        .iter()
        .flat_map(|(_, _, all)| all.iter().cloned())
        .collect();
    let mut outcomes = pc.outcomes(&all).into_iter();
    asked
        .into_iter()
        .map(|(record, place, all)| {
            let answers: Result<Vec<Value>, String> = outcomes.by_ref().take(all.len()).collect();
            let answer = answers.map(|answers| about(place, record, answers));
            (record.to_owned(), place, answer)
        })
        .collect()
}

/// Begins the record of a person of whom this is so.
fn record(pc: &Computer, region: &Region, state: State) -> String {
    if state == State::Unconfirmed {
        return imported(pc, region);
    }
    let record = pc.new_person(&format!("{state:?}"), "Margaret");
    let cpr = |decision: &str| enter(&record, "cpr_decision", json!({ "decision": decision }));
    let said = match state {
        State::TwoVersions => vec![cpr("for_cpr"), cpr("not_for_cpr")],
        State::Stale => {
            let there = json!({ "issued": "box_issued", "location": "Medicines room" });
            vec![enter(&record, "box", there)]
        }
        State::Withheld => {
            let secret =
                json!({ "text": "Has told nobody but the doctor", "kind": "safeguarding" });
            let mut alert = enter(&record, "alert", secret);
            alert["withhold"] = json!({
                "say_so": true, "ask": "Dr Ward", "why": "abuse", "reviewer": "", "review": "",
            });
            vec![alert]
        }
        State::ReviewOverdue => {
            let mut decided = cpr("not_for_cpr");
            decided["body"]["review"] = json!(in_days(REVIEW));
            vec![decided]
        }
        State::Stopped => vec![enter(&record, "consent", json!({ "state": "withdrawn" }))],
        // Written when there is no way to the region any more; and imported, above.
        State::Unsent | State::Unconfirmed => Vec::new(),
    };
    pc.ask(&said);
    record
}

/// Somebody of whom another system says that an allergy is confirmed.
fn imported(pc: &Computer, region: &Region) -> String {
    let folder = region.folder().join("taken-over");
    fs::create_dir(&folder).unwrap();
    let patient = json!({
        "resourceType": "Patient", "id": "p",
        "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018" }],
        "name": [{ "use": "official", "family": "Unconfirmed", "given": ["Margaret"] }],
        "birthDate": "1938-03-04",
    });
    let allergy = json!({
        "resourceType": "AllergyIntolerance", "id": "a",
        "clinicalStatus": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active" }] },
        "verificationStatus": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "code": "confirmed" }] },
        "code": { "text": "Penicillin" },
        "patient": { "reference": "Patient/p" },
        "reaction": [{ "manifestation": [{ "text": "Rash" }] }],
    });
    let bundle = json!({
        "resourceType": "Bundle", "type": "collection",
        "entry": [{ "resource": patient }, { "resource": allergy }],
    });
    fs::write(folder.join("person.json"), bundle.to_string()).unwrap();
    pc.must(&["import", folder.to_str().unwrap()]);
    let people = pc.must(&["people", "unconfirmed"]);
    text(&people["rows"][0], "record").to_owned()
}

/// A note that nobody else can have yet; then a carer reads.
fn later(pc: &Computer, records: &[(State, String)], ward: &Staff, joe: &Staff) {
    // So long without a word of the region nobody is let in.
    pc.must(&["sync"]);
    pc.sign_in(ward);
    for (state, record) in records {
        if *state == State::Unsent {
            pc.note(record, "Slept well");
        }
    }
    pc.sign_in(joe);
}
