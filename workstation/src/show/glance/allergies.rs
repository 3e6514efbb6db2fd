//! Allergies and alerts.

use super::{all_versions, beside, blank, latest, said_by};
use crate::api::{Alarm, Card};
use crate::show::Viewer;
use crate::show::banner::allergies;
use crate::show::value::one_entry;
use care_record::RecordView;

pub(super) fn allergies_and_alerts(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("allergies", "Allergies and alerts", "allergies");
    let (words, alarm) = allergies(view);
    card.alarm = alarm;
    card.headline = words;
    let state = all_versions(&view.one("allergy_state"), view, viewer);
    let mut newest = state.into_iter().max_by(|a, b| latest(a).cmp(latest(b)));
    // Two answers to whether there are any, or "none known" beside one: everything that is open, and none of it alone.
    let conflicts = view.conflicts();
    let disputed = conflicts
        .iter()
        .filter(|conflict| conflict.line == "allergy_state");
    for entry in disputed.flat_map(|conflict| &conflict.open) {
        card.alarm = Alarm::Stop;
        card.versions.push(one_entry(entry, view, viewer));
    }
    for kind in ["allergy", "alert"] {
        for item in view.items(kind) {
            let values = all_versions(&item.reading, view, viewer);
            if kind == "alert" {
                card.lines.extend(
                    values
                        .iter()
                        .map(|value| ("Alert".to_owned(), beside(value))),
                );
            }
            if item.reading.is_several() {
                card.versions.extend(values.iter().cloned());
            }
            newest = newest
                .into_iter()
                .chain(values)
                .max_by(|a, b| latest(a).cmp(latest(b)));
        }
    }
    card.source = newest.map(|value| said_by(&value)).unwrap_or_default();
    card
}
