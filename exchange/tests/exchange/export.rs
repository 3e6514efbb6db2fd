//! What other systems are told.

use care_record::{Edit, Entry, SheetKind, Statement};
use serde_json::json;

use crate::cast::{ASHA, BRONWEN, COLIN, Computer, DEV, entry, id, whole_record};
use crate::checker::{all, check, is_marked, section};

#[test]
fn a_whole_record_is_a_whole_document() {
    let bundle = check(&whole_record().export());
    let patient = all(&bundle, "Patient")[0];
    assert_eq!(patient["identifier"][0]["value"], "9990000018");
    let status = &patient["identifier"][0]["extension"][0]["valueCodeableConcept"]["coding"][0];
    assert_eq!(
        status,
        &json!({"system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland", "code": "01"})
    );
    assert_eq!(patient["birthDate"], "1941-03-02");
    assert_eq!(patient["gender"], "female");
    assert_eq!(
        patient["name"],
        json!([{"use": "official", "family": "Pike", "given": ["Ann", "Mary"], "prefix": ["Mrs"]},
               {"use": "nickname", "text": "Annie"}])
    );
    assert_eq!(
        patient["address"][0]["line"],
        json!(["2 Staithe Lane", "Fen End"])
    );
    let allergy = all(&bundle, "AllergyIntolerance")[0];
    assert_eq!(allergy["code"]["text"], "Penicillin");
    assert_eq!(allergy["code"]["coding"][0]["code"], "764146007");
    let cpr: Vec<_> = all(&bundle, "Flag")
        .into_iter()
        .filter(|f| f["code"]["coding"][0]["code"] == "450476008")
        .collect();
    assert_eq!(cpr.len(), 1);
    assert_eq!(cpr[0]["period"], json!({"start": "2025-10-01"}));
    assert!(!is_marked(cpr[0]));
    let places = all(&bundle, "Observation");
    assert_eq!(places.len(), 2);
    assert!(
        places
            .iter()
            .any(|o| o["valueCodeableConcept"]["coding"][0]["code"] == "108401000000102")
    );
    assert!(
        places
            .iter()
            .any(|o| o["dataAbsentReason"]["coding"][0]["code"] == "not-asked")
    );
    assert_eq!(all(&bundle, "Practitioner").len(), 3);
    assert_eq!(all(&bundle, "Provenance").len(), 3);
    // The newest thing that was written, not the moment of the export.
    assert_eq!(bundle["timestamp"], "2025-10-09T09:13:20.000Z");
    assert_eq!(all(&bundle, "Composition")[0]["date"], bundle["timestamp"]);
    assert!(section(&bundle, "Notes and tasks").contains("Slept well."));
}

#[test]
fn an_empty_record_is_a_document_too() {
    let bundle = check(&Computer::new(1).export());
    assert!(section(&bundle, "CPR decision").contains("Not recorded."));
    assert_eq!(all(&bundle, "Flag").len(), 0);
}

#[test]
fn conflicting_decisions_all_appear_and_none_stands_alone() {
    let mut one = whole_record();
    let mut other = Computer::new(2);
    other.hears(&one);
    let again = |number, decision: &str| {
        let draft = Entry::new("cpr_decision", crate::cast::body(&[("decision", decision)]));
        Edit::enter(id(number), draft.superseding([id(12)]))
    };
    one.writes(BRONWEN, 30, &[again(20, "not_for_cpr")]);
    other.writes(ASHA, 31, &[again(21, "for_cpr")]);
    one.hears(&other);
    let bundle = check(&one.export());
    let flags = all(&bundle, "Flag");
    for code in ["450476008", "450475007"] {
        let coded: Vec<_> = flags
            .iter()
            .filter(|f| f["code"]["coding"][0]["code"] == code)
            .collect();
        assert_eq!(coded.len(), 1);
        assert!(is_marked(coded[0]), "each version is marked");
        assert!(
            coded[0]["code"]["text"]
                .as_str()
                .expect("text")
                .starts_with("CONFLICTING")
        );
    }
    let words = "CONFLICTING CPR DECISIONS: 2 recorded.";
    assert!(flags.iter().any(|f| {
        f["code"]["text"]
            .as_str()
            .is_some_and(|text| text.starts_with(words))
    }));
    assert!(section(&bundle, "Conflicting information").contains(words));
    let cpr = section(&bundle, "CPR decision");
    assert_eq!(cpr.matches("<b>CONFLICTING</b>").count(), 2);
    assert!(cpr.contains("Bronwen Price") && cpr.contains("Asha Verma"));
}

