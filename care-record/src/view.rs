//! What a record says: registers and entries read with everything that is open.

mod standing;

pub use standing::Standing;

use crate::declare::{Cardinality, FieldDeclaration, KEY_ITEMS, MergeClass, entry_kinds};
use crate::sheet::{RawEntry, RawValue};
use crate::{
    Answer, Body, EntryId, Hash, KeyItem, Meta, Reading, Record, RecordId, Role, SheetKind,
    Statement, entry_kind, fields,
};
use std::collections::BTreeMap;

/// Who wrote something and how it came here: what the signed envelope and its certificates say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Staff id.
    pub staff: String,
    /// Name.
    pub name: String,
    /// Role acted in; none where this version does not know it.
    pub role: Option<Role>,
    /// Professional registration number.
    pub registration: Option<String>,
    /// Organisation.
    pub organisation: String,
    /// Site.
    pub site: String,
    /// Device id.
    pub device: String,
    /// When it was written, milliseconds since 1970 by the writer's clock.
    pub recorded_at_ms: i64,
    /// When it reached this computer; none when written here.
    pub received_at_ms: Option<i64>,
    /// Has the region got it safe?
    pub shared: bool,
}

/// One value of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValue {
    /// What is said.
    pub statement: Statement,
    /// The change that wrote it.
    pub change: Hash,
    /// Which sheet it stands in.
    pub sheet: SheetKind,
    /// Who wrote it; none where the envelope is not here.
    pub by: Option<Attribution>,
    /// May the author's role write this register? Where not, the value is shown and marked.
    pub in_force: bool,
}

/// One entry with its standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryView {
    /// Id.
    pub id: EntryId,
    /// Kind, such as `cpr_decision`.
    pub kind: String,
    /// Parts by name.
    pub body: Body,
    /// A non-answer in place of a body.
    pub answer: Option<Answer>,
    /// What it replaces.
    pub supersedes: Vec<EntryId>,
    /// What it re-affirms.
    pub confirms: Option<EntryId>,
    /// What it marks as entered in error.
    pub error_of: Vec<EntryId>,
    /// Ground, when true, remark.
    pub meta: Meta,
    /// The change that wrote it.
    pub change: Hash,
    /// Which sheet it stands in.
    pub sheet: SheetKind,
    /// Who wrote it; none where the envelope is not here.
    pub by: Option<Attribution>,
    /// Does it stand?
    pub standing: Standing,
}

impl EntryView {
    /// A part as words or code; several choices are parted by line breaks.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<String> {
        match self.body.get(name)? {
            serde_json::Value::String(words) => Some(words.clone()),
            serde_json::Value::Array(items) => Some(
                items
                    .iter()
                    .filter_map(serde_json::Value::as_str)
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            _ => None,
        }
    }

    fn means_the_same(&self, other: &Self) -> bool {
        self.body == other.body && self.answer == other.answer
    }
}

/// One item of a list: a chain of entries that replace one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The smallest entry id of the chain, the same everywhere.
    pub id: EntryId,
    /// What is open in it.
    pub reading: Reading<EntryView>,
}

/// An open disagreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Line, such as `cpr_decision`.
    pub line: String,
    /// How it is to be shown.
    pub class: MergeClass,
    /// All that are open, in a fixed order that favours none.
    pub open: Vec<EntryView>,
}

/// What a record says.
#[derive(Debug, Clone)]
pub struct RecordView {
    /// Its id.
    pub record: RecordId,
    /// Values and entries of a newer version that this one cannot show.
    pub unknown: usize,
    registers: BTreeMap<&'static str, Reading<FieldValue>>,
    entries: Vec<EntryView>,
}

impl RecordView {
    pub(crate) fn of(record: &Record, attribute: &dyn Fn(&Hash) -> Option<Attribution>) -> Self {
        let registers = fields()
            .iter()
            .map(|declaration| {
                let now = values(record, declaration, attribute, crate::Sheet::values);
                (
                    declaration.name,
                    Reading::of(now, |a, b| a.statement.answer == b.statement.answer),
                )
            })
            .collect();
        let mut entries = Vec::new();
        let mut unknown = 0;
        for kind in SheetKind::ALL {
            let sheet = record.sheet(kind);
            unknown += sheet.unknown();
            let raw: Vec<(RawEntry, Option<Attribution>)> = sheet
                .entries()
                .into_iter()
                .map(|entry| {
                    let by = attribute(&entry.change);
                    (entry, by)
                })
                .collect();
            entries.extend(standing::stand(kind, raw));
        }
        entries.sort_by(|a, b| (&a.id, a.change).cmp(&(&b.id, b.change)));
        Self {
            record: record.id(),
            unknown,
            registers,
            entries,
        }
    }

    /// A register. A name that is not declared reads as nothing.
    #[must_use]
    pub fn field(&self, name: &str) -> &Reading<FieldValue> {
        const NOTHING: &Reading<FieldValue> = &Reading::Nothing;
        self.registers.get(name).unwrap_or(NOTHING)
    }

