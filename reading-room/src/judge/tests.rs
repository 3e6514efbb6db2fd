use super::*;
use care_record::{Edit, EntryDraft, EntryId, Statement};
use sync_protocol::bytes::Bytes;
use sync_protocol::ids::{RecordId, SheetId};

const CARE_ASSISTANT: u8 = 1;
const GP: u8 = 7;

fn document() -> DocumentId {
    DocumentId::new(RecordId::new([7; 16]), SheetId::SHARED)
}

fn write(sheet: &mut Sheet, actor: u8, edit: Edit) -> Bytes {
    sheet.write([actor; 8], &[edit]).unwrap().change.into()
}

fn name(words: &str) -> Edit {
    Edit::set("person.preferred_name", Statement::words(words))
}

fn decision(number: u8) -> Edit {
    let body = [("decision".to_owned(), "not_for_cpr".into())]
        .into_iter()
        .collect();
    Edit::enter(
        EntryId::from_random([number; 8]),
        EntryDraft::new("cpr_decision", body),
    )
}

fn authored(role: u8, changes: Vec<Bytes>) -> Authored {
    Authored {
        role,
        changes,
        by: None,
    }
}

fn judge(judge: &mut Judge, role: u8, change: &Bytes) -> Answer {
    let envelope = authored(role, vec![change.clone()]);
    judge.answer(Question::Judge { envelope })
}

#[test]
fn a_document_begins_with_the_first_change() {
    let heads = Sheet::genesis().heads();
    assert_eq!(heads.len(), 1);
    assert_eq!(first_change().as_bytes(), &heads[0].0);
}

#[test]
fn sound_changes_are_fine_and_the_document_goes_on_with_them() {
    let mut sheet = Sheet::genesis();
    let first = write(&mut sheet, 1, name("Ada"));
    let second = write(&mut sheet, 1, name("Ada May"));
    let mut room = Judge::default();
    room.answer(Question::Open {
        document: document(),
    });
    assert_eq!(
        judge(&mut room, GP, &second),
        Answer::Quarantine {
            code: "change.missing_dependency".to_owned()
        }
    );
    assert_eq!(
        judge(&mut room, GP, &first),
        Answer::Fine { not_in_force: 0 }
    );
    assert_eq!(
        judge(&mut room, GP, &second),
        Answer::Fine { not_in_force: 0 }
    );
    assert_eq!(
        judge(&mut room, GP, &second),
        Answer::Fine { not_in_force: 0 },
        "asked twice"
    );
}

#[test]
fn what_was_published_is_known() {
    let mut sheet = Sheet::genesis();
    let first = write(&mut sheet, 1, name("Ada"));
    let second = write(&mut sheet, 1, name("Ada May"));
    let mut room = Judge::default();
    room.answer(Question::Open {
        document: document(),
    });
    let envelope = authored(GP, vec![first]);
    assert_eq!(room.answer(Question::Known { envelope }), Answer::Taken);
    assert_eq!(
        judge(&mut room, GP, &second),
        Answer::Fine { not_in_force: 0 }
    );
}

#[test]
fn an_entry_by_someone_who_may_not_write_it_is_published_and_counted() {
    let mut sheet = Sheet::genesis();
    let change = write(&mut sheet, 1, decision(1));
    for (role, count) in [(GP, 0), (CARE_ASSISTANT, 1), (0, 1), (200, 1)] {
        let mut room = Judge::default();
        room.answer(Question::Open {
            document: document(),
        });
        assert_eq!(
            judge(&mut room, role, &change),
            Answer::Fine {
                not_in_force: count
            },
            "role {role}"
        );
    }
}

#[test]
fn what_is_refused_leaves_no_mark() {
    let mut sheet = Sheet::genesis();
    let first = write(&mut sheet, 1, name("Ada"));
    let mut broken = first.as_slice().to_vec();
    if let Some(last) = broken.last_mut() {
        *last ^= 1;
    }
    let mut room = Judge::default();
    room.answer(Question::Open {
        document: document(),
    });
    assert!(matches!(
        judge(&mut room, GP, &broken.into()),
        Answer::Quarantine { .. }
    ));
    assert_eq!(
        judge(&mut room, GP, &first),
        Answer::Fine { not_in_force: 0 }
    );
}

#[test]
fn a_question_without_a_document_makes_no_sense() {
    let mut room = Judge::default();
    let envelope = authored(GP, Vec::new());
    assert_eq!(room.answer(Question::Judge { envelope }), Answer::Confused);
    let document = DocumentId::new(RecordId::new([7; 16]), SheetId::new(9).unwrap());
    assert!(matches!(
        room.answer(Question::Open { document }),
        Answer::Quarantine { .. }
    ));
}

/// The table of permissions, asked here as it is where records are written and read.
#[test]
fn the_table_of_permissions_holds_here_too() {
    let mut number = 0;
    for role in Role::ALL {
        let mut sheet = Sheet::genesis();
        let mut room = Judge::default();
        room.answer(Question::Open {
            document: document(),
        });
        for kind in care_record::entry_kinds() {
            number += 1;
            let parts = kind.parts.iter().take(1);
            let body = parts.map(|part| (part.name.to_owned(), "words".into()));
            let id = EntryId::from_random(u64::to_be_bytes(number));
            let edit = Edit::enter(id, EntryDraft::new(kind.name, body.collect()));
            let change = write(&mut sheet, 1, edit);
            let kept_out = u32::from(kind.rule.right(*role) != care_record::Right::Write);
            assert_eq!(
                judge(&mut room, role.code(), &change),
                Answer::Fine {
                    not_in_force: kept_out
                },
                "{role:?} writes {}",
                kind.name
            );
        }
        for field in care_record::fields() {
            let edit = Edit::set(field.name, Statement::words("words"));
            let change = write(&mut sheet, 1, edit);
            let kept_out = u32::from(field.rule.right(*role) != care_record::Right::Write);
            assert_eq!(
                judge(&mut room, role.code(), &change),
                Answer::Fine {
                    not_in_force: kept_out
                },
                "{role:?} writes {}",
                field.name
            );
        }
    }
}
