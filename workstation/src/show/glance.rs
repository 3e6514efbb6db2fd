//! At a glance: what do I do right now? One screen, the same nine cards in the same order on screen and paper.

mod allergies;
mod cpr;
mod medicines;
mod person;
mod places;
mod plans;
mod ring;

use super::Viewer;
use super::banner::{banner, entry_value};
use super::page::{aged, withheld};
use super::value::{NOT_SHARED, one_entry};
use crate::api::{Age, Alarm, Card, Glance, PrintHead, ShareState, Source, Value};
use care_record::{Basis, EntryView, Reading, RecordView, computed};
use store::workstation::Person;

/// Notes shown below the cards.
const LATEST: usize = 3;

/// The page that matters most.
pub(crate) fn glance(
    view: &RecordView,
    person: Option<&Person>,
    head: PrintHead,
    viewer: &Viewer<'_>,
) -> Glance {
    let mut cards = vec![
        cpr::cpr(view, viewer),
        allergies::allergies_and_alerts(view, viewer),
        plans::contingency(view, viewer),
        places::places(view, viewer),
        medicines::just_in_case(view, viewer),
        medicines::pump(view, viewer),
        ring::ring(view, viewer),
        person::knows(view, viewer),
        person::matters(view, viewer),
    ];
    for card in &mut cards {
        (card.age, card.age_words) = aged(&card.section, view, viewer);
        card.withheld = withheld(&card.section, view);
    }
    // Nobody is asked to plan for, or to ask, a person who has died.
    if computed::has_died(view) {
        for card in &mut cards {
            let asks = matches!(
                card.name.as_str(),
                "contingency" | "box" | "knows" | "matters"
            );
            if asks && card.lines.is_empty() && card.source.is_empty() {
                "Not recorded".clone_into(&mut card.headline);
            }
        }
    }
    // An administrator works with the office's sections and sees no care.
    cards.retain(|card| viewer.reads(&card.section));
    Glance {
        banner: banner(view, person, viewer),
        cards,
        plans: plans::plans(view, viewer),
        latest: view
            .notes()
            .iter()
            .take(LATEST)
            .map(|note| one_entry(note, view, viewer))
            .collect(),
        head,
    }
}

fn blank(name: &str, title: &str, section: &str) -> Card {
    Card {
        name: name.to_owned(),
        title: title.to_owned(),
        alarm: Alarm::Quiet,
        headline: String::new(),
        lines: Vec::new(),
        versions: Vec::new(),
        source: String::new(),
        section: section.to_owned(),
        age: Age::Unaged,
        age_words: String::new(),
        withheld: Vec::new(),
    }
}

fn said_by(value: &Value) -> String {
    let by: Vec<&str> = value
        .sources
        .iter()
        .map(|source| source.words.as_str())
        .collect();
    let basis = value
        .basis
        .as_ref()
        .map(|basis| format!(" · {basis}"))
        .unwrap_or_default();
    format!("{}{basis}", by.join("; "))
}

/// What a line of a card says where its foot names one author for all of its lines: what must be known of this one stands
/// beside it, and of several all are there, each with who said so.
fn line_words(values: &[Value]) -> String {
    match values {
        [] => String::new(),
        [one] => beside(one),
        all => {
            let each: Vec<String> = all.iter().map(one_line).collect();
            format!("{} are recorded: {}", all.len(), each.join(" – also "))
        }
    }
}

/// One of several values, in one line.
fn one_line(value: &Value) -> String {
    format!("{} ({})", value.text, said_by(value))
}

fn beside(value: &Value) -> String {
    let imported = Basis::Imported.words();
    let imported = (value.basis.as_deref() == Some(imported)).then_some(imported);
    let waits = value.sources.iter().all(waits).then_some(NOT_SHARED);
    let marks: Vec<&str> = imported.into_iter().chain(waits).collect();
    if marks.is_empty() {
        value.text.clone()
    } else {
        format!("{} ({})", value.text, marks.join(", "))
    }
}

/// Of an author who is not known here nobody can say what has become of her words.
fn waits(source: &Source) -> bool {
    source.shared == ShareState::Here && !source.name.is_empty()
}

fn all_versions(
    reading: &Reading<EntryView>,
    view: &RecordView,
    viewer: &Viewer<'_>,
) -> Vec<Value> {
    reading
        .values()
        .into_iter()
        .map(|agreed| entry_value(agreed, view, viewer))
        .collect()
}

fn in_words(number: usize) -> String {
    match number {
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        more => more.to_string(),
    }
}

fn latest(value: &Value) -> &str {
    value
        .sources
        .iter()
        .map(|source| source.recorded_at.as_str())
        .max()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
