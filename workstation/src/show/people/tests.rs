use super::super::invented::{HOUR, Invented, carer, morning, nurse, shown};
use super::{Wanted, people, row};
use crate::api::{Age, Alarm, People, PeopleFilter, PersonRow};
use crate::desk::card;
use care_record::Role;
use std::collections::HashSet;
use store::workstation::{Card, Person};
use sync_protocol::ids::RecordId;

/// The row of somebody of whom much is known, for somebody with this role.
fn row_for(role: Role) -> PersonRow {
    let mut invented = Invented::new();
    let at = morning();
    invented.enter(carer(at), "family_name", &[("value", "Fenwick")]);
    let decided = [("decision", "not_for_cpr"), ("review", "2026-11-16")];
    invented.enter(nurse(at), "cpr_decision", &decided);
    invented.enter(nurse(at), "prognosis", &[("prognosis", "weeks")]);
    let withheld = [("section", "notes"), ("ask", "Ayesha Khan")];
    invented.enter(nurse(at), "withheld", &withheld);
    let card = Card {
        unconfirmed_imports_count: 2,
        ..card::of(&invented.view(Role::HospiceNurse), at)
    };
    let person = Person {
        card,
        unshared_count: 0,
        still_coming: false,
        is_face: false,
    };
    shown(role, at + HOUR, |viewer| row(&person, viewer))
}

#[test]
fn who_looks_after_somebody_is_told_how_she_is() {
    let row = row_for(Role::CareAssistant);
    assert_eq!(row.name, "FENWICK");
    assert_eq!((row.stage.as_str(), row.age), ("Weeks", Age::Red));
    assert!(row.cpr.contains("CPR") && row.withheld && !row.missing.is_empty());
}

/// The card is one for all who work here: what a role does not read is left out where it is shown.
#[test]
fn who_reads_no_care_is_told_the_name_and_not_how_somebody_is() {
    for role in [Role::Administrator, Role::PrivacyOfficer] {
        let row = row_for(role);
        assert_eq!(row.name, "FENWICK");
        assert_eq!(
            (row.cpr.as_str(), row.cpr_alarm, row.stage.as_str()),
            ("", Alarm::Quiet, ""),
            "{role:?}"
        );
        assert_eq!((row.age, row.age_words.as_str()), (Age::Unaged, ""));
        assert!(!row.withheld && row.missing.is_empty(), "{role:?}");
        assert_eq!(row.unconfirmed, 0, "{role:?}");
    }
}

/// Somebody with these names, in this place of the list.
fn named(place: u8, family: &str, given: &str) -> Person {
    Person {
        card: Card {
            family: family.to_owned(),
            given: given.to_owned(),
            room: place.to_string(),
            ..Card::blank(RecordId::new([place; 16]))
        },
        unshared_count: 0,
        still_coming: false,
        is_face: false,
    }
}

fn listed(everyone: &[Person], found: &[u8], filters: &[PeopleFilter], most: usize) -> People {
    let found: HashSet<RecordId> = found.iter().map(|n| RecordId::new([*n; 16])).collect();
    let wanted = Wanted {
        found: &found,
        filters,
        most,
    };
    let at = morning() + HOUR;
    shown(Role::CareAssistant, at, |viewer| {
        people(everyone, &wanted, viewer)
    })
}

/// By room: whom the list shows, beside whom they must not be taken for, and whether only for that.
fn rooms(list: &People) -> Vec<(&str, Vec<&str>, bool)> {
    list.rows
        .iter()
        .map(|row| {
            let alike = row.alike.iter().map(|other| other.room.as_str());
            (row.room.as_str(), alike.collect(), row.only_same_name)
        })
        .collect()
}

#[test]
fn those_of_one_name_stand_together_and_are_told_apart() {
    let everyone = [
        named(1, "Abbott", "Ivy"),
        named(2, "Smith", "Margaret"),
        named(3, "Smith", "Mavis"),
        named(4, "SMITH", "margaret Anne"),
    ];
    let list = listed(&everyone, &[1, 2, 3, 4], &[], 60);
    assert_eq!(
        rooms(&list),
        [
            ("1", vec![], false),
            ("2", vec!["4"], false),
            ("4", vec!["2"], false),
            ("3", vec![], false),
        ]
    );
    let margaret = &list.rows[1].alike[0];
    assert_eq!(
        (margaret.name.as_str(), margaret.born.as_str()),
        ("SMITH, margaret Anne", "Not known")
    );
}