#[test]
fn a_disputed_identity_has_no_single_value() {
    let mut one = whole_record();
    one.writes(
        ASHA,
        40,
        &[
            entry(30, "birth_date", &[("value", "1941-02-03")]),
            entry(
                31,
                "nhs_number",
                &[("value", "9990000026"), ("status", "01")],
            ),
            entry(32, "family_name", &[("value", "Pyke")]),
            entry(33, "consent", &[("state", "declined")]),
            entry(34, "preferred_place_of_death_1", &[("place", "home")]),
        ],
    );
    let text = one.export();
    let bundle = check(&text);
    let patient = all(&bundle, "Patient")[0];
    assert!(patient.get("birthDate").is_none());
    assert_eq!(
        patient["_birthDate"]["extension"][0]["valueCode"],
        "as-text"
    );
    for date in ["1941-03-02", "1941-02-03"] {
        assert!(patient["extension"].to_string().contains(date));
    }
    let numbers = patient["identifier"].as_array().expect("identifiers");
    assert_eq!(numbers.len(), 2);
    for number in numbers {
        assert!(is_marked(number));
        assert!(
            number["extension"].to_string().contains("\"05\""),
            "neither is verified"
        );
        assert!(!number["extension"].to_string().contains("\"01\""));
    }
    let names: Vec<_> = patient["name"]
        .as_array()
        .expect("names")
        .iter()
        .filter(|n| n["family"].is_string())
        .collect();
    assert_eq!(names.len(), 2);
    assert!(
        names
            .iter()
            .all(|name| is_marked(name) && name.get("use").is_none())
    );
    assert!(
        all(&bundle, "Consent")
            .iter()
            .all(|consent| is_marked(consent))
    );
    let statuses: Vec<_> = all(&bundle, "Consent")
        .iter()
        .map(|c| c["status"].clone())
        .collect();
    assert!(statuses.contains(&json!("active")) && statuses.contains(&json!("rejected")));
    let places = all(&bundle, "Observation");
    assert_eq!(places.iter().filter(|place| is_marked(place)).count(), 2);
    for line in [
        "DATES OF BIRTH",
        "NHS NUMBERS",
        "Family name",
        "CONSENT TO SHARE",
        "Where to die",
    ] {
        assert!(
            section(&bundle, "Conflicting information").contains(&format!("CONFLICTING {line}")),
            "{line}"
        );
    }
}

#[test]
fn two_who_wrote_one_register_both_appear() {
    let mut one = whole_record();
    let mut other = Computer::new(2);
    other.hears(&one);
    for (computer, who, words) in [
        (&mut one, COLIN, "01632 960010"),
        (&mut other, ASHA, "01632 960011"),
    ] {
        computer.writes(
            who,
            50,
            &[Edit::set("person.phone", Statement::words(words))],
        );
        computer.writes(
            who,
            50,
            &[Edit::set("gp.practice_name", Statement::words(words))],
        );
        computer.writes(
            who,
            50,
            &[Edit::set("person.ethnicity", Statement::words(words))],
        );
    }
    one.hears(&other);
    let bundle = check(&one.export());
    let patient = all(&bundle, "Patient")[0];
    let phones: Vec<_> = patient["telecom"]
        .as_array()
        .expect("telecom")
        .iter()
        .filter(|p| p["system"] == "phone")
        .collect();
    assert_eq!(phones.len(), 2);
    assert!(phones.iter().all(|phone| is_marked(phone)));
    assert!(
        patient.get("generalPractitioner").is_none(),
        "a practice nobody agrees on is not named as one"
    );
    assert_eq!(
        section(&bundle, "GP practice")
            .matches("<b>CONFLICTING</b>")
            .count(),
        2
    );
    assert!(!patient["extension"].to_string().contains("EthnicCategory"));
}

