//! One line of the list of people, from its card alone: no list ever opens a record.

mod list;
mod namesakes;

pub(crate) use list::{Wanted, people};

use super::Viewer;
use super::banner::card_name;
use super::page::NOT_LOOKED_AT;
use super::times::{born, date, when};
use crate::api::{Age, Alarm, PersonRow};
use crate::desk::each_of;
use care_record::{NhsNumber, computed};
use chrono::NaiveDate;
use store::workstation::{Card, Person};

/// The row of a person, by herself.
pub(super) fn row(person: &Person, viewer: &Viewer<'_>) -> PersonRow {
    let card = &person.card;
    // The card is one for all who work here; who reads no care is not told of it in a list either.
    let reads_care = viewer.reads_care();
    let cpr_alarm = match card.cpr_code.as_str() {
        _ if !reads_care => Alarm::Quiet,
        "conflict" | "newer" => Alarm::Stop,
        "" => Alarm::Look,
        _ => Alarm::Quiet,
    };
    let (age, age_words) = review(card, reads_care, viewer);
    PersonRow {
        record: card.record.to_string(),
        name: card_name(card),
        born: birthday(card, viewer),
        nhs_number: if card.nhs_number.is_empty() {
            "Not known".to_owned()
        } else {
            let each: Vec<String> = each_of(&card.nhs_number).map(nhs_number).collect();
            each.join(" or ")
        },
        room: card.room.clone(),
        cpr: if reads_care {
            cpr_words(&card.cpr_words)
        } else {
            String::new()
        },
        cpr_alarm,
        key_items: card.key_items_count,
        missing: if reads_care {
            card.missing_items.lines().map(str::to_owned).collect()
        } else {
            Vec::new()
        },
        two_versions: card.conflicts_count,
        unshared: viewer.unshared(person),
        still_coming: person.still_coming,
        alike: Vec::new(),
        more_alike: 0,
        only_same_name: false,
        kind: card.kind.clone(),
        // Of somebody who has died nothing is expected any more.
        stage: if viewer.reads("prognosis") && !card.died {
            card.stage.clone()
        } else {
            String::new()
        },
        age,
        age_words,
        withheld: reads_care && card.withheld,
        unconfirmed: if reads_care {
            card.unconfirmed_imports_count
        } else {
            0
        },
        died: card.died,
        // Whoever prints a copy reads this line too, and need not read of care.
        release_stopped: viewer.reads("consent") && card.stopped,
        old: old(card, reads_care, viewer),
        last_written: when(card.updated_at_ms, &viewer.now),
    }
}

/// In a row of many facts it names what it is about: "CPR not discussed".
fn cpr_words(said: &str) -> String {
    if said.is_empty() {
        return "No CPR decision recorded".to_owned();
    }
    if said.split_whitespace().any(|word| word == "CPR") {
        return said.to_owned();
    }
    let mut letters = said.chars();
    let first = letters.next().map(char::to_lowercase);
    let first: String = first.into_iter().flatten().collect();
    format!("CPR {first}{}", letters.as_str())
}

fn birthday(card: &Card, viewer: &Viewer<'_>) -> String {
    if card.birth_date.is_empty() {
        "Not known".to_owned()
    } else {
        born(&card.birth_date, viewer.now.date_naive())
    }
}

/// That something has not been looked at for too long, by the rule of its own section.
fn old(card: &Card, reads_care: bool, viewer: &Viewer<'_>) -> String {
    let from: Option<NaiveDate> = card.old_from.parse().ok().filter(|_| reads_care);
    let is_old = from.is_some_and(|from| from <= viewer.now.date_naive());
    if is_old { NOT_LOOKED_AT } else { "" }.to_owned()
}

fn nhs_number(text: &str) -> String {
    NhsNumber::parse(text).map_or_else(|_| text.to_owned(), |number| number.to_string())
}

/// How the next review stands. What was decided stands as well when its day has passed.
fn review(card: &Card, reads_care: bool, viewer: &Viewer<'_>) -> (Age, String) {
    let Some(on) = card.review_on.parse().ok().filter(|_| reads_care) else {
        return (Age::Unaged, String::new());
    };
    match computed::review_age(on, viewer.now.date_naive()) {
        computed::Age::Unaged => (Age::Unaged, String::new()),
        computed::Age::Fresh => (Age::Fresh, String::new()),
        computed::Age::Amber => (Age::Amber, format!("Review due {}", date(&card.review_on))),
        computed::Age::Red => (Age::Red, "Review overdue".to_owned()),
    }
}

#[cfg(test)]
mod tests;