    /// Every entry of a kind, open or not, in the order of their ids.
    pub fn all(&self, kind: &str) -> impl Iterator<Item = &EntryView> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    fn open(&self, kind: &str) -> Vec<EntryView> {
        self.all(kind)
            .filter(|entry| entry.standing == Standing::Open)
            .cloned()
            .collect()
    }

    /// The reading of a kind of which one can be true.
    #[must_use]
    pub fn one(&self, kind: &str) -> Reading<EntryView> {
        Reading::of(self.open(kind), EntryView::means_the_same)
    }

    /// The items of a list kind that have anything open, in the order of their ids.
    #[must_use]
    pub fn items(&self, kind: &str) -> Vec<Item> {
        let all: Vec<&EntryView> = self.all(kind).collect();
        let chains = standing::chains(&all);
        let mut items: BTreeMap<EntryId, Vec<EntryView>> = BTreeMap::new();
        for (entry, chain) in all.iter().zip(chains) {
            if entry.standing == Standing::Open {
                items.entry(chain).or_default().push((*entry).clone());
            }
        }
        items
            .into_iter()
            .map(|(id, open)| Item {
                id,
                reading: Reading::of(open, EntryView::means_the_same),
            })
            .collect()
    }

    /// Notes that stand, newest first by the writers' clocks.
    #[must_use]
    pub fn notes(&self) -> Vec<EntryView> {
        let mut notes = self.open("note");
        let at = |note: &EntryView| note.by.as_ref().map_or(i64::MIN, |by| by.recorded_at_ms);
        notes.sort_by(|a, b| (at(b), &b.id).cmp(&(at(a), &a.id)));
        notes
    }

    /// All open disagreements, in the order of the declarations.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for kind in entry_kinds() {
            let readings = match kind.cardinality {
                Cardinality::One => vec![self.one(kind.name)],
                Cardinality::Many => self
                    .items(kind.name)
                    .into_iter()
                    .map(|item| item.reading)
                    .collect(),
            };
            for reading in readings.iter().filter(|reading| reading.is_several()) {
                let open = reading
                    .values()
                    .into_iter()
                    .flat_map(crate::Agreed::all)
                    .cloned()
                    .collect();
                conflicts.push(Conflict {
                    line: kind.name.to_owned(),
                    class: kind.class,
                    open,
                });
            }
        }
        conflicts.extend(self.allergy_contradiction());
        conflicts
    }

    /// "No known allergies" beside an allergy that stands: nobody may read the one without the other.
    fn allergy_contradiction(&self) -> Option<Conflict> {
        let none_known: Vec<EntryView> = self
            .open("allergy_state")
            .into_iter()
            .filter(|e| e.part("state").as_deref() == Some("none_known"))
            .collect();
        let allergies = self.open("allergy");
        if none_known.is_empty() || allergies.is_empty() || self.one("allergy_state").is_several() {
            return None;
        }
        let open = none_known.into_iter().chain(allergies).collect();
        Some(Conflict {
            line: "allergy_state".to_owned(),
            class: MergeClass::Alarm,
            open,
        })
    }

    /// Entries that are kept but count for nothing, because their author may not write them.
    #[must_use]
    pub fn not_in_force(&self) -> Vec<&EntryView> {
        self.entries
            .iter()
            .filter(|entry| entry.standing == Standing::NotInForce)
            .collect()
    }

    /// The ten key items and whether each is recorded.
    #[must_use]
    pub fn key_items(&self) -> Vec<(&'static KeyItem, bool)> {
        KEY_ITEMS
            .iter()
            .map(|item| {
                let recorded = item.lines.iter().any(|line| match entry_kind(line) {
                    Some(_) => !self.open(line).is_empty(),
                    None => !self.field(line).values().is_empty(),
                });
                (item, recorded)
            })
            .collect()
    }

    /// When the newest thing was written, milliseconds since 1970, by its writer's clock.
    #[must_use]
    pub fn last_written_ms(&self) -> Option<i64> {
        let entries = self.entries.iter().filter_map(|entry| entry.by.as_ref());
        let values = self
            .registers
            .values()
            .flat_map(Reading::values)
            .flat_map(crate::Agreed::all);
        let values = values.filter_map(|value| value.by.as_ref());
        entries.chain(values).map(|by| by.recorded_at_ms).max()
    }
}

/// The values of a register in all sheets, read in one of two ways, with who wrote them.
pub(crate) fn values(
    record: &Record,
    declaration: &FieldDeclaration,
    attribute: &dyn Fn(&Hash) -> Option<Attribution>,
    read: impl Fn(&crate::Sheet, &FieldDeclaration) -> Vec<RawValue>,
) -> Vec<FieldValue> {
    let mut found = Vec::new();
    for sheet in SheetKind::ALL {
        for raw in read(record.sheet(sheet), declaration) {
            let by = attribute(&raw.change);
            let role = by.as_ref().and_then(|by| by.role);
            let in_force = role.is_some_and(|role| crate::may_write(&declaration.rule, role));
            found.push(FieldValue {
                statement: raw.statement,
                change: raw.change,
                sheet,
                by,
                in_force,
            });
        }
    }
    found
}
