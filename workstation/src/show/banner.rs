//! The person banner, and what is said of allergies.

use super::Viewer;
use super::times::{born, day_and_time, when};
use super::value::{self, words};
use crate::api::{Alarm, Banner, Opened};
use care_record::{Basis, Reading, RecordView, computed, entry_kind, field};
use chrono::{DateTime, Local};
use std::collections::{BTreeMap, BTreeSet};
use store::workstation::{Card, OpenedFace, Person};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A whole record that was not shared for so long is old: 72 hours.
const NOT_SHARED_AFTER_MS: i64 = 3 * DAY_MS;
/// An organisation whose computers may be away is not heard of after seven days.
const NOT_HEARD_AFTER_MS: i64 = 7 * DAY_MS;

/// The banner of a record.
pub(crate) fn banner(view: &RecordView, person: Option<&Person>, viewer: &Viewer<'_>) -> Banner {
    let (allergies, allergies_alarm) = allergies(view);
    let (born_words, born_clash) = identity(view, "birth_date", |text| {
        born(text, viewer.now.date_naive())
    });
    let (nhs_number, number_clash) = identity(view, "nhs_number", number);
    let names = ["family_name", "given_names"];
    let name_clash = names.iter().any(|kind| view.one(kind).is_several());
    // What the region tells of a record has come without the days of all that is in it.
    let is_face = person.is_some_and(|person| person.is_face);
    Banner {
        record: view.record.to_string(),
        name: name(view),
        born: born_words,
        sex: register_words(view, "person.sex_at_birth"),
        nhs_number,
        room: register_words(view, "home.room"),
        allergies,
        allergies_alarm,
        identity_alarm: if name_clash || born_clash || number_clash {
            Alarm::Stop
        } else {
            Alarm::Quiet
        },
        as_of: as_of(viewer),
        as_of_on_paper: as_of_on_paper(viewer),
        not_heard: if is_face {
            Vec::new()
        } else {
            not_heard(view, viewer)
        },
        old: if is_face {
            Vec::new()
        } else {
            old(view, viewer)
        },
        unshared: person.map_or(0, |person| viewer.unshared(person)),
        unconfirmed: u32::try_from(view.unconfirmed_imports()).unwrap_or(u32::MAX),
        two_versions: u32::try_from(view.conflicts_count()).unwrap_or(u32::MAX),
        died: died(view),
        release_stopped: match computed::release(view) {
            computed::Release::Stopped => "Nothing may be given out: see “Consent and sharing”",
            computed::Release::Allowed | computed::Release::NotAsked => "",
        }
        .to_owned(),
        still_coming: match person {
            Some(person) if person.is_face => {
                "Still coming to this computer: shown as the region tells it"
            }
            Some(person) if person.still_coming => {
                "Still coming to this computer: newer entries may be missing"
            }
            _ => "",
        }
        .to_owned(),
        opened: String::new(),
    }
}

/// "As of 09:14 today": the last completed sharing.
pub(super) fn as_of(viewer: &Viewer<'_>) -> String {
    match viewer.shared_at_ms {
        Some(at) => format!("As of {}", when(at, &viewer.now)),
        None if viewer.alone => "This home only".to_owned(),
        None => "Not yet shared with the region".to_owned(),
    }
}

/// The same for a paper: "As of Fri 20-Nov-2026 09:14".
pub(super) fn as_of_on_paper(viewer: &Viewer<'_>) -> String {
    let at = viewer.shared_at_ms.and_then(day_and_time);
    at.map_or_else(|| as_of(viewer), dated)
}

fn dated((day, time): (String, String)) -> String {
    format!("As of {day} {time}")
}

