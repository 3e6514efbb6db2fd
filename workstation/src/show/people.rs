//! One line of the list of people, from its card alone: no list ever opens a record.

use super::Viewer;
use super::banner::person_name;
use super::times::{born, when};
use crate::api::{Alarm, PersonRow};
use care_record::NhsNumber;
use store::workstation::Person;

/// The row of a person. `same_name` says that another row has the same name.
pub(crate) fn row(person: &Person, same_name: bool, viewer: &Viewer<'_>) -> PersonRow {
    let card = &person.card;
    // The card is one for all who work here; who reads no care is not told of it in a list either.
    let reads_care = viewer.reads("cpr");
    let cpr_alarm = match card.cpr_code.as_str() {
        _ if !reads_care => Alarm::Quiet,
        "conflict" | "newer" => Alarm::Stop,
        "" => Alarm::Look,
        _ => Alarm::Quiet,
    };
    PersonRow {
        record: card.record.to_string(),
        name: person_name(&card.family, &card.given, &card.known_as),
        born: if card.birth_date.is_empty() {
            "Not known".to_owned()
        } else {
            born(&card.birth_date, viewer.now.date_naive())
        },
        nhs_number: if card.nhs_number.is_empty() {
            "Not known".to_owned()
        } else {
            NhsNumber::parse(&card.nhs_number)
                .map_or_else(|_| card.nhs_number.clone(), |number| number.to_string())
        },
        room: card.room.clone(),
        cpr: if !reads_care {
            String::new()
        } else if card.cpr_words.is_empty() {
            "No CPR decision recorded".to_owned()
        } else {
            card.cpr_words.clone()
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
        same_name,
        kind: String::new(),
        stage: String::new(),
        age: crate::api::Age::Unaged,
        age_words: String::new(),
        withheld: false,
        unconfirmed: card.unconfirmed_imports_count,
        died: false,
        last_written: when(card.updated_at_ms, &viewer.now),
    }
}
