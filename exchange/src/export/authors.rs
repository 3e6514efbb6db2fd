//! Who said what: Practitioner, Organization and Provenance.
//!
//! What the envelope says of receipt and device stays out: it differs from computer to computer, or
//! is nobody's business outside.

use std::collections::{BTreeMap, BTreeSet};

use care_record::Attribution;
use serde_json::{Value, json};

use super::document::members;
use super::ids::Ids;
use super::text::instant;
use crate::codes;

/// Everybody who is named, and what each of them stands behind.
pub(super) struct Authors {
    ids: Ids,
    resources: BTreeMap<String, Value>,
    acts: BTreeMap<Act, BTreeSet<String>>,
}

/// Somebody writing something: what one Provenance is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Act {
    at_ms: i64,
    practitioner: String,
    organisation: Option<String>,
    role: Option<String>,
}

impl Authors {
    pub(super) fn new(ids: Ids) -> Self {
        Self {
            ids,
            resources: BTreeMap::new(),
            acts: BTreeMap::new(),
        }
    }

    /// Notes that an author stands behind a resource.
    pub(super) fn stand_behind(&mut self, by: Option<&Attribution>, target: &str) {
        let Some(by) = by else { return };
        let practitioner = self.practitioner(by);
        let organisation = self.site(by);
        let role = by.role.map(|role| role.words().to_owned());
        let act = Act {
            at_ms: by.recorded_at_ms,
            practitioner,
            organisation,
            role,
        };
        self.acts.entry(act).or_default().insert(target.to_owned());
    }

    /// A reference to an author, who becomes part of the document.
    pub(super) fn reference(&mut self, by: Option<&Attribution>) -> Value {
        match by {
            Some(by) => json!({"reference": url(&self.practitioner(by)), "display": by.name}),
            None => json!({"display": "Author not known"}),
        }
    }

    fn practitioner(&mut self, by: &Attribution) -> String {
        let registration = by.registration.as_deref().unwrap_or_default();
        let id = self
            .ids
            .id(&["Practitioner", &by.staff, &by.name, registration]);
        let mut identifiers =
            vec![json!({"system": format!("{}/staff", codes::OURS_ID), "value": by.staff})];
        if !registration.is_empty() {
            let system = format!("{}/registration", codes::OURS_ID);
            identifiers.push(json!({"system": system, "value": registration}));
        }
        let resource = json!({
            "resourceType": "Practitioner",
            "id": id,
            "identifier": identifiers,
            "name": [{"text": by.name}],
        });
        self.resources.insert(id.clone(), resource);
        id
    }

    fn site(&mut self, by: &Attribution) -> Option<String> {
        let organisation = self.organisation(&by.organisation, None);
        if by.site.is_empty() || by.site == by.organisation {
            return organisation;
        }
        self.organisation(&by.site, organisation)
    }

    fn organisation(&mut self, name: &str, part_of: Option<String>) -> Option<String> {
        if name.trim().is_empty() {
            return None;
        }
        let id = self
            .ids
            .id(&["Organization", name, part_of.as_deref().unwrap_or_default()]);
        let mut resource = json!({"resourceType": "Organization", "id": id, "name": name});
        if let (Some(part_of), Some(members)) = (part_of, resource.as_object_mut()) {
            members.insert("partOf".to_owned(), json!({"reference": url(&part_of)}));
        }
        self.resources.insert(id.clone(), resource);
        Some(id)
    }

    /// References to everybody who stands behind anything, for the head of the document.
    pub(super) fn all(&self) -> Vec<Value> {
        let practitioners: BTreeSet<&String> =
            self.acts.keys().map(|act| &act.practitioner).collect();
        practitioners
            .into_iter()
            .map(|id| json!({"reference": url(id)}))
            .collect()
    }

    /// The people, the organisations, and one Provenance for each time one of them wrote.
    pub(super) fn into_resources(self) -> Vec<Value> {
        let Self {
            ids,
            resources,
            acts,
        } = self;
        let provenance = acts
            .into_iter()
            .map(|(act, targets)| provenance(ids, &act, &targets));
        let provenance: Vec<Value> = provenance.collect();
        resources.into_values().chain(provenance).collect()
    }
}

fn provenance(ids: Ids, act: &Act, targets: &BTreeSet<String>) -> Value {
    let target: Vec<Value> = targets
        .iter()
        .map(|id| json!({"reference": url(id)}))
        .collect();
    let role = act.role.as_deref().map(|role| json!([{"text": role}]));
    let agent = members(json!({
        "type": {"coding": [{"system": codes::PROVENANCE_AGENT, "code": "author"}]},
        "role": role,
        "who": {"reference": url(&act.practitioner)},
        "onBehalfOf": act.organisation.as_deref().map(|id| json!({"reference": url(id)})),
    }));
    let organisation = act.organisation.as_deref().unwrap_or_default();
    let role = act.role.as_deref().unwrap_or_default();
    json!({
        "resourceType": "Provenance",
        "id": ids.id(&["Provenance", &act.at_ms.to_string(), &act.practitioner, organisation, role]),
        "target": target,
        "recorded": instant(act.at_ms),
        "agent": [Value::Object(agent)],
    })
}

/// An id as it is referred to.
pub(super) fn url(id: &str) -> String {
    format!("urn:uuid:{id}")
}
