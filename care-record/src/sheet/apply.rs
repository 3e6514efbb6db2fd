//! Merging changes of others: all of them or none, and never one that touches an entry.

use super::{ENTRY_MARK, Hash, Sheet};
use crate::declare::sections;
use automerge::{Automerge, Change, ObjId, ROOT, ReadDoc};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// Why changes are not merged. The sheet is then exactly as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ApplyError {
    /// The bytes are no change.
    #[error("the bytes are no change")]
    NotAChange,
    /// A compressed change: it could open to a thousand times its size.
    #[error("a compressed change is not taken")]
    Compressed,
    /// A change it depends on is not here.
    #[error("a change it depends on is missing")]
    Missing,
    /// The merge engine refused it or broke on it.
    #[error("the change cannot be applied")]
    Engine,
    /// It overwrites or deletes an entry.
    #[error("the change touches an entry that stands")]
    EntryTouched,
    /// It takes a value of a field away that it had not seen, or puts nothing in its place.
    #[error("the change takes the value of a field away")]
    FieldTouched,
    /// It changes the sections themselves.
    #[error("the change touches the sections")]
    SectionTouched,
    /// The document it leaves does not save and load.
    #[error("the document it leaves does not load again")]
    Unloadable,
}

impl ApplyError {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ApplyError::NotAChange => "change.not_a_change",
            ApplyError::Compressed => "change.compressed",
            ApplyError::Missing => "change.missing_dependency",
            ApplyError::Engine => "change.not_applicable",
            ApplyError::EntryTouched => "change.entry_touched",
            ApplyError::FieldTouched => "change.field_touched",
            ApplyError::SectionTouched => "change.section_touched",
            ApplyError::Unloadable => "change.unloadable",
        }
    }
}

/// Type byte of a chunk, after the magic number and the checksum.
const CHUNK_TYPE_AT: usize = 8;
/// Type of an uncompressed change.
const CHANGE_CHUNK: u8 = 1;
/// Type of a compressed change.
const COMPRESSED_CHUNK: u8 = 2;

impl Sheet {
    /// Merges changes, each after those it depends on. Changes already here are passed over. Returns the hashes of those
    /// that were new.
    ///
    /// # Errors
    /// When any of them cannot be merged; the sheet is then as it was.
    pub fn apply<B: AsRef<[u8]>>(&mut self, changes: &[B]) -> Result<Vec<Hash>, ApplyError> {
        let mut parsed = Vec::with_capacity(changes.len());
        let mut fresh = Vec::new();
        for bytes in changes {
            let change = parse(bytes.as_ref())?;
            if self.doc.get_change_by_hash(&change.hash()).is_none() {
                fresh.push(Hash(change.hash().0));
                parsed.push(change);
            }
        }
        if parsed.is_empty() {
            return Ok(fresh);
        }
        // On a copy: a change that breaks the engine half way must not leave its mark.
        let mut doc = self.doc.clone();
        let applied = catch_unwind(AssertUnwindSafe(|| doc.apply_changes(parsed).map(|()| doc)));
        let doc = applied
            .map_err(|_| ApplyError::Engine)?
            .map_err(|_| ApplyError::Engine)?;
        if !fresh.iter().all(|hash| {
            doc.get_change_by_hash(&automerge::ChangeHash(hash.0))
                .is_some()
        }) {
            return Err(ApplyError::Missing);
        }
        sections_stand(&self.doc, &doc)?;
        entries_stand(&self.doc, &doc)?;
        fields_stand(&self.doc, &doc, &fresh)?;
        self.doc = doc;
        Ok(fresh)
    }

    /// Does the sheet save and load again to the same heads? Checked before a change is published: a document that cannot
    /// be loaded would be lost to everyone.
    ///
    /// # Errors
    /// [`ApplyError::Unloadable`].
    pub fn verify(&self) -> Result<(), ApplyError> {
        let loaded = catch_unwind(AssertUnwindSafe(|| Automerge::load(&self.doc.save())));
        match loaded {
            Ok(Ok(again)) if again.get_heads() == self.doc.get_heads() => Ok(()),
            _ => Err(ApplyError::Unloadable),
        }
    }
}

