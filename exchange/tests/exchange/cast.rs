//! Who and what the tests are made of.

use std::collections::BTreeMap;

use care_record::{
    Attribution, Body, Edit, Entry, EntryId, Hash, Record, RecordId, RecordView, Role, SheetKind,
};
use chrono::NaiveDate;
use exchange::import::{ImportPlan, Input, plan};

/// The day of every import.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
}

/// Entry ids in a row, each cast with a start of its own.
pub(crate) fn ids(start: u64) -> impl FnMut() -> EntryId {
    let mut next = start;
    move || {
        next += 1;
        EntryId::from_random(next.to_be_bytes())
    }
}

/// Imports files by name.
pub(crate) fn import(files: &[(&str, &str)]) -> ImportPlan {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|(name, text)| Input {
            name,
            bytes: text.as_bytes(),
        })
        .collect();
    plan(&inputs, today(), &mut ids(1_000))
}

/// Somebody who writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    name: &'static str,
    role: Role,
    organisation: &'static str,
    site: &'static str,
}

pub(crate) const ASHA: Person = Person {
    name: "Asha Verma",
    role: Role::DistrictNurse,
    organisation: "Fen Edge Community",
    site: "North round",
};
pub(crate) const BRONWEN: Person = Person {
    name: "Bronwen Price",
    role: Role::HospiceDoctor,
    organisation: "St Jude's Hospice",
    site: "St Jude's Hospice",
};
pub(crate) const COLIN: Person = Person {
    name: "Colin O'Hare",
    role: Role::SeniorCarer,
    organisation: "Riverside Care",
    site: "Riverside House",
};
pub(crate) const DEV: Person = Person {
    name: "Dev <Admin> & Co",
    role: Role::Gp,
    organisation: "Fen Edge Surgery",
    site: "",
};

/// A computer that holds one record.
#[derive(Clone)]
pub(crate) struct Computer {
    pub(crate) record: Record,
    number: u8,
    actors: u8,
    held: Vec<(SheetKind, Vec<u8>)>,
    by: BTreeMap<Hash, Attribution>,
}

impl Computer {
    pub(crate) fn new(number: u8) -> Self {
        let record = Record::new(RecordId::from_bytes([7; 16]));
        Self {
            record,
            number,
            actors: 0,
            held: Vec::new(),
            by: BTreeMap::new(),
        }
    }

    /// Somebody writes, at a moment.
    pub(crate) fn writes(&mut self, who: Person, minute: i64, edits: &[Edit]) {
        self.writes_on(SheetKind::Shared, who, minute, edits);
    }

    pub(crate) fn writes_on(&mut self, sheet: SheetKind, who: Person, minute: i64, edits: &[Edit]) {
        self.actors += 1;
        let mut actor = [self.number; 8];
        actor[0] = self.actors;
        let written = self
            .record
            .sheet_mut(sheet)
            .write(actor, edits)
            .expect("writes");
        self.held.push((sheet, written.change));
        let by = Attribution {
            staff: format!("staff-{}", who.name.len()),
            name: who.name.to_owned(),
            role: Some(who.role),
            registration: (who.role == Role::HospiceDoctor).then(|| "GMC 0000000".to_owned()),
            organisation: who.organisation.to_owned(),
            site: who.site.to_owned(),
            device: format!("device-{}", self.number),
            recorded_at_ms: 1_760_000_000_000 + minute * 60_000,
            clock_off_ms: None,
            after_end: false,
            received_at_ms: None,
            shared: false,
        };
        self.by.insert(written.hash, by);
    }

    /// Receives everything the other has on the shared sheet, at a moment of its own.
    pub(crate) fn hears(&mut self, other: &Computer) {
        let shared = other
            .held
            .iter()
            .filter(|(sheet, _)| *sheet == SheetKind::Shared);
        for (sheet, change) in shared {
            self.record
                .sheet_mut(*sheet)
                .apply(&[change])
                .expect("applies");
            if !self.held.iter().any(|(_, held)| held == change) {
                self.held.push((*sheet, change.clone()));
            }
        }
        for (hash, by) in &other.by {
            let mut by = by.clone();
            by.received_at_ms = Some(1_770_000_000_000 + i64::from(self.number));
            by.shared = true;
            self.by.entry(*hash).or_insert(by);
        }
    }

