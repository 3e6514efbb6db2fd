//! Two records of one person, put together and taken apart.

use super::computers::{Computer, body, by, drawn, id, named, open_ids, write};
use care_record::{Edit, Entry, Judgement, Role, SheetKind, Statement, judgements};

const OTHER: &str = "00000000-0000-4000-8000-000000000002";

fn judged(judgement: &str) -> Entry {
    let parts = [("record", OTHER), ("judgement", judgement)];
    Entry::new("same_person", body(&parts))
}

fn cpr(decision: &str) -> Entry {
    Entry::new("cpr_decision", body(&[("decision", decision)]))
}

#[test]
fn two_people_put_records_together_and_two_take_them_apart() {
    let mut home = Computer::new(0);
    let other: care_record::RecordId = OTHER.parse().unwrap();
    write(&mut home, named(Role::Gp, "one"), 1, judged("same_goes_on"));
    assert_eq!(judgements(&home.view()), [Judgement::Unsettled(other)]);
    let confirmed = |number: u64, judgement: &str| Entry {
        confirms: Some(id(number)),
        ..judged(judgement)
    };
    write(
        &mut home,
        named(Role::Gp, "one"),
        2,
        confirmed(1, "same_goes_on"),
    );
    assert_eq!(
        judgements(&home.view()),
        [Judgement::Unsettled(other)],
        "one person twice"
    );
    write(
        &mut home,
        named(Role::HospiceNurse, "two"),
        3,
        confirmed(2, "same_goes_on"),
    );
    assert_eq!(judgements(&home.view()), [Judgement::GoesOn(other)]);
    // Somebody sees that it was wrong: as long as it is not settled, nothing is read together.
    write(
        &mut home,
        named(Role::Gp, "one"),
        4,
        judged("different").superseding([id(3)]),
    );
    assert_eq!(judgements(&home.view()), []);
}

#[test]
fn those_who_judge_differently_leave_the_records_apart() {
    let mut home = Computer::new(0);
    write(&mut home, named(Role::Gp, "one"), 1, judged("same_goes_on"));
    let again = Entry {
        confirms: Some(id(1)),
        ..judged("same_goes_on")
    };
    let mut hospice = Computer::new(1);
    hospice.receive(home.held.clone());
    write(&mut home, named(Role::Gp, "two"), 2, again);
    write(
        &mut hospice,
        named(Role::HospiceNurse, "three"),
        3,
        judged("different").superseding([id(1)]),
    );
    super::computers::meet(&mut home, &mut hospice);
    assert!(matches!(
        judgements(&home.view())[..],
        [Judgement::Unsettled(_)]
    ));
    assert_eq!(home.view().conflicts().len(), 1);
}

#[test]
fn records_read_together_hide_nothing_and_settle_into_the_one_that_goes_on() {
    let (mut first, mut second) = (Computer::new(0), Computer::new(1));
    write(&mut first, by(Role::Gp), 1, cpr("for_cpr"));
    write(&mut second, by(Role::HospiceDoctor), 2, cpr("not_for_cpr"));
    write(
        &mut second,
        by(Role::CareAssistant),
        3,
        Entry::new("note", body(&[("text", "Slept well")])),
    );
    first.write(
        Role::SeniorCarer,
        Edit::set("person.phone", Statement::words("01")),
    );
    second.write(
        Role::SeniorCarer,
        Edit::set("person.phone", Statement::words("02")),
    );
    let joined = first.view().joined_with(&second.view());
    assert_eq!(open_ids(&joined, "cpr_decision"), [id(1), id(2)]);
    assert_eq!(joined.one("cpr_decision").only(), None);
    assert_eq!(joined.conflicts().len(), 1);
    assert_eq!(joined.notes().len(), 1);
    assert!(joined.field("person.phone").is_several());
    // Settled in the record that goes on, by somebody who has seen both.
    write(
        &mut first,
        by(Role::Gp),
        4,
        cpr("not_for_cpr").superseding([id(1), id(2)]),
    );
    let joined = first.view().joined_with(&second.view());
    assert_eq!(open_ids(&joined, "cpr_decision"), [id(4)]);
    assert!(joined.conflicts().is_empty());
    // The other record, read by itself, is as it was: taken apart, each has its whole history.
    assert_eq!(open_ids(&second.view(), "cpr_decision"), [id(2)]);
    assert_eq!(joined.all("cpr_decision").count(), 3);
}

#[test]
fn a_mark_of_error_reaches_into_the_other_record() {
    let (mut first, mut second) = (Computer::new(0), Computer::new(1));
    write(
        &mut second,
        by(Role::SeniorCarer),
        1,
        Entry::new("allergy", body(&[("agent", "Penicillin")])),
    );
    write(
        &mut first,
        by(Role::SeniorCarer),
        2,
        Entry::in_error("allergy", vec![id(1)]),
    );
    let joined = first.view().joined_with(&second.view());
    assert_eq!(open_ids(&joined, "allergy"), []);
    assert_eq!(open_ids(&second.view(), "allergy"), [id(1)]);
    // Nor can what does not count replace anything there.
    let mut third = Computer::new(2);
    third.write_unasked(
        by(Role::CareAssistant),
        SheetKind::Shared,
        Edit::enter(id(3), Entry::in_error("allergy", vec![id(1)])),
    );
    let joined = third.view().joined_with(&second.view());
    assert_eq!(open_ids(&joined, "allergy"), [id(1)]);
    assert!(drawn(&joined).contains("NotInForce"));
}