/// Each organisation that wrote here and has not been heard of for long. One's own is not among them.
fn not_heard(view: &RecordView, viewer: &Viewer<'_>) -> Vec<String> {
    if viewer.alone {
        return Vec::new();
    }
    let mut last: BTreeMap<&str, i64> = BTreeMap::new();
    for by in view.attributions() {
        // What was written here came from nobody.
        if let Some(at) = by.received_at_ms {
            let at = at.min(by.recorded_at_ms);
            let known = last.entry(&by.organisation).or_insert(at);
            *known = at.max(*known);
        }
    }
    let here = view.attributions().filter(|by| by.received_at_ms.is_none());
    let own: BTreeSet<&str> = here.map(|by| by.organisation.as_str()).collect();
    let long_ago = viewer.now.timestamp_millis() - NOT_HEARD_AFTER_MS;
    last.into_iter()
        .filter(|(organisation, at)| *at < long_ago && !own.contains(organisation))
        .map(|(organisation, at)| format!("{organisation} last heard {}", when(at, &viewer.now)))
        .collect()
}

/// What is old about the record as a whole.
fn old(view: &RecordView, viewer: &Viewer<'_>) -> Vec<String> {
    let mut old = Vec::new();
    if let Some(at) = viewer.shared_at_ms.filter(|_| !viewer.alone) {
        let gone = viewer.now.timestamp_millis() - at;
        if gone > NOT_SHARED_AFTER_MS {
            old.push(format!("Not shared for {} days", gone / DAY_MS));
        }
    }
    let today = viewer.now.date_naive();
    if computed::review_days(view)
        .iter()
        .any(|(_, on)| *on < today)
    {
        old.push("Review overdue".to_owned());
    }
    old
}

/// The banner of a record that is read in an emergency.
pub(crate) fn in_emergency(banner: Banner, open: &OpenedFace, viewer: &Viewer<'_>) -> Banner {
    Banner {
        not_heard: Vec::new(),
        old: Vec::new(),
        as_of: format!("As of {}", when(open.opened_at_ms, &viewer.now)),
        as_of_on_paper: day_and_time(open.opened_at_ms).map_or_else(String::new, dated),
        opened: format!(
            "Opened in an emergency until {}. Only to read. The privacy officer is told.",
            when(open.until_ms, &viewer.now)
        ),
        ..banner
    }
}

/// A line of the list of what is open in an emergency.
pub(crate) fn opened(view: &RecordView, until_ms: i64, now: &DateTime<Local>) -> Opened {
    let (born_words, _) = identity(view, "birth_date", |text| born(text, now.date_naive()));
    let (nhs_number, _) = identity(view, "nhs_number", number);
    Opened {
        record: view.record.to_string(),
        name: name(view),
        who: format!("Born {born_words} · NHS {nhs_number}"),
        until: format!("Open until {}", when(until_ms, now)),
    }
}

/// "Died 12-Oct-2026"; where people disagree on the day, every day.
fn died(view: &RecordView) -> String {
    let death = view.one("death");
    let days: Vec<String> = death
        .values()
        .iter()
        .filter_map(|agreed| agreed.value.part("date"))
        .map(|day| super::times::date(&day))
        .collect();
    match (computed::has_died(view), days.is_empty()) {
        (false, _) => String::new(),
        (true, true) => "Has died".to_owned(),
        (true, false) => format!("Died {}", days.join(" or ")),
    }
}

fn number(text: &str) -> String {
    let part = entry_kind("nhs_number").and_then(|kind| kind.part("value"));
    part.map_or_else(|| text.to_owned(), |part| words(&part.kind, text))
}

/// An identity entry in words, and whether people disagree on it.
fn identity(view: &RecordView, kind: &str, show: impl Fn(&str) -> String) -> (String, bool) {
    match view.one(kind) {
        Reading::Nothing => ("Not known".to_owned(), false),
        Reading::One(agreed) => {
            let text = agreed.value.part("value").map(|text| show(&text));
            (
                text.unwrap_or_else(|| value::in_one_line(&agreed.value)),
                false,
            )
        }
        Reading::Several(all) => {
            let said: Vec<String> = all
                .iter()
                .filter_map(|a| a.value.part("value"))
                .map(|text| show(&text))
                .collect();
            (
                format!("{} are recorded: {}", all.len(), said.join(" or ")),
                true,
            )
        }
    }
}

