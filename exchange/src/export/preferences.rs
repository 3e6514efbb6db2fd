//! Where the person wants to be: Observations with the place's own code, since no verified code
//! exists for the question.

use care_record::EntryView;
use serde_json::{Value, json};

use super::document::{Document, choice, marks, members};
use super::patient::absent;
use super::text::{date_time, instant};
use super::{narrative, said};
use crate::codes;

const KINDS: &[&str] = &[
    "preferred_place_of_care_1",
    "preferred_place_of_care_2",
    "preferred_place_of_death_1",
    "preferred_place_of_death_2",
];

/// Adds the preferences; gives the references of their section.
pub(super) fn add(document: &mut Document<'_>) -> Vec<String> {
    let mut references = Vec::new();
    for kind in KINDS {
        let line = said::one(document.view, kind);
        for meaning in line.meanings() {
            let entry = &meaning.first;
            let id = document.entry_id("Observation", entry);
            let performer = document.authors.reference(entry.by.as_ref());
            let label = care_record::entry_kind(kind).map_or(*kind, |kind| kind.label);
            let mut observation = members(json!({
                "resourceType": "Observation",
                "extension": marks(entry, line.is_open()),
                "text": narrative::of_entry(entry, line.is_open()),
                "status": "final",
                "code": {
                    "coding": [{"system": codes::OURS_OBSERVATION, "code": kind.replace('_', "-"), "display": label}],
                    "text": label,
                },
                "subject": document.subject(),
                "effectiveDateTime": when(entry),
                "performer": [performer],
                "note": remarks(entry),
            }));
            // One or the other, never both.
            let (member, value) = match (reason_absent(entry), choice(entry, "place")) {
                (Some(reason), _) => (
                    "dataAbsentReason",
                    json!({"coding": [{"system": codes::ABSENT_REASONS, "code": reason}]}),
                ),
                (None, Some(place)) => {
                    let coding = place
                        .snomed
                        .map(|id| vec![json!({"system": codes::SNOMED, "code": id})]);
                    let concept = members(json!({"coding": coding, "text": place.words}));
                    ("valueCodeableConcept", Value::Object(concept))
                }
                (None, None) => continue,
            };
            observation.insert(member.to_owned(), value);
            references.push(document.add(observation, &id, meaning));
        }
    }
    references
}

fn reason_absent(entry: &EntryView) -> Option<&'static str> {
    if entry.part("place").as_deref() == Some("not_asked") {
        return Some("not-asked");
    }
    entry.answer.as_ref().and_then(absent)
}

fn when(entry: &EntryView) -> Option<String> {
    let told = entry.meta.effective.as_deref().and_then(date_time);
    told.or_else(|| entry.by.as_ref().map(|by| instant(by.recorded_at_ms)))
}

fn remarks(entry: &EntryView) -> Vec<Value> {
    let parts = ["name", "address"]
        .into_iter()
        .filter_map(|part| entry.part(part));
    let residence = (entry.part("is_usual_residence").as_deref() == Some("yes"))
        .then(|| "Usual residence".to_owned());
    parts
        .chain(residence)
        .map(|words| json!({"text": words}))
        .collect()
}
