//! One value with everything known about it.

use super::Viewer;
use super::times::{date, rfc3339, when};
use crate::api::{ShareState, Source, Value};
use care_record::{
    Agreed, Attribution, EntryKind, EntryView, FieldDeclaration, FieldValue, NhsNumber, PartType,
    entry_kind,
};
use std::collections::BTreeMap;

/// A code, date or number as people read it.
pub(super) fn words(kind: &PartType, text: &str) -> String {
    let each = |one: &str| match kind {
        PartType::Date | PartType::DateOr(_) => date(kind.words(one)),
        PartType::NhsNumber => {
            NhsNumber::parse(one).map_or_else(|_| one.to_owned(), |number| number.to_string())
        }
        _ => kind.words(one).to_owned(),
    };
    match kind {
        PartType::Choices(_) => text.lines().map(each).collect::<Vec<_>>().join(", "),
        _ => each(text),
    }
}

fn source(by: &Attribution, viewer: &Viewer<'_>) -> Source {
    let role = by.role.map_or("role not known", care_record::Role::words);
    let mut organisation = by.organisation.clone();
    if by.site != by.organisation {
        organisation = by.site.clone();
    }
    Source {
        words: format!(
            "{}, {role}, {organisation} · {}",
            by.name,
            when(by.recorded_at_ms, &viewer.now)
        ),
        name: by.name.clone(),
        role: role.to_owned(),
        organisation,
        recorded_at: rfc3339(by.recorded_at_ms),
        received_at: by.received_at_ms.map(rfc3339),
        shared: if by.shared {
            ShareState::Shared
        } else {
            ShareState::Here
        },
    }
}

fn unknown_source() -> Source {
    Source {
        name: String::new(),
        role: String::new(),
        organisation: String::new(),
        recorded_at: String::new(),
        received_at: None,
        shared: ShareState::Here,
        words: "Author not known here".to_owned(),
    }
}

fn sources<'a>(
    all: impl Iterator<Item = Option<&'a Attribution>>,
    viewer: &Viewer<'_>,
) -> Vec<Source> {
    all.map(|by| by.map_or_else(unknown_source, |by| source(by, viewer)))
        .collect()
}

/// A meaning of a register and all who said it.
pub(super) fn field(
    declaration: &FieldDeclaration,
    agreed: &Agreed<FieldValue>,
    viewer: &Viewer<'_>,
) -> Value {
    let mut value = one_field(declaration, &agreed.value, viewer);
    value.sources = sources(agreed.all().map(|value| value.by.as_ref()), viewer);
    value
}

/// One value of a register.
pub(super) fn one_field(
    declaration: &FieldDeclaration,
    said: &FieldValue,
    viewer: &Viewer<'_>,
) -> Value {
    let answer = &said.statement.answer;
    let text = answer.value().map_or_else(
        || answer.words().to_owned(),
        |text| words(&declaration.kind, text),
    );
    Value {
        id: said.change.to_string(),
        parts: BTreeMap::from([(
            "value".to_owned(),
            answer.value().unwrap_or_default().to_owned(),
        )]),
        rows: vec![(declaration.label.to_owned(), text.clone())],
        text,
        basis: said.statement.basis.map(|basis| basis.words().to_owned()),
        effective: said.statement.effective.as_deref().map(date),
        comment: said.statement.comment.clone(),
        sources: sources(std::iter::once(said.by.as_ref()), viewer),
    }
}

/// A meaning of an entry and all who said it.
pub(super) fn entry(agreed: &Agreed<EntryView>, viewer: &Viewer<'_>) -> Value {
    let mut value = one_entry(&agreed.value, viewer);
    value.sources = sources(agreed.all().map(|entry| entry.by.as_ref()), viewer);
    value
}

/// One entry.
pub(super) fn one_entry(said: &EntryView, viewer: &Viewer<'_>) -> Value {
    let mut parts = BTreeMap::new();
    let mut rows = Vec::new();
    if let Some(kind) = entry_kind(&said.kind) {
        for part in kind.parts {
            if let Some(text) = said.part(part.name) {
                rows.push((part.label.to_owned(), words(&part.kind, &text)));
                parts.insert(part.name.to_owned(), text);
            }
        }
    }
    let text = match &said.answer {
        Some(answer) => answer.words().to_owned(),
        None => entry_kind(&said.kind)
            .map(|kind| headline(kind, said))
            .unwrap_or_default(),
    };
    Value {
        id: said.id.to_string(),
        text,
        parts,
        rows,
        basis: said.meta.basis.map(|basis| basis.words().to_owned()),
        effective: said.meta.effective.as_deref().map(date),
        comment: said.meta.comment.clone(),
        sources: sources(std::iter::once(said.by.as_ref()), viewer),
    }
}

/// An entry in one line: its key part, and what must be read with it.
fn headline(kind: &EntryKind, said: &EntryView) -> String {
    let part = |name: &str| {
        let text = said.part(name)?;
        Some(
            kind.part(name)
                .map_or_else(|| text.clone(), |part| words(&part.kind, &text)),
        )
    };
    let key = kind
        .parts
        .iter()
        .find(|part| part.required)
        .and_then(|key| part(key.name))
        .unwrap_or_default();
    let more: Vec<String> = match kind.name {
        "allergy" => ["reaction", "severity", "certainty"]
            .into_iter()
            .filter_map(part)
            .collect(),
        "contact" => ["relationship", "phone"]
            .into_iter()
            .filter_map(part)
            .collect(),
        name if name.starts_with("preferred_place") => {
            ["name"].into_iter().filter_map(part).collect()
        }
        _ => Vec::new(),
    };
    if more.is_empty() {
        return key;
    }
    match kind.name {
        "allergy" => format!("{key} – {}", more.join(", ").to_lowercase()),
        "contact" => format!("{key}, {}", more.join(" · ")),
        _ => format!("{key}: {}", more.join(", ")),
    }
}
