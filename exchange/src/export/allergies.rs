//! AllergyIntolerance: every allergy that stands, and "no known allergies" where that is said.

use care_record::{Basis, EntryView};
use serde_json::{Value, json};

use super::document::{Document, marks, members};
use super::text::{date_time, instant};
use super::{narrative, said};
use crate::codes;

/// Adds the allergies; gives the references of their section.
pub(super) fn add(document: &mut Document<'_>) -> Vec<String> {
    let mut references = Vec::new();
    let items = said::items(document.view, "allergy");
    for line in &items {
        for meaning in line.meanings() {
            let entry = &meaning.first;
            let Some(agent) = entry.part("agent") else {
                continue;
            };
            let id = document.entry_id("AllergyIntolerance", entry);
            let recorder = document.authors.reference(entry.by.as_ref());
            let mut allergy = members(json!({
                "resourceType": "AllergyIntolerance",
                "extension": marks(entry, line.is_open()),
                "text": narrative::of_entry(entry, line.is_open()),
                "clinicalStatus": status(codes::ALLERGY_CLINICAL, "active"),
                "verificationStatus": verification(entry),
                "code": {"text": agent, "coding": coding(entry)},
                "patient": document.subject(),
                "recordedDate": entry.by.as_ref().map(|by| instant(by.recorded_at_ms)),
                "recorder": recorder,
                "note": entry.part("comment").map(|words| vec![json!({"text": words})]),
                "reaction": reaction(entry),
            }));
            if allergy
                .get("code")
                .and_then(|code| code.get("coding"))
                .is_some_and(Value::is_null)
            {
                allergy.insert("code".to_owned(), json!({"text": agent}));
            }
            if let Some(onset) = entry.part("onset") {
                let (member, onset) = match date_time(&onset) {
                    Some(moment) => ("onsetDateTime", moment),
                    None => ("onsetString", onset),
                };
                allergy.insert(member.to_owned(), json!(onset));
            }
            references.push(document.add(allergy, &id, meaning));
        }
    }
    references.extend(none_known(document, items.is_empty()));
    references
}

/// "No known allergies" is plain only when nobody disagrees and no allergy stands beside it.
fn none_known(document: &mut Document<'_>, no_allergy: bool) -> Vec<String> {
    let line = said::one(document.view, "allergy_state");
    let disputed = line.is_open() || !no_allergy;
    let mut references = Vec::new();
    for meaning in line.meanings() {
        let entry = &meaning.first;
        if entry.part("state").as_deref() != Some("none_known") {
            continue;
        }
        let id = document.entry_id("AllergyIntolerance", entry);
        let recorder = document.authors.reference(entry.by.as_ref());
        let unsure = disputed || entry.meta.basis == Some(Basis::Imported);
        let verification = unsure.then(|| status(codes::ALLERGY_VERIFICATION, "unconfirmed"));
        let allergy = members(json!({
            "resourceType": "AllergyIntolerance",
            "extension": marks(entry, disputed),
            "text": narrative::of_entry(entry, disputed),
            "clinicalStatus": status(codes::ALLERGY_CLINICAL, "active"),
            "verificationStatus": verification,
            "code": {
                "coding": [{"system": codes::SNOMED, "code": codes::NO_KNOWN_ALLERGY, "display": "No known allergy"}],
                "text": if disputed { "CONFLICTING: no known allergies, while others say otherwise" } else { "No known allergies" },
            },
            "patient": document.subject(),
            "recordedDate": entry.by.as_ref().map(|by| instant(by.recorded_at_ms)),
            "recorder": recorder,
        }));
        references.push(document.add(allergy, &id, meaning));
    }
    references
}

/// How sure it is. What was taken over and nobody here has confirmed is not handed on as confirmed, whatever its sender
/// said; what was found not to be so stays so.
fn verification(entry: &EntryView) -> Option<Value> {
    let certainty = entry.part("certainty");
    let imported = entry.meta.basis == Some(Basis::Imported);
    let code = match certainty.as_deref() {
        Some("refuted") => "refuted",
        _ if imported => "unconfirmed",
        said => said?,
    };
    Some(status(codes::ALLERGY_VERIFICATION, code))
}

fn status(system: &str, code: &str) -> Value {
    json!({"coding": [{"system": system, "code": code}]})
}

/// The coding of the agent, when its system could be one.
fn coding(entry: &EntryView) -> Option<Vec<Value>> {
    let (system, code) = (entry.part("agent_system")?, entry.part("agent_code")?);
    let whole = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    (whole(&system) && system.contains(':') && whole(&code))
        .then(|| vec![json!({"system": system, "code": code})])
}

fn reaction(entry: &EntryView) -> Option<Vec<Value>> {
    let (words, severity) = (entry.part("reaction"), entry.part("severity"));
    if words.is_none() && severity.is_none() {
        return None;
    }
    // FHIR wants to know how a reaction shows itself before it takes how bad it was.
    let manifestation = words.unwrap_or_else(|| "Not recorded".to_owned());
    let reaction = json!({"manifestation": [{"text": manifestation}], "severity": severity});
    Some(vec![Value::Object(members(reaction))])
}
