//! The rules of the record that are more than merging: two people, suggestions, who reads what, how it stood.

use super::computers::{Computer, at, by, entry, id, meet, named, open_ids, write};
use care_record::computed::{self};
use care_record::{Basis, Edit, Entry, Role, SheetKind, Statement};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn a_death_is_unmarked_only_by_two_people() {
    let mut home = Computer::new(0);
    let death = entry("death", &[("date", "2026-11-20"), ("place", "hospice")]);
    write(&mut home, named(Role::Gp, "one"), 1, death);
    assert!(computed::has_died(&home.view()));
    let mark = || Entry::in_error("death", vec![id(1)]);
    write(&mut home, named(Role::Gp, "one"), 2, mark());
    write(&mut home, named(Role::Gp, "one"), 3, mark());
    assert!(
        computed::has_died(&home.view()),
        "one person twice is one person"
    );
    write(&mut home, named(Role::HospiceDoctor, "two"), 4, mark());
    assert!(!computed::has_died(&home.view()));
    assert_eq!(open_ids(&home.view(), "death"), []);
    // Nor is it talked away with a non-answer.
    let away = Entry {
        answer: Some(care_record::Answer::DoesNotApply),
        ..Entry::new("death", care_record::Body::new())
    };
    assert!(care_record::validate_edit(&Edit::enter(id(5), away), Role::Gp).is_err());
}

#[test]
fn two_marks_on_two_computers_unmark_a_death_when_they_meet() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    write(
        &mut home,
        by(Role::Gp),
        1,
        entry("death", &[("date", "2026-11-20")]),
    );
    meet(&mut home, &mut hospice);
    write(
        &mut home,
        named(Role::Gp, "one"),
        2,
        Entry::in_error("death", vec![id(1)]),
    );
    write(
        &mut hospice,
        named(Role::HospiceDoctor, "two"),
        3,
        Entry::in_error("death", vec![id(1)]),
    );
    assert!(computed::has_died(&home.view()) && computed::has_died(&hospice.view()));
    meet(&mut home, &mut hospice);
    assert!(!computed::has_died(&home.view()) && !computed::has_died(&hospice.view()));
}

#[test]
fn a_copy_from_paper_waits_for_a_second_person() {
    let mut home = Computer::new(0);
    let mut copied = entry("cpr_decision", &[("decision", "not_for_cpr")]);
    copied.meta.basis = Some(Basis::Transcribed);
    write(
        &mut home,
        named(Role::SeniorCarer, "carer"),
        1,
        copied.clone(),
    );
    let waits = |computer: &Computer| {
        let view = computer.view();
        let open = view.one("cpr_decision");
        view.awaits_second_person(open.only().expect("one decision"))
    };
    assert!(waits(&home), "nobody has checked it");
    let mut checked = copied.clone();
    checked.confirms = Some(id(1));
    write(&mut home, named(Role::Gp, "doctor"), 2, checked.clone());
    assert!(!waits(&home), "the doctor has");
    // The same person twice is no second person.
    let mut alone = Computer::new(1);
    write(&mut alone, named(Role::Gp, "doctor"), 1, copied);
    write(&mut alone, named(Role::Gp, "doctor"), 2, checked);
    assert!(waits(&alone));
}

#[test]
fn a_suggestion_changes_nothing_until_it_is_taken_up() {
    let mut home = Computer::new(0);
    let wish = |place: &str| entry("preferred_place_of_death_1", &[("place", place)]);
    write(&mut home, by(Role::HospiceNurse), 1, wish("hospice"));
    let mut suggested = wish("home").superseding([id(1)]);
    suggested.meta.suggested = true;
    write(&mut home, by(Role::CareAssistant), 2, suggested);
    let view = home.view();
    assert_eq!(open_ids(&view, "preferred_place_of_death_1"), [id(1)]);
    assert_eq!(view.suggestions().len(), 1);
    assert!(view.conflicts().is_empty());
    write(
        &mut home,
        by(Role::HospiceNurse),
        3,
        wish("home").superseding([id(1), id(2)]),
    );
    let view = home.view();
    assert_eq!(open_ids(&view, "preferred_place_of_death_1"), [id(3)]);
    assert!(view.suggestions().is_empty());
    // One who may only suggest may not write.
    let plain = Edit::enter(id(4), wish("home"));
    assert!(care_record::validate_edit(&plain, Role::CareAssistant).is_err());
}

#[test]
fn what_is_withheld_is_read_only_by_those_who_may() {
    let mut home = Computer::new(0);
    let code = Edit::enter(id(1), entry("key_safe", &[("how", "Ring the neighbour")]));
    home.write_as(by(Role::DistrictNurse), SheetKind::Restricted, code);
    let mark = entry(
        "withheld",
        &[
            ("section", "home"),
            ("ask", "the district nurse"),
            ("why", "abuse"),
            ("reviewer", "Priya Shah"),
            ("review", "2027-01-01"),
        ],
    );
    write(&mut home, by(Role::DistrictNurse), 2, mark);
    let secret = Edit::set("person.preferred_name", Statement::words("Peggy"));
    home.write_as(by(Role::DistrictNurse), SheetKind::Restricted, secret);
    let all = home.view();
    for role in Role::ALL {
        let view = all.for_reader(&[*role]);
        let reads = !matches!(
            role,
            Role::CareAssistant | Role::Administrator | Role::PrivacyOfficer
        );
        assert_eq!(view.all("key_safe").count() == 1, reads, "{role:?}");
        let name = view.field("person.preferred_name").only().is_some();
        assert_eq!(name, reads, "{role:?}");
        let mark = view.all("withheld").next();
        for part in ["why", "reviewer", "review"] {
            let said = mark.and_then(|mark| mark.part(part));
            assert_eq!(said.is_some(), reads, "{role:?} reads {part}");
        }
        let told = *role != Role::PrivacyOfficer;
        assert_eq!(
            view.items("withheld").len() == 1,
            told,
            "{role:?} is told that something is withheld"
        );
    }
    let both = all.for_reader(&[Role::CareAssistant, Role::DistrictNurse]);
    assert_eq!(
        both.all("key_safe").count(),
        1,
        "the widest of her roles counts"
    );
}

