//! The least that may be written of a line, made from its declaration.

use care_record::{Body, EntryDraft, EntryKind, PartType};
use serde_json::Value;

/// Something that fits a type.
pub(crate) fn words(kind: &PartType) -> String {
    match kind {
        PartType::Text(_) | PartType::LongText(_) | PartType::Machine(_) => "words".into(),
        PartType::Date | PartType::DateOr(_) | PartType::PartDate => "2026-11-22".into(),
        PartType::Moment => "2026-11-22T14:10+00:00".into(),
        PartType::Choice(_) | PartType::Choices(_) | PartType::YesNo => {
            kind.choices().first().unwrap().code.into()
        }
        PartType::NhsNumber => "9990000018".into(),
        PartType::Number(least, ..) => least.to_string(),
        PartType::EntryRef(_) => "0000000000000001".into(),
        PartType::RecordRef => "09".repeat(16),
    }
}

/// The same as a part of an entry.
pub(crate) fn value(kind: &PartType) -> Value {
    match kind {
        PartType::Choices(_) => vec![words(kind)].into(),
        _ => words(kind).into(),
    }
}

/// The parts without which an entry says nothing; where none is, the first.
pub(crate) fn body(kind: &EntryKind) -> Body {
    let required = kind.parts.iter().filter(|part| part.required);
    let mut body: Body = required
        .map(|part| (part.name.to_owned(), value(&part.kind)))
        .collect();
    if body.is_empty() {
        let first = kind.parts.first().unwrap();
        body.insert(first.name.to_owned(), value(&first.kind));
    }
    body
}

pub(crate) fn draft(kind: &EntryKind) -> EntryDraft {
    EntryDraft::new(kind.name, body(kind))
}