fn parse(bytes: &[u8]) -> Result<Change, ApplyError> {
    match bytes.get(CHUNK_TYPE_AT) {
        Some(&CHANGE_CHUNK) => {}
        Some(&COMPRESSED_CHUNK) => return Err(ApplyError::Compressed),
        _ => return Err(ApplyError::NotAChange),
    }
    let parsed = catch_unwind(AssertUnwindSafe(|| Change::from_bytes(bytes.to_vec())));
    parsed
        .map_err(|_| ApplyError::NotAChange)?
        .map_err(|_| ApplyError::NotAChange)
}

/// The sections of the first change are all there, unchanged, once each.
fn sections_stand(before: &Automerge, after: &Automerge) -> Result<(), ApplyError> {
    for section in sections() {
        let ids = |doc: &Automerge| -> Option<Vec<ObjId>> {
            Some(
                doc.get_all(ROOT, section.name)
                    .ok()?
                    .into_iter()
                    .map(|(_, id)| id)
                    .collect(),
            )
        };
        match (ids(before), ids(after)) {
            (Some(old), Some(new)) if old == new => {}
            _ => return Err(ApplyError::SectionTouched),
        }
    }
    Ok(())
}

/// Every entry that stood still stands. Compared by the operation that wrote it, so that a rewrite with equal words is
/// caught too; a second entry under the same id, written without knowledge of the first, stands beside it.
fn entries_stand(before: &Automerge, after: &Automerge) -> Result<(), ApplyError> {
    let is_entry = |key: &str| key.starts_with(ENTRY_MARK);
    let old = operations(before, is_entry);
    let new = operations(after, is_entry);
    let all_there = old
        .iter()
        .all(|(key, ids)| new.get(key).is_some_and(|found| ids.is_subset(found)));
    if all_there {
        Ok(())
    } else {
        Err(ApplyError::EntryTouched)
    }
}

/// Every value of a field that is gone was replaced by a change whose writer had seen it. Ours always put something in its
/// place; what only takes away, or takes away what its writer cannot have known, was made by hand.
fn fields_stand(before: &Automerge, after: &Automerge, fresh: &[Hash]) -> Result<(), ApplyError> {
    let is_field = |key: &str| !key.starts_with(ENTRY_MARK);
    let new = operations(after, is_field);
    for ((section, key), old) in operations(before, is_field) {
        let place = (section, key);
        let left = new.get(&place).ok_or(ApplyError::FieldTouched)?;
        let gone: Vec<&ObjId> = old.difference(left).collect();
        if gone.is_empty() {
            continue;
        }
        let Ok(Some((_, map))) = after.get(ROOT, section) else {
            return Err(ApplyError::SectionTouched);
        };
        let mut seen = BTreeSet::new();
        for hash in fresh {
            let change = after.get_change_by_hash(&automerge::ChangeHash(hash.0));
            let deps = change.map(|change| change.deps().to_vec());
            let at = after.get_all_at(&map, place.1.as_str(), &deps.unwrap_or_default());
            seen.extend(at.unwrap_or_default().into_iter().map(|(_, id)| id));
        }
        if !gone.into_iter().all(|id| seen.contains(id)) {
            return Err(ApplyError::FieldTouched);
        }
    }
    Ok(())
}

/// The operations that stand under each key of this kind.
fn operations(
    doc: &Automerge,
    wanted: impl Fn(&str) -> bool,
) -> BTreeMap<(&'static str, String), BTreeSet<ObjId>> {
    let mut found = BTreeMap::new();
    for section in sections() {
        let Ok(Some((_, map))) = doc.get(ROOT, section.name) else {
            continue;
        };
        for key in doc.keys(&map).filter(|key| wanted(key)) {
            let ids = doc
                .get_all(&map, key.as_str())
                .unwrap_or_default()
                .into_iter()
                .map(|(_, id)| id)
                .collect();
            found.insert((section.name, key), ids);
        }
    }
    found
}