#[test]
fn an_administrator_reads_no_care() {
    let mut home = Computer::new(0);
    write(
        &mut home,
        by(Role::CareAssistant),
        1,
        entry("note", &[("text", "Slept well")]),
    );
    write(
        &mut home,
        by(Role::Administrator),
        2,
        entry("family_name", &[("value", "Smith")]),
    );
    let view = home.view().for_reader(&[Role::Administrator]);
    assert_eq!(view.all("note").count(), 0);
    assert_eq!(view.all("family_name").count(), 1);
}

#[test]
fn the_record_is_shown_as_it_stood() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    let cpr = |decision: &str| entry("cpr_decision", &[("decision", decision)]);
    write(&mut home, at(Role::Gp, HOUR_MS), 1, cpr("for_cpr"));
    meet(&mut home, &mut hospice);
    write(
        &mut hospice,
        at(Role::HospiceDoctor, 3 * HOUR_MS),
        2,
        cpr("not_for_cpr").superseding([id(1)]),
    );
    // Written earlier by the clock, and heard of later: it was not known to the other, but it stood.
    write(
        &mut home,
        at(Role::Gp, 2 * HOUR_MS),
        3,
        entry("note", &[("text", "Talked with Jean")]),
    );
    meet(&mut home, &mut hospice);
    let stood = |hours: i64| {
        let authors = home.authors();
        let author = |hash: &care_record::Hash| authors.get(hash).cloned();
        home.record
            .as_it_stood(hours * HOUR_MS, &author)
            .view(&author)
    };
    assert_eq!(open_ids(&stood(0), "cpr_decision"), []);
    assert_eq!(open_ids(&stood(1), "cpr_decision"), [id(1)]);
    assert_eq!(open_ids(&stood(2), "note"), [id(3)]);
    assert_eq!(open_ids(&stood(2), "cpr_decision"), [id(1)]);
    assert_eq!(open_ids(&stood(3), "cpr_decision"), [id(2)]);
    assert_eq!(
        super::computers::drawn(&stood(3)),
        super::computers::drawn(&home.view())
    );
}

#[test]
fn an_entry_of_a_newer_version_is_open_and_agrees_with_nothing() {
    let mut home = Computer::new(0);
    let mut newer = entry("cpr_decision", &[("decision", "not_for_cpr")]);
    newer.meta.min_reader = Some(care_record::READER + 1);
    write(&mut home, by(Role::Gp), 1, newer);
    write(
        &mut home,
        by(Role::Gp),
        2,
        entry("cpr_decision", &[("decision", "not_for_cpr")]),
    );
    let view = home.view();
    assert_eq!(
        view.one("cpr_decision").values().len(),
        2,
        "its words may mean something else"
    );
    let newer = view.all("cpr_decision").find(|entry| entry.needs_newer());
    let newer = newer.expect("it is there");
    assert_eq!(
        newer.part("decision"),
        None,
        "and are not read as if they did not"
    );
}

#[test]
fn an_empty_entry_says_nothing_and_is_refused() {
    let nothing = Edit::enter(id(1), Entry::new("abbey", care_record::Body::new()));
    let refused = care_record::validate_edit(&nothing, Role::SeniorCarer);
    assert_eq!(
        refused.map_err(care_record::EditError::code),
        Err("edit.empty")
    );
}

#[test]
fn numbers_and_moments_that_cannot_be_are_refused() {
    let code = |kind: &str, part: &str, words: &str| {
        let edit = Edit::enter(id(1), entry(kind, &[(part, words)]));
        care_record::validate_edit(&edit, Role::DistrictNurse).map_err(care_record::EditError::code)
    };
    assert_eq!(code("weight", "kg", "61.5"), Ok(()));
    for words in [
        "61.55", "9", "351", "6e1", "NaN", "inf", "+61", " 61", "61.", ".5", "", "0x3d",
    ] {
        assert_eq!(
            code("weight", "kg", words),
            Err("edit.not_a_number"),
            "{words:?}"
        );
    }
    assert_eq!(code("pain", "score", "-1"), Err("edit.not_a_number"));
    assert_eq!(code("abbey", "at", "2026-11-22T14:10+00:00"), Ok(()));
    for words in [
        "2026-11-22",
        "2026-11-22T14:10",
        "2026-11-22T25:10+00:00",
        "2026-02-30T10:00+00:00",
        "1066-10-14T09:00+00:00",
    ] {
        assert_eq!(
            code("abbey", "at", words),
            Err("edit.not_a_date"),
            "{words:?}"
        );
    }
    for (words, right) in [
        ("2019", true),
        ("2019-07", true),
        ("2019-07-31", true),
        ("2019-13", false),
        ("19", false),
        ("2019-7", false),
    ] {
        assert_eq!(
            code("problem", "since", words),
            if right {
                Err("edit.missing")
            } else {
                Err("edit.not_a_date")
            },
            "{words:?}"
        );
    }
}
