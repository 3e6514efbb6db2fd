//! A suggestion, with what it would replace.

use super::Viewer;
use super::value::{entry, one_entry};
use crate::api::{Replaced, Value};
use care_record::{
    Cardinality, EntryId, EntryView, MergeClass, Reading, RecordView, Standing, entry_kind,
};
use std::collections::BTreeSet;

pub(super) fn suggestion(said: &EntryView, view: &RecordView, viewer: &Viewer<'_>) -> Value {
    let standing = would_replace(said, view);
    let standing = standing.values().into_iter().map(|agreed| {
        let value = entry(agreed, view, viewer);
        Replaced {
            entry: value.id,
            text: value.text,
            by: value.sources.into_iter().map(|by| by.words).collect(),
        }
    });
    Value {
        would_replace: standing.collect(),
        ..one_entry(said, view, viewer)
    }
}

/// What stands now where this suggestion would stand if it were taken up.
pub(crate) fn would_replace(said: &EntryView, view: &RecordView) -> Reading<EntryView> {
    let Some(kind) = entry_kind(&said.kind) else {
        return Reading::Nothing;
    };
    match kind.cardinality {
        Cardinality::One => view.one(kind.name),
        Cardinality::Many if kind.class == MergeClass::Log => Reading::Nothing,
        Cardinality::Many => {
            let named = what_became_of(&said.supersedes, kind.name, view);
            let items = view.items(kind.name).into_iter().map(|item| item.reading);
            let mut meant = items.filter(|reading| {
                let open = reading.values().into_iter();
                open.flat_map(care_record::Agreed::all)
                    .any(|entry| named.contains(&entry.id))
            });
            meant.next().unwrap_or(Reading::Nothing)
        }
    }
}

/// These, and whatever has replaced them since.
fn what_became_of(named: &[EntryId], kind: &str, view: &RecordView) -> BTreeSet<EntryId> {
    let mut reached: BTreeSet<EntryId> = named.iter().cloned().collect();
    loop {
        let replacing = |entry: &&EntryView| {
            let mut names = entry.supersedes.iter().chain(&entry.confirms);
            entry.standing != Standing::Suggested
                && !reached.contains(&entry.id)
                && names.any(|id| reached.contains(id))
        };
        let Some(next) = view.all(kind).find(replacing).map(|entry| entry.id.clone()) else {
            return reached;
        };
        reached.insert(next);
    }
}
