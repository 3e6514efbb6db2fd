//! What the window may ask and what it is told: the one door.
//!
//! These types are separate from the inner ones on purpose: the window gets words that are ready to be read, never a
//! rule to apply. Every value travels with who said it; a reading is nothing, one or several, and no type here can hold
//! "the" value of something that is open. The TypeScript in `ui/src/backend/generated` is made from this file.

mod base64;
mod own;
mod paper;
mod people;
mod reply;
mod story;
mod view;
mod work;

pub use base64::Base64;
pub use own::{Looks, UnfinishedWords};
pub use paper::{PaperChecked, PrintHead};
pub use people::{Alike, People, PeopleFilter, PersonRow};
pub use reply::{
    ApiError, Connection, ConnectionState, Event, ImportLine, ImportSummary, Looked, Opened,
    Outcome, Reply, Saved, Start, TightenedLine, Tile,
};
pub use story::{Chart, ChartMark, ChartPoint, ChartTable, Charts, Happening, Lane, Timeline};
pub use view::{
    Age, Alarm, Banner, Card, Choice, Follows, FormField, Glance, HistoryLine, Input, Item, Line,
    OtherRecord, Plan, ReadingState, RecordPage, Replaced, Right, Section, Shape, ShareState,
    Sheet, Source, ThisComputer, TwoVersions, Value, Waiting,
};

