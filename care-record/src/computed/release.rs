//! May the record be given out? Consent decides, and the most careful answer holds until a disagreement is settled.

use crate::{EntryView, RecordView};

/// Whether a record may be given to another system or printed for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// Nothing speaks against it.
    Allowed,
    /// Nobody has asked yet.
    NotAsked,
    /// The person, or somebody who speaks for her, has said no. Where people disagree, one "no" is enough.
    Stopped,
}

/// May it be given out?
#[must_use]
pub fn release(view: &RecordView) -> Release {
    let reading = view.one("consent");
    let open: Vec<&EntryView> = reading
        .values()
        .into_iter()
        .flat_map(crate::Agreed::all)
        .collect();
    // What only a newer version understands may be a "no".
    if open.iter().any(|entry| entry.needs_newer()) {
        return Release::Stopped;
    }
    let states: Vec<String> = open
        .iter()
        .filter_map(|entry| entry.part("state"))
        .collect();
    if states
        .iter()
        .any(|state| matches!(state.as_str(), "withdrawn" | "declined"))
    {
        Release::Stopped
    } else if states.iter().any(|state| state == "not_yet_asked") || states.is_empty() {
        Release::NotAsked
    } else {
        Release::Allowed
    }
}
