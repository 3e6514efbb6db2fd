//! Words for people, as valid XHTML: each statement with who said it, when, and on what ground.

use care_record::{Attribution, Basis, EntryView, FieldValue, PartType, entry_kind, field};
use serde_json::{Value, json};

use super::said::{Line, Meaning};
use super::text::{escaped, instant};

/// What stands before everything that others dispute.
pub(super) const CONFLICTING: &str = "CONFLICTING";

/// A narrative from XHTML that is already escaped.
pub(super) fn narrative(inner: &str) -> Value {
    json!({"status": "generated", "div": format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{inner}</div>")})
}

/// The narrative of a resource made from one entry.
pub(super) fn of_entry(entry: &EntryView, disputed: bool) -> Value {
    let mark = if disputed {
        format!("<b>{CONFLICTING}</b> ")
    } else {
        String::new()
    };
    narrative(&format!("<p>{mark}{}</p>", escaped(&entry_words(entry))))
}

/// A list item for each meaning of a register, or `None` when nothing is recorded.
pub(super) fn field_items(name: &str, line: &Line<FieldValue>) -> Option<String> {
    let declared = field(name)?;
    let words = |value: &FieldValue| {
        let said = match value.statement.answer.value() {
            Some(code) => declared.kind.words(code).to_owned(),
            None => value.statement.answer.words().to_owned(),
        };
        let remark = value.statement.comment.as_deref();
        format!(
            "{}: {said}{}",
            declared.label,
            remark
                .map(|words| format!(" ({words})"))
                .unwrap_or_default()
        )
    };
    let statement = |value: &FieldValue| (value.statement.basis, value.statement.effective.clone());
    items(line, false, words, |value| {
        (value.by.clone(), statement(value))
    })
}

/// A list item for each meaning of a kind, or `None` when nothing is recorded.
/// `disputed` says that something in another line contradicts it.
pub(super) fn entry_items(line: &Line<EntryView>, disputed: bool) -> Option<String> {
    items(line, disputed, entry_words, |entry| {
        (
            entry.by.clone(),
            (entry.meta.basis, entry.meta.effective.clone()),
        )
    })
}

type Source = (Option<Attribution>, (Option<Basis>, Option<String>));

fn items<T: super::said::Said + Clone>(
    line: &Line<T>,
    disputed: bool,
    words: impl Fn(&T) -> String,
    source: impl Fn(&T) -> Source,
) -> Option<String> {
    let item = |meaning: &Meaning<T>| {
        let mark = if disputed || line.is_open() {
            format!("<b>{CONFLICTING}</b> ")
        } else {
            String::new()
        };
        let sources: Vec<String> = meaning.all().map(|one| source_words(source(one))).collect();
        format!(
            "<li>{mark}{} <i>{}</i></li>",
            escaped(&words(&meaning.first)),
            escaped(&sources.join("; ")),
        )
    };
    let items: String = line.meanings().iter().map(item).collect();
    (!items.is_empty()).then_some(items)
}

/// What an entry says, part by part.
fn entry_words(entry: &EntryView) -> String {
    let Some(kind) = entry_kind(&entry.kind) else {
        return entry.kind.clone();
    };
    if entry.needs_newer() {
        return format!("{}: written by a newer version of Alongside", kind.label);
    }
    let mut parts = Vec::new();
    if let Some(answer) = &entry.answer {
        parts.push(answer.words().to_owned());
    }
    for part in kind.parts {
        if matches!(part.kind, PartType::Machine(_)) {
            continue;
        }
        let Some(words) = entry.part(part.name) else {
            continue;
        };
        let words = match part.kind {
            PartType::Choices(_) => words
                .lines()
                .map(|code| part.kind.words(code))
                .collect::<Vec<_>>()
                .join(", "),
            _ => part.kind.words(&words).to_owned(),
        };
        parts.push(if part.required {
            words
        } else {
            format!("{}: {words}", part.label)
        });
    }
    if let Some(remark) = &entry.meta.comment {
        parts.push(format!("({remark})"));
    }
    format!("{}: {}", kind.label, parts.join(". "))
}

fn source_words((by, (basis, effective)): Source) -> String {
    let mut words = match by {
        Some(by) => {
            let role = by
                .role
                .map(|role| format!(", {}", role.words()))
                .unwrap_or_default();
            let mut place = by.organisation.clone();
            if by.site != by.organisation && !by.site.is_empty() {
                place = if place.is_empty() {
                    by.site.clone()
                } else {
                    format!("{}, {place}", by.site)
                };
            }
            let place = if place.is_empty() {
                place
            } else {
                format!(", {place}")
            };
            let waits = if by.shared { "" } else { ", not yet shared" };
            format!(
                "{}{role}{place}, {}{waits}",
                by.name,
                instant(by.recorded_at_ms)
            )
        }
        None => "Author not known".to_owned(),
    };
    if let Some(basis) = basis {
        words.push_str(&format!(", {}", basis.words()));
    }
    if let Some(effective) = effective {
        words.push_str(&format!(", as of {effective}"));
    }
    words
}
