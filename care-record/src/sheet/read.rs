//! Reading a sheet: every concurrent value, each with the change that wrote it.

use super::{ENTRY_MARK, Hash, Sheet};
use crate::declare::{FieldDeclaration, SectionDeclaration, sections};
use crate::{Entry, EntryId, Statement, entry_kind};
use automerge::{Automerge, ChangeHash, ObjId, ROOT, ReadDoc, ScalarValueRef, ValueRef};
use std::collections::{BTreeMap, BTreeSet};

/// A register value as it stands in the sheet.
#[derive(Debug, Clone)]
pub(crate) struct RawValue {
    pub(crate) statement: Statement,
    pub(crate) change: Hash,
    /// Lamport time of the operation within its sheet.
    pub(crate) lamport: u64,
}

/// What stands under the key of a register; no statement where a newer version, or nobody's program, wrote it.
struct Raw {
    statement: Option<Statement>,
    change: Hash,
    lamport: u64,
}

/// An entry as it stands in the sheet.
#[derive(Debug, Clone)]
pub(crate) struct RawEntry {
    pub(crate) id: EntryId,
    pub(crate) entry: Entry,
    pub(crate) change: Hash,
    pub(crate) lamport: u64,
}

impl Sheet {
    /// All concurrent values of a register, newest first.
    pub(crate) fn values(&self, declaration: &FieldDeclaration) -> Vec<RawValue> {
        let (section, key) = declaration.place();
        match section_of(&self.doc, section) {
            Some(map) => values_at(&self.doc, &map, key, None),
            None => Vec::new(),
        }
    }

    /// The values of a register that count, as if the others had never been written: newest first. A value that does not
    /// count replaces nothing, also where its writer's sheet had put it in place of others.
    pub(crate) fn counted_values(
        &self,
        declaration: &FieldDeclaration,
        counts: &dyn Fn(&Hash) -> bool,
    ) -> Vec<RawValue> {
        let (section, key) = declaration.place();
        let Some(map) = section_of(&self.doc, section) else {
            return Vec::new();
        };
        let now = raw_at(&self.doc, &map, key, None);
        if now.iter().all(|value| counts(&value.change)) {
            return readable(now);
        }
        let deps: BTreeMap<Hash, Vec<ChangeHash>> = self
            .doc
            .get_changes_meta(&[])
            .into_iter()
            .map(|change| (Hash(change.hash.0), change.deps))
            .collect();
        // Behind each value that does not count is what its writer saw there, and put it in place of.
        let mut counted: BTreeMap<Hash, Raw> = BTreeMap::new();
        let mut looked: BTreeSet<Hash> = BTreeSet::new();
        let mut waiting = now;
        while let Some(value) = waiting.pop() {
            if !looked.insert(value.change) {
                continue;
            }
            if counts(&value.change) {
                counted.insert(value.change, value);
            } else if let Some(heads) = deps.get(&value.change) {
                waiting.extend(raw_at(&self.doc, &map, key, Some(heads)));
            }
        }
        // Whoever wrote a value that counts has replaced those that count and that she had seen.
        let replaced: BTreeSet<Hash> = counted
            .keys()
            .flat_map(|change| seen_by(*change, &deps))
            .collect();
        let left = counted.into_values();
        readable(
            left.filter(|value| !replaced.contains(&value.change))
                .collect(),
        )
    }

    /// Everything a register ever held, newest first.
    pub(crate) fn past_values(&self, declaration: &FieldDeclaration) -> Vec<RawValue> {
        let (section, key) = declaration.place();
        let Some(map) = section_of(&self.doc, section) else {
            return Vec::new();
        };
        let mut past: Vec<RawValue> = Vec::new();
        for change in self.doc.get_changes_meta(&[]) {
            let then = values_at(&self.doc, &map, key, Some(&[change.hash]));
            past.extend(
                then.into_iter()
                    .filter(|value| value.change.0 == change.hash.0),
            );
        }
        past.sort_by(newest_first);
        past
    }

    /// Everything in it but the registers, in one pass.
    pub(crate) fn contents(&self) -> Contents {
        let mut contents = Contents {
            entries: Vec::new(),
            unknown: self
                .doc
                .keys(ROOT)
                .filter(|key| crate::section(key).is_none())
                .count(),
        };
        for section in sections() {
            let Some(map) = section_of(&self.doc, section.name) else {
                continue;
            };
            each_value(&self.doc, &map, &mut |key, text, operation| {
                if !contents.take(&self.doc, section, key, text, operation) {
                    contents.unknown += 1;
                }
            });
        }
        contents
    }
}

/// What a sheet holds.
pub(crate) struct Contents {
    /// All entries that this version can show.
    pub(crate) entries: Vec<RawEntry>,
    /// How many sections, values, entries and parts a newer version wrote that this one cannot show.
    pub(crate) unknown: usize,
}