/// `SMITH, Margaret ("Peggy")`; where people disagree, all of what they say.
pub(super) fn name(view: &RecordView) -> String {
    let said = |kind: &str| -> Vec<String> {
        view.one(kind)
            .values()
            .iter()
            .filter_map(|agreed| agreed.value.part("value"))
            .collect()
    };
    let known_as = view.field("person.preferred_name");
    let known_as: Vec<&str> = known_as
        .values()
        .iter()
        .filter_map(|a| a.value.statement.answer.value())
        .collect();
    person_name(
        &said("family_name").join(" / "),
        &said("given_names").join(" / "),
        &known_as.join(" / "),
    )
}

/// The name on a card.
pub(crate) fn card_name(card: &Card) -> String {
    person_name(&card.family, &card.given, &card.known_as)
}

/// A name as the list and the banner write it.
fn person_name(family: &str, given: &str, known_as: &str) -> String {
    let family = family.to_uppercase();
    let mut name = match (family.is_empty(), given.is_empty()) {
        (false, false) => format!("{family}, {given}"),
        (false, true) => family,
        (true, false) => given.to_owned(),
        (true, true) => "Name not recorded".to_owned(),
    };
    if !known_as.is_empty() {
        name.push_str(&format!(" (“{known_as}”)"));
    }
    name
}

pub(super) fn register_words(view: &RecordView, name: &str) -> String {
    let Some(declaration) = field(name) else {
        return String::new();
    };
    let all: Vec<String> = view
        .field(name)
        .values()
        .iter()
        .map(|agreed| {
            let answer = &agreed.value.statement.answer;
            answer.value().map_or_else(
                || answer.words().to_owned(),
                |text| words(&declaration.kind, text),
            )
        })
        .collect();
    all.join(" / ")
}

/// All allergies that stand, in words: "none known" never hides one.
pub(super) fn allergies(view: &RecordView) -> (String, Alarm) {
    let all: Vec<String> = view
        .items("allergy")
        .iter()
        .flat_map(|item| {
            item.reading
                .values()
                .into_iter()
                .map(|a| brief_allergy(&a.value))
                .collect::<Vec<_>>()
        })
        .collect();
    let states: Vec<String> = view
        .one("allergy_state")
        .values()
        .iter()
        .filter_map(|a| a.value.part("state"))
        .collect();
    let none_known = states.iter().any(|state| state == "none_known");
    if all.is_empty() && states.len() > 1 {
        let words = "Two answers are recorded on whether there are any";
        return (words.to_owned(), Alarm::Stop);
    }
    match (all.is_empty(), none_known, states.is_empty()) {
        (true, true, _) if states.len() == 1 => ("No known allergies".to_owned(), Alarm::Quiet),
        (true, _, true) => ("Not recorded".to_owned(), Alarm::Look),
        (true, _, false) => ("Not known".to_owned(), Alarm::Look),
        (false, true, _) => (
            format!("{} – “none known” is recorded too", all.join("; ")),
            Alarm::Stop,
        ),
        (false, false, _) => (all.join("; "), Alarm::Look),
    }
}

fn brief_allergy(entry: &care_record::EntryView) -> String {
    let Some(agent) = entry.part("agent") else {
        return value::in_one_line(entry);
    };
    let mut more = Vec::new();
    more.extend(entry.part("reaction").map(|text| text.to_lowercase()));
    if entry.meta.basis == Some(Basis::Imported) {
        more.push(Basis::Imported.words().to_owned());
    }
    if entry.part("certainty").as_deref() == Some("refuted") {
        more.push("refuted".to_owned());
    }
    if more.is_empty() {
        agent
    } else {
        format!("{agent} ({})", more.join(", "))
    }
}

pub(super) use value::entry as entry_value;

#[cfg(test)]
mod tests;
