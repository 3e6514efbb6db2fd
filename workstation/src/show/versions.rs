//! Two versions: what people disagree on, side by side, none of them first.

use super::Viewer;
use super::banner::name;
use super::lines::{alarm, entry_form};
use super::value::one_entry;
use crate::api::TwoVersions;
use care_record::{RecordView, entry_kind};

/// The open disagreements of a record.
pub(crate) fn two_versions(view: &RecordView, viewer: &Viewer<'_>) -> Vec<TwoVersions> {
    let conflicts = view.conflicts();
    let shown = conflicts.iter().filter_map(|conflict| {
        let kind = entry_kind(&conflict.line)?;
        Some(TwoVersions {
            record: view.record.to_string(),
            person: name(view),
            line: conflict.line.clone(),
            label: kind.label.to_owned(),
            alarm: alarm(conflict.class),
            meanwhile: kind.meanwhile.to_owned(),
            values: conflict
                .open
                .iter()
                .map(|entry| one_entry(entry, view, viewer))
                .collect(),
            form: entry_form(kind, view),
            may_settle: viewer.may_settle(kind.name, &kind.rule),
            who_may: kind.rule.who(),
        })
    });
    shown.collect()
}
