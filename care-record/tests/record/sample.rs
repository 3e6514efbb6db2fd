//! Something true to write in any line, made from its declaration.

use care_record::{Body, Edit, Entry, EntryKind, FieldDeclaration, Part, PartType, Statement};

/// Words that a part of this type takes; another `pick` gives other words where the type has room for them.
pub(crate) fn words(kind: &PartType, pick: usize) -> String {
    match kind {
        PartType::Text(limit) | PartType::LongText(limit) | PartType::Machine(limit) => {
            format!("words {pick}").chars().take(*limit).collect()
        }
        PartType::Date | PartType::DateOr(_) | PartType::PartDate => {
            format!("2026-{:02}-{:02}", pick % 12 + 1, pick % 28 + 1)
        }
        PartType::Choice(codes) | PartType::Choices(codes) => {
            codes[pick % codes.len()].code.to_owned()
        }
        PartType::YesNo => ["yes", "no"][pick % 2].to_owned(),
        PartType::NhsNumber => ["9990000018", "9990000026", "9990000034"][pick % 3].to_owned(),
        PartType::Number(least, most, _, _) => {
            let span = usize::try_from(most - least).unwrap() + 1;
            (least + i32::try_from(pick % span).unwrap()).to_string()
        }
        PartType::Moment => format!("2026-{:02}-{:02}T09:14+00:00", pick % 12 + 1, pick % 28 + 1),
        PartType::EntryRef(_) => format!("{pick:016x}"),
        PartType::RecordRef => format!("00000000-0000-4000-8000-{pick:012x}"),
    }
}

fn value(part: &Part, pick: usize) -> serde_json::Value {
    match part.kind {
        PartType::Choices(_) => vec![words(&part.kind, pick)].into(),
        _ => words(&part.kind, pick).into(),
    }
}

/// A body with all parts, or with only those it cannot do without.
pub(crate) fn body(kind: &EntryKind, pick: usize, all: bool) -> Body {
    let needed = |part: &&Part| all || part.required;
    let mut chosen: Vec<&Part> = kind.parts.iter().filter(needed).collect();
    if chosen.is_empty() {
        chosen.extend(kind.parts.first());
    }
    chosen
        .into_iter()
        .map(|part| (part.name.to_owned(), value(part, pick)))
        .collect()
}

/// The least that may be written of a kind.
pub(crate) fn draft(kind: &EntryKind) -> Entry {
    Entry::new(kind.name, body(kind, 0, false))
}

/// A write of a register.
pub(crate) fn set(field: &FieldDeclaration, pick: usize) -> Edit {
    Edit::set(field.name, Statement::words(words(&field.kind, pick)))
}
