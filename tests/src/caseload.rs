//! Forty people who have never lived: a caseload as another system would send it, in FHIR R4 UK Core.
//!
//! The same seed gives the same people. Everybody has a number from the range 999, which is kept for tests and belongs to
//! nobody; surgeries have codes that nobody has, and telephone numbers are from the ranges that Ofcom keeps for drama.
//! Names, ages, families and places are put together at random from words that are common in England.
//!
//! *Guarantees* valid check digits, ages of 60 to 101 on the day given, and no two people with one number.

#![expect(
    clippy::indexing_slicing,
    reason = "choices are drawn below the length of what is chosen from"
)]

pub use crate::people::{Invented, Where};

use crate::dice::Dice;
use crate::people::identity;
use crate::people::names::{ALERTS, ALLERGIES, SURGERIES};
use serde_json::{Value, json};

/// How many there are.
pub const SIZE: usize = 40;

/// One person's file.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name.
    pub name: String,
    /// A Bundle with the person, family, allergies, alerts and consent.
    pub text: String,
    /// Who it is about.
    pub person: Invented,
}

/// Forty files. `year` is the year in which the ages hold.
#[must_use]
pub fn caseload(seed: u64, year: u64) -> Vec<File> {
    let mut dice = Dice::seeded(seed);
    (0..SIZE)
        .map(|index| {
            let person = identity(index, year, &mut dice);
            let bundle = bundle(index, &person, &mut dice);
            File {
                name: format!("{:02}-{}.json", index + 1, person.family.to_lowercase()),
                text: bundle.to_string(),
                person,
            }
        })
        .collect()
}

fn bundle(index: usize, person: &Invented, dice: &mut Dice) -> Value {
    let id = format!("person-{:02}", index + 1);
    let mut resources = vec![patient(&id, person, dice)];
    resources.extend(family(&id, person));
    resources.extend(allergies(&id, person, dice));
    resources.extend(alerts(&id, person, dice));
    resources.extend(consent(&id, person, dice));
    let entries: Vec<Value> = resources
        .into_iter()
        .map(|resource| json!({ "resource": resource }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

fn patient(id: &str, person: &Invented, dice: &mut Dice) -> Value {
    let mut names = vec![json!({
        "use": "official",
        "family": person.family,
        "given": person.given,
        "prefix": [person.title],
    })];
    names.extend(
        person
            .known_as
            .as_ref()
            .map(|name| json!({ "use": "nickname", "given": [name] })),
    );
    let (surgery, code, telephone) = if index_of_story(id) {
        SURGERIES[0]
    } else {
        *pick(SURGERIES, dice)
    };
    json!({
        "resourceType": "Patient",
        "id": id,
        "contained": [{
            "resourceType": "Organization",
            "id": "surgery",
            "identifier": [{ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": code }],
            "name": surgery,
            "telecom": [{ "system": "phone", "value": telephone }],
        }],
        "identifier": [{
            "extension": [{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                "valueCodeableConcept": { "coding": [{
                    "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland",
                    "code": "01",
                }] },
            }],
            "system": "https://fhir.nhs.uk/Id/nhs-number",
            "value": person.nhs_number,
        }],
        "name": names,
        "gender": if person.female { "female" } else { "male" },
        "extension": [{
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-BirthSex",
            "valueCodeableConcept": { "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender",
                "code": if person.female { "F" } else { "M" },
            }] },
        }],
        "birthDate": person.birth_date,
        "address": [{ "use": "home", "line": person.address, "city": person.town, "postalCode": person.postcode }],
        "telecom": [{ "system": "phone", "value": person.telephone }],
        "generalPractitioner": [{ "type": "Organization", "reference": "#surgery" }],
    })
}

fn index_of_story(id: &str) -> bool {
    id == "person-01"
}

fn family(id: &str, person: &Invented) -> Vec<Value> {
    let relative = |one: &crate::people::Relative| {
        let mut relationship = vec![json!({ "text": one.relationship })];
        if one.next_of_kin {
            relationship.push(json!({ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "N",
            }] }));
        }
        json!({
            "resourceType": "RelatedPerson",
            "patient": { "reference": format!("Patient/{id}") },
            "relationship": relationship,
            "name": [{ "family": one.family, "given": [one.given] }],
            "telecom": [{ "system": "phone", "value": one.telephone }],
        })
    };
    person.relatives.iter().map(relative).collect()
}

fn allergies(id: &str, person: &Invented, dice: &mut Dice) -> Vec<Value> {
    let allergy = |&(agent, snomed, reaction, severity): &(&str, &str, &str, &str)| {
        let mut code = json!({ "text": agent });
        if !snomed.is_empty() {
            code["coding"] =
                json!([{ "system": "http://snomed.info/sct", "code": snomed, "display": agent }]);
        }
        json!({
            "resourceType": "AllergyIntolerance",
            "clinicalStatus": { "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active",
            }] },
            "verificationStatus": { "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
                "code": "confirmed",
            }] },
            "code": code,
            "patient": { "reference": format!("Patient/{id}") },
            "recordedDate": "2024-03-11",
            "reaction": [{ "manifestation": [{ "text": reaction }], "severity": severity }],
        })
    };
    if person.is_story() {
        return ALLERGIES.iter().take(1).map(allergy).collect();
    }
    match dice.below(10) {
        0..=3 => vec![json!({
            "resourceType": "AllergyIntolerance",
            "code": { "coding": [{
                "system": "http://snomed.info/sct", "code": "716186003", "display": "No known allergy",
            }] },
            "patient": { "reference": format!("Patient/{id}") },
            "recordedDate": "2025-06-02",
        })],
        4..=6 => vec![allergy(pick(ALLERGIES, dice))],
        7 => {
            let first = dice.below(ALLERGIES.len() as u64) as usize;
            let other = (first + 3) % ALLERGIES.len();
            vec![allergy(&ALLERGIES[first]), allergy(&ALLERGIES[other])]
        }
        _ => Vec::new(),
    }
}

