//! The lines of a record's face: what At a glance and the list of people read, and of each only what they show.

/// What of a line is in the face.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Keep {
    /// Everything that is open.
    Open,
    /// What people disagree on.
    Disputed,
    /// What says so in a part.
    Saying(&'static str, &'static str),
    /// The newest so many of a log.
    Newest(usize),
    /// Of a log, for each of these parts the newest that says it.
    NewestSaying(&'static [&'static str]),
    /// Of a log, the newest for each that the first part names, of those that say the second part too.
    NewestOfEach(&'static str, &'static str),
}

/// One line of the face.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FaceLine {
    /// A kind of entry or a register.
    pub(crate) name: &'static str,
    /// What of it.
    pub(crate) keep: Keep,
}

use Keep::{Disputed, Newest, NewestOfEach, NewestSaying, Open, Saying};

/// *Frozen for each [`crate::face::VERSION`]:* a face names a line by its place here.
pub(crate) const FACE: &[FaceLine] = &[
    line("family_name", Open),
    line("given_names", Open),
    line("birth_date", Open),
    line("nhs_number", Open),
    line("person.preferred_name", Open),
    line("person.sex_at_birth", Open),
    line("home.room", Open),
    line("death", Open),
    line("consent", Open),
    line("cpr_decision", Open),
    line("allergy_state", Open),
    line("allergy", Open),
    line("alert", Open),
    line("contingency", Open),
    line("preferred_place_of_care_1", Open),
    line("preferred_place_of_care_2", Open),
    line("preferred_place_of_death_1", Open),
    line("preferred_place_of_death_2", Open),
    line("hospital_wish", Open),
    line("box", Open),
    line("authorisation", Disputed),
    line("supply", Open),
    line("administration", Open),
    line("disposal", Open),
    line("stock_check", Open),
    line("pump_prescription", Open),
    line("pump_check", Newest(1)),
    line("pump", Open),
    line("contact", Open),
    line("professional", Saying("key_worker", "yes")),
    line("professionals.advice_line", Open),
    line("gp.phone", Open),
    line("awareness", Open),
    line("family_awareness", Open),
    line("conversation", NewestSaying(&["words_to_use", "avoid"])),
    line("about_me.most_important", Open),
    line("about_me.do_and_dont", Open),
    line("preferences.wishes", Open),
    line("note", Newest(3)),
    line("withheld", Open),
    line("review", NewestOfEach("of", "next_due")),
];

/// The sections whose age At a glance tells.
pub(crate) const AGED: &[&str] = &[
    "cpr",
    "allergies",
    "contingency",
    "preferences",
    "anticipatory",
    "pump",
    "contacts",
    "prognosis",
    "about_me",
];

const fn line(name: &'static str, keep: Keep) -> FaceLine {
    FaceLine { name, keep }
}
