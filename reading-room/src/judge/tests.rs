use super::*;
use crate::words::By;
use care_record::{Body, Edit, EntryDraft, EntryId, Statement};
use sync_protocol::certificate::Party;
use sync_protocol::ids::{OrganisationId, RecordId, SheetId, SiteId, StaffId};
use sync_protocol::keys::SigningKey;
use sync_protocol::roles::RoleCode;
use sync_protocol::signed;

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

#[test]
fn a_face_is_of_what_was_judged_sound_and_says_who_wrote_it() {
    let mut sheet = Sheet::genesis();
    let first = write(&mut sheet, 1, decision(1));
    let mut room = Judge::default();
    assert_eq!(room.answer(Question::Face), Answer::Confused);
    room.answer(Question::Open {
        document: document(),
    });
    let said = |room: &mut Judge| {
        let Answer::Face {
            bytes: Some(bytes), ..
        } = room.answer(Question::Face)
        else {
            panic!("no face");
        };
        let record = care_record::RecordId::from_bytes(document().record.to_bytes());
        let view = care_record::face::read(record, &bytes, None).unwrap();
        view.one("cpr_decision").only().and_then(|one| {
            let by = one.by.clone()?;
            Some((by.name, by.role, by.recorded_at_ms))
        })
    };
    assert_eq!(said(&mut room), None, "nothing is published yet");
    let author = SigningKey::from_bytes(&[9; 32]);
    let certificate = signed::seal(certificate(), &author).unwrap();
    let envelope = Authored {
        role: GP,
        changes: vec![first],
        by: Some(By {
            certificate: certificate.bytes().into(),
            saved_at_ms: vec![77],
            clock_off_ms: None,
        }),
    };
    room.answer(Question::Judge { envelope });
    let gp = Role::try_from(GP).unwrap();
    assert_eq!(said(&mut room), Some(("Dr Ward".to_owned(), Some(gp), 77)));
}

#[test]
fn it_is_said_by_what_a_record_is_found() {
    let named = |id: u8, kind: &str, words: &str| {
        let body: Body = [("value".to_owned(), words.into())].into_iter().collect();
        Edit::enter(EntryId::from_random([id; 8]), EntryDraft::new(kind, body))
    };
    let mut sheet = Sheet::genesis();
    let mut room = Judge::default();
    room.answer(Question::Open {
        document: document(),
    });
    let mut said = |edit: Option<Edit>| {
        if let Some(edit) = edit {
            let change = write(&mut sheet, 1, edit);
            judge(&mut room, GP, &change);
        }
        match room.answer(Question::Face) {
            Answer::Face { found_by, .. } => found_by,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(said(None), []);
    let number = FindingHash::of("nhs_number 9990000018");
    assert_eq!(said(Some(named(1, "nhs_number", "9990000018"))), [number]);
    assert_eq!(said(Some(named(2, "family_name", "Smith"))), [number]);
    let both = said(Some(named(3, "birth_date", "1938-03-04")));
    assert_eq!(both, [FindingHash::of("name smith 1938-03-04"), number]);
}

fn certificate() -> StaffCertificate {
    StaffCertificate {
        version: StaffCertificate::VERSION,
        staff: StaffId::new([3; 16]),
        name: "Dr Ward".to_owned(),
        roles: vec![RoleCode::new(GP)],
        registration: None,
        organisation: Party {
            id: OrganisationId::new([5; 16]),
            name: "Fen Road Surgery".to_owned(),
            ods: None,
        },
        site: Party {
            id: SiteId::new([4; 16]),
            name: "Fen Road Surgery".to_owned(),
            ods: None,
        },
        valid_from_ms: 0,
        valid_until_ms: i64::MAX,
    }
}