#[test]
fn where_one_is_found_the_other_is_shown_as_well() {
    let everyone = [
        named(1, "Smith", "Margaret"),
        named(2, "Smith", "Margaret"),
        named(3, "Abbott", "Ivy"),
    ];
    let list = listed(&everyone, &[2], &[], 60);
    assert_eq!(
        rooms(&list),
        [("2", vec!["1"], false), ("1", vec!["2"], true)]
    );
    assert_eq!((list.found, list.fitting, list.listed), (1, 1, 2));
}

#[test]
fn a_name_in_dispute_is_alike_under_each_of_its_versions() {
    let everyone = [
        named(1, "Fenwick", "Ada"),
        named(2, "Fenwyck", "Ada"),
        named(3, "Fenwick / Fenwyck", "Ada"),
    ];
    let list = listed(&everyone, &[1, 2, 3], &[], 60);
    assert_eq!(
        rooms(&list),
        [
            ("1", vec!["3"], false),
            ("3", vec!["1", "2"], false),
            ("2", vec!["3"], false),
        ]
    );
}

#[test]
fn of_whom_no_name_is_known_nobody_is_alike() {
    let list = listed(&[named(1, "", ""), named(2, "", "")], &[1, 2], &[], 60);
    assert_eq!(rooms(&list), [("1", vec![], false), ("2", vec![], false)]);
}

#[test]
fn three_of_the_same_name_are_told_apart_and_the_rest_is_counted() {
    let everyone: Vec<Person> = (1..=6).map(|n| named(n, "Smith", "Margaret")).collect();
    let list = listed(&everyone, &[1, 2, 3, 4, 5, 6], &[], 1);
    assert_eq!(rooms(&list), [("1", vec!["2", "3", "4"], false)]);
    assert_eq!(
        (list.rows[0].more_alike, list.listed),
        (2, 6),
        "one row was asked for"
    );
}

#[test]
fn the_list_is_narrowed_to_those_of_whom_all_of_it_is_so() {
    let mut everyone: Vec<Person> = (1..=8).map(|n| named(n, "Name", &n.to_string())).collect();
    for person in &mut everyone {
        person.card.review_on = "2027-06-01".to_owned();
    }
    everyone[0].card.conflicts_count = 1;
    everyone[1].card.review_on = "2026-11-16".to_owned();
    everyone[2].unshared_count = 2;
    everyone[3].card.missing_items = "Consent".to_owned();
    everyone[4].card.withheld = true;
    everyone[5].card.unconfirmed_imports_count = 1;
    everyone[6].card.withheld = true;
    everyone[6].card.conflicts_count = 2;
    let of = |filters: &[PeopleFilter]| listed(&everyone, &[1, 2, 3, 4, 5, 6, 7], filters, 60);
    let shown: [(&[PeopleFilter], &[&str]); 7] = [
        (&[PeopleFilter::TwoVersions], &["1", "7"]),
        (&[PeopleFilter::Overdue], &["2"]),
        (&[PeopleFilter::Unshared], &["3"]),
        (&[PeopleFilter::Missing], &["4"]),
        (&[PeopleFilter::Withheld], &["5", "7"]),
        (&[PeopleFilter::Unconfirmed], &["6"]),
        (&[PeopleFilter::Withheld, PeopleFilter::TwoVersions], &["7"]),
    ];
    for (filters, expected) in shown {
        let list = of(filters);
        let rooms: Vec<&str> = list.rows.iter().map(|row| row.room.as_str()).collect();
        assert_eq!(rooms, expected, "{filters:?}");
        assert_eq!(
            (list.found, list.fitting),
            (7, u32::try_from(expected.len()).unwrap())
        );
        let counts: Vec<u32> = list.counts.values().copied().collect();
        assert_eq!(counts, [2, 1, 1, 1, 2, 1], "of all who were found");
    }
}

#[test]
fn cpr_is_named_in_every_row_that_says_something_of_it() {
    let of = |said: &str| {
        let mut person = named(1, "Fenwick", "Ada");
        person.card.cpr_words = said.to_owned();
        shown(Role::CareAssistant, morning(), |viewer| {
            row(&person, viewer).cpr
        })
    };
    for (said, shown) in [
        ("Not discussed", "CPR not discussed"),
        ("Not for CPR", "Not for CPR"),
        (
            "2 CPR decisions are recorded",
            "2 CPR decisions are recorded",
        ),
        ("", "No CPR decision recorded"),
    ] {
        assert_eq!(of(said), shown);
    }
}

#[test]
fn of_somebody_who_has_died_no_time_is_expected() {
    let mut person = named(1, "Fenwick", "Ada");
    person.card.stage = "Weeks".to_owned();
    for died in [false, true] {
        person.card.died = died;
        let row = shown(Role::CareAssistant, morning(), |viewer| {
            row(&person, viewer)
        });
        assert_eq!((row.stage.is_empty(), row.died), (died, died));
    }
}
