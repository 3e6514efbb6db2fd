//! FHIR files that are wrong in ways real ones are: each says why, with a code, and the rest is taken.

use alongside_tests::region::{Region, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn bad_files_are_reported_by_code_and_the_rest_is_taken() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let maria = region.staff(&home, "Maria Okafor", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&maria]);
    let folder = region.folder().join("files");
    fs::create_dir(&folder).unwrap();
    let patient = |id: &str, number: &str, family: &str, born: &str| {
        format!(
            r#"{{"resourceType": "Patient", "id": "{id}",
                "identifier": [{{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "{number}"}}],
                "name": [{{"use": "official", "family": "{family}", "given": ["Pat"]}}],
                "birthDate": "{born}"}}"#
        )
    };
    let huge = "Longname".repeat(40_000);
    for (name, content) in [
        ("a-sound.json", patient("a", "9990000018", "Soundly", "1938-03-04")),
        ("b-number.json", patient("b", "9990000019", "Badnumber", "1938-03-05")),
        ("c-date.json", patient("c", "9990000026", "Baddate", "1938-02-31")),
        ("d-huge.json", patient("d", "9990000034", &huge, "1938-03-06")),
        (
            "e-unknown.json",
            r#"{"resourceType": "Spaceship", "id": "e", "crew": 3}"#.to_owned(),
        ),
        ("f-cut.json", r#"{"resourceType": "Patient", "na"#.to_owned()),
        (
            "g-entities.xml",
            r#"<!DOCTYPE x [<!ENTITY a "aaaa">]><Patient xmlns="http://hl7.org/fhir"><id value="&a;"/></Patient>"#
                .to_owned(),
        ),
        ("h-empty.json", String::new()),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }

    let report = office.must(&["import", folder.to_str().unwrap()]);
    let codes = codes_by_file(&report);
    println!("{codes:?}");
    for expected in [
        ("b-number.json", "import.bad_nhs_number"),
        ("c-date.json", "import.impossible_date"),
        ("d-huge.json", "import.too_long"),
        ("e-unknown.json", "import.resource_not_read"),
        ("f-cut.json", "import.bad_json"),
        ("g-entities.xml", "import.xml_doctype"),
    ] {
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert!(codes.contains(&expected), "{expected:?}");
    }
    assert!(
        codes.iter().any(|(file, _)| file == "h-empty.json"),
        "an empty file is named too"
    );
    assert!(
        !report.to_string().contains("Longname"),
        "a report repeats nothing"
    );

    // The sound one is there whole, and of the others what was right.
    let people = office.must(&["people"]).to_string();
    assert!(people.contains("SOUNDLY") && people.contains("999 000 0018"));
    assert!(people.contains("BADNUMBER"), "her name was right");
    assert!(!people.contains("999 000 0019"), "her number was not");
    assert!(people.contains("BADDATE"));
    let doctor = office.must(&["doctor"]);
    assert_eq!(doctor["store_sound"], true);
    assert_ne!(doctor["kept_aside"], 0, "what was not taken is kept");

    // The same again adds nothing.
    let before = office.must(&["people"])["rows"].as_array().unwrap().len();
    let sound = folder.join("a-sound.json");
    let again = office.must(&["import", sound.to_str().unwrap()]);
    assert_eq!(again["refused"], Value::Array(Vec::new()));
    let after = office.must(&["people"])["rows"].as_array().unwrap().len();
    assert_eq!(before, after);

    // And nothing stops: the sound record goes to the region and to a colleague's computer.
    let lounge = region.computer(&home, "Lounge PC", &[&maria]);
    region.run_until_quiet(&[&office, &lounge]);
    assert!(lounge.must(&["people"]).to_string().contains("SOUNDLY"));
}

fn codes_by_file(report: &Value) -> BTreeSet<(String, String)> {
    ["kept_aside", "refused"]
        .iter()
        .flat_map(|list| report[*list].as_array().unwrap())
        .map(|line| (text(line, "file").to_owned(), text(line, "code").to_owned()))
        .collect()
}
