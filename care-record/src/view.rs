//! What a record says: registers and entries read with everything that is open.

mod beyond;
mod conflicts;
mod standing;
mod told;

pub(crate) use beyond::{Beyond, OfSection};
pub use standing::Standing;

use crate::declare::{FieldDeclaration, KEY_ITEMS, MergeClass, TwoPeople};
use crate::sheet::{RawEntry, RawValue};
use crate::{
    Answer, Basis, Body, EntryId, Hash, KeyItem, Meta, NONE_OF_THESE, READER, Reading, Record,
    RecordId, Role, SheetId, SheetKind, Statement, entry_kind, field, fields, may_read,
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
    /// How far off the writer's clock may have been, where it was known to be wrong.
    pub clock_off_ms: Option<u32>,
    /// Did it arrive after its writer's access had ended?
    pub after_end: bool,
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
    pub sheet: SheetId,
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
    pub sheet: SheetId,
    /// Who wrote it; none where the envelope is not here.
    pub by: Option<Attribution>,
    /// Does it stand?
    pub standing: Standing,
}

impl EntryView {
    /// A part as words or code; several choices are parted by line breaks, and words in place of a choice stand as they
    /// are. What a newer version wrote has none: its parts may mean something else.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<String> {
        if self.needs_newer() {
            return None;
        }
        match self.body.get(name)? {
            serde_json::Value::String(words) => Some(words.clone()),
            serde_json::Value::Array(items) => Some(
                items
                    .iter()
                    .filter_map(serde_json::Value::as_str)
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
            serde_json::Value::Object(words) => {
                Some(words.get(NONE_OF_THESE)?.as_str()?.to_owned())
            }
            _ => None,
        }
    }

    /// When it happened, milliseconds since 1970: as its author says, else when it was written; none where neither is
    /// known.
    #[must_use]
    pub fn happened_ms(&self) -> Option<i64> {
        let moment = |text: String| chrono::DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z");
        let said = self.part("at").and_then(|text| moment(text).ok());
        said.map(|at| at.timestamp_millis())
            .or_else(|| Some(self.by.as_ref()?.recorded_at_ms))
    }

    /// Was it written by a version whose meaning this one may get wrong? Then its parts are not shown.
    #[must_use]
    pub fn needs_newer(&self) -> bool {
        self.meta.min_reader.is_some_and(|least| least > READER)
    }

    /// Is it of those that somebody else must confirm?
    pub(crate) fn asks_second_person(&self) -> bool {
        match entry_kind(&self.kind).map(|kind| kind.two_people) {
            Some(TwoPeople::ToCopy) => self.meta.basis == Some(Basis::Transcribed),
            Some(TwoPeople::ToCount) => true,
            _ => false,
        }
    }

    /// As those read it who may read what is withheld, or as the others do.
    fn told_to(mut self, narrow: bool) -> Self {
        let parts = entry_kind(&self.kind).map_or(&[][..], |kind| kind.parts);
        for part in parts.iter().filter(|part| part.narrow && !narrow) {
            self.body.remove(part.name);
        }
        self
    }

    fn means_the_same(&self, other: &Self) -> bool {
        self.body == other.body && self.answer == other.answer && !self.needs_newer()
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
    entries: BTreeMap<&'static str, Vec<EntryView>>,
    /// Of a face, what is known of the rest.
    pub(crate) beyond: Beyond,
}

impl RecordView {
    pub(crate) fn of(record: &Record, attribute: &dyn Fn(&Hash) -> Option<Attribution>) -> Self {
        let registers = fields()
            .map(|declaration| {
                let counts = |change: &Hash| {
                    attribute(change).is_none_or(|by| may_write(declaration, Some(&by)))
                };
                let now = values(record, declaration, attribute, |sheet, declaration| {
                    sheet.counted_values(declaration, &counts)
                });
                (declaration.name, agreed(now))
            })
            .collect();
        let mut entries: BTreeMap<&'static str, Vec<EntryView>> = BTreeMap::new();
        let mut unknown = 0;
        for (id, sheet) in record.sheets() {
            let contents = sheet.contents();
            unknown += contents.unknown;
            let raw: Vec<(RawEntry, Option<Attribution>)> = contents
                .entries
                .into_iter()
                .map(|entry| {
                    let by = attribute(&entry.change);
                    (entry, by)
                })
                .collect();
            for entry in standing::stand(id, raw) {
                if let Some(kind) = entry_kind(&entry.kind) {
                    entries.entry(kind.name).or_default().push(entry);
                }
            }
        }
        for all in entries.values_mut() {
            all.sort_by(|a, b| (&a.id, a.change).cmp(&(&b.id, b.change)));
        }
        Self {
            record: record.id(),
            unknown,
            registers,
            entries,
            beyond: Beyond::default(),
        }
    }

