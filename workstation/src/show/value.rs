//! One value with everything known about it.

use super::Viewer;
use super::times::{date, moment, rfc3339, written};
use crate::api::{ShareState, Sheet, Source, Value};
use care_record::{
    Agreed, Answer, Attribution, EntryKind, EntryView, FieldDeclaration, FieldValue, NhsNumber,
    Part, PartType, RecordView, SheetKind, computed, entry_kind,
};
use std::collections::BTreeMap;

/// A code, date or number as people read it.
pub(crate) fn words(kind: &PartType, text: &str) -> String {
    let each = |one: &str| match kind {
        PartType::Date | PartType::DateOr(_) | PartType::PartDate => date(kind.words(one)),
        PartType::Moment => moment(one),
        PartType::Number(..) if !kind.unit().is_empty() => format!("{one} {}", kind.unit()),
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

/// The same, where it may refer to another entry of the record.
pub(super) fn part_words(kind: &PartType, text: &str, view: &RecordView) -> String {
    match kind {
        PartType::EntryRef(other) => view
            .all(other)
            .find(|entry| entry.id.as_str() == text)
            .map_or_else(|| "not here".to_owned(), in_one_line),
        _ => words(kind, text),
    }
}

fn source(by: &Attribution, viewer: &Viewer<'_>) -> Source {
    let role = by.role.map_or("role not known", care_record::Role::words);
    let mut organisation = by.organisation.clone();
    if by.site != by.organisation {
        organisation = by.site.clone();
    }
    // Whoever reads it here must know that others may not: on every screen, and on paper.
    let waits = match shared(by, viewer) {
        ShareState::Here => format!(" · {NOT_SHARED}"),
        ShareState::Shared => String::new(),
    };
    Source {
        words: format!(
            "{}, {role}, {organisation} · {}{waits}",
            by.name,
            written(by, &viewer.now)
        ),
        name: by.name.clone(),
        role: role.to_owned(),
        organisation,
        recorded_at: rfc3339(by.recorded_at_ms),
        received_at: by.received_at_ms.map(rfc3339),
        shared: shared(by, viewer),
    }
}

/// What is said of what the region has not got yet.
pub(super) const NOT_SHARED: &str = "not yet shared";

/// Where nobody is waited for, nothing waits.
pub(super) fn shared(by: &Attribution, viewer: &Viewer<'_>) -> ShareState {
    if by.shared || viewer.alone {
        ShareState::Shared
    } else {
        ShareState::Here
    }
}

/// Who said an entry, in one line.
pub(super) fn said_by(entry: &EntryView, viewer: &Viewer<'_>) -> String {
    let by = entry.by.as_ref();
    by.map_or_else(unknown_source, |by| source(by, viewer))
        .words
}

/// What stands in place of an author whose envelope is not here.
pub(super) const UNKNOWN: &str = "Author not known here";

fn unknown_source() -> Source {
    Source {
        name: String::new(),
        role: String::new(),
        organisation: String::new(),
        recorded_at: String::new(),
        received_at: None,
        shared: ShareState::Here,
        words: UNKNOWN.to_owned(),
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
        answer: non_answer(answer),
        sheet: sheet(said.sheet.kind),
        awaits_second: None,
        computed: Vec::new(),
        would_replace: Vec::new(),
    }
}

/// A meaning of an entry and all who said it.
pub(super) fn entry(agreed: &Agreed<EntryView>, view: &RecordView, viewer: &Viewer<'_>) -> Value {
    let mut value = one_entry(&agreed.value, view, viewer);
    value.sources = sources(agreed.all().map(|entry| entry.by.as_ref()), viewer);
    value
}

/// A part as it is read. Of what the program writes of a file itself only the kind of file is said.
fn row(part: &Part, text: &str, view: &RecordView) -> Option<(String, String)> {
    let (label, words) = match (part.name, text) {
        ("media_type", "image/jpeg") => ("Attached", "Photograph or scan (JPEG)"),
        ("media_type", "image/png") => ("Attached", "Photograph or scan (PNG)"),
        ("media_type", "application/pdf") => ("Attached", "Document (PDF)"),
        ("media_type", _) => ("Attached", "A file"),
        // A question and its bare answer, as one says it.
        ("in_folder", "yes") => ("Bedside folder", "A copy lies there"),
        ("in_folder", "no") => ("Bedside folder", "No copy lies there"),
        ("followed", "yes") => ("Which is followed", "This one"),
        ("followed", "no") => ("Which is followed", "Not this one"),
        _ if matches!(part.kind, PartType::Machine(_)) => return None,
        _ => {
            let words = part_words(&part.kind, text, view);
            return Some((part.label.to_owned(), words));
        }
    };
    Some((label.to_owned(), words.to_owned()))
}

/// One entry.
pub(super) fn one_entry(said: &EntryView, view: &RecordView, viewer: &Viewer<'_>) -> Value {
    let mut parts = BTreeMap::new();
    let mut rows = Vec::new();
    let readable = entry_kind(&said.kind).filter(|_| !said.needs_newer());
    if let Some(kind) = readable {
        for part in kind.parts {
            if let Some(text) = said.part(part.name) {
                rows.extend(row(part, &text, view));
                parts.insert(part.name.to_owned(), text);
            }
        }
    }
    Value {
        id: said.id.to_string(),
        text: in_one_line(said),
        answer: said.answer.as_ref().and_then(non_answer),
        sheet: sheet(said.sheet.kind),
        awaits_second: view
            .awaits_second_person(said)
            .then(|| SECOND_PERSON.to_owned()),
        computed: computed_from(said),
        would_replace: Vec::new(),
        parts,
        rows,
        basis: said.meta.basis.map(|basis| basis.words().to_owned()),
        effective: said.meta.effective.as_deref().map(date),
        comment: said.meta.comment.clone(),
        sources: sources(std::iter::once(said.by.as_ref()), viewer),
    }
}

/// An entry in one line: its key parts, and what must be read with them.
fn headline(kind: &EntryKind, said: &EntryView) -> String {
    if matches!(kind.name, "awareness" | "family_awareness") {
        return awareness(kind, said);
    }
    let part = |name: &str| {
        let text = said.part(name)?;
        Some(
            kind.part(name)
                .map_or_else(|| text.clone(), |part| words(&part.kind, &text)),
        )
    };
    // What it refers to has words of its own, elsewhere.
    let keys = kind
        .parts
        .iter()
        .filter(|part| part.required && !matches!(part.kind, PartType::EntryRef(_)));
    let key = keys
        .filter(|key| !kind.headline.contains(&key.name))
        .filter_map(|key| part(key.name))
        .collect::<Vec<_>>()
        .join(", ");
    let more: Vec<String> = kind.headline.iter().filter_map(|name| part(name)).collect();
    if more.is_empty() {
        return key;
    }
    if key.is_empty() {
        let all = more.into_iter().reduce(|key, more| joined(&key, &more));
        return all.unwrap_or_default();
    }
    match kind.name {
        "allergy" => format!("{key} – {}", more.join(", ").to_lowercase()),
        "contact" => format!("{key}, {}", more.join(" · ")),
        _ => joined(&key, &more.join(", ")),
    }
}

/// What somebody knows, each part by its name: "aware" alone would not say of what.
fn awareness(kind: &EntryKind, said: &EntryView) -> String {
    let parts = kind.parts.iter().enumerate().filter_map(|(place, part)| {
        let text = said.part(part.name)?;
        let label = match place {
            0 => part.label.to_owned(),
            _ => part.label.to_lowercase(),
        };
        Some(match part.kind {
            PartType::Choice(_) => format!("{label}: {}", words(&part.kind, &text).to_lowercase()),
            _ => text,
        })
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// What is read together, in one line. After a whole sentence a colon would stand beside its full stop.
fn joined(key: &str, more: &str) -> String {
    let between = if key.ends_with(['.', '!', '?', '…']) {
        " "
    } else {
        ": "
    };
    format!("{key}{between}{more}")
}

/// What stands in place of an entry that this version may get wrong.
pub(crate) const NEWER: &str =
    "Written by a newer version of Alongside. Update this computer before relying on it.";

/// An entry in one line.
pub(crate) fn in_one_line(said: &EntryView) -> String {
    if said.needs_newer() {
        return NEWER.to_owned();
    }
    match &said.answer {
        Some(answer) => answer.words().to_owned(),
        None => entry_kind(&said.kind)
            .map(|kind| headline(kind, said))
            .unwrap_or_default(),
    }
}

/// What follows from an entry: totals of scales, with the parts they are made of.
fn computed_from(said: &EntryView) -> Vec<(String, String)> {
    match said.kind.as_str() {
        "news2" => computed::news2(said).map(news2).unwrap_or_default(),
        "abbey" => computed::abbey(said)
            .map(|(total, words)| vec![("Total".to_owned(), format!("{total} – {words}"))])
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn news2(score: computed::News2) -> Vec<(String, String)> {
    vec![("NEWS2 total".to_owned(), news2_words(&score))]
}

/// A total with the parts it is made of.
pub(super) fn news2_words(score: &computed::News2) -> String {
    let parts: Vec<String> = score
        .parts
        .iter()
        .map(|(_, part)| part.to_string())
        .collect();
    let mut words = format!("{} ({})", score.total(), parts.join(" + "));
    if score.has_three() {
        words.push_str(", one part scores three");
    }
    if !score.complete {
        words.push_str(", not everything was measured");
    }
    words
}

pub(super) fn sheet(kind: SheetKind) -> Sheet {
    match kind {
        SheetKind::Shared => Sheet::Shared,
        SheetKind::Restricted => Sheet::Restricted,
        SheetKind::Local => Sheet::Local,
    }
}

fn non_answer(answer: &Answer) -> Option<String> {
    match answer {
        Answer::NotKnown => Some("not_known"),
        Answer::NotAsked => Some("not_asked"),
        Answer::DoesNotApply => Some("does_not_apply"),
        Answer::Words(_) | Answer::NoneOfThese(_) => None,
    }
    .map(str::to_owned)
}

const SECOND_PERSON: &str = "Not yet checked by a second person.";

#[cfg(test)]
mod tests;
