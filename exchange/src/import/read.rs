//! What FHIR's data types say, in our words.

use chrono::{Datelike, NaiveDate};

use super::cursor::Node;
use super::reason::Reason;

/// Nobody alive was born longer ago.
const MAX_AGE_YEARS: i32 = 130;

/// Whether text has characters that no keyboard writes.
pub(crate) fn has_odd_characters(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
    })
}

/// Text cut to what a part of the record takes, and whether something was cut off. For words that
/// must not be missing because they are long, such as what somebody is allergic to.
pub(crate) fn cut(text: &str, most: usize) -> (String, bool) {
    if text.chars().count() <= most {
        return (text.to_owned(), false);
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    (format!("{}…", kept.trim_end()), true)
}

/// A CodeableConcept in words: its text, else the displays of its codings, else the first code.
pub(crate) fn concept_words(concept: &Node<'_>) -> Option<String> {
    if let Some(text) = concept.member_text("text") {
        return Some(text.to_owned());
    }
    let codings = concept.list("coding");
    let displays: Vec<&str> = codings
        .iter()
        .filter_map(|coding| coding.member_text("display"))
        .collect();
    if !displays.is_empty() {
        return Some(displays.join(", "));
    }
    codings
        .iter()
        .find_map(|coding| coding.member_text("code"))
        .map(str::to_owned)
}

/// The codes a CodeableConcept gives in one system.
pub(crate) fn codes_in<'t>(concept: &Node<'t>, system: &str) -> Vec<&'t str> {
    let of_system = |coding: &Node<'t>| coding.member_text("system") == Some(system);
    concept
        .list("coding")
        .iter()
        .filter(|c| of_system(c))
        .filter_map(|c| c.member_text("code"))
        .collect()
}

/// The code of a CodeableConcept bound to one system, when there is exactly one.
pub(crate) fn code_in<'t>(concept: &Node<'t>, system: &str) -> Option<&'t str> {
    match codes_in(concept, system).as_slice() {
        [code] => Some(code),
        _ => None,
    }
}

/// Whether a name, address, number or membership is in use: not old, and its time not over.
pub(crate) fn is_current(node: &Node<'_>, today: NaiveDate) -> bool {
    if node.member_text("use") == Some("old") {
        return false;
    }
    !is_over(node, today)
}

/// Whether the `period` of a part has ended.
pub(crate) fn is_over(node: &Node<'_>, today: NaiveDate) -> bool {
    let Some(end) = node
        .get("period")
        .and_then(|period| period.member_text("end"))
    else {
        return false;
    };
    match date(end) {
        Ok(Some(end)) => end < today,
        // "2019" or "2019-05": over once the whole of it has passed.
        Ok(None) => end
            .get(..4)
            .and_then(|year| year.parse::<i32>().ok())
            .is_some_and(|y| y < today.year()),
        Err(_) => false,
    }
}

/// The day of a FHIR date or dateTime; `None` when it is not given to the day.
pub(crate) fn date(text: &str) -> Result<Option<NaiveDate>, Reason> {
    let day = text.split('T').next().unwrap_or(text);
    let digits = day.chars().all(|c| c.is_ascii_digit() || c == '-');
    match day.len() {
        10 if digits => match NaiveDate::parse_from_str(day, "%Y-%m-%d") {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err(Reason::ImpossibleDate),
        },
        4 if digits => Ok(None),
        7 if digits => match NaiveDate::parse_from_str(&format!("{day}-01"), "%Y-%m-%d") {
            Ok(_) => Ok(None),
            Err(_) => Err(Reason::ImpossibleDate),
        },
        _ => Err(Reason::ImpossibleDate),
    }
}

/// A date of birth as the record holds it.
pub(crate) fn birth_date(text: &str, today: NaiveDate) -> Result<NaiveDate, Reason> {
    let day = date(text)?.ok_or(Reason::PartialDate)?;
    if day > today {
        return Err(Reason::FutureDate);
    }
    if today.year() - day.year() > MAX_AGE_YEARS {
        return Err(Reason::ImplausibleDate);
    }
    Ok(day)
}

/// A moment or date as the record keeps it beside a statement, if it is a real one.
pub(crate) fn effective(text: &str) -> Option<String> {
    date(text).ok()?;
    (text.len() <= 40).then(|| text.to_owned())
}

/// A HumanName in one line, family name last.
pub(crate) fn whole_name(name: &Node<'_>) -> Option<String> {
    let given = given_names(name);
    let family = name.member_text("family");
    let parts: Vec<&str> = given.as_deref().into_iter().chain(family).collect();
    if parts.is_empty() {
        name.member_text("text").map(str::to_owned)
    } else {
        Some(parts.join(" "))
    }
}

/// What somebody is called: the text of the name, or its given names.
pub(crate) fn called(name: &Node<'_>) -> Option<String> {
    name.member_text("text")
        .map(str::to_owned)
        .or_else(|| given_names(name))
}

/// The given names of a HumanName in one line.
pub(crate) fn given_names(name: &Node<'_>) -> Option<String> {
    joined(name, "given", " ")
}

/// The texts of a repeating member in one line.
pub(crate) fn joined(node: &Node<'_>, member: &str, between: &str) -> Option<String> {
    let items = node.list(member);
    let texts: Vec<&str> = items.iter().filter_map(Node::text).collect();
    (!texts.is_empty()).then(|| texts.join(between))
}

/// The contact point of one system to use first: by rank, then as listed.
pub(crate) fn telecom<'t>(node: &Node<'t>, system: &str, today: NaiveDate) -> Option<Node<'t>> {
    let rank = |point: &Node<'_>| {
        point
            .value()
            .get("rank")
            .and_then(serde_json::Value::as_u64)
            .unwrap_or(u64::MAX)
    };
    node.list("telecom")
        .into_iter()
        .filter(|point| point.member_text("system") == Some(system) && is_current(point, today))
        .filter(|point| point.member_text("value").is_some())
        .min_by_key(rank)
}
