//! Is this a document other systems can rely on? The base invariants of FHIR R4 that a document of
//! ours could break, and our own promise that every reference resolves.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

/// Checks a document; gives it back as a tree.
pub(crate) fn check(text: &str) -> Value {
    let bundle: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(bundle["resourceType"], "Bundle");
    assert_eq!(bundle["type"], "document");
    // bdl-9 and bdl-10.
    assert!(
        bundle["identifier"]["system"].is_string() && bundle["identifier"]["value"].is_string()
    );
    assert!(is_instant(&bundle["timestamp"]));
    let entries = bundle["entry"].as_array().expect("entries");
    assert_eq!(
        entries[0]["resource"]["resourceType"], "Composition",
        "a document begins with its Composition"
    );
    let mut urls = BTreeSet::new();
    for entry in entries {
        let url = entry["fullUrl"].as_str().expect("fullUrl");
        let id = entry["resource"]["id"].as_str().expect("id");
        assert_eq!(url, format!("urn:uuid:{id}"));
        assert!(urls.insert(url.to_owned()), "{url} twice");
    }
    let mut referred = BTreeSet::new();
    walk(&bundle, &mut |name, value| match name {
        "reference" => {
            let reference = value.as_str().expect("a reference is text");
            assert!(urls.contains(reference), "{reference} does not resolve");
            referred.insert(reference.to_owned());
        }
        "div" => xhtml(value.as_str().expect("div")),
        "extension" => value
            .as_array()
            .expect("extensions")
            .iter()
            .for_each(extension),
        _ => {}
    });
    for entry in entries {
        resource(&entry["resource"]);
    }
    for entry in entries.iter().skip(1) {
        let url = entry["fullUrl"].as_str().expect("fullUrl");
        let kind = &entry["resource"]["resourceType"];
        assert!(
            referred.contains(url) || kind == "Provenance",
            "nothing leads to a {kind}"
        );
    }
    bundle
}

/// All resources of one type.
pub(crate) fn all<'b>(bundle: &'b Value, kind: &str) -> Vec<&'b Value> {
    let resources = bundle["entry"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| &entry["resource"]);
    resources
        .filter(|resource| resource["resourceType"] == kind)
        .collect()
}

/// The text of a section, without its marks.
pub(crate) fn section<'b>(bundle: &'b Value, title: &str) -> &'b str {
    let sections = all(bundle, "Composition")[0]["section"]
        .as_array()
        .expect("sections");
    let section = sections
        .iter()
        .find(|section| section["title"] == title)
        .expect("the section");
    section["text"]["div"].as_str().expect("div")
}

/// Whether a resource carries our mark that others say otherwise.
pub(crate) fn is_marked(value: &Value) -> bool {
    let marks = value["extension"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    marks.iter().any(|one| {
        one["url"]
            .as_str()
            .is_some_and(|url| url.ends_with("/conflicting"))
    })
}

fn walk(value: &Value, see: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            assert!(!members.is_empty(), "an empty object");
            for (name, value) in members {
                see(name, value);
                walk(value, see);
            }
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "an empty list");
            items.iter().for_each(|item| walk(item, see));
        }
        Value::String(text) => assert!(!text.is_empty(), "an empty text"),
        Value::Null => panic!("a null"),
        Value::Bool(_) | Value::Number(_) => {}
    }
}

/// ext-1: extensions or a value, never both.
fn extension(extension: &Value) {
    let members = extension.as_object().expect("an extension");
    assert!(members.contains_key("url"));
    let values = members
        .keys()
        .filter(|name| name.starts_with("value"))
        .count();
    let inner = usize::from(members.contains_key("extension"));
    assert_eq!(values + inner, 1, "an extension has a value or extensions");
}

