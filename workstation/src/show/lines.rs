//! Forms from the declarations.

use crate::api::{Alarm, Choice, FormField, Input};
use care_record::{Code, EntryKind, FieldDeclaration, MergeClass, Part, PartType};

fn input(kind: &PartType) -> Input {
    match kind {
        PartType::Text(_) => Input::Text,
        PartType::LongText(_) => Input::LongText,
        PartType::Date | PartType::DateOr(_) => Input::Date,
        PartType::Choice(_) => Input::Choice,
        PartType::Choices(_) => Input::Choices,
        PartType::YesNo => Input::YesNo,
        PartType::NhsNumber => Input::NhsNumber,
    }
}

fn choices(codes: &[Code]) -> Vec<Choice> {
    codes
        .iter()
        .map(|code| Choice {
            code: code.code.to_owned(),
            words: code.words.to_owned(),
        })
        .collect()
}

fn part_field(part: &Part) -> FormField {
    FormField {
        name: part.name.to_owned(),
        label: part.label.to_owned(),
        hint: hint(&part.kind),
        input: input(&part.kind),
        choices: choices(part.kind.choices()),
        required: part.required,
    }
}

fn hint(kind: &PartType) -> String {
    match kind {
        PartType::NhsNumber => "Ten digits".to_owned(),
        PartType::DateOr(codes) => {
            let words: Vec<String> = codes.iter().map(|code| code.words.to_lowercase()).collect();
            format!("A date, or {}", words.join(", "))
        }
        _ => String::new(),
    }
}

/// The form of an entry.
pub(super) fn entry_form(kind: &EntryKind) -> Vec<FormField> {
    kind.parts.iter().map(part_field).collect()
}

/// The form of a register: one part.
pub(super) fn field_form(declaration: &FieldDeclaration) -> Vec<FormField> {
    vec![FormField {
        name: "value".to_owned(),
        label: declaration.label.to_owned(),
        hint: hint(&declaration.kind),
        input: input(&declaration.kind),
        choices: choices(declaration.kind.choices()),
        required: false,
    }]
}

/// How loud a disagreement of this class is.
pub(super) fn alarm(class: MergeClass) -> Alarm {
    match class {
        MergeClass::Alarm => Alarm::Stop,
        MergeClass::Surfaced | MergeClass::Register => Alarm::Look,
        MergeClass::Note => Alarm::Quiet,
    }
}
