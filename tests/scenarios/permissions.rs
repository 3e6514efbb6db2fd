//! Every cell of the permission table, tried by commands: each role says everything in every way, reads everything and
//! gives every order, and what is refused and what stands in the record afterwards is what the table says.

use alongside_tests::permissions::{Act, COLUMNS, Cell, Line, Way, everyone, row, said, with_role};
use alongside_tests::region::{Computer, PIN, Region, Staff, text};
use care_record::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is known to everybody who cares for her, and what is withheld from some.
const KNOWN: &str = "Penicillin";
const WITHHELD: &str = "Has told nobody but the doctor";

/// A computer at which one of each role has a PIN, and a GP has begun a record.
struct Place {
    computer: Computer,
    staff: Vec<(Role, Staff)>,
    record: String,
    // Goes last: it owns the folder.
    _region: Region,
}

impl Place {
    fn set() -> Self {
        let region = Region::begin();
        let site = region.site("Riverside Care", "Riverside House");
        let staff = everyone(&region, &site);
        let all: Vec<&Staff> = staff.iter().map(|(_, who)| who).collect();
        let computer = region.computer(&site, "Office PC", &all);
        computer.sign_in(with_role(&staff, Role::Gp));
        let record = computer.new_person("Fenwick", "Margaret");
        computer.ask(&known_and_withheld(&record));
        Self {
            computer,
            staff,
            record,
            _region: region,
        }
    }

    fn sign_in(&self, role: Role) {
        self.computer.sign_in(with_role(&self.staff, role));
    }
}

fn about(record: &str, kind: &str) -> Value {
    json!({ "kind": kind, "record": record })
}

fn history(record: &str, line: &str) -> Value {
    json!({ "kind": "history", "record": record, "line": line })
}

/// What everybody may read, and what only some may.
fn known_and_withheld(record: &str) -> [Value; 2] {
    let enter = |kind: &str, body: Value| {
        json!({
            "kind": "enter", "record": record, "entry_kind": kind, "body": body, "supersedes": [],
            "confirms": null, "error_of": [], "basis": null, "effective": null, "comment": null,
        })
    };
    let mut withheld = enter("alert", json!({ "text": WITHHELD, "kind": "safeguarding" }));
    withheld["withhold"] = json!({
        "say_so": true, "ask": "Dr Penhallow", "why": "abuse", "reviewer": "", "review": "",
    });
    [enter("allergy", json!({ "agent": KNOWN })), withheld]
}

/// Asserts what somebody of this role is shown of a record: at a glance, and of what is withheld.
fn assert_reads(place: &Place, role: Role) {
    let record = &place.record;
    let search = |words: &str| json!({ "kind": "people", "search": words });
    let asked = [
        about(record, "glance"),
        about(record, "record"),
        history(record, "alert"),
        about(record, "export"),
        search(WITHHELD),
    ];
    let outcomes = place.computer.outcomes(&asked);
    let said: Vec<String> = outcomes.iter().map(|each| format!("{each:?}")).collect();
    let [glance, page, rest @ ..] = said.as_slice() else {
        panic!("five answers");
    };
    let of = role.words();
    let summary = row(Act::Glance).cell(role);
    let knows_who = matches!(summary, Cell::Yes | Cell::Office);
    assert_eq!(glance.contains("FENWICK"), knows_who, "{of}: {glance}");
    let knows_how = summary == Cell::Yes;
    assert_eq!(glance.contains(KNOWN), knows_how, "{of}: {glance}");
    assert_eq!(page.contains(KNOWN), knows_how, "{of}: {page}");

    let listed = place.computer.must(&["people"]);
    let decided = text(&listed["rows"][0], "cpr").to_owned();
    assert_eq!(!decided.is_empty(), knows_how, "{of}: {decided}");

    let may = row(Act::Withheld).cell(role) == Cell::Yes;
    assert_eq!(page.contains(WITHHELD), may, "{of}: {page}");
    let anywhere = rest.iter().chain([glance]);
    assert!(
        may || !anywhere.clone().any(|said| said.contains(WITHHELD)),
        "{of}: {said:?}"
    );
    let found = outcomes[4].as_ref().unwrap();
    assert_eq!(found["rows"], json!([]), "{of}");
}

/// Asserts what comes of each order that somebody of this role gives.
fn assert_orders(place: &Place, role: Role) {
    let let_in = json!({
        "kind": "add_colleague", "manager_pin": PIN, "name": format!("Temi Bello, {}", role.name()),
        "roles": ["care_assistant"], "registration": null, "hours": 2, "pin": "135791",
    });
    let orders = [
        (
            Act::WhoLooked,
            about(&place.record, "who_looked"),
            "audit.of_others",
        ),
        (Act::LetIn, let_in, "staff.managers_only"),
    ];
    for (act, request, code) in orders {
        let may = row(act).cell(role) == Cell::Yes;
        let outcome = place.computer.outcomes(&[request]).remove(0);
        let refused = outcome.err();
        let expected = (!may).then(|| code.to_owned());
        assert_eq!(refused, expected, "{act:?} by a {}", role.words());
    }
}

/// Lets somebody of this role say everything in every way, and asserts what is taken and what is refused.
fn assert_says(place: &Place, role: Role) {
    let tries: Vec<_> = said()
        .flat_map(|(row, line)| {
            line.ways()
                .iter()
                .map(move |way| (row.cell(role), line, *way))
        })
        .collect();
    let requests: Vec<Value> = tries
        .iter()
        .map(|(_, line, way)| line.request(&place.record, *way))
        .collect();
    let outcomes = place.computer.outcomes(&requests);
    for ((cell, line, way), outcome) in tries.into_iter().zip(outcomes) {
        let refused = outcome.err();
        let expected = (!cell.takes(way)).then(|| "edit.not_allowed".to_owned());
        assert_eq!(
            refused,
            expected,
            "{} {way:?} by a {}",
            line.name,
            role.words()
        );
    }
}

/// What stands in a line, by role and standing: how often.
type Stands = BTreeMap<(String, String), usize>;

/// What is to stand in a line when everybody has tried everything.
fn due(line: Line, cells: impl Iterator<Item = (Role, Cell)>) -> Stands {
    let mut due = Stands::new();
    for (role, cell) in cells {
        for way in line.ways().iter().filter(|way| cell.takes(**way)) {
            let standing = if *way == Way::Suggested {
                "suggested"
            } else {
                "said"
            };
            let place = (role.words().to_owned(), standing.to_owned());
            *due.entry(place).or_default() += 1;
        }
    }
    due
}

/// What does stand there.
fn stands(history: &Value) -> Stands {
    let mut stands = Stands::new();
    for line in history["lines"].as_array().unwrap() {
        let by = text(&line["value"]["sources"][0], "role").to_owned();
        // A plain field keeps the newest as its value; it was said all the same.
        let standing = match text(line, "standing") {
            "open" | "replaced" => "said",
            other => other,
        };
        *stands.entry((by, standing.to_owned())).or_default() += 1;
    }
    stands
}

#[test]
fn every_cell_of_the_table_holds_for_whoever_works_with_commands() {
    let place = Place::set();
    for role in COLUMNS {
        place.sign_in(role);
        assert_reads(&place, role);
        assert_says(&place, role);
        assert_orders(&place, role);
    }
    // What was refused has changed nothing, and what was taken stands as what it was said to be.
    place.sign_in(Role::Gp);
    for (row, line) in said() {
        let asked = history(&place.record, line.name);
        let replies = place.computer.ask(&[asked]);
        assert_eq!(
            stands(&replies[0]),
            due(line, row.by_role()),
            "{}",
            line.name
        );
    }
}
