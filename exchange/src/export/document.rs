//! Putting the document together.

use care_record::{EntryView, RecordView};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::authors::{Authors, url};
use super::ids::Ids;
use super::said::{self, Meaning};
use super::text::{canonical, instant};
use super::{allergies, consent, contacts, flags, patient, preferences, sections};
use crate::codes;

/// The document in the making.
pub(super) struct Document<'v> {
    pub(super) view: &'v RecordView,
    pub(super) ids: Ids,
    pub(super) authors: Authors,
    pub(super) patient: String,
    resources: Vec<Value>,
}

/// The Bundle.
pub(super) fn bundle(view: &RecordView) -> Value {
    let ids = Ids::of(view.record);
    let patient_id = ids.id(&["Patient"]);
    let mut document = Document {
        view,
        ids,
        authors: Authors::new(ids),
        patient: patient_id,
        resources: Vec::new(),
    };
    let sections = sections::Entries {
        person: patient::add(&mut document),
        consent: consent::add(&mut document),
        contacts: contacts::add(&mut document),
        allergies: allergies::add(&mut document),
        alerts: flags::add_alerts(&mut document),
        preferences: preferences::add(&mut document),
        cpr: flags::add_cpr(&mut document),
        conflicts: flags::add_conflicts(&mut document),
    };
    let at = instant(said::newest_ms(view).unwrap_or(0));
    let composition = composition(&document, sections::all(&document, &sections), &at);
    let Document {
        authors, resources, ..
    } = document;
    let resources = std::iter::once(composition)
        .chain(resources)
        .chain(authors.into_resources());
    let entries: Vec<Value> = resources.map(entry).collect();
    json!({
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": url(&instance(ids, &entries))},
        "timestamp": at,
        "entry": entries,
    })
}

/// A document that says something else is another document.
fn instance(ids: Ids, entries: &[Value]) -> String {
    let digest = Sha256::digest(canonical(&Value::Array(entries.to_vec())));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    ids.id(&["Bundle", &digest])
}

fn entry(resource: Value) -> Value {
    let id = resource
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    json!({"fullUrl": url(id), "resource": resource})
}

fn composition(document: &Document<'_>, sections: Vec<Value>, at: &str) -> Value {
    let mut authors = document.authors.all();
    if authors.is_empty() {
        authors.push(json!({"display": "Author not known"}));
    }
    json!({
        "resourceType": "Composition",
        "id": document.ids.id(&["Composition"]),
        "status": "final",
        "type": {"coding": [{
            "system": codes::SNOMED,
            "code": codes::COORDINATION_SUMMARY,
            "display": "End of life care coordination summary",
        }]},
        "subject": document.subject(),
        "date": at,
        "author": authors,
        "title": "Care coordination record",
        "section": sections,
    })
}

impl Document<'_> {
    /// Adds a resource under an id, with those who stand behind it, and gives the reference to it.
    pub(super) fn add(
        &mut self,
        resource: Map<String, Value>,
        id: &str,
        said: &Meaning<EntryView>,
    ) -> String {
        for one in said.all() {
            self.authors.stand_behind(one.by.as_ref(), id);
        }
        self.add_unsaid(resource, id)
    }

    /// Adds a resource that nobody said: a mark or a frame around what people said.
    pub(super) fn add_unsaid(&mut self, mut resource: Map<String, Value>, id: &str) -> String {
        resource.insert("id".to_owned(), json!(id));
        self.resources.push(Value::Object(resource));
        url(id)
    }

    /// The id of the resource made from an entry. Should two devices ever have drawn the same entry
    /// id, the change tells them apart.
    pub(super) fn entry_id(&self, kind: &str, entry: &EntryView) -> String {
        self.ids.id(&[
            kind,
            &entry.kind,
            entry.id.as_str(),
            &entry.change.to_string(),
        ])
    }

    /// The reference to the person.
    pub(super) fn subject(&self) -> Value {
        json!({"reference": url(&self.patient)})
    }
}

/// The extensions every resource made from an entry carries: on what ground it is said, whether others
/// say otherwise, and whether others have it yet.
pub(super) fn marks(entry: &EntryView, disputed: bool) -> Vec<Value> {
    let mut marks = Vec::new();
    if let Some(basis) = entry.meta.basis {
        marks.push(json!({"url": codes::OURS_BASIS, "valueCode": basis.name().replace('_', "-")}));
    }
    if disputed {
        marks.push(conflict_mark());
    }
    if entry.by.as_ref().is_some_and(|by| !by.shared) {
        marks.push(json!({"url": codes::OURS_NOT_YET_SHARED, "valueBoolean": true}));
    }
    marks
}

/// The mark on one of several versions.
pub(super) fn conflict_mark() -> Value {
    json!({"url": codes::OURS_CONFLICT, "valueBoolean": true})
}

/// A JSON object as the members of a resource, without members that are null or empty lists.
pub(super) fn members(value: Value) -> Map<String, Value> {
    let Value::Object(members) = value else {
        return Map::new();
    };
    let empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    members
        .into_iter()
        .filter(|(_, value)| !empty(value))
        .collect()
}

/// The declared choice a part of an entry holds: its words, and its SNOMED CT concept if it has one.
pub(super) fn choice(entry: &EntryView, part: &str) -> Option<&'static care_record::Code> {
    let code = entry.part(part)?;
    let kind = care_record::entry_kind(&entry.kind)?;
    kind.part(part)?
        .kind
        .choices()
        .iter()
        .find(|choice| choice.code == code)
}