    /// A view that holds these lines, values and entries in the order in which they are given.
    pub(crate) fn holding(
        record: RecordId,
        registers: BTreeMap<&'static str, Vec<FieldValue>>,
        entries: BTreeMap<&'static str, Vec<EntryView>>,
    ) -> Self {
        let registers = registers.into_iter();
        Self {
            record,
            unknown: 0,
            registers: registers
                .map(|(name, values)| (name, agreed(values)))
                .collect(),
            entries,
            beyond: Beyond::default(),
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
        self.entries.get(kind).into_iter().flatten()
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
                let chain = self.beyond.items.get(&entry.id).cloned().unwrap_or(chain);
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

    /// What happened, newest first by when it happened; the ids break ties the same way everywhere.
    #[must_use]
    pub fn log(&self, kind: &str) -> Vec<&EntryView> {
        let mut log: Vec<&EntryView> = self
            .all(kind)
            .filter(|entry| entry.standing == Standing::Open)
            .collect();
        log.sort_by_cached_key(|entry| {
            std::cmp::Reverse((entry.happened_ms().unwrap_or(i64::MIN), entry.id.clone()))
        });
        log
    }

    /// Notes that stand, newest first.
    #[must_use]
    pub fn notes(&self) -> Vec<EntryView> {
        self.log("note").into_iter().cloned().collect()
    }

    /// Suggestions that nobody has taken up or turned down.
    #[must_use]
    pub fn suggestions(&self) -> Vec<&EntryView> {
        self.entries()
            .filter(|entry| entry.standing == Standing::Suggested)
            .collect()
    }

    /// Every entry, by kind in alphabetical order.
    pub fn entries(&self) -> impl Iterator<Item = &EntryView> {
        self.entries.values().flatten()
    }

    /// Must somebody else confirm this entry before it is relied on? So it is with a copy from paper of a decision, and
    /// with the judgement that two records are of one person.
    #[must_use]
    pub fn awaits_second_person(&self, entry: &EntryView) -> bool {
        let first = entry
            .confirms
            .as_ref()
            .and_then(|id| self.all(&entry.kind).find(|other| other.id == *id));
        let who = |entry: &EntryView| entry.by.as_ref().map(|by| by.staff.clone());
        let confirmed = first.is_some_and(|first| {
            first.body == entry.body && who(first).is_some() && who(first) != who(entry)
        });
        entry.asks_second_person() && !confirmed
    }

    /// What somebody with these roles may read of it, and nothing else.
    #[must_use]
    pub fn for_reader(&self, roles: &[Role]) -> Self {
        let readable =
            |section: &str, sheet| roles.iter().any(|role| may_read(section, sheet, *role));
        Self {
            beyond: self.beyond.for_reader(roles),
            ..self.only(&readable)
        }
    }

    fn only(&self, readable: &dyn Fn(&str, SheetKind) -> bool) -> Self {
        let registers = self
            .registers
            .iter()
            .map(|(name, reading)| {
                let section = field(name).map_or("", |declaration| declaration.place().0);
                let left = reading
                    .values()
                    .into_iter()
                    .flat_map(crate::Agreed::all)
                    .filter(|value| readable(section, value.sheet.kind))
                    .cloned()
                    .collect();
                (*name, agreed(left))
            })
            .collect();
        let entries = self
            .entries
            .iter()
            .map(|(name, all)| {
                let section = entry_kind(name).map_or("", |kind| kind.section);
                let left = all
                    .iter()
                    .filter(|entry| readable(section, entry.sheet.kind))
                    .cloned();
                let narrow = readable(section, SheetKind::Restricted);
                (*name, left.map(|entry| entry.told_to(narrow)).collect())
            })
            .collect();
        Self {
            record: self.record,
            unknown: self.unknown,
            registers,
            entries,
            beyond: Beyond::default(),
        }
    }

    /// Takes over the values of every register of another view, beside its own.
    pub(crate) fn take_registers(&mut self, other: &Self) {
        for (name, reading) in &other.registers {
            let mine = self.field(name).values().into_iter();
            let theirs = reading.values().into_iter();
            let both = mine.chain(theirs).flat_map(crate::Agreed::all);
            let both = agreed(both.cloned().collect());
            self.registers.insert(name, both);
        }
    }

    /// Takes over an entry of another view.
    pub(crate) fn take_entry(&mut self, entry: EntryView) {
        let Some(kind) = entry_kind(&entry.kind) else {
            return;
        };
        let all = self.entries.entry(kind.name).or_default();
        let place =
            all.partition_point(|held| (&held.id, held.change) <= (&entry.id, entry.change));
        all.insert(place, entry);
    }

    /// Entries that are kept but count for nothing, because their author may not write them.
    #[must_use]
    pub fn not_in_force(&self) -> Vec<&EntryView> {
        self.entries()
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
                (item, recorded || self.knows_of(item.label))
            })
            .collect()
    }

    /// Who wrote what is here, once for each entry and each value that stands.
    pub fn attributions(&self) -> impl Iterator<Item = &Attribution> {
        let entries = self.entries().filter_map(|entry| entry.by.as_ref());
        let values = self
            .registers
            .values()
            .flat_map(Reading::values)
            .flat_map(crate::Agreed::all);
        entries.chain(values.filter_map(|value| value.by.as_ref()))
    }

    /// When the newest thing was written, milliseconds since 1970, by its writer's clock.
    #[must_use]
    pub fn last_written_ms(&self) -> Option<i64> {
        let here = self.attributions().map(|by| by.recorded_at_ms).max();
        here.max(self.beyond.last_written_ms)
    }
}

fn agreed(values: Vec<FieldValue>) -> Reading<FieldValue> {
    Reading::of(values, |a, b| a.statement.answer == b.statement.answer)
}

/// May the author of a value write it?
fn may_write(declaration: &FieldDeclaration, by: Option<&Attribution>) -> bool {
    let role = by.and_then(|by| by.role);
    role.is_some_and(|role| crate::may_write(&declaration.rule, role))
}

/// The values of a register in all sheets, read in one of two ways, with who wrote them.
pub(crate) fn values(
    record: &Record,
    declaration: &FieldDeclaration,
    attribute: &dyn Fn(&Hash) -> Option<Attribution>,
    read: impl Fn(&crate::Sheet, &FieldDeclaration) -> Vec<RawValue>,
) -> Vec<FieldValue> {
    let mut found = Vec::new();
    for (id, sheet) in record.sheets() {
        for raw in read(sheet, declaration) {
            let by = attribute(&raw.change);
            let in_force = may_write(declaration, by.as_ref());
            found.push(FieldValue {
                statement: raw.statement,
                change: raw.change,
                sheet: id,
                by,
                in_force,
            });
        }
    }
    found
}
