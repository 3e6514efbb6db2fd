//! What belongs to whoever is signed in: how she likes her screen, and words she has not finished.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use super::work::Selection;

/// How somebody likes her screen. Kept on this computer, for her alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Looks {
    /// Dark, for a corridor at night.
    pub night: bool,
    /// More on a page, with less space between.
    pub compact: bool,
    /// The selection of Today that she chose; none follows her role.
    pub selection: Option<Selection>,
    /// Has she been through the first-shift tour?
    pub toured: bool,
}

/// Words that somebody has typed and not yet saved. They are hers alone, and nobody has signed them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnfinishedWords {
    /// Record id; empty for a note for several people.
    pub record: String,
    /// Line, such as `note`.
    pub line: String,
    /// List item or value being changed; empty for something new.
    pub item: String,
    /// What stands in the form.
    pub parts: BTreeMap<String, String>,
}

// What somebody typed must not reach a log by way of `{:?}`.
impl std::fmt::Debug for UnfinishedWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UnfinishedWords")
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}
