//! A paper that was printed says by its code whether it is still current, on any computer that carries the record.

use alongside_tests::region::{Computer, Region, Staff, text};
use serde_json::{Value, json};

fn head(record: Option<&str>, what: &str) -> Value {
    json!({ "kind": "print_head", "record": record, "what": what })
}

fn check(code: &str) -> Value {
    json!({ "kind": "check_paper", "code": code })
}

fn one(computer: &Computer, request: Value) -> Value {
    computer.ask(&[request]).remove(0)
}

fn code(computer: &Computer, record: &str, what: &str) -> String {
    text(&one(computer, head(Some(record), what)), "code").to_owned()
}

fn is_current(computer: &Computer, code: &str) -> bool {
    one(computer, check(code))["current"].as_bool().unwrap()
}

/// A home with a record, and a nurse's laptop that carries it too.
fn two_computers() -> (Region, [Computer; 2], [Staff; 2], String) {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let team = region.site("Elyham Community Nursing", "Elyham team");
    let grace = region.staff(&home, "Grace Adeyemi", "senior_carer");
    let sam = region.staff(&team, "Sam Bell", "district_nurse");
    let office = region.computer(&home, "Office PC", &[&grace]);
    let laptop = region.computer(&team, "Laptop", &[&sam]);
    let record = office.new_person("Ashdown", "Margaret");
    office.must(&["sync"]);
    region.share(&record, &team);
    region.run_until_quiet(&[&office, &laptop]);
    (region, [office, laptop], [grace, sam], record)
}

#[test]
fn a_paper_is_current_everywhere_until_a_line_that_it_shows_has_changed() {
    let (region, [office, laptop], _staff, record) = two_computers();
    let glance = code(&office, &record, "glance");
    let folder = code(&office, &record, "folder_sheet");
    assert_eq!(code(&laptop, &record, "glance"), glance);
    for computer in [&office, &laptop] {
        let said = one(computer, check(&glance.to_lowercase().replace('-', " ")));
        assert_eq!(said["current"], true, "{said}");
        assert_eq!(text(&said, "record"), record);
        assert!(text(&said, "person").contains("ASHDOWN"), "{said}");
        assert_eq!(text(&said, "what"), "glance");
    }

    office.note(&record, "Slept well.");
    assert!(is_current(&office, &glance), "a note makes no paper old");

    laptop.must(&[
        "decide",
        &record,
        "allergy",
        "--value",
        "Penicillin",
        "--part",
        "reaction=Rash",
    ]);
    assert!(is_current(&office, &glance), "it has not heard of it");
    region.run_until_quiet(&[&office, &laptop]);
    for computer in [&office, &laptop] {
        assert!(!is_current(computer, &glance));
        assert!(!is_current(computer, &folder));
        assert!(is_current(computer, &code(&office, &record, "glance")));
    }
}

#[test]
fn what_is_no_code_or_nobodys_is_said_in_words() {
    let (_region, [office, _laptop], _staff, record) = two_computers();
    for wrong in ["", "hello", "G0000-00000", "Z0000-00000"] {
        let said = one(&office, check(wrong));
        assert_eq!(said["current"], false, "{wrong}: {said}");
        assert_eq!(said["record"], Value::Null, "{wrong}");
        assert!(!text(&said, "words").is_empty());
    }
    let refused = office.outcomes(&[
        head(Some(&record), "handover"),
        head(None, "glance"),
        head(Some(&record), "everything"),
    ]);
    assert!(refused.iter().all(Result::is_err), "{refused:?}");
    let handover = one(&office, head(None, "handover"));
    assert_eq!(text(&handover, "code"), "");
    assert!(
        text(&handover, "printed").contains("Grace Adeyemi"),
        "{handover}"
    );
    assert!(text(&handover, "not_valid_after").starts_with("Not valid after "));
}

/// What is for the bedside is printed all the same; the copy that would leave the house is not.
#[test]
fn a_withdrawn_consent_stops_the_copy_for_the_person_and_no_other_paper() {
    let (_region, [office, _laptop], _staff, record) = two_computers();
    office.must(&["decide", &record, "consent", "--value", "withdrawn"]);
    let outcomes = office.outcomes(&[
        head(Some(&record), "glance"),
        head(Some(&record), "folder_sheet"),
        head(Some(&record), "persons_copy"),
    ]);
    assert!(outcomes[0].is_ok() && outcomes[1].is_ok(), "{outcomes:?}");
    assert!(outcomes[2].is_err(), "{outcomes:?}");
}

/// The papers of a home, and who checked them, are in what was done there.
#[test]
fn printing_and_checking_are_written_down_and_read_by_those_who_may() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let lorna = region.staff(&home, "Lorna Quill", "home_manager");
    let joe = region.staff(&home, "Joe Pembury", "care_assistant");
    let grace = region.staff(&home, "Grace Adeyemi", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&joe, &lorna, &grace]);
    office.sign_in(&grace);
    let record = office.new_person("Ashdown", "Margaret");
    office.sign_in(&lorna);
    let glance = code(&office, &record, "glance");
    let printed = json!({ "kind": "printed", "record": record, "what": "folder_sheet" });
    let handover = json!({ "kind": "printed", "record": "", "what": "handover" });
    let unknown = json!({ "kind": "printed", "record": "", "what": "glance" });
    let outcomes = office.outcomes(&[printed, handover, unknown, check(&glance)]);
    let refused: Vec<bool> = outcomes.iter().map(Result::is_err).collect();
    assert_eq!(refused, [false, false, true, false]);

    let audit = json!({ "kind": "audit" });
    let lines = one(&office, audit.clone())["lines"]
        .as_array()
        .unwrap()
        .clone();
    let acts: Vec<&str> = lines.iter().map(|line| text(line, "act")).collect();
    assert_eq!(acts[0], "audit.read");
    for act in [
        "paper.checked",
        "list.printed",
        "record.printed",
        "staff.signed_in",
    ] {
        assert!(acts.contains(&act), "{act} is not in {acts:?}");
    }
    let of_her = lines
        .iter()
        .find(|line| text(line, "act") == "record.printed");
    assert!(
        text(of_her.unwrap(), "person").contains("ASHDOWN"),
        "{of_her:?}"
    );
    // Every act is said in words: none is shown as its code.
    assert!(
        lines.iter().all(|line| !text(line, "what").contains('.')),
        "{lines:?}"
    );

    office.sign_in(&joe);
    assert!(office.outcomes(&[audit]).remove(0).is_err());
}
