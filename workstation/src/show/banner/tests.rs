use super::super::Viewer;
use super::super::invented::{HOUR, Invented, carer, morning, nurse, shown};
use super::{DAY_MS, banner};
use crate::api::{Alarm, Banner};
use care_record::{Attribution, Policy, Role};

/// Written in the morning, and here as soon as it was written.
fn from_afar(at_ms: i64) -> Attribution {
    Attribution {
        received_at_ms: Some(at_ms),
        ..nurse(at_ms)
    }
}

/// The banner at this moment, on a computer that shared so long before; one that stands alone shared never.
fn at(invented: &Invented, now_ms: i64, shared_before_ms: Option<i64>) -> Banner {
    let view = invented.view(Role::SeniorCarer);
    shown(Role::SeniorCarer, now_ms, |viewer| {
        let viewer = Viewer {
            session: viewer.session,
            now: viewer.now,
            shared_at_ms: shared_before_ms.map(|before| now_ms - before),
            policy: Policy::default(),
            region: viewer.region,
            alone: shared_before_ms.is_none(),
        };
        banner(&view, None, &viewer)
    })
}

#[test]
fn an_organisation_that_was_not_heard_of_for_a_week_is_named() {
    let mut invented = Invented::new();
    let begun = morning();
    invented.enter(
        from_afar(begun - 30 * DAY_MS),
        "note",
        &[("text", "First visit.")],
    );
    invented.enter(from_afar(begun), "note", &[("text", "Visited.")]);
    invented.enter(carer(begun - 30 * DAY_MS), "note", &[("text", "Sat out.")]);
    let silent = |now_ms| at(&invented, now_ms, Some(HOUR)).not_heard;
    assert_eq!(silent(begun + 6 * DAY_MS), [""; 0]);
    assert_eq!(
        silent(begun + 8 * DAY_MS),
        ["St Wulfram's Hospice last heard 17-Nov-2026 08:05"],
        "one's own is not among them"
    );
    assert_eq!(
        at(&invented, begun + 8 * DAY_MS, None).not_heard,
        [""; 0],
        "who stands alone hears of nobody"
    );
}

/// What lay on a laptop for a week is a week old, though it has only just come.
#[test]
fn what_came_late_is_as_old_as_it_was_written() {
    let mut invented = Invented::new();
    let begun = morning();
    let now = begun + 9 * DAY_MS;
    let late = Attribution {
        received_at_ms: Some(now - HOUR),
        ..nurse(begun)
    };
    invented.enter(late, "note", &[("text", "Visited.")]);
    assert_eq!(at(&invented, now, Some(HOUR)).not_heard.len(), 1);
}

#[test]
fn what_is_old_about_a_record_is_said() {
    let mut invented = Invented::new();
    let begun = morning();
    let decided = [("decision", "not_for_cpr"), ("review", "2026-11-20")];
    invented.enter(nurse(begun), "cpr_decision", &decided);
    let old = |days, before| at(&invented, begun + days * DAY_MS, before).old;
    assert_eq!(old(1, Some(HOUR)), [""; 0]);
    assert_eq!(old(1, Some(4 * DAY_MS)), ["Not shared for 4 days"]);
    assert_eq!(
        old(5, Some(4 * DAY_MS)),
        ["Not shared for 4 days", "Review overdue"]
    );
    assert_eq!(old(5, None), ["Review overdue"]);
}

#[test]
fn two_versions_of_who_somebody_is_stop_whoever_reads() {
    for (kind, one, other) in [
        ("family_name", "Fenwick", "Fenwyck"),
        ("given_names", "Ada", "Ida"),
        ("birth_date", "1938-03-04", "1938-03-14"),
        ("nhs_number", "9990000018", "9990000026"),
    ] {
        let mut invented = Invented::new();
        invented.enter(carer(morning()), kind, &[("value", one)]);
        let alarm = |invented: &Invented| at(invented, morning(), None).identity_alarm;
        assert_eq!(alarm(&invented), Alarm::Quiet, "{kind}");
        invented.enter(nurse(morning()), kind, &[("value", other)]);
        assert_eq!(alarm(&invented), Alarm::Stop, "{kind}");
    }
}
