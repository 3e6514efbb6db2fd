//! What lists show of a record. Where people disagree the card says so and names no single value.

use super::{digest, wire_id};
use crate::show::{NEWER, in_one_line, words_of};
use care_record::{EntryView, Reading, RecordView, computed, entry_kind, field};
use store::workstation::Card;

/// The card of a record.
///
/// A list is read by everyone who works here, so it shows what the least of them may read.
pub(crate) fn of(whole: &RecordView, now_ms: i64) -> Card {
    let view = &whole.for_reader(&[care_record::Role::CareAssistant]);
    let (cpr_code, cpr_words) = cpr(view);
    Card {
        record: wire_id(view.record),
        family: entry(view, "family_name"),
        given: entry(view, "given_names"),
        known_as: register(view, "person.preferred_name"),
        birth_date: entry(view, "birth_date"),
        nhs_number: entry(view, "nhs_number").replace([' ', '-'], ""),
        room: register(view, "home.room"),
        cpr_words,
        cpr_code,
        conflicts_count: u32::try_from(view.conflicts_count()).unwrap_or(u32::MAX),
        key_items_count: u32::try_from(
            view.key_items()
                .iter()
                .filter(|(_, recorded)| *recorded)
                .count(),
        )
        .unwrap_or(0),
        missing_items: missing(view),
        unconfirmed_imports_count: u32::try_from(view.unconfirmed_imports()).unwrap_or(u32::MAX),
        updated_at_ms: view.last_written_ms().unwrap_or(now_ms),
        kind: choice(view, "record.kind"),
        stage: stage(view),
        review_on: computed::review_days(view)
            .first()
            .map(|(_, on)| on.to_string())
            .unwrap_or_default(),
        withheld: !view.items("withheld").is_empty(),
        died: computed::has_died(view),
        postcode: digest::shared_words(view, "person.postcode"),
        stopped: computed::release(view) == computed::Release::Stopped,
        old_from: computed::old_at_a_glance(view)
            .map(|on| on.to_string())
            .unwrap_or_default(),
        digest: digest::of(whole, view),
    }
}

/// The words of a register of choices.
fn choice(view: &RecordView, name: &str) -> String {
    let declared = field(name);
    let all: Vec<String> = view
        .field(name)
        .values()
        .iter()
        .filter_map(|agreed| agreed.value.statement.answer.value())
        .map(|code| declared.map_or_else(|| code.to_owned(), |line| words_of(&line.kind, code)))
        .collect();
    all.join(OR)
}

/// How long somebody who may judge it expects: the stage of the framework, or else the judgement itself.
fn stage(view: &RecordView) -> String {
    let said = |kind: &str| -> Vec<String> {
        let reading = view.one(kind);
        reading
            .values()
            .iter()
            .map(|agreed| in_one_line(&agreed.value))
            .collect()
    };
    let stage = said("gsf_stage");
    let found = if stage.is_empty() {
        said("prognosis")
    } else {
        stage
    };
    found.join(OR)
}

/// Between values on which people disagree.
const OR: &str = " / ";

/// Each of the values that a card holds.
pub(crate) fn each_of(values: &str) -> impl Iterator<Item = &str> {
    values.split(OR).filter(|value| !value.is_empty())
}

/// All that is said, so that a search finds the person under either.
fn entry(view: &RecordView, kind: &str) -> String {
    let said = view.one(kind);
    let all: Vec<String> = said
        .values()
        .iter()
        .filter_map(|agreed| agreed.value.part("value"))
        .collect();
    all.join(OR)
}

fn register(view: &RecordView, name: &str) -> String {
    let all: Vec<&str> = view
        .field(name)
        .values()
        .iter()
        .filter_map(|agreed| agreed.value.statement.answer.value())
        .collect();
    all.join(OR)
}

fn cpr(view: &RecordView) -> (String, String) {
    let code = |entry: &EntryView| entry.part("decision").unwrap_or_default();
    match view.one("cpr_decision") {
        Reading::Nothing => (String::new(), String::new()),
        Reading::One(agreed) if agreed.value.needs_newer() => {
            ("newer".to_owned(), NEWER.to_owned())
        }
        Reading::One(agreed) => {
            let code = code(&agreed.value);
            let part = entry_kind("cpr_decision").and_then(|kind| kind.part("decision"));
            let words = part.map_or_else(|| code.clone(), |part| part.kind.words(&code).to_owned());
            (code, words)
        }
        Reading::Several(all) => (
            "conflict".to_owned(),
            format!("{} CPR decisions are recorded", all.len()),
        ),
    }
}

/// Labels of the key items that nobody has recorded, a line each.
fn missing(view: &RecordView) -> String {
    let items = view.key_items();
    let labels: Vec<&str> = items
        .iter()
        .filter(|(_, recorded)| !recorded)
        .map(|(item, _)| item.label)
        .collect();
    labels.join("\n")
}
