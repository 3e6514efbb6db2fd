//! What follows from a record and is never stored in it.

use super::computers::{Computer, at, by, entry, id, meet, open_ids, write};
use care_record::Role;
use care_record::computed::{self, Age, Release};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn a_death_closes_the_tasks() {
    let mut home = Computer::new(0);
    write(
        &mut home,
        by(Role::SeniorCarer),
        1,
        entry("task", &[("what", "Order pads"), ("state", "asked")]),
    );
    let done = entry("task", &[("what", "Ring the GP"), ("state", "done")]);
    write(&mut home, by(Role::SeniorCarer), 2, done);
    let open: Vec<_> = computed::open_tasks(&home.view())
        .into_iter()
        .map(|task| task.id)
        .collect();
    assert_eq!(open, [id(1)]);
    write(
        &mut home,
        by(Role::Gp),
        3,
        entry("death", &[("date", "2026-11-20")]),
    );
    assert!(computed::open_tasks(&home.view()).is_empty());
}

#[test]
fn stock_adds_up_whatever_was_written_apart() {
    let (mut home, mut nurse) = (Computer::new(0), Computer::new(1));
    let medicine = ("medicine", "Morphine 10 mg/ml");
    let supply = entry(
        "supply",
        &[
            medicine,
            ("quantity", "10"),
            ("at", "2026-11-01T09:00+00:00"),
        ],
    );
    write(&mut home, by(Role::SeniorCarer), 1, supply);
    meet(&mut home, &mut nurse);
    let given = |when: &str| {
        entry(
            "administration",
            &[
                ("medicine", "morphine  10 mg/ml"),
                ("used", "1"),
                ("at", when),
            ],
        )
    };
    write(
        &mut home,
        by(Role::HomeNurse),
        2,
        given("2026-11-02T09:00+00:00"),
    );
    write(
        &mut nurse,
        by(Role::DistrictNurse),
        3,
        given("2026-11-03T09:00+00:00"),
    );
    let count = entry(
        "stock_check",
        &[medicine, ("counted", "9"), ("at", "2026-11-02T12:00+00:00")],
    );
    write(&mut home, by(Role::SeniorCarer), 4, count);
    meet(&mut home, &mut nurse);
    for computer in [&home, &nurse] {
        let stock = computed::stock(&computer.view());
        assert_eq!(stock.len(), 1, "capitals and spaces make no other medicine");
        assert_eq!(stock[0].balance, 8);
        let counted = stock[0].counted.expect("it was counted");
        assert_eq!(
            (counted.count, counted.expected),
            (9, 9),
            "what came later is not held against the count"
        );
        assert!(!stock[0].is_wrong());
    }
    let wrong = entry(
        "stock_check",
        &[medicine, ("counted", "7"), ("at", "2026-11-04T12:00+00:00")],
    );
    write(&mut home, by(Role::SeniorCarer), 5, wrong);
    assert!(computed::stock(&home.view())[0].is_wrong());
    // More gone than ever came.
    let gone = entry(
        "disposal",
        &[
            medicine,
            ("quantity", "9"),
            ("at", "2026-11-05T12:00+00:00"),
        ],
    );
    write(&mut nurse, by(Role::DistrictNurse), 6, gone);
    assert!(computed::stock(&nurse.view())[0].is_wrong());
}

#[test]
fn one_no_stops_release_until_the_difference_is_settled() {
    let (mut home, mut hospice) = (Computer::new(0), Computer::new(1));
    assert_eq!(computed::release(&home.view()), Release::NotAsked);
    let consent = |state: &str| entry("consent", &[("state", state)]);
    write(&mut home, by(Role::Gp), 1, consent("given_explicit"));
    assert_eq!(computed::release(&home.view()), Release::Allowed);
    write(
        &mut hospice,
        by(Role::HospiceNurse),
        2,
        consent("withdrawn"),
    );
    meet(&mut home, &mut hospice);
    assert_eq!(computed::release(&home.view()), Release::Stopped);
    write(
        &mut home,
        by(Role::Gp),
        3,
        consent("given_explicit").superseding([id(1), id(2)]),
    );
    assert_eq!(computed::release(&home.view()), Release::Allowed);
}

#[test]
fn a_consent_of_a_newer_version_stops_release() {
    let mut home = Computer::new(0);
    let mut newer = entry("consent", &[("state", "given_explicit")]);
    newer.meta.min_reader = Some(care_record::READER + 1);
    write(&mut home, by(Role::Gp), 1, newer);
    assert_eq!(computed::release(&home.view()), Release::Stopped);
}

#[test]
fn a_passed_review_is_red_and_the_decision_stands() {
    let mut home = Computer::new(0);
    let decision = entry(
        "cpr_decision",
        &[("decision", "not_for_cpr"), ("review", "2026-06-15")],
    );
    write(&mut home, by(Role::Gp), 1, decision);
    let view = home.view();
    let section = care_record::section("cpr").unwrap();
    let age = |day: &str| computed::age(section, &view, day.parse().unwrap());
    assert_eq!(age("2026-05-31"), Age::Fresh);
    assert_eq!(age("2026-06-01"), Age::Amber);
    assert_eq!(age("2026-06-15"), Age::Amber);
    assert_eq!(age("2026-06-16"), Age::Red);
    assert_eq!(open_ids(&view, "cpr_decision"), [id(1)]);
}

