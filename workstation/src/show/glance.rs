//! At a glance: what do I do right now? One screen, the same cards in the same order on screen and paper.

use super::banner::{allergies, banner, entry_value, one_line};
use super::value::{field as field_value, one_entry, words};
use super::{Viewer, times};
use crate::api::{Alarm, Card, Glance, Value};
use care_record::{EntryView, Reading, RecordView, entry_kind, field};
use store::workstation::Person;

/// Notes shown below the cards.
const LATEST: usize = 3;

/// The page that matters most.
pub(crate) fn glance(view: &RecordView, person: Option<&Person>, viewer: &Viewer<'_>) -> Glance {
    Glance {
        banner: banner(view, person, viewer),
        cards: vec![
            cpr(view, viewer),
            allergies_and_alerts(view, viewer),
            places(view, viewer),
            ring(view, viewer),
            consent(view, viewer),
            gp(view, viewer),
        ],
        latest: view
            .notes()
            .iter()
            .take(LATEST)
            .map(|note| one_entry(note, viewer))
            .collect(),
    }
}

fn blank(name: &str, title: &str, section: &str) -> Card {
    Card {
        name: name.to_owned(),
        title: title.to_owned(),
        alarm: Alarm::Quiet,
        headline: String::new(),
        lines: Vec::new(),
        versions: Vec::new(),
        source: String::new(),
        section: section.to_owned(),
    }
}

fn said_by(value: &Value) -> String {
    let by: Vec<&str> = value
        .sources
        .iter()
        .map(|source| source.words.as_str())
        .collect();
    let basis = value
        .basis
        .as_ref()
        .map(|basis| format!(" · {basis}"))
        .unwrap_or_default();
    format!("{}{basis}", by.join("; "))
}

fn all_versions(reading: &Reading<EntryView>, viewer: &Viewer<'_>) -> Vec<Value> {
    reading
        .values()
        .into_iter()
        .map(|agreed| entry_value(agreed, viewer))
        .collect()
}

fn cpr(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("cpr", "CPR", "cpr");
    let reading = view.one("cpr_decision");
    match &reading {
        Reading::Nothing => {
            card.alarm = Alarm::Look;
            "No CPR decision recorded".clone_into(&mut card.headline);
            card.lines
                .push((String::new(), "Check for a paper form.".to_owned()));
        }
        Reading::One(agreed) => {
            let value = entry_value(agreed, viewer);
            // The loudest level is kept for what must stop somebody: a disagreement.
            card.alarm = Alarm::Note;
            card.headline = value.text.to_uppercase();
            let part = |name: &str| {
                let text = agreed.value.part(name)?;
                let part = entry_kind("cpr_decision")?.part(name)?;
                Some(words(&part.kind, &text))
            };
            for (label, name) in [
                ("Decided", "decided_on"),
                ("By", "maker_name"),
                ("Paper form", "document_location"),
            ] {
                card.lines
                    .extend(part(name).map(|text| (label.to_owned(), text)));
            }
            card.lines
                .extend(review(agreed.value.part("review").as_deref(), viewer));
            card.source = said_by(&value);
        }
        Reading::Several(all) => {
            card.alarm = Alarm::Stop;
            card.title = format!("{} CPR decisions are recorded", in_words(all.len()));
            card.lines.push((
                String::new(),
                entry_kind("cpr_decision")
                    .map(|kind| kind.meanwhile.to_owned())
                    .unwrap_or_default(),
            ));
            card.versions = all_versions(&reading, viewer);
        }
    }
    card
}

/// A passed review date never ends a decision.
fn review(review: Option<&str>, viewer: &Viewer<'_>) -> Option<(String, String)> {
    let review = review?;
    if review == "indefinite" {
        return None;
    }
    let today = viewer.now.format("%Y-%m-%d").to_string();
    let words = if review < today.as_str() {
        format!(
            "{} – review overdue, the decision stands",
            times::date(review)
        )
    } else {
        times::date(review)
    };
    Some(("Review".to_owned(), words))
}

fn in_words(number: usize) -> String {
    match number {
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        more => more.to_string(),
    }
}

fn allergies_and_alerts(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("allergies", "Allergies and alerts", "allergies");
    let (words, alarm) = allergies(view);
    card.alarm = alarm;
    card.headline = words;
    let mut newest: Option<Value> = None;
    for kind in ["allergy", "alert"] {
        for item in view.items(kind) {
            let values = all_versions(&item.reading, viewer);
            if kind == "alert" {
                card.lines.extend(
                    values
                        .iter()
                        .map(|value| ("Alert".to_owned(), value.text.clone())),
                );
            }
            if item.reading.is_several() {
                card.versions.extend(values.iter().cloned());
            }
            newest = newest
                .into_iter()
                .chain(values)
                .max_by(|a, b| latest(a).cmp(latest(b)));
        }
    }
    card.source = newest.map(|value| said_by(&value)).unwrap_or_default();
    card
}

fn latest(value: &Value) -> &str {
    value
        .sources
        .iter()
        .map(|source| source.recorded_at.as_str())
        .max()
        .unwrap_or_default()
}

