use super::super::invented::{HOUR, Invented, carer, morning, nurse, plain, shown};
use super::*;
use care_record::{Entry, Role, SheetKind};

fn read(invented: &Invented, role: Role) -> Charts {
    let view = invented.view(role);
    shown(role, morning() + 10 * HOUR, |viewer| {
        charts(&view, None, viewer)
    })
}

fn chart<'a>(charts: &'a Charts, name: &str) -> &'a Chart {
    let found = charts.charts.iter().find(|chart| chart.name == name);
    found.unwrap_or_else(|| panic!("no chart of {name}"))
}

fn values(chart: &Chart) -> Vec<f64> {
    chart.points.iter().map(|point| point.value).collect()
}

fn marks(chart: &Chart) -> Vec<&str> {
    let marks = chart.marks.iter();
    marks.map(|mark| mark.words.as_str()).collect()
}

/// All that makes a NEWS2 complete, with nothing that scores.
const WELL: &[(&str, &str)] = &[
    ("respiration", "16"),
    ("spo2", "97"),
    ("oxygen", "air"),
    ("systolic", "120"),
    ("pulse", "70"),
    ("consciousness", "A"),
    ("temperature", "37.0"),
];

#[test]
fn a_score_is_drawn_from_the_oldest_with_who_took_it() {
    let mut invented = Invented::new();
    let at = morning();
    invented.enter(carer(at + HOUR), "pain", &[("score", "3")]);
    invented.enter(carer(at), "pain", &[("score", "6")]);
    invented.enter(nurse(at), "akps", &[("score", "40")]);
    invented.enter(nurse(at), "phase", &[("phase", "deteriorating")]);
    let read = read(&invented, Role::SeniorCarer);

    let names: Vec<&str> = read.charts.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["akps", "phase", "pain"], "in the declared order");
    let pain = chart(&read, "pain");
    assert_eq!(values(pain), [6.0, 3.0]);
    assert_eq!((pain.low, pain.high), (0.0, 10.0));
    assert!(pain.steps.is_empty());
    let first = pain.points.first().unwrap();
    assert_eq!(first.when, "today 08:05");
    assert_eq!(
        first.source,
        "Joan Bright, senior carer, Reed House · today 08:05"
    );
    let akps = chart(&read, "akps");
    assert_eq!((akps.low, akps.high), (0.0, 100.0));
    assert_eq!(values(akps), [40.0]);
    assert!(akps.steps.is_empty(), "the number says it all");
    let phase = chart(&read, "phase");
    assert_eq!(values(phase), [2.0]);
    assert_eq!(phase.points.first().unwrap().words, "Getting worse");
    let steps: Vec<&str> = phase
        .steps
        .iter()
        .map(|(_, words)| words.as_str())
        .collect();
    assert_eq!(steps, ["Stable", "Unstable", "Getting worse", "Dying"]);
}

#[test]
fn an_axis_without_ends_of_its_own_ends_around_what_was_measured() {
    let mut invented = Invented::new();
    let at = morning();
    invented.enter(carer(at), "weight", &[("kg", "52.4")]);
    invented.enter(carer(at + HOUR), "weight", &[("kg", "48.9")]);
    let read = read(&invented, Role::SeniorCarer);
    let weight = chart(&read, "weight");
    assert_eq!((weight.low, weight.high), (40.0, 60.0));
    assert_eq!(weight.unit, "kg");
    assert_eq!(weight.points.first().unwrap().words, "52.4 kg");
}

#[test]
fn totals_have_their_parts_and_one_that_lacks_a_part_is_not_in_the_line() {
    let mut invented = Invented::new();
    let at = morning();
    invented.enter(nurse(at), "news2", WELL);
    let partial = [("respiration", "26"), ("pulse", "70")];
    invented.enter(nurse(at + HOUR), "news2", &partial);
    let abbey = ["voice", "face", "body_language"].map(|part| (part, "2"));
    invented.enter(nurse(at), "abbey", &abbey);
    let read = read(&invented, Role::SeniorCarer);

    let news2 = chart(&read, "news2");
    assert_eq!(values(news2), [0.0]);
    assert_eq!(
        news2.points.first().unwrap().words,
        "0 (0 + 0 + 0 + 0 + 0 + 0 + 0)"
    );
    assert_eq!(
        marks(news2),
        ["Not in the line: 3 (3 + 0), one part scores three, not everything was measured"]
    );
    let all: Vec<&str> = read.charts.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(all, ["news2"], "an Abbey of three parts is no total");
    // What is not drawn can still be read.
    let tables: Vec<(&str, usize)> = read
        .tables
        .iter()
        .map(|table| (table.name.as_str(), table.rows.len()))
        .collect();
    assert_eq!(tables, [("news2", 2), ("abbey", 1)]);
}

