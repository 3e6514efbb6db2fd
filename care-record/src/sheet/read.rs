//! Reading a sheet: every concurrent value, each with the change that wrote it.

use super::{ENTRY_MARK, Hash, Sheet};
use crate::declare::{FieldDeclaration, sections};
use crate::{Entry, EntryId, Statement, entry_kind, field};
use automerge::{Automerge, ObjId, ROOT, ReadDoc};

/// A register value as it stands in the sheet.
#[derive(Debug, Clone)]
pub(crate) struct RawValue {
    pub(crate) statement: Statement,
    pub(crate) change: Hash,
    /// Lamport time of the operation within its sheet.
    pub(crate) lamport: u64,
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

    /// All entries that this version can show.
    pub(crate) fn entries(&self) -> Vec<RawEntry> {
        let mut found = Vec::new();
        for section in sections() {
            let Some(map) = section_of(&self.doc, section.name) else {
                continue;
            };
            for key in self.doc.keys(&map) {
                let Some(id) = key.strip_prefix(ENTRY_MARK) else {
                    continue;
                };
                for (value, operation) in self.doc.get_all(&map, key.as_str()).unwrap_or_default() {
                    let Some(entry) = value
                        .as_str()
                        .and_then(|text| known_entry(section.name, text))
                    else {
                        continue;
                    };
                    let Some((change, lamport)) = origin(&self.doc, &operation) else {
                        continue;
                    };
                    found.push(RawEntry {
                        id: EntryId::named(id),
                        entry,
                        change,
                        lamport,
                    });
                }
            }
        }
        found
    }

    /// How many values and entries a newer version wrote that this one cannot show.
    pub(crate) fn unknown(&self) -> usize {
        let mut unknown = self
            .doc
            .keys(ROOT)
            .filter(|key| crate::section(key).is_none())
            .count();
        for section in sections() {
            let Some(map) = section_of(&self.doc, section.name) else {
                continue;
            };
            for key in self.doc.keys(&map) {
                let all = self.doc.get_all(&map, key.as_str()).unwrap_or_default();
                let known = all.iter().filter(|(value, _)| {
                    let Some(text) = value.as_str() else {
                        return false;
                    };
                    if key.starts_with(ENTRY_MARK) {
                        known_entry(section.name, text).is_some()
                    } else {
                        field(&format!("{}.{key}", section.name)).is_some()
                            && Statement::from_json(text).is_some()
                    }
                });
                unknown += all.len().saturating_sub(known.count());
                unknown += all
                    .iter()
                    .filter_map(|(value, _)| known_entry(section.name, value.as_str()?))
                    .map(|entry| unknown_parts(&entry))
                    .sum::<usize>();
            }
        }
        unknown
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

fn values_at(
    doc: &Automerge,
    map: &ObjId,
    key: &str,
    at: Option<&[automerge::ChangeHash]>,
) -> Vec<RawValue> {
    let all = match at {
        Some(heads) => doc.get_all_at(map, key, heads),
        None => doc.get_all(map, key),
    };
    let mut values: Vec<RawValue> = all
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(value, operation)| {
            let statement = Statement::from_json(value.as_str()?)?;
            let (change, lamport) = origin(doc, &operation)?;
            Some(RawValue {
                statement,
                change,
                lamport,
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
