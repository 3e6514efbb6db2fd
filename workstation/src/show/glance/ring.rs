//! Who to ring.

use super::{blank, line_words, said_by};
use crate::api::{Alarm, Card, Value};
use crate::show::Viewer;
use crate::show::banner::entry_value;
use crate::show::value::field as field_value;
use care_record::{Agreed, EntryView, RecordView, field};

/// Roles of family and friends, in the order in which one rings them.
const RING_FIRST: &[&str] = &["main_carer", "next_of_kin", "emergency", "lpa_health"];

/// How soon somebody with these roles is rung; the ids of entries are random and must not decide it.
fn turn(roles: &str) -> usize {
    RING_FIRST
        .iter()
        .position(|first| roles.lines().any(|role| role == *first))
        .unwrap_or(RING_FIRST.len())
}

/// Somebody to ring.
struct Contact {
    turn: usize,
    words: String,
    roles: String,
    source: String,
}

/// Family and friends, those to ring first before the others. Of whom two things are written, both stand in one line.
fn contacts(view: &RecordView, viewer: &Viewer<'_>) -> Vec<Contact> {
    let mut people = Vec::new();
    for item in view.items("contact") {
        let agreed = item.reading.values();
        let values: Vec<Value> = agreed
            .iter()
            .map(|agreed| with_hours(agreed, view, viewer))
            .collect();
        let Some(first) = values.first() else {
            continue;
        };
        let roles = first.rows.iter().find(|(label, _)| label == "Is");
        let turns = agreed
            .iter()
            .filter_map(|agreed| agreed.value.part("roles"));
        people.push(Contact {
            turn: turns
                .map(|roles| turn(&roles))
                .min()
                .unwrap_or(RING_FIRST.len()),
            words: line_words(&values),
            roles: roles.map(|(_, words)| words.clone()).unwrap_or_default(),
            source: said_by(first),
        });
    }
    people.sort_by(|a, b| (a.turn, &a.words, &a.roles).cmp(&(b.turn, &b.words, &b.roles)));
    people
}

fn with_hours(agreed: &Agreed<EntryView>, view: &RecordView, viewer: &Viewer<'_>) -> Value {
    let mut value = entry_value(agreed, view, viewer);
    value
        .text
        .push_str(match agreed.value.part("call_at_night") {
            None => "",
            Some(text) if text == "yes" => ", any hour",
            Some(_) => ", not at night",
        });
    value
}

/// The words of a number that is rung.
fn number(name: &str, view: &RecordView, viewer: &Viewer<'_>) -> String {
    let Some(declaration) = field(name) else {
        return String::new();
    };
    let reading = view.field(name);
    let values: Vec<Value> = reading
        .values()
        .iter()
        .map(|agreed| field_value(declaration, agreed, viewer))
        .collect();
    line_words(&values)
}

pub(super) fn ring(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("ring", "Who to ring", "contacts");
    for (label, name) in [
        ("Day and night", "professionals.advice_line"),
        ("GP", "gp.phone"),
    ] {
        let words = number(name, view, viewer);
        if !words.is_empty() {
            card.lines.push((label.to_owned(), words));
        }
    }
    for item in view.items("professional") {
        let key_workers = item.reading.values().into_iter();
        let key_workers =
            key_workers.filter(|agreed| agreed.value.part("key_worker").as_deref() == Some("yes"));
        let values: Vec<Value> = key_workers
            .map(|agreed| entry_value(agreed, view, viewer))
            .collect();
        if !values.is_empty() {
            card.lines
                .push(("Key worker".to_owned(), line_words(&values)));
        }
    }
    let people = contacts(view, viewer);
    card.source = people
        .first()
        .map(|contact| contact.source.clone())
        .unwrap_or_default();
    let people = people.into_iter();
    card.lines
        .extend(people.map(|contact| (contact.roles, contact.words)));
    if card.lines.is_empty() {
        card.alarm = Alarm::Note;
        "Nobody recorded".clone_into(&mut card.headline);
    }
    card
}

#[cfg(test)]
mod tests {
    use super::turn;

    #[test]
    fn those_to_ring_first_stand_first() {
        assert!(turn("family\nmain_carer") < turn("next_of_kin"));
        assert!(turn("next_of_kin") < turn("emergency"));
        assert!(turn("lpa_health") < turn("friend"));
        assert_eq!(turn(""), turn("family"));
    }
}
