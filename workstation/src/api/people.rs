//! The list of people.

use super::reply::Opened;
use super::view::{Age, Alarm};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What the list of people can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PeopleFilter {
    /// Something is disputed.
    TwoVersions,
    /// A review is overdue.
    Overdue,
    /// Changes saved here are not shared yet.
    Unshared,
    /// A key item is missing.
    Missing,
    /// Something is withheld, and its author lets that be said.
    Withheld,
    /// Something was taken over from elsewhere and is not confirmed.
    Unconfirmed,
}

impl PeopleFilter {
    /// All of them.
    pub const ALL: [PeopleFilter; 6] = [
        PeopleFilter::TwoVersions,
        PeopleFilter::Overdue,
        PeopleFilter::Unshared,
        PeopleFilter::Missing,
        PeopleFilter::Withheld,
        PeopleFilter::Unconfirmed,
    ];
}

/// The people here, as far as they were asked for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct People {
    /// One row a person, in order of name, those of the same name together. As many as were asked for.
    pub rows: Vec<PersonRow>,
    /// How many the search found.
    pub found: u32,
    /// How many of those found fit every filter.
    pub fitting: u32,
    /// How many there are to show: those that fit, and those of the same name.
    pub listed: u32,
    /// How many of those found fit each filter.
    pub counts: BTreeMap<PeopleFilter, u32>,
    /// What whoever is signed in has open in an emergency.
    pub opened: Vec<Opened>,
}

/// One line of the list of people.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PersonRow {
    /// Record id.
    pub record: String,
    /// `SMITH, Margaret ("Peggy")`.
    pub name: String,
    /// `04-Mar-1938 (88y)`.
    pub born: String,
    /// `999 000 0018`.
    pub nhs_number: String,
    /// Room, may be empty.
    pub room: String,
    /// CPR in words.
    pub cpr: String,
    /// How loud the CPR words are.
    pub cpr_alarm: Alarm,
    /// Key items recorded, of ten.
    pub key_items: u32,
    /// Names of key items that are missing.
    pub missing: Vec<String>,
    /// Open disagreements.
    pub two_versions: u32,
    /// Changes saved here, not yet shared.
    pub unshared: u32,
    /// It is coming here for the first time, and newer entries may be missing.
    pub still_coming: bool,
    /// Others here of the same name or nearly: the first few.
    pub alike: Vec<Alike>,
    /// How many more there are of them.
    pub more_alike: u32,
    /// Was not looked for, and is shown so that nobody is taken for somebody else.
    pub only_same_name: bool,
    /// What kind of record it is, in words; may be empty.
    pub kind: String,
    /// How long somebody who may judge it expects, in words; may be empty.
    pub stage: String,
    /// The age of the oldest thing that is to be reviewed.
    pub age: Age,
    /// "Review overdue", may be empty.
    pub age_words: String,
    /// Something is withheld here, and its author lets that be said.
    pub withheld: bool,
    /// Taken over from elsewhere and not confirmed, number.
    pub unconfirmed: u32,
    /// Has died.
    pub died: bool,
    /// Nothing of the record may be given out.
    pub release_stopped: bool,
    /// "Not looked at for a long time", where that is so of something At a glance shows; may be empty.
    pub old: String,
    /// "today 09:14": when the record was last written to.
    pub last_written: String,
}

/// Somebody of the same name, told apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Alike {
    /// `SMITH, Margaret ("Peggy")`.
    pub name: String,
    /// `14-Mar-1938 (88y)`.
    pub born: String,
    /// Room, may be empty.
    pub room: String,
}
