use super::super::invented::{HOUR, Invented, carer, morning, nurse, shown};
use super::row;
use crate::api::{Age, Alarm, PersonRow};
use crate::desk::card;
use care_record::Role;
use store::workstation::Person;

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
    let person = Person {
        card: card::of(&invented.view(Role::HospiceNurse), at),
        unshared_count: 0,
        still_coming: false,
        is_face: false,
    };
    shown(role, at + HOUR, |viewer| row(&person, false, viewer))
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
    }
}
