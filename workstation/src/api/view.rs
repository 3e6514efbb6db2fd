//! What the screens show.

use super::paper::PrintHead;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// How loud something is: three levels and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// Nothing to say.
    Quiet,
    /// Grey.
    Note,
    /// Amber bar, icon, words.
    Look,
    /// Red frame, icon, words: stop and read.
    Stop,
}

/// Nothing, one or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReadingState {
    /// Not recorded.
    Nothing,
    /// One value, agreed by all who wrote.
    One,
    /// Two or more that differ: all are shown.
    Several,
}

/// Where a value has got to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShareState {
    /// Saved on this computer only.
    Here,
    /// The region has it.
    Shared,
}

/// Who said it, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Source {
    /// Name.
    pub name: String,
    /// Role in words.
    pub role: String,
    /// Organisation.
    pub organisation: String,
    /// When it was written, RFC 3339, UTC, by the writer's clock.
    pub recorded_at: String,
    /// When it reached this computer; none when written here.
    pub received_at: Option<String>,
    /// Shared or only here.
    pub shared: ShareState,
    /// In words, ready to read: "Asha Rahman, senior carer, Riverside House · today 09:14".
    pub words: String,
}

/// One value with everything known about it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Value {
    /// Entry id, or the change of a register value.
    pub id: String,
    /// Ready to read, such as "Not for CPR".
    pub text: String,
    /// The parts by name, as codes and words; a register has one part, `value`.
    pub parts: BTreeMap<String, String>,
    /// The parts in reading order, label and words, for tables and side-by-side views.
    pub rows: Vec<(String, String)>,
    /// Basis in words; "imported, not confirmed" where it is so.
    pub basis: Option<String>,
    /// When it was true.
    pub effective: Option<String>,
    /// A remark.
    pub comment: Option<String>,
    /// Who said so: several where several said the same.
    pub sources: Vec<Source>,
    /// Which non-answer, such as `not_known`, in place of parts.
    pub answer: Option<String>,
    /// On which sheet it stands.
    pub sheet: Sheet,
    /// Somebody else must confirm it before it is relied on; it says so in words.
    pub awaits_second: Option<String>,
    /// What follows from it, such as "Total 7", label and words; computed, never stored.
    pub computed: Vec<(String, String)>,
    /// Of a suggestion: what stands now and goes if it is taken up. Nothing where it would be added; several where people
    /// disagree, and then it cannot be taken up.
    pub would_replace: Vec<Replaced>,
}

/// Something that stands now and that a suggestion would replace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Replaced {
    /// Entry id.
    pub entry: String,
    /// Its words.
    pub text: String,
    /// Who said so: several where several said the same.
    pub by: Vec<String>,
}

/// For whom a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// For all who care for the person.
    Shared,
    /// Withheld from some roles.
    Restricted,
    /// Never leaves the organisation.
    Local,
}

/// What the signed-in person may do with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Read it.
    None,
    /// Suggest a change: `Enter` with `suggested`.
    Suggest,
    /// Copy from paper: `Enter` with the basis `transcribed`, replacing nothing.
    Copy,
    /// Write, replace and correct.
    Write,
}

/// How a section stands with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Age {
    /// It does not age, or says nothing.
    Unaged,
    /// Fresh.
    Fresh,
    /// To be looked at soon.
    Amber,
    /// To be looked at.
    Red,
}

/// A line's item: a register or a single entry has one, a list any number.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Item {
    /// Id of the item.
    pub id: String,
    /// Nothing, one or several.
    pub state: ReadingState,
    /// The values: none, one, or all that are open.
    pub values: Vec<Value>,
}

/// Kind of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A plain field, written with `Set`.
    Register,
    /// One entry is true at a time, written with `Enter`.
    Entry,
    /// A list of entries, written with `Enter`.
    List,
    /// What happened, newest first, written with `Enter`; none replaces another, each may be marked as an error.
    Log,
}

/// How a part is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// One line of words.
    Text,
    /// Several lines.
    LongText,
    /// `YYYY-MM-DD`.
    Date,
    /// One of the choices.
    Choice,
    /// Any of the choices, parted by line breaks.
    Choices,
    /// Yes or no.
    YesNo,
    /// NHS number.
    NhsNumber,
    /// A number; its unit is in `unit`.
    Number,
    /// A year, a month or a day: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    PartDate,
    /// Day and time where the computer stands, `YYYY-MM-DDTHH:MM`.
    Moment,
}

