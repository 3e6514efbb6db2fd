//! The one encoding of a face.
//!
//! ```text
//! authors      name, role, organisation, site and staff id of everybody who wrote a line, each once for each wrong clock
//! lines        registers and entries in the order of the declared lines, each with its author and its distance in time
//!              from the line before it
//! beyond       counts and days of what is left out
//! ```
//!
//! Entries have numbers in place of their random ids: their places in the order of the ids.

use super::columns::{Reader, Writer};
use super::{FaceError, VERSION};
use crate::declare::{FACE, KEY_ITEMS, sections};
use crate::view::{Beyond, OfSection};
use crate::{
    Answer, Attribution, Basis, Body, EntryId, EntryView, FieldDeclaration, FieldValue, Hash, Meta,
    PartType, RecordId, RecordView, Role, SheetKind, Standing, Statement, entry_kind, field,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

mod said;

use said::{read_body, read_statement, write_body, write_statement};

/// Everybody who wrote, in the order of their first lines, and the time of the line before.
#[derive(Default)]
struct Authors {
    known: Vec<Attribution>,
    last_ms: i64,
}

impl Authors {
    fn of(view: &RecordView) -> Self {
        let mut authors = Self::default();
        for by in lines(view) {
            if authors.place(by).is_none() {
                authors.known.push(by.clone());
            }
        }
        authors
    }

    fn place(&self, by: &Attribution) -> Option<usize> {
        let who = |by: &Attribution| {
            (
                by.staff.clone(),
                by.name.clone(),
                by.role,
                by.organisation.clone(),
                by.site.clone(),
                by.clock_off_ms,
            )
        };
        self.known.iter().position(|known| who(known) == who(by))
    }

    fn write_all(&self, to: &mut Writer) {
        to.count(self.known.len());
        for by in &self.known {
            let role = by.role.map_or(0, |role| u64::from(role.code()));
            to.number(role << 1 | u64::from(by.clock_off_ms.is_some()));
            if let Some(off_ms) = by.clock_off_ms {
                to.number(off_ms.into());
            }
            for words in [&by.staff, &by.name, &by.organisation, &by.site] {
                to.words(words);
            }
        }
    }

    fn read_all(from: &mut Reader<'_>, received_at_ms: Option<i64>) -> Result<Self, FaceError> {
        let mut authors = Self::default();
        for _ in 0..from.count()? {
            let first = from.number()?;
            let role = match first >> 1 {
                0 => None,
                code => {
                    let code = u8::try_from(code).map_err(|_| FaceError::Malformed)?;
                    Some(Role::try_from(code).map_err(|_| FaceError::OtherVersion)?)
                }
            };
            let clock_off_ms = match first & 1 {
                0 => None,
                _ => Some(u32::try_from(from.number()?).map_err(|_| FaceError::Malformed)?),
            };
            authors.known.push(Attribution {
                staff: from.words()?,
                name: from.words()?,
                role,
                registration: None,
                organisation: from.words()?,
                site: from.words()?,
                device: String::new(),
                recorded_at_ms: 0,
                clock_off_ms,
                after_end: false,
                received_at_ms,
                shared: true,
            });
        }
        Ok(authors)
    }

    /// Nobody is 0.
    fn write(&mut self, by: Option<&Attribution>, to: &mut Writer) {
        let place = by
            .and_then(|by| self.place(by))
            .map_or(0, |place| place + 1);
        to.count(place);
        if let Some(by) = by {
            to.signed(by.recorded_at_ms.wrapping_sub(self.last_ms));
            self.last_ms = by.recorded_at_ms;
        }
    }

    fn read(&mut self, from: &mut Reader<'_>) -> Result<Option<Attribution>, FaceError> {
        let Some(place) = from.count()?.checked_sub(1) else {
            return Ok(None);
        };
        let mut by = self.known.get(place).cloned().ok_or(FaceError::Malformed)?;
        self.last_ms = self.last_ms.wrapping_add(from.signed()?);
        by.recorded_at_ms = self.last_ms;
        Ok(Some(by))
    }
}

/// Who wrote each line, in the order of the lines.
fn lines(view: &RecordView) -> impl Iterator<Item = &Attribution> {
    FACE.iter().flat_map(|line| {
        let values = view.field(line.name).values().into_iter();
        let values = values.flat_map(crate::Agreed::all).map(|value| &value.by);
        let entries = view.all(line.name).map(|entry| &entry.by);
        values.chain(entries).flatten()
    })
}

/// What `view` holds, as bytes.
pub(super) fn write(view: &RecordView) -> Vec<u8> {
    let mut to = Writer::default();
    let mut authors = Authors::of(view);
    authors.write_all(&mut to);
    for line in FACE {
        if let Some(declared) = field(line.name) {
            let values = view.field(line.name).values().into_iter();
            let values: Vec<&FieldValue> = values.flat_map(crate::Agreed::all).collect();
            to.count(values.len());
            for value in values {
                authors.write(value.by.as_ref(), &mut to);
                write_statement(&declared.kind, &value.statement, &mut to);
            }
        } else {
            let places = places(line.name, view);
            let entries: Vec<&EntryView> = view.all(line.name).collect();
            to.count(entries.len());
            for entry in entries {
                write_entry(entry, &places, view, &mut authors, &mut to);
            }
        }
    }
    write_beyond(view, authors.last_ms, &mut to);
    to.finish(VERSION)
}

/// The places of the ids of a kind, also of those that only name an item.
fn places(kind: &str, view: &RecordView) -> BTreeMap<EntryId, usize> {
    let entries = view.all(kind).map(|entry| &entry.id);
    let items = view
        .all(kind)
        .filter_map(|entry| view.beyond.items.get(&entry.id));
    let ids: BTreeSet<&EntryId> = entries.chain(items).collect();
    ids.into_iter().cloned().zip(0..).collect()
}

fn write_entry(
    entry: &EntryView,
    places: &BTreeMap<EntryId, usize>,
    view: &RecordView,
    authors: &mut Authors,
    to: &mut Writer,
) {
    let place = |id: &EntryId| places.get(id).copied().unwrap_or_default();
    to.count(place(&entry.id));
    to.count(place(view.beyond.items.get(&entry.id).unwrap_or(&entry.id)));
    authors.write(entry.by.as_ref(), to);
    let confirms = entry.confirms.as_ref().and_then(|id| places.get(id));
    let stands = entry.standing == Standing::Open;
    let mut flags = u64::from(!stands);
    flags |= u64::from(confirms.is_some()) << 1;
    to.number(flags);
    if let Some(confirms) = confirms {
        to.count(*confirms);
    }
    write_body(entry, to);
}

fn write_beyond(view: &RecordView, last_ms: i64, to: &mut Writer) {
    let beyond = &view.beyond;
    to.number(beyond.last_written_ms.is_some().into());
    if let Some(at_ms) = beyond.last_written_ms {
        to.signed(at_ms.wrapping_sub(last_ms));
    }
    to.count(beyond.imports);
    let bits = KEY_ITEMS
        .iter()
        .enumerate()
        .map(|(place, item)| u64::from(beyond.key_items.contains(item.label)) << place);
    to.number(bits.sum());
    to.count(beyond.sections.len());
    for (place, declared) in sections().iter().enumerate() {
        if let Some(of) = beyond.sections.get(declared.name) {
            to.count(place);
            to.count(of.conflicts);
            for day in [of.newest, of.review] {
                to.signed(day.map_or(0, |day| i64::from(day.to_epoch_days())));
            }
        }
    }
}

/// Reads what [`write()`] wrote, and nothing else.
pub(super) fn read(
    record: RecordId,
    bytes: &[u8],
    received_at_ms: Option<i64>,
) -> Result<RecordView, FaceError> {
    let (version, rest) = bytes.split_first().ok_or(FaceError::Malformed)?;
    if *version != VERSION {
        return Err(FaceError::OtherVersion);
    }
    let mut from = Reader::new(rest)?;
    let mut authors = Authors::read_all(&mut from, received_at_ms)?;
    let mut registers = BTreeMap::new();
    let mut entries = BTreeMap::new();
    let mut items = BTreeMap::new();
    for line in FACE {
        let count = from.count()?;
        if let Some(declared) = field(line.name) {
            let values: Vec<FieldValue> = (0..count)
                .map(|_| read_value(declared, &mut authors, &mut from))
                .collect::<Result<_, _>>()?;
            if count > 0 {
                registers.insert(line.name, values);
            }
        } else {
            let kept: Vec<EntryView> = (0..count)
                .map(|_| read_entry(line.name, &mut items, &mut authors, &mut from))
                .collect::<Result<_, _>>()?;
            if count > 0 {
                entries.insert(line.name, kept);
            }
        }
    }
    let mut view = RecordView::holding(record, registers, entries);
    view.beyond = read_beyond(items, authors.last_ms, &mut from)?;
    if from.is_at_end() && write(&view) == bytes {
        Ok(view)
    } else {
        Err(FaceError::Malformed)
    }
}

fn read_value(
    declared: &FieldDeclaration,
    authors: &mut Authors,
    from: &mut Reader<'_>,
) -> Result<FieldValue, FaceError> {
    let by = authors.read(from)?;
    let role = by.as_ref().and_then(|by| by.role);
    Ok(FieldValue {
        statement: read_statement(&declared.kind, from)?,
        change: Hash([0; 32]),
        sheet: SheetKind::Shared.into(),
        in_force: role.is_some_and(|role| crate::may_write(&declared.rule, role)),
        by,
    })
}

fn read_entry(
    kind: &'static str,
    items: &mut BTreeMap<EntryId, EntryId>,
    authors: &mut Authors,
    from: &mut Reader<'_>,
) -> Result<EntryView, FaceError> {
    // Wide enough that their order is that of the numbers.
    let named = |place: u64| EntryId::named(format!("{kind} {place:010}"));
    let (id, item) = (named(from.number()?), named(from.number()?));
    if id != item {
        items.insert(id.clone(), item);
    }
    let by = authors.read(from)?;
    let flags = from.number()?;
    let confirms = match flags & 2 {
        0 => None,
        _ => Some(named(from.number()?)),
    };
    let (body, answer, meta) = read_body(kind, from)?;
    Ok(EntryView {
        id,
        kind: kind.to_owned(),
        body,
        answer,
        supersedes: Vec::new(),
        confirms,
        error_of: Vec::new(),
        meta,
        change: Hash([0; 32]),
        sheet: SheetKind::Shared.into(),
        by,
        standing: match flags & 1 {
            0 => Standing::Open,
            _ => Standing::Superseded,
        },
    })
}

fn read_beyond(
    items: BTreeMap<EntryId, EntryId>,
    last_ms: i64,
    from: &mut Reader<'_>,
) -> Result<Beyond, FaceError> {
    let last_written_ms = match from.number()? {
        0 => None,
        _ => Some(last_ms.wrapping_add(from.signed()?)),
    };
    let imports = from.count()?;
    let bits = from.number()?;
    let known = KEY_ITEMS.iter().enumerate();
    let known = known.filter(|(place, _)| bits >> place & 1 == 1);
    let key_items = known.map(|(_, item)| item.label).collect();
    let mut told = BTreeMap::new();
    for _ in 0..from.count()? {
        let declared = sections().get(from.count()?).ok_or(FaceError::Malformed)?;
        let conflicts = from.count()?;
        let mut day = || -> Result<Option<NaiveDate>, FaceError> {
            let days = i32::try_from(from.signed()?).map_err(|_| FaceError::Malformed)?;
            Ok(match days {
                0 => None,
                days => NaiveDate::from_epoch_days(days),
            })
        };
        let of = OfSection {
            conflicts,
            newest: day()?,
            review: day()?,
        };
        told.insert(declared.name, of);
    }
    Ok(Beyond {
        last_written_ms,
        imports,
        key_items,
        sections: told,
        items,
    })
}
