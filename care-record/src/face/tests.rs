use super::{FaceError, VERSION, face, read};
use crate::declare::FACE;
use crate::{
    Attribution, Body, Edit, Entry, EntryId, Record, RecordId, RecordView, Role, SheetKind,
    Statement, entry_kind, field,
};

fn author(role: Role) -> Attribution {
    Attribution {
        staff: "staff".to_owned(),
        name: "Asha Rahman".to_owned(),
        role: Some(role),
        registration: None,
        organisation: "Riverside Care".to_owned(),
        site: "Riverside House".to_owned(),
        device: String::new(),
        recorded_at_ms: 1_780_000_000_000,
        clock_off_ms: Some(840_000),
        after_end: false,
        received_at_ms: None,
        shared: true,
    }
}

fn view(edits: &[(SheetKind, Edit)]) -> RecordView {
    let mut record = Record::new(RecordId::from_bytes([7; 16]));
    for (number, (sheet, edit)) in (1..).zip(edits) {
        let actor = [number; 8];
        record
            .sheet_mut(*sheet)
            .write(actor, std::slice::from_ref(edit))
            .unwrap();
    }
    record.view(&|_| Some(author(Role::DistrictNurse)))
}

fn entry(id: u8, kind: &str, part: &str, words: &str) -> Edit {
    let body: Body = [(part.to_owned(), words.into())].into_iter().collect();
    Edit::enter(EntryId::from_random([id; 8]), Entry::new(kind, body))
}

/// Raise the version when this changes, and then write the number here.
#[test]
fn a_version_has_one_set_of_lines_parts_and_choices() {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |words: &str| {
        for byte in words.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for line in FACE {
        add(&format!("{line:?}"));
        let kinds = entry_kind(line.name).map_or(Vec::new(), |kind| {
            kind.parts
                .iter()
                .map(|part| (part.name, part.kind))
                .collect()
        });
        let fields = field(line.name).map(|field| (field.name, field.kind));
        for (name, kind) in kinds.into_iter().chain(fields) {
            add(name);
            kind.choices().iter().for_each(|code| add(code.code));
        }
        assert!(entry_kind(line.name).is_some() || field(line.name).is_some());
    }
    assert_eq!((VERSION, hash), (1, 18_350_550_067_777_264_865));
}

#[test]
fn a_narrower_sheet_never_leaves_in_a_face() {
    let shared = (SheetKind::Shared, entry(1, "allergy", "agent", "Latex"));
    let whole = view(&[
        shared.clone(),
        (
            SheetKind::Restricted,
            entry(2, "allergy", "agent", "Codeine"),
        ),
        (
            SheetKind::Local,
            entry(3, "alert", "text", "Dog in the yard"),
        ),
    ]);
    let bytes = face(&whole).unwrap();
    assert_eq!(bytes, face(&view(&[shared])).unwrap());
    assert!(super::is_more_than_a_face(&whole));
}

#[test]
fn nothing_but_a_face_is_read() {
    let whole = view(&[
        (SheetKind::Shared, entry(1, "allergy", "agent", "Latex")),
        (
            SheetKind::Shared,
            Edit::set("home.room", Statement::words("14")),
        ),
    ]);
    let bytes = face(&whole).unwrap();
    let read = |bytes: &[u8]| read(RecordId::from_bytes([7; 16]), bytes, None).map(drop);
    assert_eq!(read(&bytes), Ok(()));
    for at in 0..bytes.len() {
        assert!(read(&bytes[..at]).is_err(), "cut at {at}");
    }
    assert_eq!(
        read(&[bytes.as_slice(), &[0]].concat()),
        Err(FaceError::Malformed)
    );
    let mut other = bytes.clone();
    other[0] = VERSION + 1;
    assert_eq!(read(&other), Err(FaceError::OtherVersion));
    // Anything may come over a line; nothing of it may end the program.
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut bent = bytes.clone();
            bent[at] ^= 1 << bit;
            let _may_mean_something = read(&bent);
        }
    }
}
