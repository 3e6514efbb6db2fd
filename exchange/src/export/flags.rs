//! Flag: the CPR decision, alerts, and a mark on everything people disagree about.

use care_record::EntryView;
use serde_json::{Value, json};

use super::document::{Document, choice, marks, members};
use super::said::{self, Meaning};
use super::text::{date_time, is_date};
use super::{narrative, sections};
use crate::codes;

/// Adds the CPR decision; gives the references of its section.
pub(super) fn add_cpr(document: &mut Document<'_>) -> Vec<String> {
    let mut references = Vec::new();
    let line = said::one(document.view, "cpr_decision");
    for meaning in line.meanings() {
        let Some(decision) = choice(&meaning.first, "decision") else {
            continue;
        };
        let words = if line.is_open() {
            format!(
                "CONFLICTING CPR DECISIONS: this one says: {}",
                decision.words
            )
        } else {
            format!("CPR decision: {}", decision.words)
        };
        let coding = decision
            .snomed
            .map(|id| vec![json!({"system": codes::SNOMED, "code": id})]);
        let code = json!({"coding": coding, "text": words});
        let start = meaning.first.part("decided_on").filter(|day| is_date(day));
        references.push(flag(document, meaning, line.is_open(), "cpr", code, start));
    }
    references
}

/// Adds the alerts; gives the references of their section.
pub(super) fn add_alerts(document: &mut Document<'_>) -> Vec<String> {
    let mut references = Vec::new();
    for line in said::items(document.view, "alert") {
        for meaning in line.meanings() {
            let entry = &meaning.first;
            let Some(text) = entry.part("text") else {
                continue;
            };
            let kind = entry.part("kind").unwrap_or_else(|| "alert".to_owned());
            let code = json!({"coding": coding(entry), "text": text});
            let start = entry.meta.effective.as_deref().and_then(date_time);
            references.push(flag(
                document,
                meaning,
                line.is_open(),
                &kind.replace('_', "-"),
                code,
                start,
            ));
        }
    }
    references
}

fn coding(entry: &EntryView) -> Option<Vec<Value>> {
    let (system, code) = (entry.part("code_system")?, entry.part("code")?);
    let whole = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    (whole(&system) && system.contains(':') && whole(&code))
        .then(|| vec![json!({"system": system, "code": code})])
}

fn flag(
    document: &mut Document<'_>,
    meaning: &Meaning<EntryView>,
    disputed: bool,
    category: &str,
    code: Value,
    start: Option<String>,
) -> String {
    let entry = &meaning.first;
    let id = document.entry_id("Flag", entry);
    let author = document.authors.reference(entry.by.as_ref());
    let flag = members(json!({
        "resourceType": "Flag",
        "extension": marks(entry, disputed),
        "text": narrative::of_entry(entry, disputed),
        "status": "active",
        "category": [{"coding": [{"system": codes::OURS_FLAG_CATEGORY, "code": category}]}],
        "code": Value::Object(members(code)),
        "subject": document.subject(),
        "period": start.map(|start| json!({"start": start})),
        "author": author,
    }));
    document.add(flag, &id, meaning)
}

/// Adds a mark for every open disagreement; gives the references of the section that names them.
pub(super) fn add_conflicts(document: &mut Document<'_>) -> Vec<String> {
    let mut references = Vec::new();
    for disagreement in sections::disagreements(document.view) {
        let id = document
            .ids
            .id(&["Flag", "conflict", &disagreement.line, &disagreement.of]);
        let flag = members(json!({
            "resourceType": "Flag",
            "status": "active",
            "category": [{"coding": [{"system": codes::OURS_FLAG_CATEGORY, "code": "conflict"}]}],
            "code": {"text": disagreement.words},
            "subject": document.subject(),
        }));
        references.push(document.add_unsaid(flag, &id));
    }
    references
}
