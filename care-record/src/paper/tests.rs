use super::{Paper, PaperCode};
use crate::{
    Attribution, Body, Edit, Entry, EntryId, Record, RecordId, Role, SheetKind, Statement,
};

fn author() -> Attribution {
    Attribution {
        staff: "staff".to_owned(),
        name: "Sam Bell".to_owned(),
        role: Some(Role::DistrictNurse),
        registration: None,
        organisation: "Elyham Community Nursing".to_owned(),
        site: "Elyham team".to_owned(),
        device: String::new(),
        recorded_at_ms: 1_780_000_000_000,
        clock_off_ms: None,
        after_end: false,
        received_at_ms: None,
        shared: true,
    }
}

fn entry(id: u8, kind: &str, part: &str, words: &str) -> Edit {
    let body: Body = [(part.to_owned(), words.into())].into_iter().collect();
    Edit::enter(EntryId::from_random([id; 8]), Entry::new(kind, body))
}

const PERSON: [u8; 16] = [7; 16];

struct Written(Record);

impl Written {
    fn new() -> Self {
        let mut written = Self(Record::new(RecordId::from_bytes(PERSON)));
        written.write(
            1,
            SheetKind::Shared,
            &entry(1, "family_name", "value", "Ashdown"),
        );
        written.write(
            2,
            SheetKind::Shared,
            &entry(2, "allergy", "agent", "Penicillin"),
        );
        written
    }

    fn write(&mut self, actor: u8, sheet: SheetKind, edit: &Edit) {
        let sheet = self.0.sheet_mut(sheet);
        sheet.write([actor; 8], std::slice::from_ref(edit)).unwrap();
    }

    fn code(&self, paper: Paper) -> String {
        PaperCode::of(paper, &self.0.view(&|_| Some(author()))).to_string()
    }

    fn codes(&self) -> [String; 3] {
        Paper::ALL.map(|paper| self.code(paper))
    }
}

/// Papers that were printed years ago are checked by it: it never changes.
#[test]
fn a_code_is_what_it_was() {
    assert_eq!(Written::new().code(Paper::Glance), "GWAV9-7MQE1");
}

#[test]
fn a_line_that_a_paper_shows_changes_its_code_and_a_note_changes_none() {
    let mut written = Written::new();
    let before = written.codes();
    written.write(
        3,
        SheetKind::Shared,
        &entry(3, "note", "text", "Slept well."),
    );
    assert_eq!(written.codes(), before);
    written.write(
        4,
        SheetKind::Shared,
        &entry(4, "document", "title", "CPR form"),
    );
    let [glance, folder, copy] = written.codes();
    assert_eq!(glance, before[0]);
    assert_ne!(folder, before[1]);
    assert_ne!(copy, before[2]);
    let cpr = entry(5, "cpr_decision", "decision", "not_for_cpr");
    written.write(5, SheetKind::Shared, &cpr);
    let after = written.codes();
    assert!(
        after
            .iter()
            .zip([&glance, &folder, &copy])
            .all(|(a, b)| a != b)
    );
}

/// A second decision that nobody has settled makes the paper with the first one old.
#[test]
fn two_values_that_stand_are_both_in_it() {
    let mut written = Written::new();
    written.write(
        3,
        SheetKind::Shared,
        &entry(3, "cpr_decision", "decision", "not_for_cpr"),
    );
    let one = written.code(Paper::Glance);
    written.write(
        4,
        SheetKind::Shared,
        &entry(4, "cpr_decision", "decision", "for_cpr"),
    );
    assert_ne!(written.code(Paper::Glance), one);
}

#[test]
fn it_is_the_same_in_whatever_order_things_came() {
    let edits = [
        entry(11, "allergy", "agent", "Latex"),
        entry(12, "alert", "text", "Risk of bleeding"),
        Edit::set("person.preferred_name", Statement::words("Peggy")),
    ];
    let code = |order: [usize; 3]| {
        let mut written = Written::new();
        // Each is written apart, as on computers that have not heard of one another.
        let apart: Vec<Record> = edits
            .iter()
            .zip(20..)
            .map(|(edit, actor)| {
                let mut one = Written(written.0.clone());
                one.write(actor, SheetKind::Shared, edit);
                one.0
            })
            .collect();
        for index in order {
            for change in apart[index].sheet(SheetKind::Shared).changes() {
                written
                    .0
                    .sheet_mut(SheetKind::Shared)
                    .apply(&[change])
                    .unwrap();
            }
        }
        written.codes()
    };
    assert_eq!(code([0, 1, 2]), code([2, 1, 0]));
    assert_eq!(code([0, 1, 2]), code([1, 2, 0]));
}

#[test]
fn what_is_withheld_and_who_the_person_is_are_not_in_it() {
    let mut written = Written::new();
    let before = written.codes();
    written.write(
        3,
        SheetKind::Restricted,
        &entry(3, "allergy", "agent", "Latex"),
    );
    assert_eq!(written.codes(), before);
    let other = RecordId::from_bytes([8; 16]);
    let code: PaperCode = written.code(Paper::Glance).parse().unwrap();
    assert!(code.may_be_of(RecordId::from_bytes(PERSON)));
    assert!(!code.may_be_of(other));
}

#[test]
fn it_is_read_as_people_type_it() {
    for paper in Paper::ALL {
        let code = PaperCode::of(paper, &Written::new().0.view(&|_| Some(author())));
        let typed = code.to_string();
        let sloppy = typed
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(typed.parse(), Ok(code));
        assert_eq!(sloppy.parse(), Ok(code));
    }
    for wrong in [
        "",
        "G7K3Q",
        "G7K3Q-8MN2",
        "G7K3Q-8MN2XX",
        "X7K3Q-8MN2X",
        "G7K3Q-8MN2U",
        "G7K3Q-8MN2é",
    ] {
        assert!(wrong.parse::<PaperCode>().is_err(), "{wrong}");
    }
}
