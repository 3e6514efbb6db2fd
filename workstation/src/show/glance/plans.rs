//! If something happens: what to do first, what not, whom to ring, hospital or not.

use super::{blank, said_by};
use crate::api::{Alarm, Card, Plan};
use crate::show::Viewer;
use crate::show::banner::entry_value;
use care_record::RecordView;

/// Labels of parts that are not read in a hurry.
const ASIDE: &[&str] = &[
    "What happens",
    "In words",
    "Agreed with",
    "Review",
    "Who keeps this right",
];

/// All plans, those in dispute with every version.
pub(super) fn plans(view: &RecordView, viewer: &Viewer<'_>) -> Vec<Plan> {
    let mut plans = Vec::new();
    for item in view.items("contingency") {
        for agreed in item.reading.values() {
            let value = entry_value(agreed, view, viewer);
            let row = |label: &str| {
                let found = value.rows.iter().find(|(name, _)| name == label);
                found.map(|(_, words)| words.clone())
            };
            let trigger = row("What happens").unwrap_or_else(|| value.text.clone());
            plans.push(Plan {
                trigger: row("In words")
                    .map_or(trigger.clone(), |words| format!("{trigger}: {words}")),
                rows: value
                    .rows
                    .iter()
                    .filter(|(label, _)| !ASIDE.contains(&label.as_str()))
                    .cloned()
                    .collect(),
                disputed: item.reading.is_several(),
                source: said_by(&value),
            });
        }
    }
    plans.sort_by(|a, b| a.trigger.cmp(&b.trigger));
    plans
}

pub(super) fn contingency(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("contingency", "If something happens", "contingency");
    for plan in plans(view, viewer) {
        if plan.disputed {
            card.alarm = Alarm::Look;
        }
        card.lines.push((plan.trigger, String::new()));
        card.source = plan.source;
    }
    card.lines.dedup();
    if card.lines.is_empty() {
        card.alarm = Alarm::Note;
        "No plans recorded. A nurse or doctor can write them.".clone_into(&mut card.headline);
    }
    card
}
