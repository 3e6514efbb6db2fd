//! Where the person wants to be.

use super::{all_versions, blank, line_words, said_by};
use crate::api::{Alarm, Card};
use crate::show::Viewer;
use care_record::{Reading, RecordView, computed};

pub(super) fn places(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let title = if computed::has_died(view) {
        "Where they wanted to be"
    } else {
        "Where they want to be"
    };
    let mut card = blank("places", title, "preferences");
    let mut source = String::new();
    for (label, kind) in [
        ("To be cared for", "preferred_place_of_care_1"),
        ("Second choice", "preferred_place_of_care_2"),
        ("To die", "preferred_place_of_death_1"),
        ("Second choice", "preferred_place_of_death_2"),
        ("Hospital", "hospital_wish"),
    ] {
        let reading = view.one(kind);
        let values = all_versions(&reading, view, viewer);
        match &reading {
            Reading::Nothing if kind == "preferred_place_of_death_1" => {
                card.alarm = Alarm::Look;
                card.lines
                    .push((label.to_owned(), "Not recorded".to_owned()));
            }
            Reading::Nothing => {}
            Reading::One(_) => {
                card.lines.push((label.to_owned(), line_words(&values)));
                source = values.first().map(said_by).unwrap_or(source);
            }
            // Surfaced quietly: all of them, each with its author.
            Reading::Several(_) => {
                card.alarm = card.alarm.max(Alarm::Look);
                card.lines.push((label.to_owned(), line_words(&values)));
            }
        }
    }
    if let Some(achieved) = computed::place_achieved(view) {
        let words = if achieved {
            "where it was wished"
        } else {
            "not where it was wished"
        };
        card.lines.push(("Died".to_owned(), words.to_owned()));
    }
    card.source = source;
    card
}
