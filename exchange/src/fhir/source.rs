//! The exact text of parts of a resource.
//!
//! A tree of values forgets how a number was spelled. What we hand back as *kept aside* must be what
//! the sender wrote, so it is cut out of the text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// The parts directly inside the JSON text of an object or array, each as its own text.
pub(crate) enum Parts<'t> {
    /// Members of an object.
    Members(BTreeMap<String, &'t RawValue>),
    /// Items of an array.
    Items(Vec<&'t RawValue>),
    /// A string, number, boolean or null.
    Whole,
}

/// Takes one layer of JSON text apart.
pub(crate) fn parts(text: &str) -> Parts<'_> {
    let parts = match text.trim_start().chars().next() {
        Some('{') => serde_json::from_str(text).ok().map(Parts::Members),
        Some('[') => serde_json::from_str(text).ok().map(Parts::Items),
        _ => None,
    };
    parts.unwrap_or(Parts::Whole)
}

#[derive(Deserialize)]
struct BundleText<'t> {
    #[serde(borrow)]
    entry: Vec<EntryText<'t>>,
}

#[derive(Deserialize)]
struct EntryText<'t> {
    #[serde(borrow)]
    resource: Option<&'t RawValue>,
}

/// The text of each entry's resource of a Bundle, `None` for an entry that has none.
pub(super) fn entry_texts(bundle: &str) -> Option<Vec<Option<String>>> {
    let bundle: BundleText<'_> = serde_json::from_str(bundle).ok()?;
    let texts = bundle
        .entry
        .iter()
        .map(|entry| entry.resource.map(|raw| raw.get().to_owned()));
    Some(texts.collect())
}