#[test]
fn none_known_never_hides_an_allergy() {
    let mut computer = whole_record();
    computer.writes(
        COLIN,
        60,
        &[entry(40, "allergy_state", &[("state", "none_known")])],
    );
    let bundle = check(&computer.export());
    let allergies = all(&bundle, "AllergyIntolerance");
    assert_eq!(allergies.len(), 2);
    assert!(
        allergies
            .iter()
            .any(|allergy| allergy["code"]["text"] == "Penicillin")
    );
    let none = allergies
        .iter()
        .find(|a| a["code"]["coding"][0]["code"] == "716186003")
        .expect("none known");
    assert!(is_marked(none));
    assert_eq!(
        none["verificationStatus"]["coding"][0]["code"],
        "unconfirmed"
    );
    assert!(
        section(&bundle, "Allergies and alerts").contains("<b>CONFLICTING</b> Allergies known?")
    );
    assert!(section(&bundle, "Conflicting information").contains("CONFLICTING ALLERGIES"));

    let mut alone = Computer::new(3);
    alone.writes(
        COLIN,
        0,
        &[entry(40, "allergy_state", &[("state", "none_known")])],
    );
    let bundle = check(&alone.export());
    let none = all(&bundle, "AllergyIntolerance")[0];
    assert!(!is_marked(none));
    assert_eq!(none["code"]["text"], "No known allergies");
}

#[test]
fn three_computers_write_the_same_bytes() {
    let mut care_home = whole_record();
    let mut nurse = Computer::new(2);
    let mut hospice = Computer::new(3);
    nurse.hears(&care_home);
    hospice.hears(&care_home);
    nurse.writes(
        ASHA,
        70,
        &[entry(50, "alert", &[("text", "Dog"), ("kind", "other")])],
    );
    hospice.writes(
        BRONWEN,
        71,
        &[entry(51, "cpr_decision", &[("decision", "for_cpr")])],
    );
    care_home.writes(
        COLIN,
        69,
        &[Edit::set("person.phone", Statement::words("01632 960020"))],
    );
    // What is withheld or kept at home is on one computer only and must not show.
    care_home.writes_on(
        SheetKind::Local,
        COLIN,
        99,
        &[entry(52, "alert", &[("text", "Only here")])],
    );
    care_home.writes_on(
        SheetKind::Local,
        COLIN,
        99,
        &[entry(0, "allergy", &[("agent", "Penicillin")])],
    );
    nurse.writes_on(
        SheetKind::Restricted,
        ASHA,
        98,
        &[Edit::set("person.phone", Statement::words("ex-directory"))],
    );
    for _ in 0..2 {
        nurse.hears(&hospice);
        hospice.hears(&nurse);
        care_home.hears(&nurse);
        nurse.hears(&care_home);
        hospice.hears(&care_home);
    }
    let text = care_home.export();
    check(&text);
    assert_eq!(text, nurse.export());
    assert_eq!(text, hospice.export());
    assert!(
        !text.contains("Only here") && !text.contains("ex-directory") && !text.contains("device-")
    );
    hospice.writes(
        BRONWEN,
        72,
        &[Edit::set("home.room", Statement::words("14"))],
    );
    let changed = check(&hospice.export());
    assert_ne!(
        changed["identifier"],
        check(&text)["identifier"],
        "another content is another document"
    );
}

#[test]
fn what_people_type_stays_words() {
    let mut computer = Computer::new(1);
    let nasty = "<script>alert(1)</script> & \"quotes\" ]]> \u{0} \u{b} \u{fffe} <!-- ";
    computer.writes(
        DEV,
        0,
        &[
            entry(1, "family_name", &[("value", nasty)]),
            entry(
                2,
                "allergy",
                &[
                    ("agent", nasty),
                    ("agent_system", "not a uri"),
                    ("agent_code", "x y"),
                ],
            ),
            entry(
                3,
                "contact",
                &[("name", nasty), ("roles", "next_of_kin|nonsense")],
            ),
            entry(4, "note", &[("text", nasty)]),
            entry(5, "alert", &[("text", nasty), ("kind", "nonsense")]),
            entry(6, "birth_date", &[("value", "not a date")]),
            entry(
                7,
                "consent",
                &[("state", "nonsense"), ("taken_on", "yesterday")],
            ),
            Edit::set("person.address", Statement::words("\n\n")),
        ],
    );
    let text = computer.export();
    let bundle = check(&text);
    assert!(section(&bundle, "Notes and tasks").contains("&lt;script&gt;"));
    assert_eq!(
        all(&bundle, "AllergyIntolerance")[0]["code"]
            .as_object()
            .expect("code")
            .len(),
        1
    );
}
