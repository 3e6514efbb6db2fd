use super::*;
use crate::api::Age;
use crate::desk::{SignedIn, card};
use crate::show::people::row;
use care_record::{
    Attribution, Body, Edit, Entry, EntryId, Hash, Policy, Record, RecordId, SheetKind, Statement,
};
use chrono::{DateTime, Local, TimeZone};
use std::collections::BTreeMap;
use store::workstation::Person;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::StaffId;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Sunday, 22 November 2026, noon, where the computer stands.
fn noon() -> DateTime<Local> {
    Local.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
}

fn hours_ago(hours: i64) -> i64 {
    noon().timestamp_millis() - hours * HOUR_MS
}

/// A moment as an entry says it.
fn said_at(hours_from_now: i64) -> String {
    let at = noon() + chrono::Duration::hours(hours_from_now);
    at.format("%Y-%m-%dT%H:%M%:z").to_string()
}

fn days_from_now(days: i64) -> String {
    let day = noon().date_naive() + chrono::Duration::days(days);
    day.to_string()
}

fn staff(n: u8) -> StaffId {
    StaffId::new([n; 16])
}

/// Asha is 1, Bola is 2, Joe (district nurse) is 3, Dr Ward (hospice) is 4.
fn attribution(who: u8, at_ms: i64) -> Attribution {
    let (name, role, site) = match who {
        1 => ("Asha Rahman", Role::SeniorCarer, "Riverside House"),
        2 => ("Bola Ade", Role::CareAssistant, "Riverside House"),
        3 => ("Joe Marsh", Role::DistrictNurse, "District nursing"),
        _ => ("Dr Helen Ward", Role::HospiceDoctor, "Fen Edge Hospice"),
    };
    Attribution {
        staff: staff(who).to_string(),
        name: name.to_owned(),
        role: Some(role),
        registration: None,
        organisation: site.to_owned(),
        site: site.to_owned(),
        device: "a device".to_owned(),
        recorded_at_ms: at_ms,
        clock_off_ms: None,
        after_end: false,
        received_at_ms: None,
        shared: true,
    }
}

/// An invented record that is written bit by bit.
struct Story {
    record: Record,
    by: BTreeMap<Hash, Attribution>,
    next: u8,
}

impl Story {
    fn of(number: u8, family: &str) -> Self {
        let mut story = Self {
            record: Record::new(RecordId::from_bytes([number; 16])),
            by: BTreeMap::new(),
            next: 1,
        };
        story.enter(1, hours_ago(900), "family_name", &[("value", family)]);
        story
    }

    fn write(&mut self, sheet: SheetKind, by: Attribution, edit: Edit) {
        self.next += 1;
        let actor = [self.next; care_record::Sheet::ACTOR_BYTES];
        let written = self.record.sheet_mut(sheet).write(actor, &[edit]).unwrap();
        self.by.insert(written.hash, by);
    }

    fn entry(
        &mut self,
        by: Attribution,
        kind: &str,
        parts: &[(&str, &str)],
        over: &[&EntryId],
    ) -> EntryId {
        let id = EntryId::named(format!("{:016x}", u64::from(self.next)));
        let parts = parts.iter().map(|(name, words)| {
            let value = if *name == "signs" {
                vec![(*words).to_owned()].into()
            } else {
                (*words).into()
            };
            ((*name).to_owned(), value)
        });
        let entry = Entry {
            supersedes: over.iter().map(|id| (*id).clone()).collect(),
            ..Entry::new(kind, parts.collect::<Body>())
        };
        let sheet = care_record::entry_kind(kind).unwrap().sheet;
        self.write(sheet, by, Edit::enter(id.clone(), entry));
        id
    }

    fn enter(&mut self, who: u8, at_ms: i64, kind: &str, parts: &[(&str, &str)]) -> EntryId {
        self.entry(attribution(who, at_ms), kind, parts, &[])
    }

    fn replace(
        &mut self,
        who: u8,
        at_ms: i64,
        kind: &str,
        parts: &[(&str, &str)],
        over: &[&EntryId],
    ) -> EntryId {
        self.entry(attribution(who, at_ms), kind, parts, over)
    }

