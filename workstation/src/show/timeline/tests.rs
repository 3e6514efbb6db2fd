use super::super::invented::{HOUR, Invented, MINUTE, carer, moment, morning, nurse, plain, shown};
use super::*;
use care_record::{Basis, Entry, SheetKind};

fn read(invented: &Invented, role: Role) -> Timeline {
    let view = invented.view(role);
    shown(role, morning() + 5 * HOUR, |viewer| {
        timeline(&view, None, viewer)
    })
}

fn texts(timeline: &Timeline) -> Vec<&str> {
    let events = timeline.events.iter();
    events.map(|event| event.text.as_str()).collect()
}

fn note(text: &str) -> Entry {
    plain("note", &[("text", text)])
}

#[test]
fn it_is_read_from_the_newest_by_when_it_happened_in_lanes_by_name() {
    let mut invented = Invented::new();
    let at = morning();
    invented.enter(nurse(at), "note", &[("text", "Visited.")]);
    invented.enter(carer(at + HOUR), "note", &[("text", "Sat out.")]);
    // Written last, of what happened first.
    let early = moment(at - HOUR);
    let fall = [("what_happened", "Slid from the chair."), ("at", &early)];
    invented.enter(carer(at + 2 * HOUR), "fall", &fall);

    let read = read(&invented, Role::SeniorCarer);
    assert_eq!(
        texts(&read),
        ["Sat out.", "Visited.", "Slid from the chair."]
    );
    let lanes: Vec<(&str, u32, &str)> = read
        .lanes
        .iter()
        .map(|lane| {
            (
                lane.organisation.as_str(),
                lane.entries,
                lane.last_heard.as_str(),
            )
        })
        .collect();
    assert_eq!(
        lanes,
        [
            ("Fen Homes", 2, "Last heard today 10:05"),
            ("St Wulfram's Hospice", 1, "Last heard today 08:05"),
        ]
    );
    let placed: Vec<u32> = read.events.iter().map(|event| event.lane).collect();
    assert_eq!(placed, [0, 1, 0]);
    let fall = read.events.last().unwrap();
    assert_eq!(
        (fall.day.as_str(), fall.time.as_str()),
        ("Tue 17-Nov-2026", "07:05")
    );
    assert_eq!(
        (fall.section.as_str(), fall.line.as_str()),
        ("assessments", "fall")
    );
    assert_eq!(fall.later, "written today 10:05");
    assert_eq!(fall.who, "Joan Bright, senior carer, Reed House");
    assert_eq!(
        read.events.get(1).unwrap().who,
        "Ayesha Khan, hospice nurse"
    );
    assert_eq!(read.more, 0);
}

#[test]
fn a_quarter_of_an_hour_is_at_once_and_a_minute_more_is_later() {
    let at = morning();
    let said = |written: i64, received: Option<i64>| {
        let by = Attribution {
            received_at_ms: received,
            ..nurse(written)
        };
        shown(Role::SeniorCarer, at + 5 * HOUR, |viewer| {
            later(Some(at), &by, viewer)
        })
    };
    assert_eq!(said(at + 15 * MINUTE, Some(at + 15 * MINUTE)), "");
    assert_eq!(said(at + 16 * MINUTE, None), "written today 08:21");
    assert_eq!(
        said(at, Some(at + 16 * MINUTE)),
        "reached this computer today 08:21"
    );
    assert_eq!(
        said(at + 10 * MINUTE, Some(at + 20 * MINUTE)),
        "reached this computer today 08:25"
    );
    assert_eq!(
        said(at + HOUR, Some(at + HOUR + MINUTE)),
        "written today 09:05"
    );
    assert_eq!(
        said(at + HOUR, Some(at + 2 * HOUR)),
        "written today 09:05, reached this computer today 10:05"
    );
    // Written ahead of what is planned.
    assert_eq!(said(at - HOUR, Some(at - HOUR)), "");
}

