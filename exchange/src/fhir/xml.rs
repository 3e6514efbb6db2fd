//! FHIR XML rewritten as FHIR JSON text, by the rules FHIR itself gives for the pair.
//!
//! *Guarantees*: no document type definition, no entity beyond the five of XML, no namespace but
//! FHIR's (and XHTML's inside a narrative), bounded depth. The narrative is carried along as text
//! and never interpreted.

use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::schema::{Shape, shape};
use super::{MAX_XML_DEPTH, ParseError};

const FHIR: &str = "http://hl7.org/fhir";
/// FHIR has three attributes of its own; the rest is room for namespaces.
const MAX_ATTRIBUTES: usize = 16;
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// One XML element, before it is known whether it repeats.
#[derive(Debug, Default)]
struct Element {
    name: String,
    id: Option<String>,
    url: Option<String>,
    value: Option<String>,
    children: Vec<Element>,
    /// The narrative's `div`, as it stood in the file.
    div: Option<String>,
}

/// Rewrites one XML file.
pub(super) fn to_json(text: &str) -> Result<String, ParseError> {
    let root = read(text)?;
    let proper = root
        .name
        .chars()
        .next()
        .is_some_and(|first| first.is_ascii_uppercase());
    if !proper {
        return Err(ParseError::NotFhir);
    }
    let mut json = String::with_capacity(text.len());
    write_resource(&root, &mut json);
    Ok(json)
}

fn read(text: &str) -> Result<Element, ParseError> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<Element> = None;
    loop {
        let before = reader.buffer_position();
        let (space, event) = reader
            .read_resolved_event()
            .map_err(|_| ParseError::BadXml)?;
        match event {
            Event::Start(start) => {
                if root.is_some() {
                    return Err(ParseError::BadXml);
                }
                let name = start.local_name().as_ref().to_owned();
                if is_space(&space, XHTML) && name == "div" {
                    reader
                        .read_to_end(start.name())
                        .map_err(|_| ParseError::BadXml)?;
                    let div =
                        slice(text, before, reader.buffer_position()).ok_or(ParseError::BadXml)?;
                    open.last_mut().ok_or(ParseError::NotFhir)?.div = Some(div.to_owned());
                    continue;
                }
                if !is_space(&space, FHIR) {
                    return Err(if open.is_empty() {
                        ParseError::NotFhir
                    } else {
                        ParseError::BadXml
                    });
                }
                if open.len() >= MAX_XML_DEPTH {
                    return Err(ParseError::TooDeep);
                }
                open.push(element(name, &start)?);
            }
            Event::End(_) => {
                let done = open.pop().ok_or(ParseError::BadXml)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => root = Some(done),
                }
            }
            // Between elements FHIR has only blanks.
            Event::Text(words) if words.trim().is_empty() => {}
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                return Err(ParseError::BadXml);
            }
            Event::DocType(_) => return Err(ParseError::DocType),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
            Event::Eof => break,
        }
    }
    if !open.is_empty() {
        return Err(ParseError::BadXml);
    }
    root.ok_or(ParseError::BadXml)
}

fn is_space(space: &ResolveResult<'_>, wanted: &str) -> bool {
    matches!(space, ResolveResult::Bound(found) if found.as_ref() == wanted)
}

fn slice(text: &str, from: u64, to: u64) -> Option<&str> {
    text.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
}

fn element(name: String, start: &BytesStart<'_>) -> Result<Element, ParseError> {
    // Counted first because the reader's own check for attributes named twice grows with the square.
    if start
        .attributes()
        .with_checks(false)
        .take(MAX_ATTRIBUTES + 1)
        .count()
        > MAX_ATTRIBUTES
    {
        return Err(ParseError::BadXml);
    }
    let mut element = Element {
        name,
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| ParseError::BadXml)?;
        let text = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| ParseError::BadXml)?
            .into_owned();
        let key: &str = attribute.key.as_ref();
        match key {
            "value" => element.value = Some(text),
            "id" => element.id = Some(text),
            "url" => element.url = Some(text),
            _ if key.starts_with("xmlns") || key.starts_with("xsi:") => {}
            _ => return Err(ParseError::BadXml),
        }
    }
    Ok(element)
}

