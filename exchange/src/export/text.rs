//! Text of the document: one spelling of the JSON, dates FHIR accepts, words safe for XHTML.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, SecondsFormat};
use serde::Serialize;
use serde::ser::Serializer;
use serde_json::Value;

/// One spelling: members in alphabetical order, whatever order the map type of the build keeps.
pub(super) fn canonical(value: &Value) -> String {
    // Serialising a tree of strings and numbers into a String cannot fail.
    serde_json::to_string_pretty(&Sorted(value)).unwrap_or_default()
}

struct Sorted<'v>(&'v Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(members) => {
                let sorted: BTreeMap<&str, Sorted<'_>> = members
                    .iter()
                    .map(|(name, value)| (name.as_str(), Sorted(value)))
                    .collect();
                to.collect_map(sorted)
            }
            Value::Array(items) => to.collect_seq(items.iter().map(Sorted)),
            plain => plain.serialize(to),
        }
    }
}

/// A moment as a FHIR instant.
pub(super) fn instant(at_ms: i64) -> String {
    let at = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Text as a FHIR dateTime, if it is one.
pub(super) fn date_time(text: &str) -> Option<String> {
    let digits =
        |part: &str, many: usize| part.len() == many && part.chars().all(|c| c.is_ascii_digit());
    let proper = match text.len() {
        4 => digits(text, 4),
        7 => NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").is_ok(),
        10 => is_date(text),
        _ => text.contains('T') && DateTime::parse_from_rfc3339(text).is_ok(),
    };
    proper.then(|| text.to_owned())
}

/// Whether text is a calendar date, `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// Words as they may stand in XHTML. Characters that XML does not have become the sign for that.
pub(super) fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(c),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}
