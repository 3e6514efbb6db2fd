//! The record, section by section, in reading order. Adding a line of the record is adding it on one of these pages.
//!
//! The first change creates exactly these sections, so the list only ever grows through a further hard-coded change.

mod about_me;
mod after_death;
mod allergies;
mod anticipatory;
mod assessments;
mod consent;
mod contacts;
mod contingency;
mod conversations;
mod cpr;
mod documents;
mod feedback;
mod gp;
mod home;
mod legal;
mod medicines;
mod needs;
mod notes;
mod person;
mod preferences;
mod problems;
mod professionals;
mod prognosis;
mod pump;
mod record;
mod reviews;
mod treatment_plan;

use super::{KeyItem, SectionDeclaration};

pub(super) static SECTIONS: &[SectionDeclaration] = &[
    record::SECTION,
    person::SECTION,
    gp::SECTION,
    consent::SECTION,
    needs::SECTION,
    contacts::SECTION,
    professionals::SECTION,
    home::SECTION,
    about_me::SECTION,
    problems::SECTION,
    prognosis::SECTION,
    allergies::SECTION,
    assessments::SECTION,
    conversations::SECTION,
    preferences::SECTION,
    cpr::SECTION,
    treatment_plan::SECTION,
    legal::SECTION,
    contingency::SECTION,
    medicines::SECTION,
    anticipatory::SECTION,
    pump::SECTION,
    notes::SECTION,
    documents::SECTION,
    reviews::SECTION,
    after_death::SECTION,
    feedback::SECTION,
];

/// The smallest useful record.
pub(crate) const KEY_ITEMS: &[KeyItem] = &[
    item("Name", &["family_name", "given_names"]),
    item("Date of birth", &["birth_date"]),
    item("Address", &["person.address"]),
    item("GP practice", &["gp.practice_name", "gp.practice_code"]),
    item("Consent", &["consent"]),
    item("Family or carer", &["contacts.has_carer", "contact"]),
    item("Main diagnosis", &["primary_diagnosis"]),
    item("CPR decision", &["cpr_decision"]),
    item("Where to die", &["preferred_place_of_death_1"]),
    item("Review date", &["review"]),
];

const fn item(label: &'static str, lines: &'static [&'static str]) -> KeyItem {
    KeyItem { label, lines }
}