fn write_resource(resource: &Element, json: &mut String) {
    json.push_str("{\"resourceType\":");
    write_string(&resource.name, json);
    write_members(resource, &resource.name, true, json);
    json.push('}');
}

/// Writes an element that is more than a value as an object.
fn write_object(element: &Element, holds: &str, json: &mut String) {
    // The element is a wrapper: `<contained><Patient>…`.
    if let ("Resource", [resource]) = (holds, element.children.as_slice()) {
        return write_resource(resource, json);
    }
    json.push('{');
    let mut comma = false;
    // FHIR has no element with both a value and parts. Should a sender write one, the value stays.
    if let Some(value) = &element.value {
        write_string("value", json);
        json.push(':');
        write_string(value, json);
        comma = true;
    }
    write_members(element, holds, comma, json);
    json.push('}');
}

/// Writes what a primitive has besides its value: `id` and extensions.
fn write_companion(element: &Element, json: &mut String) {
    if element.id.is_none() && element.children.is_empty() {
        return json.push_str("null");
    }
    json.push('{');
    write_members(element, "element", false, json);
    json.push('}');
}

fn write_members(element: &Element, holds: &str, mut comma: bool, json: &mut String) {
    let mut member = |name: &str, json: &mut String| {
        if comma {
            json.push(',');
        }
        comma = true;
        write_string(name, json);
        json.push(':');
    };
    let by_name = by_name(&element.children);
    let own = [
        ("id", &element.id),
        ("url", &element.url),
        ("div", &element.div),
    ];
    for (name, value) in own {
        if let Some(value) = value {
            member(name, json);
            write_string(value, json);
        }
    }
    for (name, same) in by_name {
        let shape = shape(holds, name);
        let list = shape.repeats || same.len() > 1;
        if same.iter().all(|one| is_primitive(one, shape)) {
            if same.iter().any(|one| one.value.is_some()) {
                member(name, json);
                write_all(&same, list, json, |one, json| {
                    write_primitive(one, shape, json)
                });
            }
            if same
                .iter()
                .any(|one| one.id.is_some() || !one.children.is_empty())
            {
                member(&format!("_{name}"), json);
                write_all(&same, list, json, write_companion);
            }
        } else {
            member(name, json);
            write_all(&same, list, json, |one, json| {
                write_object(one, shape.holds, json)
            });
        }
    }
}

/// Children of one name together, names in the order in which they first appear.
fn by_name(children: &[Element]) -> Vec<(&str, Vec<&Element>)> {
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<(&str, Vec<&Element>)> = Vec::new();
    for child in children {
        let next = groups.len();
        let index = *order.entry(&child.name).or_insert(next);
        match groups.get_mut(index) {
            Some((_, same)) => same.push(child),
            None => groups.push((&child.name, vec![child])),
        }
    }
    groups
}

fn write_all(
    same: &[&Element],
    list: bool,
    json: &mut String,
    write: impl Fn(&Element, &mut String),
) {
    if list {
        json.push('[');
    }
    for (index, one) in same.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write(one, json);
    }
    if list {
        json.push(']');
    }
}

/// A primitive has a value, or stands in for a missing one by nothing but extensions.
fn is_primitive(element: &Element, shape: Shape) -> bool {
    let only_extensions = element
        .children
        .iter()
        .all(|child| child.name == "extension");
    let valued = element.value.is_some() || matches!(shape.holds, "string" | "boolean" | "number");
    only_extensions && valued && element.div.is_none() && element.url.is_none()
}

fn write_primitive(element: &Element, shape: Shape, json: &mut String) {
    let Some(value) = &element.value else {
        return json.push_str("null");
    };
    let bare = match shape.holds {
        "boolean" => value == "true" || value == "false",
        "number" => is_json_number(value),
        _ => false,
    };
    if bare {
        json.push_str(value)
    } else {
        write_string(value, json)
    }
}

/// FHIR's decimals are spelled as JSON's numbers are. Anything else stays text, digits and all.
fn is_json_number(text: &str) -> bool {
    text.len() <= 32 && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

fn write_string(text: &str, json: &mut String) {
    // Quoting a string cannot fail; were it to, an empty text keeps the JSON whole.
    json.push_str(&serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned()));
}
