//! Computers that write, meet and read, for the tests that follow.

use care_record::{
    Attribution, Body, Edit, Entry, EntryId, Hash, Record, RecordId, RecordView, Role, SheetKind,
};
use std::collections::BTreeMap;

/// One change on its way: bytes, hash, author's role.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) bytes: Vec<u8>,
    pub(crate) hash: Hash,
    pub(crate) by: Attribution,
    pub(crate) sheet: SheetKind,
}

/// A computer with one record.
pub(crate) struct Computer {
    pub(crate) record: Record,
    pub(crate) actor: u8,
    /// Everything written or received, in the order it was merged here.
    pub(crate) held: Vec<Sent>,
    /// Arrived before what it depends on.
    pub(crate) waiting: Vec<Sent>,
}

impl Computer {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            record: Record::new(RecordId::from_bytes([9; 16])),
            actor: number + 1,
            held: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// Somebody in this role writes to the shared sheet.
    pub(crate) fn write(&mut self, role: Role, edit: Edit) {
        self.write_as(by(role), SheetKind::Shared, edit);
    }

    /// Somebody writes.
    pub(crate) fn write_as(&mut self, by: Attribution, sheet: SheetKind, edit: Edit) {
        let role = by.role.expect("the test writes in a role");
        care_record::validate_edit(&edit, role).expect("the test writes what may be written");
        self.write_unasked(by, sheet, edit);
    }

    /// Somebody writes without asking whether she may.
    pub(crate) fn write_unasked(&mut self, by: Attribution, sheet: SheetKind, edit: Edit) {
        let written = self
            .record
            .sheet_mut(sheet)
            .write([self.actor; 8], &[edit])
            .unwrap();
        self.held.push(Sent {
            bytes: written.change,
            hash: written.hash,
            by,
            sheet,
        });
    }

    /// Takes what arrives, in any order and as often as it comes.
    pub(crate) fn receive(&mut self, arrived: Vec<Sent>) {
        self.waiting.extend(arrived);
        loop {
            let before = self.waiting.len();
            for sent in std::mem::take(&mut self.waiting) {
                match self.record.sheet_mut(sent.sheet).apply(&[&sent.bytes]) {
                    Ok(fresh) => {
                        if !fresh.is_empty() {
                            self.held.push(sent);
                        }
                    }
                    Err(care_record::ApplyError::Missing) => self.waiting.push(sent),
                    Err(other) => panic!("{other}"),
                }
            }
            if self.waiting.len() == before {
                return;
            }
        }
    }

    pub(crate) fn view(&self) -> RecordView {
        let authors = self.authors();
        self.record.view(&|hash| authors.get(hash).cloned())
    }

    /// Who wrote each change.
    pub(crate) fn authors(&self) -> BTreeMap<Hash, Attribution> {
        let held = self.held.iter();
        held.map(|sent| (sent.hash, sent.by.clone())).collect()
    }
}

pub(crate) fn by(role: Role) -> Attribution {
    Attribution {
        staff: role.name().to_owned(),
        name: role.words().to_owned(),
        role: Some(role),
        registration: None,
        organisation: "Fen Edge".to_owned(),
        site: "Riverside House".to_owned(),
        device: "one".to_owned(),
        recorded_at_ms: 0,
        clock_off_ms: None,
        after_end: false,
        received_at_ms: None,
        shared: false,
    }
}

pub(crate) fn body(parts: &[(&str, &str)]) -> Body {
    parts
        .iter()
        .map(|(name, words)| ((*name).to_owned(), (*words).into()))
        .collect()
}

pub(crate) fn id(number: u64) -> EntryId {
    EntryId::from_random(number.to_be_bytes())
}

pub(crate) fn open_ids(view: &RecordView, kind: &str) -> Vec<EntryId> {
    view.all(kind)
        .filter(|e| e.standing == care_record::Standing::Open)
        .map(|e| e.id.clone())
        .collect()
}

/// Everything a person could see of a record, as text.
pub(crate) fn drawn(view: &RecordView) -> String {
    let mut lines = Vec::new();
    for field in care_record::fields() {
        for agreed in view.field(field.name).values() {
            for value in agreed.all() {
                lines.push(format!(
                    "{} = {} by {:?}",
                    field.name,
                    value.statement.answer.words(),
                    value.by
                ));
            }
        }
    }
    for kind in care_record::entry_kinds() {
        for entry in view.all(kind.name) {
            lines.push(format!(
                "{} {} {:?} {:?}",
                entry.kind, entry.id, entry.body, entry.standing
            ));
        }
    }
    for conflict in view.conflicts() {
        lines.push(format!(
            "open: {} {:?}",
            conflict.line,
            conflict.open.iter().map(|e| &e.id).collect::<Vec<_>>()
        ));
    }
    lines.join("\n")
}

pub(crate) fn meet(one: &mut Computer, other: &mut Computer) {
    let (from_one, from_other) = (one.held.clone(), other.held.clone());
    one.receive(from_other);
    other.receive(from_one);
}

/// Somebody of this name.
pub(crate) fn named(role: Role, staff: &str) -> Attribution {
    Attribution {
        staff: staff.to_owned(),
        ..by(role)
    }
}

/// Somebody who writes at this moment.
pub(crate) fn at(role: Role, recorded_at_ms: i64) -> Attribution {
    Attribution {
        recorded_at_ms,
        ..by(role)
    }
}

/// Writes to the shared sheet.
pub(crate) fn write(computer: &mut Computer, by: Attribution, number: u64, entry: Entry) {
    computer.write_as(by, SheetKind::Shared, Edit::enter(id(number), entry));
}

/// An entry with these parts.
pub(crate) fn entry(kind: &str, parts: &[(&str, &str)]) -> Entry {
    Entry::new(kind, body(parts))
}
