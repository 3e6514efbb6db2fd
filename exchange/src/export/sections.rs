//! The sections of the document: what a person would read, and the resources behind it.

use care_record::{
    Cardinality, EntryKind, EntryView, MergeClass, RecordView, entry_kinds, fields, section,
};
use serde_json::{Value, json};

use super::document::Document;
use super::marks::{self, Marks};
use super::narrative::{self, CONFLICTING};
use super::said::{self, Line};

/// The references of each section.
pub(super) struct Entries {
    pub(super) person: Vec<String>,
    pub(super) consent: Vec<String>,
    pub(super) contacts: Vec<String>,
    pub(super) allergies: Vec<String>,
    pub(super) alerts: Vec<String>,
    pub(super) preferences: Vec<String>,
    pub(super) cpr: Vec<String>,
    pub(super) conflicts: Vec<String>,
}

/// Something people disagree about.
pub(super) struct Disagreement {
    /// The line.
    pub(super) line: String,
    /// What tells it from other disagreements of the line.
    pub(super) of: String,
    /// In words; never one of the versions alone.
    pub(super) words: String,
}

/// All sections, disagreements first.
pub(super) fn all(document: &Document<'_>, entries: &Entries) -> Vec<Value> {
    let view = document.view;
    let mut sections = Vec::new();
    let disagreements = disagreements(view);
    if !disagreements.is_empty() {
        let items: String = disagreements
            .iter()
            .map(|one| format!("<li><b>{}</b></li>", super::text::escaped(&one.words)))
            .collect();
        sections.push(section_of(
            "Conflicting information",
            &format!("<ul>{items}</ul>"),
            &entries.conflicts,
        ));
    }
    let nothing = Vec::new();
    let parts: [(&str, Vec<&String>); 9] = [
        ("person", entries.person.iter().collect()),
        (
            "allergies",
            entries.allergies.iter().chain(&entries.alerts).collect(),
        ),
        ("cpr", entries.cpr.iter().collect()),
        ("preferences", entries.preferences.iter().collect()),
        ("consent", entries.consent.iter().collect()),
        ("contacts", entries.contacts.iter().collect()),
        ("gp", nothing.iter().collect()),
        ("home", nothing.iter().collect()),
        ("notes", nothing.iter().collect()),
    ];
    let first: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    for (name, references) in parts {
        let title = section(name).map_or(name, |section| section.title);
        let references: Vec<String> = references.into_iter().cloned().collect();
        let said = words(view, name).unwrap_or_else(|| "<p>Not recorded.</p>".to_owned());
        sections.push(marked(title, &said, &references, marks::of(name, view)));
    }
    // The rest of the record in words, where it says anything. What people tell us about the program is not the
    // person's.
    let rest = care_record::sections().iter();
    let rest = rest.filter(|section| !first.contains(&section.name) && section.name != "feedback");
    sections.extend(rest.filter_map(|section| {
        let marks = marks::of(section.name, view);
        let said = words(view, section.name);
        if said.is_none() && marks.words.is_empty() {
            return None;
        }
        Some(marked(section.title, &said.unwrap_or_default(), &[], marks))
    }));
    sections
}

/// A section, and what is said of it as a whole before what it says.
fn marked(title: &str, said: &str, references: &[String], marks: Marks) -> Value {
    let Marks { words, extensions } = marks;
    let mut section = section_of(title, &format!("{words}{said}"), references);
    if let (false, Some(members)) = (extensions.is_empty(), section.as_object_mut()) {
        members.insert("extension".to_owned(), Value::Array(extensions));
    }
    section
}

fn section_of(title: &str, inner: &str, references: &[String]) -> Value {
    let mut section = json!({"title": title, "text": narrative::narrative(inner)});
    if let (false, Some(members)) = (references.is_empty(), section.as_object_mut()) {
        let references: Vec<Value> = references
            .iter()
            .map(|one| json!({"reference": one}))
            .collect();
        members.insert("entry".to_owned(), Value::Array(references));
    }
    section
}

