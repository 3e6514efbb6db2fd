//! The caseload: files to import, and what no file can say of the people in them.

use crate::cast::Cast;
use alongside_tests::caseload::{File, Where, caseload};
use alongside_tests::people::{NOW_MS, Told, invented as invented_people};
use alongside_tests::region::Computer;
use alongside_tests::told;
use anyhow::Context;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The same people at every demo.
const SEED: u64 = 2026;
const YEAR: u64 = 2026;
/// How many people come with a past.
const OTHERS: u64 = 4;
/// What of the published examples the import covers.
const COVERED: &[&str] = &[
    "Patient",
    "RelatedPerson",
    "AllergyIntolerance",
    "Flag",
    "Consent",
];

/// Everything there is to import, written to a folder.
pub(crate) struct Files {
    pub(crate) invented: Vec<File>,
    pub(crate) places: Vec<PathBuf>,
    /// How many of the published examples are among them.
    pub(crate) published: usize,
    /// Why there are none.
    pub(crate) skipped: Option<String>,
}

/// Writes the invented people's files, and finds the published examples.
pub(crate) fn files(folder: &Path) -> anyhow::Result<Files> {
    fs::create_dir_all(folder)?;
    let invented = caseload(SEED, YEAR);
    let mut places = Vec::new();
    for file in &invented {
        let place = folder.join(&file.name);
        fs::write(&place, &file.text)?;
        places.push(place);
    }
    let examples = examples();
    let (published, skipped) = match &examples {
        Ok(found) => (found.len(), None),
        Err(reason) => (0, Some(reason.clone())),
    };
    places.extend(examples.unwrap_or_default());
    Ok(Files {
        invented,
        places,
        published,
        skipped,
    })
}

/// Published UK Core examples of the resources that the import covers.
fn examples() -> Result<Vec<PathBuf>, String> {
    let folder = std::env::var_os("ALONGSIDE_SHARED_DATA")
        .map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from)
        .join("uk-core");
    let listed = fs::read_dir(&folder).map_err(|_| {
        format!(
            "SKIPPED the published UK Core examples: {} is not there",
            folder.display()
        )
    })?;
    let mut found: Vec<PathBuf> = listed
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|place| kind(place).is_some_and(|kind| COVERED.contains(&kind.as_str())))
        .collect();
    found.sort();
    Ok(found)
}

/// The kind of resource in a file, XML or JSON.
fn kind(place: &Path) -> Option<String> {
    let text = fs::read_to_string(place).ok()?;
    if let Ok(Value::Object(resource)) = serde_json::from_str(&text) {
        return resource["resourceType"].as_str().map(str::to_owned);
    }
    let name = |tag: &str| {
        let name: String = tag
            .chars()
            .take_while(|c| c.is_ascii_alphabetic())
            .collect();
        (!name.is_empty()).then_some(name)
    };
    text.split('<').skip(1).find_map(name)
}

/// Who has which record on a computer, by NHS number.
pub(crate) fn record_of(computer: &Computer, number: &str) -> anyhow::Result<String> {
    let found = computer.must(&["people", number]);
    let mut rows = found["rows"].as_array().cloned().unwrap_or_default();
    // Whoever only has the same name stands beside her.
    rows.retain(|row| row["only_same_name"] == false);
    let [only] = rows.as_slice() else {
        anyhow::bail!("{} people where one was looked for", rows.len());
    };
    only["record"]
        .as_str()
        .map(str::to_owned)
        .context("a row without a record")
}

/// What residents have in a home that no file of another service says: rooms, and for some a decision and a wish. A GP
/// writes it, so that all of it may be written; the care assistant writes her own note.
pub(crate) fn furnish(cast: &Cast, computer: &Computer, invented: &[File]) -> anyhow::Result<()> {
    computer.sign_in(&cast.marsh);
    tell_of_others(computer);
    for (index, file) in invented.iter().enumerate() {
        let Where::Room(room) = file.person.lives else {
            continue;
        };
        let record = record_of(computer, &file.person.nhs_number)?;
        computer.must(&["set", &record, "home.room", &room.to_string()]);
        if file.person.is_story() {
            furnish_story(cast, computer, &record);
        } else if index % 3 == 1 {
            let decision = if index % 2 == 0 {
                "for_cpr"
            } else {
                "not_for_cpr"
            };
            computer.must(&[
                "decide",
                &record,
                "cpr_decision",
                "--value",
                decision,
                "--part",
                "decided_on=2026-09-08",
                "--part",
                "maker_name=Dr Helen Marsh",
                "--part",
                "document_kind=respect_form",
            ]);
        }
    }
    Ok(())
}

/// Some who come without a file, with a past: an illness that goes its way, and notes of many days. The GP who signs in
/// says what their teams said.
fn tell_of_others(computer: &Computer) {
    let others: Vec<Told> = (0..OTHERS)
        .map(|number| invented_people(SEED, number, NOW_MS))
        .collect();
    let records = told::say(computer, &others);
    assert_eq!(records.len(), others.len(), "each has a record");
}

fn furnish_story(cast: &Cast, computer: &Computer, record: &str) {
    for kind in ["preferred_place_of_care_1", "preferred_place_of_death_1"] {
        computer.must(&[
            "decide",
            record,
            kind,
            "--value",
            "care_home_residential",
            "--part",
            "name=Riverside House",
            "--basis",
            "said_by_person",
        ]);
    }
    computer.must(&[
        "decide",
        record,
        "preferred_place_of_death_2",
        "--value",
        "hospice",
        "--part",
        "name=Fen Edge Hospice",
        "--basis",
        "said_by_person",
    ]);
    computer.must(&[
        "note",
        record,
        "--text",
        "Talked with Margaret and Jean about the weeks ahead. She would like to hear the hymns on Sunday.",
    ]);
    computer.sign_in(&cast.asha);
    computer.must(&[
        "note",
        record,
        "--text",
        "Slept well, ate half her porridge and asked for the window open.",
    ]);
    computer.sign_in(&cast.marsh);
}

/// Lets the nurses and the hospice carry records: the story's person, and some that they care for too.
pub(crate) fn share(cast: &Cast, computer: &Computer, invented: &[File]) -> anyhow::Result<String> {
    let mut story = String::new();
    for (index, file) in invented.iter().enumerate() {
        let visited = file.person.is_story() || file.person.lives == Where::Home;
        let hospice = file.person.is_story() || index % 11 == 5;
        if !visited && !hospice {
            continue;
        }
        let record = record_of(computer, &file.person.nhs_number)?;
        if visited {
            cast.region.share(&record, &cast.nurses);
        }
        if hospice {
            cast.region.share(&record, &cast.hospice);
        }
        if file.person.is_story() {
            story = record;
        }
    }
    Ok(story)
}