/// txt-1 and txt-2: well-formed, only formatting, something in it.
fn xhtml(div: &str) {
    assert!(div.starts_with("<div xmlns=\"http://www.w3.org/1999/xhtml\">"));
    let mut reader = Reader::from_str(div);
    let mut depth = 0;
    let mut words = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                depth += 1;
                let name = start.name();
                let name: &str = name.as_ref();
                assert!(
                    matches!(name, "div" | "p" | "ul" | "li" | "b" | "i"),
                    "{name} in a narrative"
                );
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => words.push_str(&text.into_inner()),
            Event::GeneralRef(_) => words.push('?'),
            Event::Eof => break,
            other => panic!("{other:?} in a narrative"),
        }
    }
    assert_eq!(depth, 0);
    assert!(!words.trim().is_empty(), "an empty narrative");
    assert!(
        !words
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t'),
        "a control character"
    );
}

fn is_instant(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok())
}

fn has(resource: &Value, members: &[&str]) {
    for member in members {
        assert!(
            resource.get(member).is_some(),
            "{} without {member}",
            resource["resourceType"]
        );
    }
}

fn concept(value: &Value) {
    assert!(
        value.get("text").is_some() || value.get("coding").is_some(),
        "a concept that says nothing"
    );
}

fn code_of(value: &Value) -> &str {
    value["coding"][0]["code"].as_str().unwrap_or_default()
}

fn resource(resource: &Value) {
    match resource["resourceType"].as_str().expect("a type") {
        "Composition" => {
            has(
                resource,
                &[
                    "status", "type", "subject", "date", "author", "title", "section",
                ],
            );
            assert_eq!(code_of(&resource["type"]), "861421000000109");
            for section in resource["section"].as_array().expect("sections") {
                // cmp-1.
                assert!(section.get("text").is_some() || section.get("entry").is_some());
            }
        }
        "Patient" => {
            let date = resource.get("birthDate");
            assert!(date.is_none_or(|date| date.as_str().is_some_and(|text| text.len() == 10)));
        }
        "RelatedPerson" => has(resource, &["patient", "name"]),
        "AllergyIntolerance" => {
            has(resource, &["patient", "code"]);
            concept(&resource["code"]);
            // ait-1 and ait-2.
            let in_error = code_of(&resource["verificationStatus"]) == "entered-in-error";
            assert_eq!(resource.get("clinicalStatus").is_none(), in_error);
            for reaction in resource
                .get("reaction")
                .and_then(Value::as_array)
                .unwrap_or(&Vec::new())
            {
                assert!(
                    reaction.get("manifestation").is_some(),
                    "a reaction without manifestation"
                );
            }
        }
        "Flag" => {
            has(resource, &["status", "code", "subject"]);
            concept(&resource["code"]);
            assert!(
                resource
                    .get("period")
                    .is_none_or(|period| period.get("end").is_none())
            );
        }
        "Consent" => {
            has(resource, &["status", "scope", "category", "patient"]);
            // ppc-1.
            assert!(resource.get("policy").is_some() || resource.get("policyRule").is_some());
        }
        "Observation" => {
            has(resource, &["status", "code", "subject"]);
            // obs-6.
            let valued = resource
                .as_object()
                .expect("an object")
                .keys()
                .any(|name| name.starts_with("value"));
            assert!(valued != resource.get("dataAbsentReason").is_some());
        }
        "Practitioner" => has(resource, &["name"]),
        // org-1.
        "Organization" => {
            assert!(resource.get("name").is_some() || resource.get("identifier").is_some())
        }
        "Provenance" => {
            has(resource, &["target", "agent"]);
            assert!(is_instant(&resource["recorded"]));
            assert!(
                resource["agent"]
                    .as_array()
                    .expect("agents")
                    .iter()
                    .all(|agent| agent.get("who").is_some())
            );
        }
        other => panic!("nobody said that a {other} would come"),
    }
    // cpt-2: a number without a system rings nowhere.
    for point in resource
        .get("telecom")
        .and_then(Value::as_array)
        .unwrap_or(&Vec::new())
    {
        has(point, &["system", "value"]);
    }
}