/// Everything a section says; `None` where it says nothing.
fn words(view: &RecordView, name: &str) -> Option<String> {
    let mut items = String::new();
    // That something is withheld is said of the section it is missing from; why, is nobody's outside.
    let kinds = entry_kinds().filter(|kind| kind.section == name && kind.name != "withheld");
    for kind in kinds {
        let disputed = kind.name == "allergy_state" && none_known_beside_allergy(view);
        for line in lines(view, kind) {
            items.extend(narrative::entry_items(&line, disputed));
        }
    }
    for field in fields().filter(|field| field.place().0 == name) {
        items.extend(narrative::field_items(
            field.name,
            &said::field(view, field.name),
        ));
    }
    (!items.is_empty()).then(|| format!("<ul>{items}</ul>"))
}

fn lines(view: &RecordView, kind: &EntryKind) -> Vec<Line<EntryView>> {
    match kind.cardinality {
        Cardinality::One => vec![said::one(view, kind.name)],
        Cardinality::Many if kind.class == MergeClass::Log => {
            newest_first(said::items(view, kind.name))
        }
        Cardinality::Many => said::items(view, kind.name),
    }
}

/// What happened as people read it, by when it happened.
fn newest_first(mut notes: Vec<Line<EntryView>>) -> Vec<Line<EntryView>> {
    let at = |note: &Line<EntryView>| note.all().filter_map(EntryView::happened_ms).max();
    notes.sort_by_key(|note| std::cmp::Reverse(at(note)));
    notes
}

/// Everything people disagree about on the shared sheet, most dangerous lines as declared.
pub(super) fn disagreements(view: &RecordView) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for kind in entry_kinds() {
        for line in lines(view, kind).iter().filter(|line| line.is_open()) {
            let many = line.meanings().len();
            let label = match kind.class {
                MergeClass::Alarm => plural(kind.name).unwrap_or(kind.label).to_uppercase(),
                MergeClass::Surfaced | MergeClass::Register | MergeClass::Log => {
                    kind.label.to_owned()
                }
            };
            let mut words = format!("{CONFLICTING} {label}: {many} recorded.");
            if !kind.meanwhile.is_empty() {
                words.push(' ');
                words.push_str(kind.meanwhile);
            }
            let of = line
                .all()
                .map(|entry| entry.id.as_str())
                .min()
                .unwrap_or_default()
                .to_owned();
            found.push(Disagreement {
                line: kind.name.to_owned(),
                of,
                words,
            });
        }
    }
    if none_known_beside_allergy(view) {
        let words = "CONFLICTING ALLERGIES: \"no known allergies\" is recorded beside an allergy. \
                     Treat every allergy listed as true."
            .to_owned();
        found.push(Disagreement {
            line: "allergy".to_owned(),
            of: "none_known".to_owned(),
            words,
        });
    }
    for field in fields() {
        let line = said::field(view, field.name);
        if line.is_open() {
            let words = format!(
                "{CONFLICTING} {}: {} recorded.",
                field.label,
                line.meanings().len()
            );
            found.push(Disagreement {
                line: field.name.to_owned(),
                of: String::new(),
                words,
            });
        }
    }
    found
}

/// Whether "no known allergies" stands beside an allergy: nobody may read the one without the other.
pub(super) fn none_known_beside_allergy(view: &RecordView) -> bool {
    let state = said::one(view, "allergy_state");
    let none_known = state
        .all()
        .any(|entry| entry.part("state").as_deref() == Some("none_known"));
    none_known && !said::items(view, "allergy").is_empty()
}

/// Lines whose label does not do for several.
fn plural(kind: &str) -> Option<&'static str> {
    match kind {
        "cpr_decision" => Some("CPR decisions"),
        "birth_date" => Some("dates of birth"),
        "nhs_number" => Some("NHS numbers"),
        "allergy" => Some("versions of an allergy"),
        _ => None,
    }
}
