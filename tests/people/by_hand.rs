//! The ten people written by hand.

use crate::{assert_test_numbers, edits, nhs_numbers, refusals};
use alongside_tests::people::{Kept, Told, by_hand};
use care_record::{Edit, MergeClass, RecordView, SheetKind, Standing};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static ALL: LazyLock<Vec<Told>> = LazyLock::new(|| by_hand().unwrap());
static KEPT: LazyLock<BTreeMap<&'static str, Kept>> = LazyLock::new(|| {
    ALL.iter()
        .map(|told| (told.key.as_str(), told.kept().unwrap()))
        .collect()
});

fn view(key: &str) -> RecordView {
    KEPT.get(key).unwrap().view()
}

/// Lines in dispute.
fn disputes(view: &RecordView) -> Vec<(String, usize)> {
    let conflicts = view.conflicts().into_iter();
    conflicts
        .map(|conflict| (conflict.line, conflict.open.len()))
        .collect()
}

fn parts(view: &RecordView, kind: &str, part: &str) -> Vec<String> {
    let mut found: Vec<String> = view
        .all(kind)
        .filter(|entry| entry.standing == Standing::Open)
        .filter_map(|entry| entry.part(part))
        .collect();
    found.sort();
    found
}

#[test]
fn there_are_ten_and_each_says_only_what_may_be_said() {
    assert_eq!(ALL.len(), 10);
    assert_eq!(refusals(&ALL), Vec::<String>::new());
    assert_test_numbers(&ALL);
    let numbers = nhs_numbers(&ALL);
    let distinct: BTreeSet<&String> = numbers.iter().collect();
    assert_eq!((numbers.len(), distinct.len()), (10, 10));
    for kept in KEPT.values() {
        assert!(kept.view().not_in_force().is_empty());
        assert_eq!(kept.view().unknown, 0);
    }
}