impl Contents {
    /// Takes a value; says whether this version can show it.
    fn take(
        &mut self,
        doc: &Automerge,
        section: &SectionDeclaration,
        key: &str,
        text: Option<&str>,
        operation: &ObjId,
    ) -> bool {
        let Some(text) = text else { return false };
        let Some(id) = key.strip_prefix(ENTRY_MARK) else {
            let mut fields = section.fields.iter();
            let declared = fields.any(|field| field.place().1 == key);
            return declared && Statement::from_json(text).is_some();
        };
        let Some(entry) = known_entry(section.name, text) else {
            return false;
        };
        self.unknown += unknown_parts(&entry);
        let origin = origin(doc, operation);
        self.entries
            .extend(origin.map(|(change, lamport)| RawEntry {
                id: EntryId::named(id),
                entry,
                change,
                lamport,
            }));
        true
    }
}

/// Every value of every key, concurrent ones included. The range reads one value of each key and says where there are
/// more, so that only those are looked up one by one.
fn each_value(doc: &Automerge, map: &ObjId, visit: &mut dyn FnMut(&str, Option<&str>, &ObjId)) {
    for item in doc.map_range(map, ..) {
        if item.conflict {
            for (value, operation) in doc.get_all(map, item.key.as_ref()).unwrap_or_default() {
                visit(&item.key, value.as_str(), &operation);
            }
        } else {
            let text = match &item.value {
                ValueRef::Scalar(ScalarValueRef::Str(text)) => Some(text.as_ref()),
                _ => None,
            };
            visit(&item.key, text, &item.id());
        }
    }
}

/// An entry of a kind this version knows, in its own section.
fn known_entry(section: &str, text: &str) -> Option<Entry> {
    let entry: Entry = serde_json::from_str(text).ok()?;
    (entry_kind(&entry.kind)?.section == section).then_some(entry)
}

/// Parts that a newer version gave a kind we know.
fn unknown_parts(entry: &Entry) -> usize {
    let kind = entry_kind(&entry.kind);
    let known = |name: &str| kind.is_some_and(|kind| kind.part(name).is_some());
    entry.body.keys().filter(|name| !known(name)).count()
}

fn section_of(doc: &Automerge, section: &str) -> Option<ObjId> {
    match doc.get(ROOT, section) {
        Ok(Some((value, map))) if value.is_object() => Some(map),
        _ => None,
    }
}

/// All changes that a change was written upon.
fn seen_by(change: Hash, deps: &BTreeMap<Hash, Vec<ChangeHash>>) -> BTreeSet<Hash> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![change];
    while let Some(change) = waiting.pop() {
        let below = deps.get(&change).into_iter().flatten();
        waiting.extend(below.map(|dep| Hash(dep.0)).filter(|dep| seen.insert(*dep)));
    }
    seen
}

fn values_at(doc: &Automerge, map: &ObjId, key: &str, at: Option<&[ChangeHash]>) -> Vec<RawValue> {
    readable(raw_at(doc, map, key, at))
}

/// What stands under a key, also where this version cannot read it.
fn raw_at(doc: &Automerge, map: &ObjId, key: &str, at: Option<&[ChangeHash]>) -> Vec<Raw> {
    let all = match at {
        Some(heads) => doc.get_all_at(map, key, heads),
        None => doc.get_all(map, key),
    };
    let all = all.unwrap_or_default().into_iter();
    all.filter_map(|(value, operation)| {
        let (change, lamport) = origin(doc, &operation)?;
        let statement = value.as_str().and_then(Statement::from_json);
        Some(Raw {
            statement,
            change,
            lamport,
        })
    })
    .collect()
}

/// Those that this version can read, newest first.
fn readable(raw: Vec<Raw>) -> Vec<RawValue> {
    let mut values: Vec<RawValue> = raw
        .into_iter()
        .filter_map(|raw| {
            Some(RawValue {
                statement: raw.statement?,
                change: raw.change,
                lamport: raw.lamport,
            })
        })
        .collect();
    values.sort_by(newest_first);
    values
}

/// Which change wrote an operation, and its Lamport time.
fn origin(doc: &Automerge, operation: &ObjId) -> Option<(Hash, u64)> {
    let ObjId::Id(lamport, _, _) = operation else {
        return None;
    };
    Some((Hash(doc.hash_for_opid(operation)?.0), *lamport))
}

/// Newest first by Lamport time; the change's hash breaks ties the same way everywhere.
fn newest_first(a: &RawValue, b: &RawValue) -> std::cmp::Ordering {
    (b.lamport, b.change).cmp(&(a.lamport, a.change))
}