#[test]
fn a_section_ages_by_its_own_rule() {
    let mut home = Computer::new(0);
    let written = at(Role::DistrictNurse, 0); // 1 January 1970
    write(
        &mut home,
        written,
        1,
        entry("medicine", &[("medicine", "Paracetamol")]),
    );
    let view = home.view();
    let section = care_record::section("medicines").unwrap();
    let age = |day: &str| computed::age(section, &view, day.parse().unwrap());
    assert_eq!(age("1970-01-29"), Age::Fresh);
    assert_eq!(age("1970-01-30"), Age::Amber);
    assert_eq!(age("1970-02-26"), Age::Amber);
    assert_eq!(age("1970-02-27"), Age::Red);
    let silent = care_record::section("contingency").unwrap();
    assert_eq!(
        computed::age(silent, &view, "1980-01-01".parse().unwrap()),
        Age::Unaged
    );
}

#[test]
fn a_review_more_than_three_months_ahead_is_said_to_be_too_far() {
    let mut home = Computer::new(0);
    let review = |of: &str, next: &str| entry("review", &[("of", of), ("next_due", next)]);
    write(
        &mut home,
        at(Role::Gp, 0),
        1,
        review("record", "1970-03-20"),
    );
    write(&mut home, at(Role::Gp, 0), 2, review("cpr", "1970-09-20"));
    write(
        &mut home,
        at(Role::Gp, HOUR_MS),
        3,
        review("record", "1970-04-01"),
    );
    let due = computed::reviews(&home.view(), "1970-04-02".parse().unwrap());
    let brief: Vec<_> = due
        .iter()
        .map(|due| (due.of.as_str(), due.age, due.too_far))
        .collect();
    assert_eq!(
        brief,
        [("record", Age::Red, false), ("cpr", Age::Fresh, true)],
        "the newest review counts"
    );
}

#[test]
fn begun_is_not_done() {
    let mut home = Computer::new(0);
    let talk = |status: &str, when: &str| {
        let mut talk = entry(
            "conversation",
            &[("kind", "acp_person"), ("status", status), ("at", when)],
        );
        talk.body
            .insert("topics".into(), vec!["cpr", "place_of_death"].into());
        talk
    };
    write(
        &mut home,
        by(Role::HospiceNurse),
        1,
        talk("begun", "2026-11-02T10:00+00:00"),
    );
    assert!(
        computed::topics(&home.view())
            .values()
            .all(|topic| !topic.is_done())
    );
    write(
        &mut home,
        by(Role::HospiceNurse),
        2,
        talk("completed", "2026-11-09T10:00+00:00"),
    );
    // An older talk that is heard of later changes nothing.
    write(
        &mut home,
        by(Role::HospiceNurse),
        3,
        talk("part_done", "2026-11-05T10:00+00:00"),
    );
    let topics = computed::topics(&home.view());
    assert_eq!(topics.keys().collect::<Vec<_>>(), ["cpr", "place_of_death"]);
    assert!(topics.values().all(computed::TopicStatus::is_done));
}

#[test]
fn where_somebody_died_is_held_against_where_she_wished_to() {
    let mut home = Computer::new(0);
    let wish = |kind: &str, place: &str| entry(kind, &[("place", place)]);
    write(
        &mut home,
        by(Role::Gp),
        1,
        entry("death", &[("date", "2026-11-20"), ("place", "hospice")]),
    );
    assert_eq!(
        computed::place_achieved(&home.view()),
        None,
        "nothing was wished"
    );
    write(
        &mut home,
        by(Role::Gp),
        2,
        wish("preferred_place_of_death_1", "undecided"),
    );
    assert_eq!(
        computed::place_achieved(&home.view()),
        None,
        "undecided is no place"
    );
    write(
        &mut home,
        by(Role::Gp),
        3,
        wish("preferred_place_of_death_1", "home").superseding([id(2)]),
    );
    assert_eq!(computed::place_achieved(&home.view()), Some(false));
    write(
        &mut home,
        by(Role::Gp),
        4,
        wish("preferred_place_of_death_2", "hospice"),
    );
    assert_eq!(
        computed::place_achieved(&home.view()),
        Some(true),
        "the second choice counts"
    );
}

#[test]
fn vital_signs_add_up_with_their_parts() {
    let mut home = Computer::new(0);
    let signs = entry(
        "news2",
        &[
            ("respiration", "22"),
            ("spo2", "94"),
            ("oxygen", "air"),
            ("systolic", "105"),
            ("pulse", "112"),
            ("consciousness", "C"),
            ("temperature", "38.1"),
        ],
    );
    write(&mut home, by(Role::SeniorCarer), 1, signs);
    write(
        &mut home,
        by(Role::SeniorCarer),
        2,
        entry("news2", &[("pulse", "131")]),
    );
    let view = home.view();
    let score = |number: u64| {
        let entry = view
            .all("news2")
            .find(|entry| entry.id == id(number))
            .unwrap();
        computed::news2(entry).unwrap()
    };
    assert_eq!(
        (score(1).total(), score(1).complete, score(1).has_three()),
        (10, true, true)
    );
    assert_eq!(
        (score(2).total(), score(2).complete, score(2).has_three()),
        (3, false, true)
    );
}