fn alerts(id: &str, person: &Invented, dice: &mut Dice) -> Vec<Value> {
    let alert = |&(words, kind): &(&str, &str)| {
        json!({
            "resourceType": "Flag",
            "status": "active",
            "category": [{ "coding": [{
                "system": "https://alongside.example/fhir/CodeSystem/flag-category", "code": kind,
            }] }],
            "code": { "text": words },
            "subject": { "reference": format!("Patient/{id}") },
            "period": { "start": "2026-02-17" },
        })
    };
    if person.is_story() {
        return ALERTS.iter().take(1).map(alert).collect();
    }
    match dice.below(3) {
        0 => vec![alert(pick(ALERTS, dice))],
        _ => Vec::new(),
    }
}

fn consent(id: &str, person: &Invented, dice: &mut Dice) -> Option<Value> {
    let status = match dice.below(20) {
        _ if person.is_story() => "active",
        0..=13 => "active",
        14 => "rejected",
        _ => return None,
    };
    Some(json!({
        "resourceType": "Consent",
        "status": status,
        "scope": { "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy",
        }] },
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "INFA",
        }] }],
        "patient": { "reference": format!("Patient/{id}") },
        "dateTime": format!("2026-0{}-1{}", dice.below(8) + 1, dice.below(10)),
    }))
}

fn pick<'t, T>(from: &'t [T], dice: &mut Dice) -> &'t T {
    &from[usize::try_from(dice.below(from.len() as u64)).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use care_record::NhsNumber;
    use exchange::import::{Input, plan};
    use std::collections::BTreeSet;

    fn today() -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    #[test]
    fn one_seed_is_one_caseload() {
        let texts = |seed| -> Vec<String> {
            caseload(seed, 2026)
                .into_iter()
                .map(|file| file.text)
                .collect()
        };
        assert_eq!(texts(7), texts(7));
        assert_ne!(texts(7), texts(8));
    }

    #[test]
    fn everybody_is_invented_and_old_enough() {
        for seed in 0..20 {
            let files = caseload(seed, 2026);
            assert_eq!(files.len(), SIZE);
            let numbers: BTreeSet<&str> = files
                .iter()
                .map(|file| file.person.nhs_number.as_str())
                .collect();
            assert_eq!(numbers.len(), SIZE);
            for File { person, .. } in &files {
                assert!(person.nhs_number.starts_with("999"));
                assert!(NhsNumber::parse(&person.nhs_number).is_ok());
                let born: i64 = person.birth_date.get(..4).unwrap().parse().unwrap();
                assert!((60..=101).contains(&(2026 - born)), "{born}");
            }
        }
    }

    #[test]
    fn everything_in_the_files_is_understood() {
        let files = caseload(1, 2026);
        let inputs: Vec<Input<'_>> = files
            .iter()
            .map(|file| Input {
                name: &file.name,
                bytes: file.text.as_bytes(),
            })
            .collect();
        let mut count = 0_u64;
        let planned = plan(&inputs, today(), &mut || {
            count += 1;
            care_record::EntryId::from_random(count.to_be_bytes())
        });
        assert_eq!(planned.people.len(), SIZE);
        assert_eq!(planned.report.unread, Vec::new());
        let refused: Vec<_> = planned
            .report
            .refused
            .iter()
            .map(|part| (&part.path, part.reason.code()))
            .collect();
        assert_eq!(refused, Vec::new());
        for part in &planned.report.kept_aside {
            println!("KEPT {} {}", part.path, part.reason.code());
        }
    }
}