/// One choice of a coded part.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Choice {
    /// Code.
    pub code: String,
    /// Words.
    pub words: String,
}

/// One part of a form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormField {
    /// Part name.
    pub name: String,
    /// Label.
    pub label: String,
    /// A hint, may be empty.
    pub hint: String,
    /// How to ask.
    pub input: Input,
    /// For choices.
    pub choices: Vec<Choice>,
    /// Honest non-answers that a coded question takes beside its choices; the code is sent like a choice.
    pub non_answers: Vec<Choice>,
    /// May it be answered in words when no choice fits? Then the part is sent as `none_of_these:` and the words.
    pub may_explain: bool,
    /// Unit of a number, may be empty.
    pub unit: String,
    /// Without it the entry says nothing.
    pub required: bool,
}

/// One line of the record.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Line {
    /// Name, such as `person.phone` or `cpr_decision`.
    pub name: String,
    /// Label.
    pub label: String,
    /// Kind of line.
    pub shape: Shape,
    /// How loud an open disagreement is.
    pub alarm: Alarm,
    /// The form to write it.
    pub form: Vec<FormField>,
    /// May the signed-in person write, copy from paper or suggest?
    pub may_write: bool,
    /// Which of these.
    pub right: Right,
    /// Who may write, in words.
    pub who_may: String,
    /// The sheet it is written to unless its author chooses a narrower one.
    pub sheet: Sheet,
    /// The values.
    pub items: Vec<Item>,
    /// Older items of a log that are not sent here; `History` has them.
    pub more: u32,
    /// Suggestions that nobody has answered: `TakeUp` or `TurnDown`.
    pub suggestions: Vec<Value>,
}

/// What follows from the record and is read before a section: what is due, what is still to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Follows {
    /// What of, as a name that does not change: `review`, `task`, `place_achieved`; of conversations `awareness`,
    /// `family_awareness`, `words_to_use`, `avoid`, and how far topics have come, by a status such as `completed`.
    pub of: String,
    /// The topics that have come so far, by their codes; empty of anything else.
    pub topics: Vec<String>,
    /// How loud.
    pub alarm: Alarm,
    /// Label, such as "To do".
    pub label: String,
    /// Words.
    pub words: String,
}

/// One section of the record.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Section {
    /// Name, such as `cpr`.
    pub name: String,
    /// Title.
    pub title: String,
    /// "Shared with …" or "Only here", to be read before typing.
    pub sharing: String,
    /// How old what it says is, by the section's own rule.
    pub age: Age,
    /// The same in words, may be empty: "Last written 03-Aug-2026. Older than three months: please look."
    pub age_words: String,
    /// "Something is withheld here. Ask Sister Bell." For each thing that is.
    pub withheld: Vec<String>,
    /// What follows from the record; computed, never stored.
    pub follows: Vec<Follows>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// The person banner.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Banner {
    /// Record id.
    pub record: String,
    /// `SMITH, Margaret ("Peggy")`.
    pub name: String,
    /// `04-Mar-1938 (88y)`, "Not known", or words saying that two are recorded.
    pub born: String,
    /// In words.
    pub sex: String,
    /// `999 000 0018`, "Not known", or words saying that two are recorded.
    pub nhs_number: String,
    /// Room or place, may be empty.
    pub room: String,
    /// Allergies in words, all of them.
    pub allergies: String,
    /// How loud the allergies are.
    pub allergies_alarm: Alarm,
    /// How loud the identity is: `Stop` when two are recorded.
    pub identity_alarm: Alarm,
    /// "As of 09:14 today": the last completed sharing.
    pub as_of: String,
    /// The same with its whole day, for a paper that is read on another.
    pub as_of_on_paper: String,
    /// Each organisation that wrote here and has not been heard of for long: "Fen Edge Hospice last heard Tue 17-Nov".
    pub not_heard: Vec<String>,
    /// "Review overdue", "Not shared for 3 days": what is old about the record as a whole, may be empty.
    pub old: Vec<String>,
    /// Changes of this person saved here, not yet shared.
    pub unshared: u32,
    /// Taken over from elsewhere and not confirmed, number.
    pub unconfirmed: u32,
    /// Open disagreements of this person.
    pub two_versions: u32,
    /// "Died 12-Oct-2026", or empty.
    pub died: String,
    /// Why nothing may be given out, or empty.
    pub release_stopped: String,
    /// That older entries may be shown because newer ones are still on their way here for the first time, or empty.
    pub still_coming: String,
    /// That it was opened in an emergency, until when, and who is told; empty for a record that is looked after here.
    pub opened: String,
}