#[test]
fn a_clock_known_to_be_wrong_and_an_author_who_has_left_are_said() {
    let mut invented = Invented::new();
    let by = Attribution {
        clock_off_ms: Some(600_000),
        after_end: true,
        shared: false,
        ..nurse(morning())
    };
    invented.draft(by, SheetKind::Shared, note("Visited."));
    let read = read(&invented, Role::SeniorCarer);
    let event = read.events.first().unwrap();
    assert_eq!(event.uncertain, "time uncertain");
    assert_eq!(event.later, "arrived after their access had ended");
    assert_eq!(event.shared, ShareState::Here);
}

#[test]
fn what_stands_no_more_is_there_and_says_so() {
    let mut invented = Invented::new();
    let at = morning();
    let shared = SheetKind::Shared;
    let first = invented.enter(nurse(at), "note", &[("text", "First.")]);
    let second = note("Second.").superseding([first]);
    invented.draft(nurse(at + HOUR), shared, second);
    let wrong = invented.enter(nurse(at + 2 * HOUR), "note", &[("text", "Wrong person.")]);
    let mark = Entry::in_error("note", vec![wrong]);
    invented.draft(nurse(at + 3 * HOUR), shared, mark);
    let mut suggested = plain("akps", &[("score", "40")]);
    suggested.meta.suggested = true;
    invented.draft(carer(at + 4 * HOUR), shared, suggested);
    invented.enter(
        Attribution {
            role: None,
            ..carer(at + 5 * HOUR)
        },
        "akps",
        &[("score", "10")],
    );

    let read = read(&invented, Role::SeniorCarer);
    let said: Vec<(&str, &str)> = read
        .events
        .iter()
        .map(|event| (event.text.as_str(), event.standing.as_str()))
        .collect();
    assert_eq!(said.first(), Some(&("10", "not in force")));
    assert_eq!(
        said.get(2..),
        Some(
            &[
                ("Wrong person.", "entered in error"),
                ("Second.", ""),
                ("First.", "replaced"),
            ][..]
        ),
        "the mark of an error is no event"
    );
    // Whether a carer may suggest it is for the table of rights to say; it does not stand either way.
    assert!(matches!(
        said.get(1),
        Some(("40", "suggested" | "not in force"))
    ));
}

#[test]
fn a_ground_is_said_as_everywhere() {
    let mut invented = Invented::new();
    let mut brought = note("From the old system.");
    brought.meta.basis = Some(Basis::Imported);
    invented.draft(nurse(morning()), SheetKind::Shared, brought);
    let read = read(&invented, Role::SeniorCarer);
    assert_eq!(
        read.events.first().unwrap().basis,
        "imported, not confirmed"
    );
}

#[test]
fn the_newest_five_hundred_are_sent_and_the_rest_counted() {
    let mut invented = Invented::new();
    for minute in 0..502 {
        let text = format!("Note {minute}.");
        let by = nurse(morning() + minute * MINUTE);
        invented.draft(by, SheetKind::Shared, note(&text));
    }
    let read = read(&invented, Role::SeniorCarer);
    assert_eq!((read.events.len(), read.more), (500, 2));
    assert_eq!(texts(&read).first(), Some(&"Note 501."));
    assert_eq!(texts(&read).last(), Some(&"Note 2."));
    assert_eq!(read.lanes.first().unwrap().entries, 502);
}

#[test]
fn nobody_reads_there_what_she_may_not_read() {
    let mut invented = Invented::new();
    let at = morning();
    invented.enter(nurse(at), "note", &[("text", "Visited.")]);
    let withheld = note("Told in confidence.");
    invented.draft(nurse(at + HOUR), SheetKind::Restricted, withheld);
    let of = |role| read(&invented, role);

    assert_eq!(
        texts(&of(Role::SeniorCarer)),
        ["Told in confidence.", "Visited."]
    );
    let assistant = of(Role::CareAssistant);
    assert_eq!(texts(&assistant), ["Visited."]);
    // Not even that there is more, or when it was written.
    let lane = assistant.lanes.first().unwrap();
    assert_eq!(
        (lane.entries, lane.last_heard.as_str()),
        (1, "Last heard today 08:05")
    );
    for role in [Role::PrivacyOfficer, Role::Administrator] {
        let read = of(role);
        assert!(read.events.is_empty() && read.lanes.is_empty(), "{role:?}");
        assert_eq!(read.more, 0);
    }
}
