//! Every question with choices: each choice is taken, anything else is not, and nobody is forced to say what is not so.

use super::sample;
use care_record::{
    Answer, Edit, EditError, EntryDraft, EntryId, EntryKind, Hash, NONE_OF_THESE, Part, PartType,
    Record, RecordId, Role, SheetKind, Statement, entry_kinds, fields, validate_edit,
};
use serde_json::{Value, json};

const OWN_WORDS: &str = "neither, she says: “ask my sister”";

/// Kinds of entry with one of their parts that has choices.
fn coded_parts() -> impl Iterator<Item = (&'static EntryKind, &'static Part)> {
    entry_kinds().flat_map(|kind| {
        let coded = kind.parts.iter();
        coded
            .filter(|part| !part.kind.choices().is_empty())
            .map(move |part| (kind, part))
    })
}

fn with(kind: &EntryKind, part: &Part, value: Value) -> Edit {
    let mut draft: EntryDraft = sample::draft(kind);
    draft.body.insert(part.name.to_owned(), value);
    Edit::enter(EntryId::named("new"), draft)
}

fn writer(write: &[Role]) -> Role {
    *write.first().unwrap()
}

/// As a part holds a code: in a list where several may be chosen.
fn chosen(part: &Part, code: &str) -> Value {
    match part.kind {
        PartType::Choices(_) => json!([code]),
        _ => json!(code),
    }
}

#[test]
fn a_part_takes_its_choices_and_honest_non_answers_and_no_other_code() {
    for (kind, part) in coded_parts() {
        let role = writer(kind.rule.write);
        let check = |code: &str| validate_edit(&with(kind, part, chosen(part, code)), role);
        let taken = part.kind.choices().iter().chain(part.kind.non_answers());
        for code in taken.map(|choice| choice.code) {
            assert_eq!(check(code), Ok(()), "{}.{} {code}", kind.name, part.name);
        }
        for non_answer in ["not_known", "not_asked", "does_not_apply"] {
            assert_eq!(check(non_answer), Ok(()), "{}.{}", kind.name, part.name);
        }
        let part_name = part.name;
        let refused = match part.kind {
            PartType::DateOr(_) => EditError::NotADate { part: part_name },
            _ => EditError::NotAChoice { part: part_name },
        };
        for other in ["no_such_code", "", "Yes", NONE_OF_THESE] {
            assert_eq!(
                check(other),
                Err(refused),
                "{}.{part_name} {other:?}",
                kind.name
            );
        }
    }
}

#[test]
fn several_choices_are_taken_together_and_one_wrong_one_spoils_them() {
    for (kind, part) in coded_parts() {
        let codes: Vec<&str> = part.kind.choices().iter().map(|code| code.code).collect();
        let check = |value| validate_edit(&with(kind, part, value), writer(kind.rule.write));
        let refused = Err(EditError::NotAChoice { part: part.name });
        let all = check(json!(codes));
        if matches!(part.kind, PartType::Choices(_)) {
            assert_eq!(all, Ok(()), "{}.{}", kind.name, part.name);
            let spoilt: Vec<&str> = codes.into_iter().chain(["no_such_code"]).collect();
            assert_eq!(check(json!(spoilt)), refused, "{}.{}", kind.name, part.name);
        } else {
            assert_eq!(all, refused, "{}.{}", kind.name, part.name);
        }
    }
}

#[test]
fn a_register_takes_its_choices_and_has_a_form_of_its_own_for_a_non_answer() {
    for field in fields().filter(|field| !field.kind.choices().is_empty()) {
        let check = |answer| {
            let edit = Edit::set(field.name, Statement::answer(answer));
            validate_edit(&edit, writer(field.rule.write))
        };
        let refused = Err(EditError::NotAChoice { part: field.name });
        for choice in field.kind.choices() {
            let answer = Answer::Words(choice.code.to_owned());
            assert_eq!(check(answer), Ok(()), "{} {}", field.name, choice.code);
        }
        for non_answer in field.kind.non_answers() {
            let answer = Answer::Words(non_answer.code.to_owned());
            assert_eq!(check(answer), refused, "{}", field.name);
        }
        assert_eq!(check(Answer::Words("no_such_code".to_owned())), refused);
        for answer in [Answer::NotKnown, Answer::NotAsked, Answer::DoesNotApply] {
            assert_eq!(check(answer), Ok(()), "{}", field.name);
        }
        assert_eq!(check(Answer::NoneOfThese(OWN_WORDS.to_owned())), Ok(()));
    }
}

/// One record in which every question with choices is answered in words of one's own.
#[test]
fn words_in_place_of_a_choice_are_read_back_as_they_were_written() {
    let mut record = Record::new(RecordId::from_bytes([9; 16]));
    let mut edits = Vec::new();
    for kind in entry_kinds() {
        let mut draft = sample::draft(kind);
        for (_, part) in coded_parts().filter(|(of, _)| of.name == kind.name) {
            let words = json!({ NONE_OF_THESE: OWN_WORDS });
            draft.body.insert(part.name.to_owned(), words);
        }
        let edit = Edit::enter(EntryId::named(kind.name), draft);
        assert_eq!(validate_edit(&edit, writer(kind.rule.write)), Ok(()));
        edits.push(edit);
    }
    let coded_fields = || fields().filter(|field| !field.kind.choices().is_empty());
    for field in coded_fields() {
        let answer = Answer::NoneOfThese(OWN_WORDS.to_owned());
        edits.push(Edit::set(field.name, Statement::answer(answer)));
    }
    let sheet = record.sheet_mut(SheetKind::Shared);
    sheet.write([1; 8], &edits).unwrap();

    let view = record.view(&|_: &Hash| None);
    assert!(coded_parts().count() > 50, "the choices were not found");
    for (kind, part) in coded_parts() {
        let entry = view.all(kind.name).next().unwrap();
        assert_eq!(
            entry.part(part.name).as_deref(),
            Some(OWN_WORDS),
            "{}.{}",
            kind.name,
            part.name
        );
    }
    for field in coded_fields() {
        let value = view.field(field.name).only().unwrap();
        assert_eq!(value.statement.answer.words(), OWN_WORDS, "{}", field.name);
        assert_eq!(value.statement.answer.value(), None, "{}", field.name);
    }
}

#[test]
fn words_in_place_of_a_choice_are_words_and_stand_alone() {
    for (kind, part) in coded_parts() {
        let check = |value| validate_edit(&with(kind, part, value), writer(kind.rule.write));
        let code = part.kind.choices().first().unwrap().code;
        for wrong in [
            json!({}),
            json!({ NONE_OF_THESE: 1 }),
            json!({ "other": OWN_WORDS }),
            json!({ NONE_OF_THESE: OWN_WORDS, "code": code }),
        ] {
            assert_eq!(
                check(wrong),
                Err(EditError::NotAChoice { part: part.name }),
                "{}.{}",
                kind.name,
                part.name
            );
        }
        assert_eq!(
            check(json!({ NONE_OF_THESE: " " })),
            Err(EditError::Empty { part: part.name })
        );
    }
}
