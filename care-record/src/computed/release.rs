//! May the record be given out? Consent decides, and the most careful answer holds until a disagreement is settled.

use crate::RecordView;

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
    let states: Vec<String> = reading
        .values()
        .into_iter()
        .flat_map(crate::Agreed::all)
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