    pub(crate) fn view(&self) -> RecordView {
        self.record.view(&|hash| self.by.get(hash).cloned())
    }

    pub(crate) fn export(&self) -> String {
        exchange::export::document(&self.view())
    }
}

/// A new entry.
pub(crate) fn entry(number: u64, kind: &str, parts: &[(&str, &str)]) -> Edit {
    Edit::enter(id(number), Entry::new(kind, body(parts)))
}

pub(crate) fn id(number: u64) -> EntryId {
    EntryId::from_random(number.to_be_bytes())
}

pub(crate) fn body(parts: &[(&str, &str)]) -> Body {
    let value = |words: &str| match words.split_once('|') {
        Some(_) => words.split('|').collect::<Vec<_>>().into(),
        None => words.into(),
    };
    parts
        .iter()
        .map(|(name, words)| ((*name).to_owned(), value(words)))
        .collect()
}

/// Everything the record has a line for, said once.
pub(crate) fn whole_record() -> Computer {
    use care_record::Statement;
    let mut computer = Computer::new(1);
    computer.writes(
        COLIN,
        0,
        &[
            entry(1, "family_name", &[("value", "Pike")]),
            entry(2, "given_names", &[("value", "Ann Mary")]),
            entry(3, "birth_date", &[("value", "1941-03-02")]),
            entry(
                4,
                "nhs_number",
                &[("value", "9990000018"), ("status", "01")],
            ),
            Edit::set("person.preferred_name", Statement::words("Annie")),
            Edit::set("person.title", Statement::words("Mrs")),
            Edit::set("person.sex_at_birth", Statement::words("2")),
            Edit::set("person.gender_identity", Statement::words("female")),
            Edit::set(
                "person.address",
                Statement::words("2 Staithe Lane\nFen End"),
            ),
            Edit::set("person.postcode", Statement::words("ZZ99 3WZ")),
            Edit::set("person.phone", Statement::words("01632 960000")),
            Edit::set("person.email", Statement::words("annie@example.org")),
            Edit::set("person.ethnicity", Statement::words("White British")),
            Edit::set("person.language", Statement::words("English")),
            Edit::set("gp.practice_name", Statement::words("Fen Edge Surgery")),
            Edit::set("gp.practice_code", Statement::words("Z99999")),
            Edit::set("gp.phone", Statement::words("01632 960001")),
            Edit::set("home.room", Statement::words("12")),
        ],
    );
    computer.writes(
        ASHA,
        10,
        &[
            entry(
                5,
                "contact",
                &[
                    ("name", "Tom Pike"),
                    ("relationship", "son"),
                    ("roles", "next_of_kin|main_carer"),
                    ("phone", "01632 960002"),
                    ("call_at_night", "yes"),
                ],
            ),
            entry(
                6,
                "allergy",
                &[
                    ("agent", "Penicillin"),
                    ("agent_system", "http://snomed.info/sct"),
                    ("agent_code", "764146007"),
                    ("reaction", "Rash"),
                    ("severity", "severe"),
                    ("certainty", "confirmed"),
                    ("onset", "1970"),
                    ("comment", "Seen by the family"),
                ],
            ),
            entry(7, "alert", &[("text", "Pacemaker"), ("kind", "implant")]),
            entry(
                8,
                "consent",
                &[("state", "best_interests"), ("taken_on", "2025-09-01")],
            ),
            entry(
                9,
                "preferred_place_of_death_1",
                &[("place", "hospice"), ("name", "St Jude's")],
            ),
            entry(10, "preferred_place_of_care_1", &[("place", "not_asked")]),
            entry(11, "note", &[("text", "Slept well.\nAte a little.")]),
        ],
    );
    computer.writes(
        BRONWEN,
        20,
        &[entry(
            12,
            "cpr_decision",
            &[
                ("decision", "not_for_cpr"),
                ("decided_on", "2025-10-01"),
                ("informed", "person|family"),
                ("review", "indefinite"),
            ],
        )],
    );
    computer
}
