//! Out and in again.

use care_record::{Edit, Standing};
use exchange::import::unsaid;

use crate::cast::{ASHA, BRONWEN, COLIN, Computer, entry, import, whole_record};

#[test]
fn a_record_that_went_out_comes_back_the_same() {
    let sender = whole_record();
    let plan = import(&[("export.json", &sender.export())]);
    assert!(
        plan.report.unread.is_empty() && plan.report.refused.is_empty(),
        "{:?}",
        plan.report
    );
    assert_eq!(plan.people.len(), 1);
    let mut receiver = Computer::new(9);
    receiver.writes(COLIN, 0, &plan.people[0].edits);
    let (sent, came) = (sender.view(), receiver.view());
    for kind in [
        "family_name",
        "given_names",
        "birth_date",
        "nhs_number",
        "consent",
        "allergy",
        "contact",
    ] {
        let bodies = |view: &care_record::RecordView| -> Vec<_> {
            let open = view
                .all(kind)
                .filter(|entry| entry.standing == Standing::Open);
            open.map(|entry| entry.body.clone()).collect()
        };
        assert_eq!(bodies(&came), bodies(&sent), "{kind}");
    }
    for field in care_record::fields().filter(|field| field.name != "home.room") {
        let value = |view: &care_record::RecordView| {
            view.field(field.name)
                .only()
                .map(|v| v.statement.answer.clone())
        };
        assert_eq!(value(&came), value(&sent), "{}", field.name);
    }
    let alerts: Vec<_> = came
        .all("alert")
        .filter_map(|alert| alert.part("text"))
        .collect();
    assert_eq!(alerts, ["Pacemaker", "CPR decision: Not for CPR"]);
    assert!(
        came.all("cpr_decision").next().is_none(),
        "a marker is not a decision"
    );
}

#[test]
fn what_comes_back_to_its_own_record_says_almost_nothing_new() {
    let sender = whole_record();
    let plan = import(&[("export.json", &sender.export())]);
    let left = unsaid(plan.people[0].edits.clone(), &sender.view());
    assert!(left.differ.is_empty());
    let kinds = left.write.iter().map(|edit| match edit {
        Edit::Enter { draft, .. } => draft.kind.as_str(),
        Edit::Set { field, .. } => field.as_str(),
    });
    // The marker of the CPR decision.
    assert_eq!(kinds.collect::<Vec<_>>(), ["alert"]);
}

#[test]
fn a_conflict_comes_back_as_a_conflict_and_its_mark_does_not() {
    let mut sender = whole_record();
    sender.writes(
        ASHA,
        30,
        &[
            entry(20, "nhs_number", &[("value", "9990000026")]),
            entry(21, "consent", &[("state", "withdrawn")]),
            entry(22, "cpr_decision", &[("decision", "for_cpr")]),
        ],
    );
    let plan = import(&[("export.json", &sender.export())]);
    // Which of the numbers is right is for a person; neither is taken.
    assert_eq!(plan.people[0].key.nhs_number, None);
    let mut receiver = Computer::new(9);
    receiver.writes(BRONWEN, 0, &plan.people[0].edits);
    assert!(receiver.view().one("consent").is_several());
    let alerts: Vec<_> = receiver
        .view()
        .all("alert")
        .filter_map(|alert| alert.part("text"))
        .collect();
    assert_eq!(
        alerts
            .iter()
            .filter(|text| text.starts_with("CONFLICTING CPR DECISIONS: this one says"))
            .count(),
        2
    );
    assert!(
        !alerts.iter().any(|text| text.contains("recorded.")),
        "the mark is not an alert of its own"
    );
}

#[test]
fn giving_a_file_again_undoes_nothing_that_people_did_since() {
    let file = whole_record().export();
    let first = import(&[("export.json", &file)]);
    let mut home = Computer::new(9);
    home.writes(COLIN, 0, &first.people[0].edits);
    let view = home.view();
    let birth_date = view.one("birth_date").only().expect("a date").id.clone();
    let allergy = view.items("allergy")[0].id.clone();
    let corrected =
        care_record::Entry::new("birth_date", crate::cast::body(&[("value", "1941-02-03")]));
    home.writes(
        COLIN,
        10,
        &[
            Edit::enter(crate::cast::id(90), corrected.superseding([birth_date])),
            Edit::enter(
                crate::cast::id(91),
                care_record::Entry::in_error("allergy", vec![allergy]),
            ),
            Edit::set(
                "person.phone",
                care_record::Statement::words("01632 960099"),
            ),
        ],
    );
    let again = unsaid(
        import(&[("export.json", &file)]).people.remove(0).edits,
        &home.view(),
    );
    assert!(
        again.write.is_empty(),
        "what was replaced or taken back stays so"
    );
    // A person's word in a register is for a person to change.
    assert_eq!(again.differ.len(), 1);
    assert!(matches!(&again.differ[0], Edit::Set { field, .. } if field == "person.phone"));
}
