//! What happened, across organisations, by when it happened: also what was replaced since, marked as such.

use super::banner::banner;
use super::times::{AFTER_END, UNCERTAIN, day_and_time};
use super::value::{UNKNOWN, in_one_line, shared};
use super::{Viewer, rfc3339, when};
use crate::api::{Happening, Lane, ShareState, Timeline};
use care_record::{Attribution, EntryView, RecordView, Role, Standing, entry_kind};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use store::workstation::Person;

/// The newest that are sent; a timeline is read from its top.
const SENT: usize = 500;
/// How much later something may be written or received and still count as at once.
const AT_ONCE_MS: i64 = 15 * 60 * 1000;
/// The lane of what nobody here knows the author of.
const NOBODY: &str = "Not known here";

/// Every entry that the view holds, newest first.
pub(crate) fn timeline(
    view: &RecordView,
    person: Option<&Person>,
    viewer: &Viewer<'_>,
) -> Timeline {
    let mut all: Vec<&EntryView> = view
        .entries()
        .filter(|entry| entry.standing != Standing::ErrorMark)
        .collect();
    all.sort_by_cached_key(|entry| {
        let at = entry.happened_ms().unwrap_or(i64::MIN);
        Reverse((at, entry.id.clone()))
    });
    let lanes = lanes(&all);
    let place = |entry: &EntryView| {
        let at = lanes.keys().position(|name| *name == organisation(entry));
        at.and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
    };
    let sent = all.iter().take(SENT);
    Timeline {
        banner: banner(view, person, viewer),
        events: sent
            .map(|entry| happening(entry, place(entry), view, viewer))
            .collect(),
        more: count(all.len().saturating_sub(SENT)),
        lanes: lanes
            .iter()
            .map(|(name, entries)| lane(name, entries, viewer))
            .collect(),
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

fn organisation(entry: &EntryView) -> &str {
    entry.by.as_ref().map_or(NOBODY, |by| &by.organisation)
}

fn lanes<'a>(all: &[&'a EntryView]) -> BTreeMap<&'a str, Vec<&'a EntryView>> {
    let mut lanes: BTreeMap<&str, Vec<&EntryView>> = BTreeMap::new();
    for entry in all {
        lanes.entry(organisation(entry)).or_default().push(entry);
    }
    lanes
}

fn lane(name: &str, entries: &[&EntryView], viewer: &Viewer<'_>) -> Lane {
    // A clock that runs ahead cannot have written something after it came here.
    let heard = |by: &Attribution| by.recorded_at_ms.min(by.received_at_ms.unwrap_or(i64::MAX));
    let last = entries.iter().filter_map(|entry| entry.by.as_ref());
    let last = last.map(heard).max();
    Lane {
        organisation: name.to_owned(),
        entries: count(entries.len()),
        last_heard: last.map_or_else(String::new, |last| {
            format!("Last heard {}", when(last, &viewer.now))
        }),
    }
}

fn happening(entry: &EntryView, lane: u32, view: &RecordView, viewer: &Viewer<'_>) -> Happening {
    let kind = entry_kind(&entry.kind);
    let by = entry.by.as_ref();
    let at_ms = entry.happened_ms();
    let (day, time) = at_ms
        .and_then(day_and_time)
        .unwrap_or_else(|| ("Day not known".to_owned(), String::new()));
    let uncertain = by.is_some_and(|by| by.clock_off_ms.is_some());
    Happening {
        id: entry.id.to_string(),
        section: kind.map_or("", |kind| kind.section).to_owned(),
        line: entry.kind.clone(),
        label: kind.map_or("", |kind| kind.label).to_owned(),
        text: in_one_line(entry),
        lane,
        at: at_ms.map(rfc3339).unwrap_or_default(),
        day,
        time,
        later: by.map_or_else(String::new, |by| later(at_ms, by, viewer)),
        uncertain: if uncertain { UNCERTAIN } else { "" }.to_owned(),
        standing: standing(entry).to_owned(),
        who: by.map_or_else(|| UNKNOWN.to_owned(), who),
        shared: by.map_or(ShareState::Here, |by| shared(by, viewer)),
        basis: basis(entry, view),
    }
}

/// How long after it happened it was written, and came here.
fn later(at_ms: Option<i64>, by: &Attribution, viewer: &Viewer<'_>) -> String {
    let long_after = |from: i64, to: i64| to.saturating_sub(from) > AT_ONCE_MS;
    let at_ms = at_ms.unwrap_or(by.recorded_at_ms);
    let written = long_after(at_ms, by.recorded_at_ms).then_some(by.recorded_at_ms);
    // What is written late and comes at once has said why it is late.
    let received = by
        .received_at_ms
        .filter(|received| long_after(written.unwrap_or(at_ms), *received));
    let words = [
        written.map(|at| format!("written {}", when(at, &viewer.now))),
        received.map(|at| format!("reached this computer {}", when(at, &viewer.now))),
        by.after_end.then(|| AFTER_END.to_owned()),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn standing(entry: &EntryView) -> &'static str {
    match entry.standing {
        Standing::Open | Standing::ErrorMark => "",
        Standing::Superseded => "replaced",
        Standing::EnteredInError => "entered in error",
        Standing::Suggested => "suggested",
        Standing::NotInForce => "not in force",
    }
}

fn who(by: &Attribution) -> String {
    let role = by.role.map_or("role not known", Role::words);
    let mut who = format!("{}, {role}", by.name);
    if by.site != by.organisation && !by.site.is_empty() {
        who.push_str(", ");
        who.push_str(&by.site);
    }
    who
}

fn basis(entry: &EntryView, view: &RecordView) -> String {
    let said = entry.meta.basis.map(|basis| basis.words().to_owned());
    let waits = entry.standing == Standing::Open && view.awaits_second_person(entry);
    let waits = waits.then(|| "not yet checked by a second person".to_owned());
    let both = said.into_iter().chain(waits);
    both.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