pub use work::{Matter, Reason, Selection, Today, Visit};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// One question or order from the window.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Request {
    /// Where are we: joined or not, who works here, who is signed in?
    Start,
    /// Join this computer to a region with a one-time code.
    Enrol {
        /// Address of the region, such as `https://hub.example:8443`.
        hub: String,
        /// The one-time code, 12 characters, as printed by the region's administrator.
        code: String,
        /// What this computer is called, such as "Corridor PC".
        name: String,
    },
    /// Set up a home that stands alone, with no region: complete but for sharing.
    BeginHome {
        /// What the home is called.
        home: String,
        /// What this computer is called.
        computer: String,
        /// The name of whoever runs the home.
        manager: String,
        /// The PIN she chooses.
        pin: String,
    },
    /// Let somebody in, beside a manager: a colleague at a home that stands alone, agency staff for a shift in a region.
    AddColleague {
        /// The PIN of the manager who is signed in, typed once more.
        manager_pin: String,
        /// The colleague's name.
        name: String,
        /// Names of her roles, such as `senior_carer`.
        roles: Vec<String>,
        /// Her professional registration, where she has one.
        registration: Option<String>,
        /// For how many hours, at most twelve; none where she stays at a home that stands alone.
        hours: Option<u32>,
        /// The PIN she chooses.
        pin: String,
    },
    /// A colleague has left a home that stands alone, or agency staff went before the end of her shift.
    EndColleague {
        /// Staff id from a [`Tile`].
        staff: String,
    },
    /// A colleague forgot her PIN and chooses another, beside a manager.
    NewPin {
        /// The PIN of the manager who is signed in, typed once more.
        manager_pin: String,
        /// Staff id from a [`Tile`].
        staff: String,
        /// The PIN she chooses.
        pin: String,
    },
    /// Make a recovery sheet in place of the one before, beside a manager.
    MakeRecoverySheet {
        /// The PIN of the manager who is signed in, typed once more.
        manager_pin: String,
    },
    /// Open the store with the recovery sheet, and let a manager choose a PIN.
    Recover {
        /// Staff id of the manager, from a [`Tile`].
        staff: String,
        /// What stands on the sheet.
        code: String,
        /// The PIN she chooses.
        pin: String,
    },
    /// Write a backup into a folder, today and from now on each day.
    BackUp {
        /// The folder, such as one on another disk.
        folder: String,
    },
    /// Write here what had not been shared when a backup was made.
    BringBack {
        /// The folder of the backup.
        from: String,
        /// What stands on the recovery sheet.
        code: String,
    },
    /// Set up a home that stood alone once more, on another computer, from its backup.
    BeginAgain {
        /// The folder of the backup.
        from: String,
        /// What stands on the recovery sheet.
        code: String,
        /// Name or id of the manager.
        manager: String,
        /// What this computer is called.
        computer: String,
        /// The PIN she chooses.
        pin: String,
    },
    /// Save the file with which a region takes this home in. Nothing of a record is in it.
    SaveHomeFile,
    /// Join a region with everything that was written while the home stood alone.
    JoinRegion {
        /// Address of the region, such as `https://hub.example:8443`.
        hub: String,
        /// The one-time code.
        code: String,
        /// The PIN of the manager who is signed in, typed once more.
        pin: String,
    },
    /// The first sign-in of a person on this computer: needs the region once.
    FirstSignIn {
        /// Staff id from a [`Tile`].
        staff: String,
        /// Her one-time sign-in code.
        code: String,
        /// The PIN she chooses.
        pin: String,
    },
    /// Sign in with a PIN.
    SignIn {
        /// Staff id from a [`Tile`].
        staff: String,
        /// Her PIN.
        pin: String,
    },
    /// Lock the screen and forget the key.
    Lock,
    /// The connection line.
    Connection,
    /// The people cared for here.
    People {
        /// Any part of a name, date of birth, NHS number or room; empty for all.
        search: String,
        /// What the list is narrowed to: who is shown fits all of it.
        #[serde(default)]
        filters: Vec<PeopleFilter>,
        /// How many rows are told at most; without it all.
        most: Option<u32>,
    },
    /// Begin a record: name and GP practice are enough.
    NewPerson {
        /// Family name.
        family_name: String,
        /// Given names.
        given_names: String,
        /// Practice name, may be empty.
        practice_name: String,
        /// Date of birth, `YYYY-MM-DD`, may be empty.
        birth_date: String,
        /// NHS number, may be empty.
        nhs_number: String,
    },
    /// The page that matters most.
    Glance {
        /// Record id.
        record: String,
    },
    /// All sections of a record.
    Record {
        /// Record id.
        record: String,
    },
    /// A screen about a person was printed: the window prints by itself, and says so.
    Printed {
        /// Record id.
        record: String,
        /// What: `glance`, `record`, `note`, `two_versions` or `who_looked`.
        what: String,
    },
    /// Who did what about a record on this computer, for those who answer for its use.
    WhoLooked {
        /// Record id.
        record: String,
    },
    /// In an emergency, for some hours, At a glance of a record that this computer does not carry. Whoever asks says why,
    /// and the privacy officer of the region is told.
    BreakGlass {
        /// The NHS number; empty where it is not known.
        nhs_number: String,
        /// Else the family name,
        family_name: String,
        /// and the date of birth, `YYYY-MM-DD`.
        birth_date: String,
        /// Why: `called_to_person`, `life_in_danger`, `arriving_here` or `asked_by_team`.
        reason: String,
    },
    /// All sections as they stood at a moment, by the writers' clocks.
    AsItStood {
        /// Record id.
        record: String,
        /// RFC 3339.
        at: String,
    },
    /// Everything ever said about one line.
    History {
        /// Record id.
        record: String,
        /// Name of the line, such as `person.phone` or `cpr_decision`.
        line: String,
    },
    /// Open disagreements, of one person or of all.
    TwoVersions {
        /// Record id, or none for all.
        record: Option<String>,
    },
    /// Write a register (a plain field).
    Set {
        /// Record id.
        record: String,
        /// Field name, such as `person.phone`.
        field: String,
        /// The words or code; empty text is refused, use `answer`.
        text: String,
        /// A non-answer in place of words: `not_known`, `not_asked` or `does_not_apply`.
        answer: Option<String>,
        /// A short remark beside the value.
        comment: Option<String>,
        /// On what basis, such as `said_by_person`.
        #[serde(default)]
        #[ts(optional)]
        basis: Option<String>,
    },
    /// Write an entry: a decision, an item of a list, a note, a resolution.
    Enter {
        /// Record id.
        record: String,
        /// Kind, such as `cpr_decision`.
        entry_kind: String,
        /// The parts of the entry by name; a list is several words parted by a line break.
        body: BTreeMap<String, String>,
        /// Entries its author has seen and replaces.
        supersedes: Vec<String>,
        /// The entry it re-affirms. With no parts and no answer it says the same as that entry.
        confirms: Option<String>,
        /// Entries it marks as entered in error.
        error_of: Vec<String>,
        /// On what basis, such as `said_by_person`.
        basis: Option<String>,
        /// When it was true, `YYYY-MM-DD`.
        effective: Option<String>,
        /// A short remark.
        comment: Option<String>,
        /// A non-answer in place of parts: `not_known`, `not_asked` or `does_not_apply`.
        #[serde(default)]
        #[ts(optional)]
        answer: Option<String>,
        /// A suggestion, for somebody who may write it to take up.
        #[serde(default)]
        suggested: bool,
        /// Withhold it: it goes to a narrower sheet.
        #[serde(default)]
        #[ts(optional)]
        withhold: Option<Box<Withhold>>,
    },
    /// Take up a suggestion: whoever asks says the same, in place of what it would replace.
    TakeUp {
        /// Record id.
        record: String,
        /// Id of the suggestion.
        suggestion: String,
    },
    /// Turn down a suggestion: what stands is confirmed, or nothing is added.
    TurnDown {
        /// Record id.
        record: String,
        /// Id of the suggestion.
        suggestion: String,
    },
    /// Attach a file, such as a scanned form: keeps it and writes the entry that names it.
    Attach {
        /// Record id.
        record: String,
        /// What it is called.
        title: String,
        /// What it is: a code of the part `kind` of the kind `document`, such as `clinic_letter`; may be empty.
        document_kind: String,
        /// What the file is, such as `image/jpeg`.
        media_type: String,
        /// Where the paper is; may be empty.
        location: String,
        /// The file, at most 10 MB.
        base64: Base64,
    },
    /// Open what is attached to an entry. What is not here yet is asked for.
    OpenAttachment {
        /// Record id.
        record: String,
        /// Entry id.
        entry: String,
    },
    /// Save what is attached to an entry outside the store, to be opened with another program.
    SaveAttachment {
        /// Record id.
        record: String,
        /// Entry id.
        entry: String,
    },
    /// Keep all attachments of a record on this computer, or no longer fetch them by themselves.
    KeepPapers {
        /// Record id.
        record: String,
        /// Keep them?
        keep: bool,
    },
    /// Share with the region now.
    ShareNow,
    /// Take over FHIR resources.
    Import {
        /// The files, name and text.
        files: Vec<ImportFile>,
    },
    /// The record as a FHIR document, for saving to a file.
    Export {
        /// Record id.
        record: String,
    },
    /// What is allowed less of on this computer than by the table of permissions.
    Policy,
    /// Allow less on this computer, or as much as the table again.
    Tighten {
        /// Line, such as `cpr_decision`.
        line: String,
        /// Role, such as `district_nurse`.
        role: String,
        /// What is left: `none`, `suggest` or `copy`; `table` gives back what was taken.
        right: String,
    },
    /// What is waiting, what arrived, is all well?
    ThisComputer,
    /// What is to be known and done now.
    Today {
        /// Of everyone of whom there is news, or only of those who come first?
        #[serde(default)]
        all_news: bool,
    },
    /// Take a task on, say that it is done, or that it is not taken on.
    AnswerTask {
        /// Record id.
        record: String,
        /// Entry id of the task.
        entry: String,
        /// `accepted`, `done` or `declined`.
        state: String,
        /// Why it is not taken on; may be empty.
        because: String,
    },
    /// The people of her round, in the order in which she visits them. Kept on this computer, for her alone.
    PlanRound {
        /// Record ids.
        records: Vec<String>,
    },
    /// Share with the region, then say of each visit of her round whether all of it is on this computer.
    GetReady,
    /// What happened to a person, across organisations.
    Timeline {
        /// Record id.
        record: String,
    },
    /// What was measured and counted.
    Charts {
        /// Record id.
        record: String,
    },
    /// What a print says of itself: asked for just before printing.
    PrintHead {
        /// Record id; none for the hand-over sheet, which is of several people.
        record: Option<String>,
        /// What: `glance`, `folder_sheet`, `persons_copy` or `handover`.
        what: String,
    },
    /// Is a paper still current?
    CheckPaper {
        /// The code that stands on it.
        code: String,
    },
    /// What was done on this computer, for those who answer for its use.
    Audit,
    /// How she likes her screen.
    Looks,
    /// How she likes her screen from now on.
    SetLooks {
        /// All of it.
        looks: Looks,
    },
    /// Words she has not finished, in all records.
    Unfinished,
    /// Keep words that are not finished, in place of those before. With none that are not empty, they are dropped.
    KeepUnfinished {
        /// What and where.
        words: UnfinishedWords,
    },
    /// Practise with invented people, in a store of its own that shares with nobody; or go back to the real one.
    Practise {
        /// Practise?
        on: bool,
    },
}

