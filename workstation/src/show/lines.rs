//! Forms from the declarations.

use super::value::in_one_line;
use crate::api::{Alarm, Choice, FormField, Input};
use care_record::{Code, EntryKind, FieldDeclaration, MergeClass, PartType, RecordView};

fn input(kind: &PartType) -> Input {
    match kind {
        PartType::Text(_) | PartType::Machine(_) | PartType::EntryRef(_) => Input::Text,
        PartType::LongText(_) => Input::LongText,
        PartType::Date | PartType::DateOr(_) => Input::Date,
        PartType::Choice(_) => Input::Choice,
        PartType::Choices(_) => Input::Choices,
        PartType::YesNo => Input::YesNo,
        PartType::NhsNumber => Input::NhsNumber,
        PartType::Number(..) => Input::Number,
        PartType::RecordRef => Input::Choice,
        PartType::PartDate => Input::PartDate,
        PartType::Moment => Input::Moment,
    }
}

fn choices(codes: &[Code]) -> Vec<Choice> {
    codes
        .iter()
        .map(|code| choice(code.code, code.words))
        .collect()
}

fn choice(code: &str, words: &str) -> Choice {
    Choice {
        code: code.to_owned(),
        words: words.to_owned(),
    }
}

fn form_field(
    name: &str,
    label: &str,
    kind: &PartType,
    required: bool,
    view: &RecordView,
) -> FormField {
    // What it refers to is chosen from what there is.
    let (input, choices) = match kind {
        PartType::EntryRef(other) => (Input::Choice, items(view, other)),
        _ => (input(kind), choices(kind.choices())),
    };
    let coded = !kind.choices().is_empty();
    FormField {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: hint(kind),
        input,
        choices,
        non_answers: kind
            .non_answers()
            .map(|code| choice(code.code, code.words))
            .collect(),
        may_explain: coded && !matches!(kind, PartType::DateOr(_)),
        unit: kind.unit().to_owned(),
        required,
    }
}

/// The open items of a kind, as choices. By their words: ids are random, and must not decide which one is at hand.
fn items(view: &RecordView, kind: &str) -> Vec<Choice> {
    let open = view
        .all(kind)
        .filter(|entry| entry.standing == care_record::Standing::Open);
    let mut choices: Vec<Choice> = open
        .map(|entry| choice(entry.id.as_str(), &in_one_line(entry)))
        .collect();
    choices.sort_by(|a, b| (&a.words, &a.code).cmp(&(&b.words, &b.code)));
    choices
}

fn hint(kind: &PartType) -> String {
    match kind {
        PartType::NhsNumber => "Ten digits".to_owned(),
        PartType::DateOr(codes) => {
            let words: Vec<String> = codes.iter().map(|code| code.words.to_lowercase()).collect();
            format!("A date, or {}", words.join(", "))
        }
        PartType::PartDate => "A year, a month or a day".to_owned(),
        _ => String::new(),
    }
}

/// The form of an entry.
pub(super) fn entry_form(kind: &EntryKind, view: &RecordView) -> Vec<FormField> {
    kind.parts
        .iter()
        .filter(|part| !matches!(part.kind, PartType::Machine(_)))
        .map(|part| form_field(part.name, part.label, &part.kind, part.required, view))
        .collect()
}

/// The form of a register: one part. A register has a form of its own for what is not an answer, and words of its own
/// where no choice fits.
pub(super) fn field_form(declaration: &FieldDeclaration, view: &RecordView) -> Vec<FormField> {
    let form = form_field("value", declaration.label, &declaration.kind, false, view);
    vec![FormField {
        non_answers: Vec::new(),
        may_explain: false,
        ..form
    }]
}

/// How loud a disagreement of this class is.
pub(super) fn alarm(class: MergeClass) -> Alarm {
    match class {
        MergeClass::Alarm => Alarm::Stop,
        MergeClass::Surfaced | MergeClass::Register => Alarm::Look,
        MergeClass::Log => Alarm::Quiet,
    }
}
