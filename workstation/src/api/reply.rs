//! Answers of the one door, the event, and the error a person reads.

use super::base64::Base64;
use super::own::{Looks, UnfinishedWords};
use super::paper::{PaperChecked, PrintHead};
use super::people::People;
use super::story::{Charts, Timeline};
use super::view::{Glance, HistoryLine, RecordPage, ThisComputer, TwoVersions};
use super::work::Today;
use serde::Serialize;
use ts_rs::TS;

/// What the door gives back: an answer or an error that can be read aloud.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It went well.
    Done {
        /// The answer.
        reply: Reply,
    },
    /// It did not, and nothing was lost.
    Failed {
        /// What to tell the person.
        error: ApiError,
    },
}

/// One answer, by kind of request.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reply {
    /// To `Start`, `Enrol`, `FirstSignIn`, `SignIn` and `Lock`.
    Start(Start),
    /// To `Connection` and `ShareNow`.
    Connection(Connection),
    /// To `People`.
    People(Box<People>),
    /// To `BreakGlass`: what can be looked at now.
    GlassBroken {
        /// Record ids.
        records: Vec<String>,
    },
    /// To `Glance`.
    Glance(Box<Glance>),
    /// To `Record`.
    Record(Box<RecordPage>),
    /// To `History`.
    History {
        /// Newest first.
        lines: Vec<HistoryLine>,
    },
    /// To `TwoVersions`.
    TwoVersions {
        /// One per disagreement.
        open: Vec<TwoVersions>,
    },
    /// To `WhoLooked`.
    WhoLooked {
        /// Newest first.
        lines: Vec<Looked>,
    },
    /// To `Set`, `Enter`, `TakeUp`, `TurnDown`, `NewPerson`, `Attach`, `KeepPapers` and `Printed`: it is on the disk.
    Saved(Saved),
    /// To `OpenAttachment`.
    Attachment {
        /// What the file is, such as `image/jpeg`.
        media_type: String,
        /// What it is called.
        title: String,
        /// The file.
        base64: Base64,
    },
    /// To `SaveAttachment` and `SaveHomeFile`: it lies outside the store, where others at this computer could read it.
    SavedFile {
        /// What the file is called.
        name: String,
        /// In which folder, such as `Downloads`.
        folder: String,
    },
    /// To `MakeRecoverySheet`: shown once, to be printed, and kept nowhere.
    RecoverySheet {
        /// What stands on it.
        sheet: String,
    },
    /// To `BackUp`.
    BackedUp {
        /// Where the backup lies.
        place: String,
    },
    /// To `BringBack`.
    BroughtBack {
        /// How many saves were new here.
        saves: u32,
    },
    /// To `Import`.
    Import(ImportSummary),
    /// To `Export`.
    Export {
        /// FHIR JSON.
        text: String,
    },
    /// To `Policy` and `Tighten`.
    Policy {
        /// Every line of which less is allowed.
        rows: Vec<TightenedLine>,
    },
    /// To `ThisComputer`.
    ThisComputer(ThisComputer),
    /// To `Today`, `PlanRound` and `GetReady`.
    Today(Box<Today>),
    /// To `Timeline`.
    Timeline(Box<Timeline>),
    /// To `Charts`.
    Charts(Box<Charts>),
    /// To `PrintHead`.
    PrintHead(PrintHead),
    /// To `CheckPaper`.
    PaperChecked(PaperChecked),
    /// To `Audit`.
    Audit {
        /// Newest first.
        lines: Vec<Looked>,
    },
    /// To `Looks` and `SetLooks`.
    Looks {
        /// All of it.
        looks: Looks,
    },
    /// To `Unfinished` and `KeepUnfinished`.
    Unfinished {
        /// By record, line and item.
        words: Vec<UnfinishedWords>,
    },
}

