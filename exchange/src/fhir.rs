//! One FHIR tree out of whatever a sender gave us.
//!
//! *Assumes* nothing: the bytes may be truncated, hostile or not FHIR at all.
//! *Guarantees* a list of resources as FHIR JSON, each with the exact text it was read from, so that
//! a part we do not understand can be handed back as it came; or a [`ParseError`] that says what is
//! wrong with the file without repeating a word of it.
//!
//! XML is first rewritten as FHIR JSON *text* and then read by the one JSON reader. The other way
//! round (two readers building one tree) would need two sets of limits, and a decimal such as `37.50`
//! would lose its last digit on the way through a float.

mod json;
mod schema;
pub(crate) mod source;
mod xml;

use serde_json::Value;

/// Most bytes one file may have. A document Bundle of one person is well under 1 MB.
pub const MAX_INPUT_BYTES: usize = 16 * 1024 * 1024;
/// Deepest nesting of JSON objects and arrays. Lower than the JSON reader's own guard of 128, so
/// that ours is the one that answers.
pub const MAX_JSON_DEPTH: usize = 100;
/// Deepest nesting of XML elements. One element can become an array and an object, hence about half.
pub const MAX_XML_DEPTH: usize = 48;
/// Most resources one file may hold, Bundles unpacked.
pub const MAX_RESOURCES: usize = 20_000;

/// How often a Bundle may hold a Bundle. Each layer is copied while it is unpacked.
pub const MAX_BUNDLES_WITHIN: usize = 4;

/// One resource of a file.
#[derive(Clone, PartialEq)]
pub struct Resource {
    /// The FHIR resource type, for example `Patient`.
    pub kind: String,
    /// `Bundle.entry.fullUrl`, where the resource came out of a Bundle that gave one.
    pub full_url: Option<String>,
    /// The type of the Bundle the resource came out of.
    pub bundle_type: Option<String>,
    /// Where the resource stood in its file, for example `Bundle.entry[3].resource`.
    pub place: String,
    /// The resource in FHIR's JSON shape.
    pub tree: Value,
    /// The JSON text `tree` was read from: digits of decimals and order of members as sent.
    pub text: String,
}

// What a resource says must not reach a log by way of `{:?}`.
impl std::fmt::Debug for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Resource")
            .field("kind", &self.kind)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

/// Why a file could not be read as FHIR. No variant carries a word of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// More bytes than [`MAX_INPUT_BYTES`].
    #[error("the file is larger than this program reads")]
    TooLarge,
    /// Not UTF-8.
    #[error("the file is not text in UTF-8")]
    NotText,
    /// Neither XML nor JSON, or well-formed but not a FHIR resource.
    #[error("the file is not a FHIR resource in JSON or XML")]
    NotFhir,
    /// JSON that is cut short or malformed.
    #[error("the JSON is cut short or malformed")]
    BadJson,
    /// A JSON object with the same member twice: either could be the one that was meant.
    #[error("the JSON names one member twice")]
    DuplicateMember,
    /// XML that is cut short, malformed, or uses an entity other than the five of XML itself.
    #[error("the XML is cut short or malformed")]
    BadXml,
    /// XML with a document type definition, which FHIR forbids and which can be made to explode.
    #[error("the XML has a document type definition")]
    DocType,
    /// Nested deeper than [`MAX_JSON_DEPTH`], [`MAX_XML_DEPTH`] or [`MAX_BUNDLES_WITHIN`].
    #[error("the file is nested too deeply")]
    TooDeep,
    /// More resources than [`MAX_RESOURCES`].
    #[error("the file holds too many resources")]
    TooManyResources,
}

impl ParseError {
    /// The stable code other programs and the screens act on.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "import.too_large",
            Self::NotText => "import.not_text",
            Self::NotFhir => "import.not_fhir",
            Self::BadJson => "import.bad_json",
            Self::DuplicateMember => "import.duplicate_member",
            Self::BadXml => "import.bad_xml",
            Self::DocType => "import.xml_doctype",
            Self::TooDeep => "import.too_deep",
            Self::TooManyResources => "import.too_many_resources",
        }
    }
}

/// Reads one file: a single resource or a Bundle, JSON or XML, told apart by its first character.
/// Bundles are unpacked, also Bundles within Bundles.
///
/// # Errors
/// See [`ParseError`]; nothing of a file with an error is used.
pub fn parse(bytes: &[u8]) -> Result<Vec<Resource>, ParseError> {
    if bytes.len() > MAX_INPUT_BYTES {
        return Err(ParseError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ParseError::NotText)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let json = match text.chars().next() {
        Some('<') => xml::to_json(text)?,
        Some('{') => text.to_owned(),
        _ => return Err(ParseError::NotFhir),
    };
    let tree = json::read(&json)?;
    let mut found = Vec::new();
    let whole = Layer {
        tree,
        text: json,
        place: None,
        full_url: None,
        bundle_type: None,
        within: 0,
    };
    unpack(whole, &mut found)?;
    Ok(found)
}

/// A resource on its way out of the Bundles around it.
struct Layer {
    tree: Value,
    text: String,
    place: Option<String>,
    full_url: Option<String>,
    bundle_type: Option<String>,
    within: usize,
}

fn unpack(layer: Layer, found: &mut Vec<Resource>) -> Result<(), ParseError> {
    let kind = resource_type(&layer.tree)
        .ok_or(ParseError::NotFhir)?
        .to_owned();
    let place = layer.place.unwrap_or_else(|| kind.clone());
    if kind != "Bundle" {
        if found.len() >= MAX_RESOURCES {
            return Err(ParseError::TooManyResources);
        }
        let Layer {
            tree,
            text,
            full_url,
            bundle_type,
            ..
        } = layer;
        found.push(Resource {
            kind,
            full_url,
            bundle_type,
            place,
            tree,
            text,
        });
        return Ok(());
    }
    if layer.within > MAX_BUNDLES_WITHIN {
        return Err(ParseError::TooDeep);
    }
    let bundle_type = layer.tree.get("type").and_then(Value::as_str);
    let entries = match layer.tree.get("entry") {
        None => return Ok(()),
        Some(Value::Array(entries)) => entries,
        Some(_) => return Err(ParseError::NotFhir),
    };
    let texts = source::entry_texts(&layer.text).ok_or(ParseError::BadJson)?;
    for (index, (entry, text)) in entries.iter().zip(texts).enumerate() {
        // An entry without a resource is a request or a response of a server; it says nothing of a
        // person.
        let (Some(resource), Some(text)) = (entry.get("resource"), text) else {
            continue;
        };
        let inner = Layer {
            tree: resource.clone(),
            text,
            place: Some(format!("{place}.entry[{index}].resource")),
            full_url: entry
                .get("fullUrl")
                .and_then(Value::as_str)
                .map(str::to_owned),
            bundle_type: bundle_type.map(str::to_owned),
            within: layer.within + 1,
        };
        unpack(inner, found)?;
    }
    Ok(())
}

/// The resource type of a tree, if it has one that could be a FHIR name.
fn resource_type(tree: &Value) -> Option<&str> {
    let name = tree.get("resourceType")?.as_str()?;
    let proper = name.len() <= 64
        && name
            .chars()
            .next()
            .is_some_and(|first| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric());
    proper.then_some(name)
}

#[cfg(test)]
mod tests;
