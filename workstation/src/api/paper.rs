//! What leaves on paper, and how a paper is held against the record later.

use serde::Serialize;
use ts_rs::TS;

/// What every print says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PrintHead {
    /// "Printed Fri 20-Nov-2026 09:14 by Asha Rahman, senior carer, Riverside House".
    pub printed: String,
    /// "As of 09:12 today": the last completed sharing.
    pub as_at: String,
    /// "Next review 12-Jan-2027", or that none is planned or that it is overdue.
    pub next_review: String,
    /// "Not valid after 30-Nov-2026. Print it again then."
    pub not_valid_after: String,
    /// A short code with which any computer that carries the record can say whether the paper is still current, such as
    /// `G7K3Q-8MN2X`. It says nothing of the person.
    pub code: String,
}

/// What a paper is worth now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperChecked {
    /// Record id; none where no record here fits the code.
    pub record: Option<String>,
    /// `SMITH, Margaret ("Peggy")`, may be empty.
    pub person: String,
    /// What was printed: `glance`, `folder_sheet`, `persons_copy` or `handover`; may be empty.
    pub what: String,
    /// Does it say what is recorded now?
    pub current: bool,
    /// In words, with what to do.
    pub words: String,
}