fn places(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("places", "Where she or he wants to be", "preferences");
    let mut source = String::new();
    for (label, kind) in [
        ("To be cared for", "preferred_place_of_care_1"),
        ("Second choice", "preferred_place_of_care_2"),
        ("To die", "preferred_place_of_death_1"),
        ("Second choice", "preferred_place_of_death_2"),
    ] {
        let reading = view.one(kind);
        let values = all_versions(&reading, viewer);
        match &reading {
            Reading::Nothing if kind == "preferred_place_of_death_1" => {
                card.alarm = Alarm::Look;
                card.lines
                    .push((label.to_owned(), "Not recorded".to_owned()));
            }
            Reading::Nothing => {}
            Reading::One(_) => {
                for value in &values {
                    card.lines.push((label.to_owned(), value.text.clone()));
                    source = said_by(value);
                }
            }
            // Surfaced quietly: all of them, each with its author.
            Reading::Several(_) => {
                card.alarm = card.alarm.max(Alarm::Look);
                let all: Vec<String> = values.iter().map(one_line).collect();
                card.lines.push((
                    label.to_owned(),
                    format!("{} are recorded: {}", all.len(), all.join(" – also ")),
                ));
            }
        }
    }
    card.source = source;
    card
}

/// Roles of family and friends, in the order in which one rings them.
const RING_FIRST: &[&str] = &["main_carer", "next_of_kin", "emergency", "lpa_health"];

/// How soon somebody with these roles is rung; the ids of entries are random and must not decide it.
fn turn(roles: &str) -> usize {
    RING_FIRST
        .iter()
        .position(|first| roles.lines().any(|role| role == *first))
        .unwrap_or(RING_FIRST.len())
}

fn ring(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("ring", "Who to ring", "contacts");
    let mut people = Vec::new();
    for item in view.items("contact") {
        for agreed in item.reading.values() {
            let value = entry_value(agreed, viewer);
            let roles = value
                .rows
                .iter()
                .find(|(label, _)| label == "Is")
                .map(|(_, words)| words.clone());
            let night = agreed.value.part("call_at_night");
            let night = night.map(|text| {
                if text == "yes" {
                    ", any hour"
                } else {
                    ", not at night"
                }
            });
            let turn = turn(&agreed.value.part("roles").unwrap_or_default());
            let words = format!("{}{}", value.text, night.unwrap_or_default());
            people.push((turn, words, roles.unwrap_or_default(), said_by(&value)));
        }
    }
    people.sort();
    card.source = people
        .first()
        .map(|(_, _, _, source)| source.clone())
        .unwrap_or_default();
    card.lines.extend(
        people
            .into_iter()
            .map(|(_, words, roles, _)| (roles, words)),
    );
    if card.lines.is_empty() {
        card.alarm = Alarm::Note;
        "Nobody recorded".clone_into(&mut card.headline);
    }
    card
}

fn consent(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("consent", "Consent to share", "consent");
    let reading = view.one("consent");
    match &reading {
        Reading::Nothing => {
            card.alarm = Alarm::Note;
            "Not recorded".clone_into(&mut card.headline);
        }
        Reading::One(agreed) => {
            let value = entry_value(agreed, viewer);
            let against = matches!(
                agreed.value.part("state").as_deref(),
                Some("withdrawn" | "declined")
            );
            card.alarm = if against { Alarm::Stop } else { Alarm::Quiet };
            card.headline.clone_from(&value.text);
            card.lines.extend(
                agreed
                    .value
                    .part("taken_on")
                    .map(|text| ("On".to_owned(), times::date(&text))),
            );
            card.source = said_by(&value);
        }
        Reading::Several(all) => {
            card.alarm = Alarm::Stop;
            card.title = format!("{} consents are recorded", in_words(all.len()));
            card.versions = all_versions(&reading, viewer);
        }
    }
    card
}

fn gp(view: &RecordView, viewer: &Viewer<'_>) -> Card {
    let mut card = blank("gp", "GP practice", "gp");
    for name in ["gp.gp_name", "gp.practice_name", "gp.phone"] {
        let Some(declaration) = field(name) else {
            continue;
        };
        for agreed in view.field(name).values() {
            let value = field_value(declaration, agreed, viewer);
            card.lines
                .push((declaration.label.to_owned(), value.text.clone()));
            card.source = said_by(&value);
        }
        if view.field(name).is_several() {
            card.alarm = Alarm::Look;
        }
    }
    if card.lines.is_empty() {
        card.alarm = Alarm::Note;
        "Not recorded".clone_into(&mut card.headline);
    }
    card
}

#[cfg(test)]
mod tests {
    use super::turn;

    #[test]
    fn those_to_ring_first_stand_first() {
        assert!(turn("family\nmain_carer") < turn("next_of_kin"));
        assert!(turn("next_of_kin") < turn("emergency"));
        assert!(turn("lpa_health") < turn("friend"));
        assert_eq!(turn(""), turn("family"));
    }
}