#[test]
fn every_section_and_every_kind_of_entry_is_used() {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for (edit, _) in ALL.iter().flat_map(edits) {
        said.insert(match edit {
            Edit::Set { field, .. } => field,
            Edit::Enter { draft, .. } => &draft.kind,
        });
    }
    let kinds = care_record::entry_kinds().map(|kind| kind.name);
    let fields = care_record::fields().map(|field| field.name);
    let missing: Vec<&str> = kinds
        .chain(fields)
        .filter(|line| !said.contains(line))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn two_cpr_decisions_made_apart_are_both_open() {
    let view = view("gareth-motor-neurone");
    assert_eq!(disputes(&view), [("cpr_decision".to_owned(), 2)]);
    assert_eq!(
        parts(&view, "cpr_decision", "decision"),
        ["for_cpr", "not_for_cpr"]
    );
    assert!(
        view.conflicts()
            .iter()
            .all(|conflict| conflict.class == MergeClass::Alarm)
    );
}

#[test]
fn none_known_stands_beside_penicillin() {
    let view = view("maureen-copd");
    assert_eq!(disputes(&view), [("allergy_state".to_owned(), 2)]);
    assert_eq!(parts(&view, "allergy", "agent"), ["Penicillin"]);
}

#[test]
fn two_dates_of_birth_are_in_dispute() {
    let view = view("iris-parkinsons");
    assert_eq!(disputes(&view), [("birth_date".to_owned(), 2)]);
}

#[test]
fn what_is_withheld_is_elsewhere_and_its_sign_is_here() {
    let kept = KEPT.get("samina-learning-disability").unwrap();
    let view = kept.view();
    let held: Vec<&str> = view
        .entries()
        .filter(|entry| entry.sheet.kind == SheetKind::Restricted)
        .map(|entry| entry.kind.as_str())
        .collect();
    assert_eq!(held, ["not_to_be_told", "problem", "safeguarding"]);
    let signs: Vec<_> = view.all("withheld").map(|entry| entry.sheet.kind).collect();
    assert_eq!(signs, [SheetKind::Shared]);
    let carer = view.for_reader(&[care_record::Role::CareAssistant]);
    assert_eq!(
        carer.all("problem").count() + 1,
        view.all("problem").count()
    );
    assert_eq!(carer.all("withheld").count(), 1);
}

#[test]
fn one_death_was_where_it_was_wished_and_one_was_not() {
    let place = |key: &str| {
        let view = view(key);
        let of = |kind: &str| parts(&view, kind, "place");
        (
            of("preferred_place_of_death_1"),
            of("death"),
            parts(&view, "death", "why_not_preferred"),
        )
    };
    let (wished, was, why) = place("edith-frailty");
    assert_eq!((wished == was, why.len()), (true, 0));
    let (wished, was, why) = place("tadeusz-liver");
    assert_eq!((wished == was, why.len()), (false, 1));
}

#[test]
fn consent_was_withdrawn() {
    let view = view("winston-kidneys");
    assert_eq!(parts(&view, "consent", "state"), ["withdrawn"]);
}

#[test]
fn a_pump_runs_and_is_checked() {
    let view = view("ken-lung-cancer");
    assert_eq!(parts(&view, "pump", "status"), ["running"]);
    assert!(view.log("pump_check").len() >= 4);
    assert_eq!(parts(&view, "pump_syringe", "what"), ["changed", "started"]);
}

#[test]
fn a_count_does_not_match_what_came_and_went() {
    let view = view("ken-lung-cancer");
    let medicine = "Midazolam 10 mg/2 ml injection";
    let sum = |kind: &str, part: &str| -> i64 {
        let of_it = view.log(kind).into_iter();
        of_it
            .filter(|entry| entry.part("medicine").as_deref() == Some(medicine))
            .filter_map(|entry| entry.part(part)?.parse::<i64>().ok())
            .sum()
    };
    let newest = view.log("stock_check").into_iter();
    let counted = newest
        .filter(|entry| entry.part("medicine").as_deref() == Some(medicine))
        .find_map(|entry| entry.part("counted")?.parse::<i64>().ok());
    let left =
        sum("supply", "quantity") - sum("administration", "used") - sum("disposal", "quantity");
    assert_eq!((left, counted), (7, Some(6)));
}

#[test]
fn a_cpr_review_is_overdue_and_the_decision_stands() {
    let view = view("walter-heart-failure");
    assert_eq!(parts(&view, "cpr_decision", "review"), ["2026-06-01"]);
    assert_eq!(parts(&view, "cpr_decision", "decision"), ["not_for_cpr"]);
}

#[test]
fn a_copy_from_paper_awaits_a_second_person_and_a_suggestion_its_answer() {
    let view = view("doreen-dementia");
    let copies: Vec<_> = view
        .all("cpr_decision")
        .filter(|one| view.awaits_second_person(one))
        .collect();
    assert_eq!(copies.len(), 1);
    let suggested = view
        .suggestions()
        .into_iter()
        .map(|entry| entry.by.as_ref().and_then(|by| by.role));
    assert!(
        suggested
            .into_iter()
            .any(|role| role == Some(care_record::Role::CareAssistant))
    );
}

#[test]
fn feedback_has_an_answer() {
    let view = view("samina-learning-disability");
    let asked: Vec<String> = view
        .log("feedback")
        .iter()
        .map(|entry| entry.id.to_string())
        .collect();
    assert_eq!(parts(&view, "feedback_answer", "of"), asked);
}

#[test]
fn tasks_are_asked_accepted_declined_and_done() {
    let mut states: BTreeSet<String> = BTreeSet::new();
    for kept in KEPT.values() {
        states.extend(
            kept.view()
                .all("task")
                .filter_map(|task| task.part("state")),
        );
    }
    assert_eq!(
        states.into_iter().collect::<Vec<_>>(),
        ["accepted", "asked", "declined", "done"]
    );
}

#[test]
fn each_can_be_told_to_other_systems() {
    for (key, kept) in &*KEPT {
        let text = exchange::export::document(&kept.view());
        let bundle: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(bundle["type"], "document", "{key}");
    }
}