    fn set(&mut self, field: &str, words: &str) {
        let edit = Edit::set(field, Statement::words(words));
        self.write(SheetKind::Shared, attribution(1, hours_ago(900)), edit);
    }

    fn known(&self) -> Known {
        let view = self.record.view(&|hash| self.by.get(hash).cloned());
        let card = card::of(&view, 0);
        Known {
            digest: Digest::read(&card.digest).map(Arc::new),
            person: Person {
                card,
                unshared_count: 0,
                still_coming: false,
                is_face: false,
            },
        }
    }
}

/// Something shown to somebody, at noon.
fn shown_to<T>(who: u8, role: Role, show: impl FnOnce(&Viewer<'_>) -> T) -> T {
    let session = SignedIn {
        staff: staff(who),
        name: String::new(),
        roles: vec![role],
        certificate: CertificateHash::new([0; 32]),
        until_ms: i64::MAX,
    };
    show(&Viewer {
        session: &session,
        now: noon(),
        shared_at_ms: Some(hours_ago(2)),
        policy: Policy::default(),
        region: "",
        alone: false,
    })
}

fn today_of(stories: &[&Story], who: u8, role: Role, left_ms: Option<i64>) -> Today {
    let known: Vec<Known> = stories.iter().map(|story| story.known()).collect();
    let seen = Seen {
        chosen: None,
        left_ms,
        all_news: false,
        round: Vec::new(),
    };
    shown_to(who, role, |viewer| today(&known, seen, viewer))
}

fn for_bola(stories: &[&Story]) -> Today {
    today_of(stories, 2, Role::CareAssistant, Some(hours_ago(16)))
}

fn words(matters: &[Matter]) -> Vec<&str> {
    matters.iter().map(|matter| matter.words.as_str()).collect()
}

#[test]
fn she_sees_what_others_wrote_since_her_shift_decisions_first() {
    let mut fenwick = Story::of(1, "Fenwick");
    fenwick.enter(1, hours_ago(20), "note", &[("text", "Before she left")]);
    fenwick.enter(2, hours_ago(1), "note", &[("text", "Her own")]);
    fenwick.enter(
        1,
        hours_ago(3),
        "note",
        &[("text", "A calm night.\nSlept well.")],
    );
    fenwick.enter(
        4,
        hours_ago(5),
        "cpr_decision",
        &[("decision", "not_for_cpr")],
    );
    let mut marlow = Story::of(2, "Marlow");
    marlow.enter(
        1,
        hours_ago(2),
        "handover",
        &[("text", "Daughter comes at three")],
    );

    let today = for_bola(&[&marlow, &fenwick]);
    assert_eq!(today.since, "yesterday 20:00");
    assert_eq!(today.selection, Selection::Shift);
    assert_eq!(
        words(&today.news),
        [
            "Not for CPR",
            "A calm night. Slept well.",
            "Daughter comes at three"
        ]
    );
    let decision = &today.news[0];
    assert_eq!(
        (decision.reason, decision.alarm),
        (Reason::Decision, Alarm::Look)
    );
    assert_eq!(decision.person, "FENWICK");
    assert_eq!(
        decision.source,
        "Dr Helen Ward, hospice doctor, Fen Edge Hospice · today 07:00"
    );
    assert_eq!(today.people, 2);
}

#[test]
fn what_arrived_after_she_left_is_new_whenever_it_was_written() {
    let mut story = Story::of(1, "Fenwick");
    let late = Attribution {
        received_at_ms: Some(hours_ago(2)),
        ..attribution(3, hours_ago(30))
    };
    story.entry(late, "note", &[("text", "Seen on Friday")], &[]);
    assert_eq!(words(&for_bola(&[&story]).news), ["Seen on Friday"]);
    // Who has not been here before is told of the last day, not of all that came to a new computer.
    let new_here = today_of(&[&story], 2, Role::CareAssistant, None);
    assert_eq!((new_here.since.as_str(), new_here.news.len()), ("", 0));
}

#[test]
fn a_task_is_asked_then_taken_on_then_done() {
    let mut story = Story::of(1, "Fenwick");
    let due = said_at(2);
    let asked = [
        ("what", "Ring the chemist"),
        ("owner", "Joe Marsh"),
        ("due", due.as_str()),
    ];
    let first = story.enter(1, hours_ago(4), "task", &asked);
    let today = for_bola(&[&story]);
    let task = &today.tasks[0];
    assert_eq!(task.state_words, "Asked, not taken on yet");
    assert_eq!(
        (task.due.as_str(), task.owner.as_str()),
        ("by today 14:00", "Joe Marsh")
    );
    assert_eq!((task.alarm, task.may_answer), (Alarm::Note, true));
    assert_eq!(task.id, first.to_string());
    assert!(today.news.is_empty(), "a task has a list of its own");

    let accepted = [&asked[..], &[("state", "accepted")]].concat();
    let second = story.replace(3, hours_ago(3), "task", &accepted, &[&first]);
    let today = for_bola(&[&story]);
    assert_eq!(today.tasks[0].state_words, "Taken on");
    assert!(
        today.tasks[0]
            .source
            .starts_with("Joe Marsh, district nurse")
    );

    let done = [&asked[..], &[("state", "done")]].concat();
    story.replace(3, hours_ago(1), "task", &done, &[&second]);
    let today = for_bola(&[&story]);
    assert!(today.tasks.is_empty());
    assert_eq!(
        words(&today.news),
        ["Ring the chemist: Joe Marsh, Done"],
        "whoever asked hears of it"
    );
}

#[test]
fn the_soonest_task_is_first_and_a_late_one_says_so() {
    let mut story = Story::of(1, "Fenwick");
    story.enter(1, hours_ago(9), "task", &[("what", "Some day")]);
    let (tomorrow, late) = (said_at(24), said_at(-1));
    story.enter(
        1,
        hours_ago(9),
        "task",
        &[("what", "Weigh her"), ("due", &tomorrow)],
    );
    story.enter(
        1,
        hours_ago(9),
        "task",
        &[("what", "Order gloves"), ("due", &late)],
    );
    let today = for_bola(&[&story]);
    assert_eq!(
        words(&today.tasks),
        ["Order gloves", "Weigh her", "Some day"]
    );
    assert_eq!(today.tasks[0].due, "was due today 11:00");
    assert_eq!(today.tasks[0].alarm, Alarm::Look);
    assert_eq!(today.tasks[1].due, "by tomorrow 12:00");
}

#[test]
fn two_versions_stand_in_open_and_nowhere_as_one_value() {
    let mut story = Story::of(1, "Fenwick");
    story.enter(
        4,
        hours_ago(4),
        "cpr_decision",
        &[("decision", "not_for_cpr")],
    );
    story.enter(3, hours_ago(3), "cpr_decision", &[("decision", "for_cpr")]);
    // A judgement is no decision, and is as little to be taken for all that is said.
    for (who, likely) in [(4, "days"), (3, "months")] {
        story.enter(who, hours_ago(2), "prognosis", &[("prognosis", likely)]);
    }
    let first = story.enter(1, hours_ago(9), "task", &[("what", "Ring the son")]);
    for (who, state) in [(2, "accepted"), (3, "done")] {
        let parts = [("what", "Ring the son"), ("state", state)];
        story.replace(who, hours_ago(2), "task", &parts, &[&first]);
    }
    let today = for_bola(&[&story]);
    let cpr = &today.open[0];
    assert_eq!((cpr.reason, cpr.alarm), (Reason::TwoVersions, Alarm::Stop));
    assert!(
        cpr.words
            .starts_with("2 versions are recorded. Check the paper form."),
        "{}",
        cpr.words
    );
    assert!(cpr.source.contains("Joe Marsh") && cpr.source.contains("Dr Helen Ward"));
    let labels: Vec<&str> = today.open.iter().map(|open| open.label.as_str()).collect();
    assert_eq!(labels, ["CPR decision", "Likely time left", "Task"]);
    let task = &today.tasks[0];
    assert_eq!((task.state.as_str(), task.may_answer), ("", false));
    // Whoever reads only the one does not take it for all that is said.
    let all = [&today.news[..], &today.tasks[..], &today.open[..]].concat();
    assert!(
        all.iter().all(|matter| ["CPR", "Days", "Months"]
            .iter()
            .all(|said| !matter.words.contains(said))),
        "{all:?}"
    );
    let cpr = today.news.iter().filter(|matter| matter.section == "cpr");
    assert!(cpr.clone().count() > 0 && cpr.clone().all(|one| one.reason == Reason::TwoVersions));
    assert!(today.news.iter().any(|matter| matter.alarm == Alarm::Stop));
}

#[test]
fn an_overdue_review_is_late_and_the_decision_stands() {
    let mut story = Story::of(1, "Fenwick");
    let (late, near, far) = (days_from_now(-3), days_from_now(10), days_from_now(40));
    story.enter(
        4,
        hours_ago(800),
        "cpr_decision",
        &[("decision", "not_for_cpr"), ("review", &late)],
    );
    story.enter(
        3,
        hours_ago(800),
        "review",
        &[("of", "preferences"), ("next_due", &near)],
    );
    story.enter(
        3,
        hours_ago(800),
        "review",
        &[("of", "contingency"), ("next_due", &far)],
    );
    let today = for_bola(&[&story]);
    let due: Vec<(&str, &str)> = today
        .due
        .iter()
        .map(|matter| (matter.section.as_str(), matter.due.as_str()))
        .collect();
    assert_eq!(
        due,
        [
            ("cpr", "was due 19-Nov-2026"),
            ("preferences", "by 02-Dec-2026")
        ]
    );
    assert_eq!(today.due[0].words, "Overdue. What was decided stands.");
    let known = story.known();
    let row = shown_to(2, Role::CareAssistant, |viewer| row(&known.person, viewer));
    assert_eq!(
        (row.age, row.age_words.as_str()),
        (Age::Red, "Review overdue")
    );
}

#[test]
fn a_box_is_counted_each_week_and_a_wrong_count_is_said_at_once() {
    let mut story = Story::of(1, "Fenwick");
    story.enter(
        3,
        hours_ago(24 * 30),
        "box",
        &[("issued", "box_issued"), ("location", "Hall cupboard")],
    );
    let supply = [("medicine", "Morphine 10 mg"), ("quantity", "5")];
    story.enter(3, hours_ago(24 * 30), "supply", &supply);
    let count = |story: &mut Story, days: i64, counted: &str| {
        let at = said_at(-24 * days);
        let parts = [
            ("medicine", "Morphine 10 mg"),
            ("counted", counted),
            ("at", at.as_str()),
        ];
        story.enter(3, hours_ago(24 * days), "stock_check", &parts);
    };
    assert_eq!(
        for_bola(&[&story]).due[0].words,
        "Never counted. Hall cupboard"
    );
    count(&mut story, 9, "5");
    let today = for_bola(&[&story]);
    assert_eq!(today.due[0].due, "was due 20-Nov-2026");
    assert_eq!(
        today.due[0].words,
        "Counted 13-Nov-2026 12:00. Hall cupboard"
    );
    count(&mut story, 1, "5");
    assert!(for_bola(&[&story]).due.is_empty());
    count(&mut story, 0, "4");
    let today = for_bola(&[&story]);
    assert!(
        today.due[0]
            .words
            .ends_with("counted 4, should have been 5"),
        "{:?}",
        today.due
    );
}

#[test]
fn a_running_pump_says_when_it_is_to_be_checked() {
    let mut story = Story::of(1, "Fenwick");
    let pump = [
        ("number", "Pump 12"),
        ("status", "running"),
        ("check_every", "4"),
    ];
    let first = story.enter(3, hours_ago(10), "pump", &pump);
    let at = said_at(-3);
    story.enter(
        3,
        hours_ago(3),
        "pump_check",
        &[("rate", "0.7"), ("at", &at)],
    );
    let due = for_bola(&[&story]).due.remove(0);
    assert_eq!(due.words, "Pump 12: checked today 09:00, every 4 hours");
    assert_eq!(
        (due.due.as_str(), due.alarm),
        ("by today 13:00", Alarm::Note)
    );
    let stopped = [("number", "Pump 12"), ("status", "stopped")];
    story.replace(3, hours_ago(1), "pump", &stopped, &[&first]);
    assert!(for_bola(&[&story]).due.is_empty());
}

#[test]
fn those_who_are_not_as_usual_stand_out_for_three_days() {
    let mut story = Story::of(1, "Fenwick");
    story.enter(2, hours_ago(80), "fall", &[("what_happened", "Slipped")]);
    story.enter(2, hours_ago(5), "soft_signs", &[("signs", "off_legs")]);
    story.enter(3, hours_ago(6), "phase", &[("phase", "dying")]);
    let today = for_bola(&[&story]);
    assert_eq!(words(&today.worried), ["Less able to move"]);
    assert_eq!(words(&today.unstable), ["Dying"]);
    story.enter(3, hours_ago(1), "phase", &[("phase", "stable")]);
    assert!(for_bola(&[&story]).unstable.is_empty());
    // Vital signs are judged by what is usual for her, where somebody wrote it.
    let signs = |respiration, usual| [("respiration", respiration), ("usual", usual)];
    story.enter(1, hours_ago(4), "news2", &signs("22", "3"));
    assert_eq!(for_bola(&[&story]).worried.len(), 1);
    story.enter(1, hours_ago(3), "news2", &signs("22", "1"));
    let today = for_bola(&[&story]);
    assert_eq!(
        words(&today.worried),
        ["Total 2, usually 1", "Less able to move"]
    );
}

#[test]
fn questions_and_what_waits_for_somebody_are_listed_until_answered() {
    let mut story = Story::of(1, "Fenwick");
    let question = story.enter(2, hours_ago(8), "feedback", &[("text", "She can walk")]);
    let suggestion = Entry {
        meta: care_record::Meta {
            suggested: true,
            ..care_record::Meta::default()
        },
        ..Entry::new(
            "contingency",
            [("trigger".to_owned(), "fall".into())]
                .into_iter()
                .collect(),
        )
    };
    let edit = Edit::enter(EntryId::named("00000000000000ff"), suggestion);
    story.write(SheetKind::Shared, attribution(2, hours_ago(7)), edit);
    let today = for_bola(&[&story]);
    assert_eq!(words(&today.open), ["She can walk"]);
    assert_eq!(today.open[0].reason, Reason::Question);
    assert_eq!(today.to_endorse.len(), 1);
    assert!(
        today.to_endorse[0].words.starts_with("Suggested: "),
        "{:?}",
        today.to_endorse
    );
    story.enter(
        1,
        hours_ago(1),
        "feedback_answer",
        &[("of", question.as_str()), ("status", "seen")],
    );
    assert!(for_bola(&[&story]).open.is_empty());
}

#[test]
fn nothing_is_due_for_somebody_who_has_died() {
    let mut story = Story::of(1, "Fenwick");
    let late = days_from_now(-3);
    story.enter(
        4,
        hours_ago(800),
        "cpr_decision",
        &[("decision", "not_for_cpr"), ("review", &late)],
    );
    story.enter(1, hours_ago(9), "task", &[("what", "Weigh her")]);
    story.enter(3, hours_ago(9), "phase", &[("phase", "dying")]);
    story.enter(2, hours_ago(9), "soft_signs", &[("signs", "breathing")]);
    story.enter(3, hours_ago(900), "box", &[("issued", "box_issued")]);
    let death = [("date", "2026-11-22"), ("place", "care_home_nursing")];
    story.enter(3, hours_ago(2), "death", &death);
    let today = for_bola(&[&story]);
    for list in [&today.tasks, &today.due, &today.unstable, &today.worried] {
        assert!(list.is_empty(), "{list:?}");
    }
    assert_eq!(today.news[0].label, "Death");
    let row = shown_to(2, Role::CareAssistant, |viewer| {
        row(&story.known().person, viewer)
    });
    assert!(row.died);
    assert_eq!(row.age, Age::Unaged);
}

#[test]
fn what_is_withheld_is_in_no_digest_and_the_mark_of_it_in_the_row() {
    let mut story = Story::of(1, "Fenwick");
    story.enter(
        1,
        hours_ago(2),
        "safeguarding",
        &[("text", "A hidden matter")],
    );
    story.enter(1, hours_ago(2), "key_safe", &[("how", "Code 1066")]);
    story.enter(
        1,
        hours_ago(2),
        "withheld",
        &[("section", "notes"), ("ask", "Asha Rahman")],
    );
    let known = story.known();
    let kept = &known.person.card.digest;
    assert!(!kept.contains("hidden") && !kept.contains("1066"), "{kept}");
    let as_role = |role| {
        let row = shown_to(2, role, |viewer| row(&known.person, viewer));
        let at_the_door = shown_to(2, role, |viewer| {
            visit(
                known.person.card.record,
                Some(&known),
                Arriving::default(),
                viewer,
            )
            .way_in
        });
        (row.withheld, at_the_door)
    };
    assert_eq!(as_role(Role::DistrictNurse), (true, true));
    // Who may not read what is withheld is not told that there is a key safe.
    assert_eq!(as_role(Role::CareAssistant), (true, false));
    assert_eq!(as_role(Role::Administrator), (false, false));
}

#[test]
fn who_reads_no_care_is_told_of_none() {
    let mut story = Story::of(1, "Fenwick");
    story.enter(1, hours_ago(2), "note", &[("text", "A calm night")]);
    story.enter(1, hours_ago(2), "task", &[("what", "Weigh her")]);
    for role in [Role::Administrator, Role::PrivacyOfficer] {
        let today = today_of(&[&story], 9, role, Some(hours_ago(16)));
        assert_eq!(
            (today.people, today.news.len(), today.tasks.len()),
            (0, 0, 0)
        );
    }
}

#[test]
fn a_visit_says_where_how_and_what_is_missing() {
    let mut story = Story::of(1, "Fenwick");
    story.set("person.address", "12 Mill Lane\nEly");
    story.set("person.postcode", "CB7 4XY");
    story.set("home.access", "Behind the church");
    story.enter(1, hours_ago(20), "note", &[("text", "Tired")]);
    story.enter(1, hours_ago(9), "task", &[("what", "Change the dressing")]);
    let mut known = story.known();
    let visit_of = |known: Option<&Known>, arriving| {
        let record = story.known().person.card.record;
        shown_to(3, Role::DistrictNurse, |viewer| {
            visit(record, known, arriving, viewer)
        })
    };
    let all = visit_of(Some(&known), Arriving::default());
    assert_eq!(all.address, "12 Mill Lane Ely, CB7 4XY");
    assert!(all.way_in && all.here && all.missing.is_empty());
    assert_eq!(words(&all.matters), ["Change the dressing"]);
    assert_eq!(
        all.last_note,
        "Tired (Asha Rahman, senior carer, Riverside House · yesterday 16:00)"
    );

    let arriving = Arriving {
        papers: 2,
        not_reached: true,
    };
    known.person.still_coming = true;
    let part = visit_of(Some(&known), arriving);
    assert!(!part.here);
    for words in ["still coming", "2 papers", "since today 10:00"] {
        assert!(part.missing.contains(words), "{}", part.missing);
    }
    // Of a face there is no digest, and none is to be made.
    known.digest = None;
    known.person.is_face = true;
    assert!(!known.is_without());
    let face = visit_of(Some(&known), Arriving::default());
    assert!(
        face.missing.contains("Only At a glance is here"),
        "{}",
        face.missing
    );
    let gone = visit_of(None, Arriving::default());
    assert_eq!(gone.person, "Not on this computer");
    assert!(!gone.here && !gone.missing.is_empty());
}

#[test]
fn a_digest_stays_small_and_keeps_every_task() {
    let mut story = Story::of(1, "Fenwick");
    let long = "word ".repeat(400);
    for hour in 0..60 {
        story.enter(1, hours_ago(hour), "note", &[("text", &long)]);
    }
    for number in 0..50 {
        let what = format!("Task {number}");
        story.enter(1, hours_ago(500), "task", &[("what", &what)]);
    }
    // Among much that was written, and before all of it.
    story.enter(
        4,
        hours_ago(70),
        "cpr_decision",
        &[("decision", "not_for_cpr")],
    );
    let digest = story.known().digest.unwrap();
    assert_eq!((digest.news.len(), digest.tasks.len()), (41, 50));
    assert!(digest.news[40].decision);
    assert!(digest.news[0].words.chars().count() <= 401);
    assert!(digest.news[0].words.ends_with('…'));
}

#[test]
fn facts_that_somebody_wrote_into_one_section_are_one_piece_of_news() {
    let mut story = Story::of(1, "Fenwick");
    let by = attribution(3, hours_ago(2));
    for (field, words) in [
        ("person.phone", "01632 960001"),
        ("person.email", "p@example.org"),
    ] {
        story.write(
            SheetKind::Shared,
            by.clone(),
            Edit::set(field, Statement::words(words)),
        );
    }
    let edit = Edit::set("home.pets", Statement::words("A cat"));
    story.write(SheetKind::Shared, by, edit);
    let today = for_bola(&[&story]);
    let news: Vec<(&str, &str)> = today
        .news
        .iter()
        .map(|matter| (matter.label.as_str(), matter.words.as_str()))
        .collect();
    assert_eq!(news.len(), 2, "{news:?}");
    assert!(
        news.contains(&("Person", "Wrote: Telephone, Email")),
        "{news:?}"
    );
    assert!(news.contains(&("Pets", "A cat")), "{news:?}");
}

/// Nothing is asserted of the time: it is printed, for whoever changes a digest.
#[test]
fn two_thousand_people_are_told_of() {
    let mut story = Story::of(1, "Fenwick");
    for hour in 1..30 {
        let words = format!("Slept well and ate half of her breakfast, hour {hour}");
        story.enter(1, hours_ago(hour), "note", &[("text", &words)]);
    }
    story.enter(1, hours_ago(9), "task", &[("what", "Weigh her")]);
    let one = story.known();
    let kept = one.person.card.digest.clone();
    let begun = std::time::Instant::now();
    let known: Vec<Known> = (0..2_000)
        .map(|_| Known {
            person: one.person.clone(),
            digest: Digest::read(&kept).map(Arc::new),
        })
        .collect();
    let read = begun.elapsed();
    let seen = Seen {
        chosen: None,
        left_ms: Some(hours_ago(16)),
        all_news: true,
        round: Vec::new(),
    };
    let today = shown_to(2, Role::CareAssistant, |viewer| today(&known, seen, viewer));
    println!(
        "2,000 digests of {} bytes: read in {read:?}, read and told in {:?}",
        kept.len(),
        begun.elapsed()
    );
    assert_eq!((today.news.len(), today.tasks.len()), (30_000, 2_000));
}

#[test]
fn news_of_many_is_told_of_those_who_come_first_and_the_rest_is_counted() {
    let mut stories: Vec<Story> = (0..23)
        .map(|number| Story::of(number, &format!("Name {number:02}")))
        .collect();
    for story in &mut stories {
        story.enter(1, hours_ago(2), "note", &[("text", "Slept well")]);
        story.enter(1, hours_ago(1), "note", &[("text", "Ate half")]);
    }
    stories[22].enter(3, hours_ago(3), "cpr_decision", &[("decision", "for_cpr")]);
    let known: Vec<Known> = stories.iter().map(Story::known).collect();
    let told = |all_news| {
        let seen = Seen {
            chosen: None,
            left_ms: Some(hours_ago(16)),
            all_news,
            round: Vec::new(),
        };
        shown_to(2, Role::CareAssistant, |viewer| today(&known, seen, viewer))
    };
    let first = told(false);
    assert_eq!(
        (first.news.len(), first.more_news, first.people),
        (41, 3, 23)
    );
    assert_eq!(first.news[0].person, "NAME 22", "decisions come first");
    let all = told(true);
    assert_eq!((all.news.len(), all.more_news, all.people), (47, 0, 23));
    assert_eq!(all.news[..41], first.news[..]);
}
