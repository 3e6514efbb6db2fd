//! From a whole record to the lines of its face.

use crate::declare::{Cardinality, FACE, FaceLine, Keep, MergeClass};
use crate::view::Beyond;
use crate::{EntryId, EntryView, FieldValue, RecordView, Standing, entry_kind, field};
use std::collections::{BTreeMap, BTreeSet};

/// The view that a face holds, with what is known beyond it.
pub(super) fn select(whole: &RecordView) -> RecordView {
    let mut registers: BTreeMap<&'static str, Vec<FieldValue>> = BTreeMap::new();
    let mut entries: BTreeMap<&'static str, Vec<EntryView>> = BTreeMap::new();
    let mut items = BTreeMap::new();
    for line in FACE {
        if field(line.name).is_some() {
            let values = whole.field(line.name).values().into_iter();
            let values: Vec<FieldValue> = values.flat_map(crate::Agreed::all).cloned().collect();
            if !values.is_empty() {
                registers.insert(line.name, values);
            }
            continue;
        }
        let kept = kept(line, whole);
        let kept: Vec<EntryView> = whole
            .all(line.name)
            .filter(|entry| kept.contains(&entry.id))
            .cloned()
            .collect();
        items.extend(items_of(line.name, &kept, whole));
        if !kept.is_empty() {
            entries.insert(line.name, kept);
        }
    }
    let mut face = RecordView::holding(whole.record, registers, entries);
    face.beyond.items = items;
    let mut beyond = Beyond::of(whole, &face);
    beyond.items = std::mem::take(&mut face.beyond.items);
    face.beyond = beyond;
    face
}

fn kept(line: &FaceLine, whole: &RecordView) -> BTreeSet<EntryId> {
    let name = line.name;
    let open = || {
        whole
            .all(name)
            .filter(|entry| entry.standing == Standing::Open)
    };
    let chosen: Vec<&EntryView> = match line.keep {
        Keep::Open => open().collect(),
        Keep::Saying(part, code) => open()
            .filter(|entry| entry.part(part).as_deref() == Some(code))
            .collect(),
        Keep::Disputed => {
            let items = whole.items(name).into_iter();
            let disputed = items.filter(|item| item.reading.is_several());
            let ids: BTreeSet<EntryId> = disputed
                .flat_map(|item| {
                    let all = item.reading.values().into_iter();
                    all.flat_map(crate::Agreed::all)
                        .map(|entry| entry.id.clone())
                        .collect::<Vec<_>>()
                })
                .collect();
            open().filter(|entry| ids.contains(&entry.id)).collect()
        }
        Keep::Newest(many) => whole.log(name).into_iter().take(many).collect(),
        Keep::NewestSaying(parts) => {
            let log = whole.log(name);
            let newest = |part: &&str| {
                let mut log = log.iter();
                log.find(|entry| entry.part(part).is_some()).copied()
            };
            parts.iter().filter_map(newest).collect()
        }
        Keep::NewestOfEach(each, part) => {
            let mut seen = BTreeSet::new();
            let log = whole.log(name).into_iter();
            log.filter(|entry| entry.part(part).is_some())
                .filter(|entry| entry.part(each).is_some_and(|of| seen.insert(of)))
                .collect()
        }
    };
    // What a second person has confirmed is needed to see that it was so.
    let confirmed = chosen
        .iter()
        .filter(|entry| entry.asks_second_person())
        .filter_map(|entry| entry.confirms.clone());
    let confirmed: Vec<EntryId> = confirmed.collect();
    let chosen = chosen.iter().map(|entry| entry.id.clone());
    chosen.chain(confirmed).collect()
}

/// To which item of the whole record each entry belongs.
fn items_of(name: &str, kept: &[EntryView], whole: &RecordView) -> BTreeMap<EntryId, EntryId> {
    let is_list = |kind: &crate::EntryKind| {
        kind.cardinality == Cardinality::Many && kind.class != MergeClass::Log
    };
    if !entry_kind(name).is_some_and(is_list) {
        return BTreeMap::new();
    }
    let mut items = BTreeMap::new();
    for item in whole.items(name) {
        let open = item.reading.values().into_iter();
        for entry in open.flat_map(crate::Agreed::all) {
            if entry.id != item.id && kept.iter().any(|kept| kept.id == entry.id) {
                items.insert(entry.id.clone(), item.id.clone());
            }
        }
    }
    items
}
