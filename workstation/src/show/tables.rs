//! What was counted, checked and given: tables, made from the declarations.

use super::value::{in_one_line, part_words, said_by};
use super::{Viewer, when};
use crate::api::ChartTable;
use care_record::{EntryKind, EntryView, RecordView, computed, entry_kind};

/// The tables of what happened, with their titles and the parts that are their columns.
const TABLES: &[(&str, &str, &[&str])] = &[
    (
        "stock_check",
        "Counts of just-in-case medicines",
        &["medicine", "counted", "witness", "action"],
    ),
    (
        "administration",
        "What was given, not wanted or left out",
        &[
            "medicine",
            "outcome",
            "dose",
            "route",
            "indication",
            "score_before",
            "score_after",
            "witness",
            "because",
        ],
    ),
    (
        "pump_check",
        "Checks of the syringe pump",
        &[
            "pump",
            "rate",
            "infused",
            "remaining",
            "expected",
            "battery",
            "light_green",
            "site_condition",
            "contents_clear",
            "action",
            "checked_by",
        ],
    ),
    // Also those of which no total is drawn, since not everything was measured.
    (
        "news2",
        "Vital signs",
        &[
            "respiration",
            "spo2",
            "spo2_scale",
            "oxygen",
            "systolic",
            "pulse",
            "consciousness",
            "temperature",
            "usual",
            "note",
        ],
    ),
    (
        "abbey",
        "Pain in people who cannot say (Abbey), part by part",
        &[
            "voice",
            "face",
            "body_language",
            "behaviour",
            "physiological",
            "physical",
            "kind",
            "note",
        ],
    ),
];

/// Where nobody has written that it was done: it may have been.
const NONE: &str = "Nobody has written it";

/// All that hold anything.
pub(super) fn tables(view: &RecordView, viewer: &Viewer<'_>) -> Vec<ChartTable> {
    let logs = TABLES.iter().filter_map(|(name, title, parts)| {
        let kind = entry_kind(name)?;
        Some(log(kind, title, parts, view, viewer))
    });
    std::iter::once(stock(view, viewer))
        .chain(logs)
        .filter(|table| !table.rows.is_empty())
        .collect()
}

fn heads<'a>(heads: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    heads.into_iter().map(str::to_owned).collect()
}

/// What ought to be there, and what was: for each medicine.
fn stock(view: &RecordView, viewer: &Viewer<'_>) -> ChartTable {
    let moment = |at: Option<i64>| at.map_or_else(String::new, |at| when(at, &viewer.now));
    let rows = computed::stock(view).into_iter().map(|stock| {
        let counted = stock.counted;
        let number = |number: Option<i64>| number.map_or_else(String::new, |n| n.to_string());
        vec![
            stock.medicine,
            stock.balance.to_string(),
            number(counted.map(|counted| counted.count)),
            number(counted.map(|counted| counted.expected)),
            counted.map_or_else(|| NONE.to_owned(), |counted| moment(counted.at_ms)),
            stock
                .last_given_ms
                .map_or_else(|| NONE.to_owned(), |at| moment(Some(at))),
        ]
    });
    ChartTable {
        name: "stock".to_owned(),
        title: "Just-in-case medicines: what should be there".to_owned(),
        head: heads([
            "Medicine",
            "Should be there now",
            "At the last count",
            "Should have been there then",
            "Counted",
            "Last given",
        ]),
        rows: rows.collect(),
    }
}

fn log(
    kind: &EntryKind,
    title: &str,
    parts: &[&str],
    view: &RecordView,
    viewer: &Viewer<'_>,
) -> ChartTable {
    let parts: Vec<_> = parts.iter().filter_map(|name| kind.part(name)).collect();
    let entries = view.log(kind.name);
    // A column that nobody ever filled in says nothing.
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|part| part.required || entries.iter().any(|e| e.part(part.name).is_some()))
        .collect();
    let labels = parts.iter().map(|part| part.label);
    let row = |entry: &&EntryView| {
        let mut cells: Vec<String> = parts
            .iter()
            .map(|part| {
                let said = entry.part(part.name);
                said.map_or_else(String::new, |said| part_words(&part.kind, &said, view))
            })
            .collect();
        // What holds no part says why: an answer that is none, or a version that is newer.
        if cells.iter().all(String::is_empty)
            && let Some(first) = cells.first_mut()
        {
            *first = in_one_line(entry);
        }
        let at = entry.happened_ms();
        cells.insert(
            0,
            at.map_or_else(|| "Not known".to_owned(), |at| when(at, &viewer.now)),
        );
        cells.push(said_by(entry, viewer));
        cells
    };
    ChartTable {
        name: kind.name.to_owned(),
        title: title.to_owned(),
        head: heads(std::iter::once("When").chain(labels).chain(["Written by"])),
        rows: entries.iter().map(row).collect(),
    }
}