/// What to do if something happens.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Plan {
    /// What happens, such as "Fall".
    pub trigger: String,
    /// The parts in the order in which they are needed, label and words: do first, do not, ring, hospital.
    pub rows: Vec<(String, String)>,
    /// Two versions stand: both are here as plans of their own, each with its author.
    pub disputed: bool,
    /// Who, role, organisation, when.
    pub source: String,
}

/// One card of At a glance.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Card {
    /// Name: `cpr`, `allergies`, `contingency`, `places`, `box`, `pump`, `ring`, `knows`, `matters`.
    pub name: String,
    /// Title.
    pub title: String,
    /// How loud.
    pub alarm: Alarm,
    /// Said first and largest, such as "NOT FOR CPR"; empty in a conflict.
    pub headline: String,
    /// Further lines, label (may be empty) and words.
    pub lines: Vec<(String, String)>,
    /// In a conflict: all that are open. No first, no larger.
    pub versions: Vec<Value>,
    /// Who, role, organisation, when.
    pub source: String,
    /// Section to open.
    pub section: String,
    /// How old it is by its section's rule.
    pub age: Age,
    /// The same in words, may be empty.
    pub age_words: String,
    /// "Something is withheld here. Ask …", may be empty.
    pub withheld: Vec<String>,
}

/// The page that matters most.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Glance {
    /// The person.
    pub banner: Banner,
    /// The nine cards in their fixed order.
    pub cards: Vec<Card>,
    /// What to do if something happens, in the order of the declarations.
    pub plans: Vec<Plan>,
    /// The latest notes, newest first, three at most.
    pub latest: Vec<Value>,
    /// What the page says of itself on paper, made from what it shows.
    pub head: PrintHead,
}

/// A record page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecordPage {
    /// The person.
    pub banner: Banner,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// "3 items this version cannot show", or empty.
    pub unknown: String,
    /// Other records here that may be, or are, of the same person.
    pub others: Vec<OtherRecord>,
    /// Are the papers of this person kept on this computer?
    pub keeps_papers: bool,
}

/// Another record that may be, or is, of the same person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OtherRecord {
    /// Record id.
    pub record: String,
    /// `SMITH, Margaret ("Peggy")`; empty where it is not on this computer.
    pub name: String,
    /// `04-Mar-1938 (88y)`.
    pub born: String,
    /// What is alike, and what people have judged, ready to read.
    pub words: String,
    /// Read together with this one: what stands here comes from both.
    pub joined: bool,
    /// The other record goes on: nothing should be written into this one.
    pub ended: bool,
}

/// One open disagreement, side by side.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TwoVersions {
    /// Record id.
    pub record: String,
    /// The person's name.
    pub person: String,
    /// Line name, such as `cpr_decision`.
    pub line: String,
    /// Label, such as "CPR decision".
    pub label: String,
    /// How loud.
    pub alarm: Alarm,
    /// What to do meanwhile: "Check the paper form. …".
    pub meanwhile: String,
    /// All that are open, in a fixed order that favours none.
    pub values: Vec<Value>,
    /// The form for the one that stands; it starts empty.
    pub form: Vec<FormField>,
    /// May the signed-in person settle it?
    pub may_settle: bool,
    /// Who may, in words.
    pub who_may: String,
}

/// One thing once said about a line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryLine {
    /// The value.
    pub value: Value,
    /// "open", "replaced by …", "entered in error", "not in force".
    pub standing: String,
}

/// What waits for one author.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Waiting {
    /// Author.
    pub by: String,
    /// How many changes.
    pub changes: u32,
    /// Since when, in words.
    pub since: String,
}

/// This computer, for a manager.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ThisComputer {
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub site: String,
    /// What waits, by whom; never the content.
    pub waiting: Vec<Waiting>,
    /// Papers attached here that the region does not have whole yet.
    pub papers_waiting: u32,
    /// Last completed sharing in words.
    pub last_shared: String,
    /// Kept aside because they could not be used, number.
    pub kept_aside: u32,
    /// Is the store sound?
    pub store_sound: bool,
    /// The first row of the audit that is not as it was written, if there is one.
    pub audit_broken_at: Option<u32>,
    /// Has a recovery sheet been made?
    pub recovery_sheet: bool,
    /// The folder that backups go to; empty where none are made.
    pub backup_folder: String,
    /// "today 09:14", or "Never".
    pub last_backup: String,
    /// Version of the program.
    pub version: String,
}
