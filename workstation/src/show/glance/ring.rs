//! Who to ring.

use super::{blank, said_by};
use crate::api::{Alarm, Card};
use crate::show::Viewer;
use crate::show::banner::{entry_value, register_words};
use care_record::RecordView;

/// Roles of family and friends, in the order in which one rings them.
const RING_FIRST: &[&str] = &["main_carer", "next_of_kin", "emergency", "lpa_health"];

/// How soon somebody with these roles is rung; the ids of entries are random and must not decide it.
fn turn(roles: &str) -> usize {
    RING_FIRST
        .iter()
        .position(|first| roles.lines().any(|role| role == *first))
        .unwrap_or(RING_FIRST.len())
}

pub(super) fn ring(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("ring", "Who to ring", "contacts");
    let mut people = Vec::new();
    for item in view.items("contact") {
        for agreed in item.reading.values() {
            let value = entry_value(agreed, view, viewer);
            let roles = value
                .rows
                .iter()
                .find(|(label, _)| label == "Is")
                .map(|(_, words)| words.clone());
            let night = agreed.value.part("call_at_night");
            let night = night.map(|text| {
                if text == "yes" {
                    ", any hour"
                } else {
                    ", not at night"
                }
            });
            let turn = turn(&agreed.value.part("roles").unwrap_or_default());
            let words = format!("{}{}", value.text, night.unwrap_or_default());
            people.push((turn, words, roles.unwrap_or_default(), said_by(&value)));
        }
    }
    people.sort();
    for (label, words) in [
        (
            "Day and night",
            register_words(view, "professionals.advice_line"),
        ),
        ("GP", register_words(view, "gp.phone")),
    ] {
        if !words.is_empty() {
            card.lines.push((label.to_owned(), words));
        }
    }
    for item in view.items("professional") {
        let key_workers = item.reading.values().into_iter();
        let key_workers =
            key_workers.filter(|agreed| agreed.value.part("key_worker").as_deref() == Some("yes"));
        for agreed in key_workers {
            let value = entry_value(agreed, view, viewer);
            card.lines.push(("Key worker".to_owned(), value.text));
        }
    }
    card.source = people
        .first()
        .map(|(_, _, _, source)| source.clone())
        .unwrap_or_default();
    card.lines.extend(
        people
            .into_iter()
            .map(|(_, words, roles, _)| (roles, words)),
    );
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
