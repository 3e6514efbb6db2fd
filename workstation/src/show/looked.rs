//! Who did what about one record on this computer, in words.

use super::{rfc3339, when};
use crate::api::Looked;
use crate::desk::Doer;
use chrono::{DateTime, Local};
use store::audit::AuditRow;

/// Acts about records that this program writes down, with their words; what is written is named by its line.
const ACTS: &[(&str, &str)] = &[
    ("attachment.attached", "attached a paper"),
    ("attachment.opened", "opened a paper"),
    (
        "attachment.saved_outside",
        "saved a paper outside the record",
    ),
    ("audit.read", "looked at what was done here"),
    (
        "break_glass.asked",
        "asked for somebody’s summary in an emergency",
    ),
    ("break_glass.opened", "opened “At a glance” in an emergency"),
    ("device.ended", "this computer’s place in the region ended"),
    (
        "home.file_made",
        "saved the file with which this home joins a region",
    ),
    ("home.joined", "joined this home to a region"),
    ("import.kept_aside", "kept aside what was not understood"),
    ("list.printed", "printed a list"),
    ("paper.checked", "checked a paper"),
    ("papers.kept", "asked to keep the papers on this computer"),
    (
        "papers.not_kept",
        "asked no longer to keep the papers on this computer",
    ),
    ("people.searched", "searched the people"),
    ("policy.changed", "changed what may be written here"),
    ("practice.begun", "began to practise with invented people"),
    ("practice.ended", "left practice"),
    ("record.audit_read", "looked at who had looked"),
    ("record.begun", "began the record"),
    ("record.brought_back", "brought back from a backup"),
    ("record.charts_viewed", "looked at the charts"),
    ("record.exported", "gave the record out as a file"),
    ("record.field_set", "wrote"),
    ("record.glanced", "looked at “At a glance”"),
    ("record.history_viewed", "looked at what was said before"),
    ("record.imported_into", "took over a file"),
    ("record.past_viewed", "looked at the record as it stood"),
    ("record.printed", "printed"),
    ("record.suggestion_taken_up", "took up a suggestion"),
    ("record.suggestion_turned_down", "turned down a suggestion"),
    ("record.timeline_viewed", "looked at the timeline"),
    ("record.versions_viewed", "looked at two versions"),
    ("record.viewed", "looked at the record"),
    ("recovery.sheet_made", "made a recovery sheet"),
    ("recovery.sheet_used", "used the recovery sheet"),
    ("round.planned", "planned a round"),
    ("staff.added", "added somebody to the staff"),
    ("staff.admitted", "let somebody in"),
    ("staff.ended", "ended somebody’s access"),
    ("staff.locked", "locked the screen"),
    ("staff.new_pin", "let somebody choose a new PIN"),
    ("staff.signed_in", "signed in"),
    ("staff.wrong_pin", "typed a wrong PIN"),
    ("store.backed_up", "made a backup"),
    ("today.viewed", "looked at “Today”"),
];

/// One line of who looked.
pub(crate) fn looked(row: &AuditRow, who: Option<Doer>, now: &DateTime<Local>) -> Looked {
    let entry = &row.entry;
    let who = who.unwrap_or_else(|| Doer {
        name: "This computer".to_owned(),
        role: String::new(),
    });
    Looked {
        who: who.name,
        role: who.role,
        what: what(&entry.act),
        act: entry.act.clone(),
        person: String::new(),
        when: when(entry.at_ms, now),
        at: rfc3339(entry.at_ms),
    }
}

/// An act of a newer version is named by its code: it was done, and is not to be left out.
fn what(act: &str) -> String {
    if let Some((_, words)) = ACTS.iter().find(|(known, _)| *known == act) {
        return (*words).to_owned();
    }
    let entered = act
        .strip_prefix("record.")
        .and_then(|rest| rest.strip_suffix("_entered"))
        .and_then(care_record::entry_kind);
    entered.map_or_else(|| act.to_owned(), |kind| format!("wrote “{}”", kind.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_said_in_words() {
        assert_eq!(what("record.viewed"), "looked at the record");
        assert_eq!(what("record.cpr_decision_entered"), "wrote “CPR decision”");
        assert_eq!(what("record.of_tomorrow"), "record.of_tomorrow");
        assert!(ACTS.is_sorted());
    }
}