#[test]
fn an_abbey_of_all_parts_is_a_total() {
    let mut invented = Invented::new();
    let parts = [
        "voice",
        "face",
        "body_language",
        "behaviour",
        "physiological",
        "physical",
    ];
    let parts = parts.map(|part| (part, "1"));
    invented.enter(carer(morning()), "abbey", &parts);
    let read = read(&invented, Role::SeniorCarer);
    let abbey = chart(&read, "abbey");
    assert_eq!(values(abbey), [6.0]);
    let words = &abbey.points.first().unwrap().words;
    assert_eq!(words, "6 – mild (1 + 1 + 1 + 1 + 1 + 1)");
}

#[test]
fn tools_are_never_drawn_in_one_line() {
    let mut invented = Invented::new();
    let at = morning();
    for (hour, tool, total) in [
        (0, "Cornell", "12"),
        (1, "PAINAD", "4"),
        (2, "cornell", "9"),
    ] {
        let parts = [("tool", tool), ("total", total)];
        invented.enter(nurse(at + hour * HOUR), "other_scale", &parts);
    }
    let read = read(&invented, Role::SeniorCarer);
    let lines: Vec<(&str, &str, Vec<f64>)> = read
        .charts
        .iter()
        .map(|c| (c.name.as_str(), c.title.as_str(), values(c)))
        .collect();
    assert_eq!(
        lines,
        [
            ("other_scale cornell", "Cornell", vec![12.0, 9.0]),
            ("other_scale painad", "PAINAD", vec![4.0]),
        ]
    );
}

#[test]
fn what_happened_meanwhile_is_marked() {
    let mut invented = Invented::new();
    let at = morning();
    let given = |outcome| {
        [
            ("medicine", "Morphine 10 mg/ml"),
            ("dose", "2.5 mg"),
            ("outcome", outcome),
        ]
    };
    invented.enter(nurse(at - HOUR), "administration", &given("given"));
    invented.enter(nurse(at), "phase", &[("phase", "stable")]);
    invented.enter(carer(at), "pain", &[("score", "7")]);
    invented.enter(nurse(at + HOUR), "administration", &given("given"));
    invented.enter(nurse(at + HOUR), "administration", &given("not_wanted"));
    invented.enter(nurse(at + 2 * HOUR), "phase", &[("phase", "stable")]);
    invented.enter(nurse(at + 3 * HOUR), "phase", &[("phase", "dying")]);
    let fall = [("what_happened", "Slid."), ("injury", "yes")];
    invented.enter(carer(at + 4 * HOUR), "fall", &fall);
    let syringe = |what| [("contents", "Morphine 10 mg"), ("what", what)];
    invented.enter(nurse(at + 5 * HOUR), "pump_syringe", &syringe("started"));
    invented.enter(nurse(at + 6 * HOUR), "pump_syringe", &syringe("changed"));

    let read = read(&invented, Role::SeniorCarer);
    let all = [
        "Given: Morphine 10 mg/ml, 2.5 mg",
        "Phase of illness: Dying",
        "Fall, with injury",
        "Pump started: Morphine 10 mg",
    ];
    assert_eq!(marks(chart(&read, "pain")), all);
    let [given, _, fall, pump] = all;
    assert_eq!(
        marks(chart(&read, "phase")),
        [given, fall, pump],
        "its own line shows how it changed"
    );
}