/// Where this computer stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Start {
    /// Joined to a region?
    pub joined: bool,
    /// Did the region end this computer's place in it? It can join again.
    pub ended: bool,
    /// Does this home stand alone, with no region?
    pub alone: bool,
    /// Is this practice, with invented people?
    pub practice: bool,
    /// Does whoever is signed in read anything of care? Who answers only for the use of records does not.
    pub reads_care: bool,
    /// Does whoever is signed in let people in here?
    pub lets_in: bool,
    /// May whoever is signed in read who looked at a record?
    pub reads_audit: bool,
    /// May whoever is signed in break the glass?
    pub breaks_glass: bool,
    /// Where it stands, such as "Riverside House"; empty before it has joined.
    pub site: String,
    /// Those who work here.
    pub tiles: Vec<Tile>,
    /// Who is signed in, if anyone.
    pub signed_in: Option<Tile>,
    /// Seconds without a key press after which the screen locks.
    pub lock_after_s: u32,
}

/// One person's tile on the sign-in screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Tile {
    /// Staff id.
    pub staff: String,
    /// Name.
    pub name: String,
    /// Role in words, such as "district nurse".
    pub role: String,
    /// False until she has chosen a PIN on this computer.
    pub has_pin: bool,
    /// "Until today 19:30", where she was let in for a shift; empty otherwise.
    pub until: String,
}

/// State behind the connection line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// This home stands alone: there is nobody to share with.
    Alone,
    /// Nothing waits and the last sharing was completed.
    Shared,
    /// Changes wait for a signal.
    Waiting,
    /// Sharing at this moment.
    Sharing,
    /// Not heard from the region for longer than a day.
    Stale,
    /// A change could not be shared and wants a look.
    Problem,
}

/// The connection line: always there, always words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Connection {
    /// For colour and icon.
    pub state: ConnectionState,
    /// For reading: "No signal since 09:14. 3 changes saved here, not yet shared".
    pub words: String,
    /// Changes saved here and not yet secured by the region.
    pub unshared: u32,
    /// Papers attached here that the region does not have whole yet.
    pub papers_waiting: u32,
    /// When the last sharing was completed, RFC 3339, UTC.
    pub last_completed: Option<String>,
    /// Open disagreements among all people here.
    pub two_versions: u32,
}

/// It is on the disk of this computer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Saved {
    /// Record id.
    pub record: String,
    /// When it was written, RFC 3339, UTC.
    pub at: String,
}

/// Something that was done about a record on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Looked {
    /// Who, by name.
    pub who: String,
    /// Role in words; empty where no person did it.
    pub role: String,
    /// What, in words: "looked at the record".
    pub what: String,
    /// The same as a stable code, such as `record.viewed`.
    pub act: String,
    /// Whose record, by name; empty where it is about nobody, or where only one record is asked about.
    pub person: String,
    /// When, as people say it.
    pub when: String,
    /// The same, RFC 3339, UTC.
    pub at: String,
}

/// A record that this computer does not carry, open in an emergency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Opened {
    /// Record id.
    pub record: String,
    /// `SMITH, Margaret ("Peggy")`.
    pub name: String,
    /// Born and NHS number, in words.
    pub who: String,
    /// "Open until today 07:10".
    pub until: String,
}

/// A line of which less is allowed on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TightenedLine {
    /// Line, such as `cpr_decision`.
    pub line: String,
    /// Role, such as `district_nurse`.
    pub role: String,
    /// What is left: `none`, `suggest` or `copy`.
    pub right: String,
}

/// What became of an import.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportSummary {
    /// People whose record was begun or added to.
    pub records: Vec<String>,
    /// Taken over, marked "imported, not confirmed".
    pub taken: Vec<ImportLine>,
    /// Not understood, kept aside unchanged.
    pub kept_aside: Vec<ImportLine>,
    /// Refused, with the reason; kept aside too.
    pub refused: Vec<ImportLine>,
}

/// One line of an import report.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportLine {
    /// File name.
    pub file: String,
    /// Where in it, such as `Patient.birthDate`.
    pub path: String,
    /// Stable code of the reason; empty when taken.
    pub code: String,
    /// In words.
    pub words: String,
}

/// Told to the window without being asked: ids only, so that nothing of a person is on the event bus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// These records have news: ask again.
    Changed {
        /// Record ids.
        records: Vec<String>,
    },
    /// The connection line has news.
    Connection,
    /// The screen was locked.
    Locked,
}

/// What happened, what is safe, what to do; the code never changes its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApiError {
    /// Stable code, such as `sign_in.wrong_pin`.
    pub code: String,
    /// What happened.
    pub happened: String,
    /// What is safe.
    pub safe: String,
    /// What to do.
    pub to_do: String,
}
