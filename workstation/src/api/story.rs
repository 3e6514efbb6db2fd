//! One person over time: what happened, across organisations, and what was measured.

use super::view::{Banner, ShareState};
use serde::Serialize;
use ts_rs::TS;

/// What happened, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Timeline {
    /// The person.
    pub banner: Banner,
    /// The organisations that wrote, in order of name: one lane each.
    pub lanes: Vec<Lane>,
    /// What happened, the newest first by when it happened: the newest five hundred.
    pub events: Vec<Happening>,
    /// How many older ones are not sent.
    pub more: u32,
}

/// One organisation and when it was last heard of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Lane {
    /// Its name.
    pub organisation: String,
    /// How many entries.
    pub entries: u32,
    /// "Last heard Tue 17-Nov 14:10".
    pub last_heard: String,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Happening {
    /// Entry id.
    pub id: String,
    /// Section to open.
    pub section: String,
    /// Line, such as `note` or `cpr_decision`.
    pub line: String,
    /// Its label.
    pub label: String,
    /// What, ready to read.
    pub text: String,
    /// Which lane.
    pub lane: u32,
    /// When it happened, RFC 3339, UTC; empty where nobody knows.
    pub at: String,
    /// The day: "Tue 17-Nov-2026"; "Day not known".
    pub day: String,
    /// The time of day: "14:10".
    pub time: String,
    /// Where it was written or received more than a quarter of an hour later, or arrived after its author's access had
    /// ended: in words; empty otherwise.
    pub later: String,
    /// Where the clock was wrong: in words; empty otherwise.
    pub uncertain: String,
    /// "replaced", "entered in error", "suggested", "not in force"; empty for what stands.
    pub standing: String,
    /// Name and role, and the site where the organisation has several.
    pub who: String,
    /// Shared or only here.
    pub shared: ShareState,
    /// "imported, not confirmed" where it is so; else how it is known, may be empty.
    pub basis: String,
}

/// What was measured and counted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Charts {
    /// The person.
    pub banner: Banner,
    /// One for each score that has been taken, in the order of the declarations.
    pub charts: Vec<Chart>,
    /// What should be in the box, by medicine; its counts, what was given, the syringe pump's checks and the parts of
    /// totals, each newest first. A table without rows is left out.
    pub tables: Vec<ChartTable>,
}

/// One score over time.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Chart {
    /// Kind, such as `pain`.
    pub name: String,
    /// Title.
    pub title: String,
    /// Unit, may be empty.
    pub unit: String,
    /// The lower end of the axis: the least that can be; of a weight and of another scale, what is below all that was
    /// measured.
    pub low: f64,
    /// The upper end of the axis.
    pub high: f64,
    /// Where the values are words: each value and its words.
    pub steps: Vec<(f64, String)>,
    /// Oldest first; there is at least one.
    pub points: Vec<ChartPoint>,
    /// What happened since the first was taken, oldest first: medicines given, falls, changes of phase, a pump started; and
    /// totals that are not in the line, since not everything was measured.
    pub marks: Vec<ChartMark>,
}

/// One measurement.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChartPoint {
    /// RFC 3339, UTC.
    pub at: String,
    /// As people say it.
    pub when: String,
    /// The value.
    pub value: f64,
    /// The value in words, with its parts where it is a total.
    pub words: String,
    /// Who, role, organisation.
    pub source: String,
}

/// Something that happened while a score was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChartMark {
    /// RFC 3339, UTC.
    pub at: String,
    /// As people say it.
    pub when: String,
    /// What.
    pub words: String,
}

/// What was counted, checked or given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChartTable {
    /// Name, such as `pump_check`.
    pub name: String,
    /// Title.
    pub title: String,
    /// Head of each column.
    pub head: Vec<String>,
    /// Newest first; what should be in the box, by medicine.
    pub rows: Vec<Vec<String>>,
}
