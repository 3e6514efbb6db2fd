//! What is to be known and done now, over all people: one kind of row, chosen and ordered for whoever reads it.

use super::view::Alarm;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which selection of the same facts somebody works by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// A shift in a home.
    Shift,
    /// A nurse's round.
    Round,
    /// A hospice team's review.
    Review,
}

/// Why something stands in a list of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A decision was written, changed or taken back.
    Decision,
    /// Something else was written: a note, a visit, a hand-over.
    Written,
    /// A task that is not done.
    Task,
    /// Somebody saw a change from how the person usually is.
    Worry,
    /// The phase of illness is unstable, getting worse or dying.
    Unstable,
    /// The just-in-case box is to be counted.
    Count,
    /// The syringe pump is to be checked.
    Pump,
    /// A review is due or overdue.
    Review,
    /// Two versions stand.
    TwoVersions,
    /// "This is not how it is" was said, and nobody has answered.
    Question,
    /// A suggestion, a copy from paper or an import waits for somebody who may decide.
    Endorse,
}

/// One thing about one person that somebody should know or do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Matter {
    /// The same for the same matter each time: an entry id, or the reason and the record.
    pub id: String,
    /// Record id.
    pub record: String,
    /// `SMITH, Margaret ("Peggy")`.
    pub person: String,
    /// Room or place, may be empty.
    pub room: String,
    /// Why it stands here.
    pub reason: Reason,
    /// How loud.
    pub alarm: Alarm,
    /// Label, such as "CPR decision" or "Signs of change".
    pub label: String,
    /// In the writer's own words, or in ours where nobody wrote it.
    pub words: String,
    /// "by today 14:00", "was due Tue 17-Nov 09:00", may be empty.
    pub due: String,
    /// Of a task: who does it, may be empty.
    pub owner: String,
    /// Of a task: `asked`, `accepted`, `declined`, `done`; empty of anything else.
    pub state: String,
    /// Of a task: its state in words, such as "Asked, not taken on yet".
    pub state_words: String,
    /// Who, role, organisation and when; empty where nobody wrote it.
    pub source: String,
    /// The moment it is ordered by, RFC 3339, UTC; empty where there is none.
    pub at: String,
    /// Section to open.
    pub section: String,
    /// May whoever is signed in answer it? Of a task: take it on, say that it is done.
    pub may_answer: bool,
}

/// A person to be visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Visit {
    /// Record id.
    pub record: String,
    /// `SMITH, Margaret ("Peggy")`.
    pub person: String,
    /// `04-Mar-1938 (88y)`.
    pub born: String,
    /// Where, in one line; "Not known" where nobody wrote it.
    pub address: String,
    /// Is there something about getting in that is shown on asking?
    pub way_in: bool,
    /// The just-in-case box: where it is and when it was counted; may be empty.
    pub stock: String,
    /// How loud that is.
    pub stock_alarm: Alarm,
    /// The last note in one line, with who and when; may be empty.
    pub last_note: String,
    /// Tasks and what is due there.
    pub matters: Vec<Matter>,
    /// Is all of it on this computer?
    pub here: bool,
    /// What of it is not, in words; empty where all is here.
    pub missing: String,
}

/// What is to be known and done now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Today {
    /// The selection that whoever is signed in works by, from her role until she chooses another.
    pub selection: Selection,
    /// The end of her last shift here, in words: "Tue 17-Nov 19:40"; empty where she has not been here before.
    pub since: String,
    /// How many people stand in the lists.
    pub people: u32,
    /// What was written since then by others, by person, decisions first.
    pub news: Vec<Matter>,
    /// Of how many people more there is news that was not asked for.
    pub more_news: u32,
    /// Tasks that are not done, the soonest first.
    pub tasks: Vec<Matter>,
    /// Those who are not as they usually are, the newest first.
    pub worried: Vec<Matter>,
    /// Boxes to count, pumps to check and reviews, the longest overdue first.
    pub due: Vec<Matter>,
    /// Those whose phase of illness is unstable, getting worse or dying.
    pub unstable: Vec<Matter>,
    /// Two versions and questions that nobody has answered.
    pub open: Vec<Matter>,
    /// What waits for somebody who may decide.
    pub to_endorse: Vec<Matter>,
    /// The visits of her round, in her order.
    pub round: Vec<Visit>,
}
