//! What the person and the family know, and what matters.

use super::{all_versions, blank, line_words, said_by};
use crate::api::{Alarm, Card, Value};
use crate::show::Viewer;
use crate::show::value::{field as field_value, one_entry};
use care_record::{RecordView, field};

pub(super) fn knows(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("knows", "What they know", "prognosis");
    for (label, kind) in [
        ("The person", "awareness"),
        ("The family", "family_awareness"),
    ] {
        let values = all_versions(&view.one(kind), view, viewer);
        match &values[..] {
            [] => continue,
            [one] => card.source = said_by(one),
            _ => card.alarm = Alarm::Look,
        }
        card.lines.push((label.to_owned(), line_words(&values)));
    }
    let talks = view.log("conversation");
    for (label, part) in [("Words to use", "words_to_use"), ("Avoid", "avoid")] {
        if let Some((talk, words)) = talks.iter().find_map(|talk| Some((talk, talk.part(part)?))) {
            card.lines.push((label.to_owned(), words));
            if card.source.is_empty() {
                card.source = said_by(&one_entry(talk, view, viewer));
            }
        }
    }
    if card.lines.is_empty() {
        card.alarm = Alarm::Note;
        "Not recorded. Ask before you speak of the illness.".clone_into(&mut card.headline);
    }
    card
}

pub(super) fn matters(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("matters", "What matters", "about_me");
    for name in [
        "about_me.most_important",
        "about_me.do_and_dont",
        "preferences.wishes",
    ] {
        let Some(declaration) = field(name) else {
            continue;
        };
        let values: Vec<Value> = view
            .field(name)
            .values()
            .iter()
            .map(|agreed| field_value(declaration, agreed, viewer))
            .collect();
        if let Some(value) = values.first() {
            card.source = said_by(value);
            card.lines.push((String::new(), line_words(&values)));
        }
        if values.len() > 1 {
            card.alarm = Alarm::Look;
        }
    }
    if card.lines.is_empty() {
        card.alarm = Alarm::Note;
        "Not recorded. Anyone who knows the person can write it.".clone_into(&mut card.headline);
    }
    card
}