#[test]
fn what_does_not_stand_is_not_drawn() {
    let mut invented = Invented::new();
    let at = morning();
    let shared = SheetKind::Shared;
    let first = invented.enter(carer(at), "pain", &[("score", "2")]);
    let corrected = plain("pain", &[("score", "3")]).superseding([first]);
    invented.draft(carer(at + HOUR), shared, corrected);
    let wrong = invented.enter(carer(at + 2 * HOUR), "pain", &[("score", "9")]);
    let mark = Entry::in_error("pain", vec![wrong]);
    invented.draft(carer(at + 3 * HOUR), shared, mark);
    let mut suggested = plain("pain", &[("score", "8")]);
    suggested.meta.suggested = true;
    invented.draft(carer(at + 4 * HOUR), shared, suggested);
    // Who may not write it has measured nothing.
    invented.enter(carer(at), "akps", &[("score", "10")]);
    let mut newer = plain("pain", &[("score", "1")]);
    newer.meta.min_reader = Some(care_record::READER + 1);
    invented.draft(carer(at + 5 * HOUR), shared, newer);
    let read = read(&invented, Role::SeniorCarer);
    assert_eq!(values(chart(&read, "pain")), [3.0]);
    assert_eq!(read.charts.len(), 1);
}

#[test]
fn counts_stand_beside_what_should_be_there() {
    let mut invented = Invented::new();
    let at = morning();
    let medicine = ("medicine", "Morphine 10 mg/ml");
    let by = nurse;
    invented.enter(by(at), "supply", &[medicine, ("quantity", "10")]);
    let given = [
        medicine,
        ("used", "1"),
        ("dose", "2.5 mg"),
        ("outcome", "given"),
    ];
    invented.enter(by(at + HOUR), "administration", &given);
    invented.enter(
        by(at + 2 * HOUR),
        "stock_check",
        &[medicine, ("counted", "8")],
    );
    invented.enter(
        by(at + 3 * HOUR),
        "stock_check",
        &[medicine, ("counted", "9")],
    );
    invented.enter(by(at + 3 * HOUR), "pump_check", &[("rate", "0.5")]);

    let read = read(&invented, Role::SeniorCarer);
    let names: Vec<&str> = read.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(
        names,
        ["stock", "stock_check", "administration", "pump_check"]
    );
    for table in &read.tables {
        let width = table.head.len();
        assert!(table.rows.iter().all(|row| row.len() == width));
    }
    let rows = |name: &str| {
        let found = read.tables.iter().find(|table| table.name == name);
        found.map(|table| table.rows.clone()).unwrap_or_default()
    };
    assert_eq!(
        rows("stock"),
        [[
            "Morphine 10 mg/ml",
            "9",
            "9",
            "9",
            "today 11:05",
            "today 09:05"
        ]]
    );
    let who = "Ayesha Khan, hospice nurse, St Wulfram's Hospice · today";
    assert_eq!(
        rows("stock_check"),
        [
            [
                "today 11:05",
                "Morphine 10 mg/ml",
                "9",
                &format!("{who} 11:05")
            ],
            [
                "today 10:05",
                "Morphine 10 mg/ml",
                "8",
                &format!("{who} 10:05")
            ],
        ],
        "newest first, without columns that nobody filled in"
    );
    let given = rows("administration");
    assert_eq!(
        given.first().unwrap().get(..4).unwrap(),
        ["today 09:05", "Morphine 10 mg/ml", "Given", "2.5 mg"]
    );
}

#[test]
fn nobody_sees_measured_what_she_may_not_read() {
    let mut invented = Invented::new();
    let at = morning();
    invented.enter(carer(at), "pain", &[("score", "2")]);
    let withheld = plain("pain", &[("score", "9")]);
    invented.draft(carer(at + HOUR), SheetKind::Restricted, withheld);
    let given = [("medicine", "Morphine 10 mg/ml"), ("used", "1")];
    let by = nurse(at + HOUR);
    invented.draft(by, SheetKind::Restricted, plain("administration", &given));

    let all = read(&invented, Role::SeniorCarer);
    assert_eq!(values(chart(&all, "pain")), [2.0, 9.0]);
    let assistant = read(&invented, Role::CareAssistant);
    assert_eq!(values(chart(&assistant, "pain")), [2.0]);
    assert!(marks(chart(&assistant, "pain")).is_empty());
    assert!(assistant.tables.is_empty());
    for role in [Role::PrivacyOfficer, Role::Administrator] {
        let read = read(&invented, role);
        assert!(read.charts.is_empty() && read.tables.is_empty(), "{role:?}");
    }
}