/// How something is withheld.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Withhold {
    /// Say in the section that something is withheld? Otherwise nothing shows.
    pub say_so: bool,
    /// Whom to ask about it.
    pub ask: String,
    /// Why: a code of the kind `withheld`, such as `mental_health`; may be empty.
    pub why: String,
    /// Who looks at this again; may be empty.
    pub reviewer: String,
    /// When, `YYYY-MM-DD`; may be empty.
    pub review: String,
}

/// One file to import.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ImportFile {
    /// Its name, for the report.
    pub name: String,
    /// Its text, XML or JSON.
    pub text: String,
}

impl Request {
    /// Everyone here whom a search finds.
    #[must_use]
    pub fn everyone(search: impl Into<String>) -> Self {
        Request::People {
            search: search.into(),
            filters: Vec::new(),
            most: None,
        }
    }

    /// A plain entry of its author's, in force at once; it replaces what she has seen.
    #[must_use]
    pub fn enter(
        record: impl Into<String>,
        entry_kind: impl Into<String>,
        body: BTreeMap<String, String>,
        supersedes: Vec<String>,
    ) -> Self {
        Request::Enter {
            record: record.into(),
            entry_kind: entry_kind.into(),
            body,
            supersedes,
            confirms: None,
            error_of: Vec::new(),
            basis: None,
            effective: None,
            comment: None,
            answer: None,
            suggested: false,
            withhold: None,
        }
    }

    /// A note.
    #[must_use]
    pub fn note(record: impl Into<String>, text: impl Into<String>) -> Self {
        let body = BTreeMap::from([("text".to_owned(), text.into())]);
        Self::enter(record, "note", body, Vec::new())
    }
}

// A file's text is a person's record: it must not reach a log by way of `{:?}`.
impl std::fmt::Debug for ImportFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ImportFile")
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}
