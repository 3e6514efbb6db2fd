//! Consent to sharing. A refusal is sent as a state, never as an absence.

use serde_json::{Value, json};

use super::document::{Document, choice, marks, members};
use super::text::{date_time, is_date};
use super::{narrative, said};
use crate::codes;

/// Adds what is said about consent; gives the references of its section.
pub(super) fn add(document: &mut Document<'_>) -> Vec<String> {
    let mut references = Vec::new();
    let line = said::one(document.view, "consent");
    for meaning in line.meanings() {
        let entry = &meaning.first;
        let Some(state) = choice(entry, "state") else {
            continue;
        };
        let (status, rule) = match state.code {
            "withdrawn" => ("inactive", Some("OPTOUT")),
            "declined" => ("rejected", Some("OPTOUT")),
            "not_yet_asked" => ("proposed", None),
            _ => ("active", Some("OPTIN")),
        };
        let snomed = state
            .snomed
            .map(|id| json!({"system": codes::SNOMED, "code": id}));
        let own = json!({"system": codes::OURS_CONSENT, "code": state.code.replace('_', "-")});
        let coding: Vec<Value> = snomed.into_iter().chain([own]).collect();
        let rule = rule.map(|code| vec![json!({"system": codes::V3_ACT_CODE, "code": code})]);
        let day = entry.part("taken_on").filter(|day| is_date(day));
        let id = document.entry_id("Consent", entry);
        let consent = members(json!({
            "resourceType": "Consent",
            "extension": marks(entry, line.is_open()),
            "text": narrative::of_entry(entry, line.is_open()),
            "status": status,
            "scope": {"coding": [{"system": codes::CONSENT_SCOPE, "code": "patient-privacy"}]},
            "category": [
                {"coding": [{"system": codes::V3_ACT_CODE, "code": "INFA"}]},
                {"coding": coding, "text": state.words},
            ],
            "patient": document.subject(),
            "dateTime": day.or_else(|| entry.meta.effective.as_deref().and_then(date_time)),
            // FHIR asks for a policy or its rule even where nothing has been asked yet.
            "policyRule": Value::Object(members(json!({"coding": rule, "text": state.words}))),
        }));
        references.push(document.add(consent, &id, meaning));
    }
    references
}
