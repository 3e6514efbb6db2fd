//! RelatedPerson: family, friends, and who to ring.

use care_record::EntryView;
use serde_json::{Value, json};

use super::document::{Document, marks, members};
use super::{narrative, said};
use crate::codes;

/// Adds the contacts; gives the references of their section.
pub(super) fn add(document: &mut Document<'_>) -> Vec<String> {
    let mut references = Vec::new();
    for line in said::items(document.view, "contact") {
        for meaning in line.meanings() {
            let entry = &meaning.first;
            let Some(name) = entry.part("name") else {
                continue;
            };
            let id = document.entry_id("RelatedPerson", entry);
            let phone = entry
                .part("phone")
                .map(|number| json!({"system": "phone", "value": number}));
            let mut extensions = marks(entry, line.is_open());
            extensions.extend(parts(entry));
            let person = members(json!({
                "resourceType": "RelatedPerson",
                "extension": extensions,
                "text": narrative::of_entry(entry, line.is_open()),
                "patient": document.subject(),
                "relationship": relationships(entry),
                "name": [{"text": name}],
                "telecom": phone.into_iter().collect::<Vec<_>>(),
            }));
            references.push(document.add(person, &id, meaning));
        }
    }
    references
}

fn relationships(entry: &EntryView) -> Vec<Value> {
    let words = entry
        .part("relationship")
        .map(|words| json!({"text": words}));
    let roles = entry.part("roles").unwrap_or_default();
    let role = |code: &str| match code {
        "next_of_kin" => Some(json!({"coding": [{"system": codes::V2_CONTACT_ROLE, "code": "N"}]})),
        "emergency" => Some(json!({"coding": [{"system": codes::V2_CONTACT_ROLE, "code": "C"}]})),
        other => {
            let kind = care_record::entry_kind("contact")?.part("roles")?;
            let choice = kind
                .kind
                .choices()
                .iter()
                .find(|choice| choice.code == other)?;
            let code = other.replace('_', "-");
            Some(
                json!({"coding": [{"system": codes::OURS_CONTACT_ROLE, "code": code, "display": choice.words}]}),
            )
        }
    };
    words
        .into_iter()
        .chain(roles.lines().filter_map(role))
        .collect()
}

/// What FHIR has no place for and must not be lost: whom one may ring at night, for one.
fn parts(entry: &EntryView) -> impl Iterator<Item = Value> {
    codes::CONTACT_PARTS.iter().filter_map(|part| {
        let value = entry.part(part)?;
        Some(json!({"url": codes::OURS_CONTACT_PART, "extension": [
            {"url": "part", "valueCode": part.replace('_', "-")},
            {"url": "value", "valueString": value},
        ]}))
    })
}
