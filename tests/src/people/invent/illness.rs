//! What somebody is ill with, how far on, what has been measured.

use super::making::{Making, Stage, entry};
use crate::people::names::ALLERGIES;
use crate::people::phrases::nurse;

pub(super) fn problems(making: &mut Making) {
    let gp = making.team.gp.clone();
    let condition = making.condition;
    let since = format!(
        "20{:02}-{:02}",
        making.chance.below(8) + 18,
        making.chance.below(12) + 1
    );
    let stage = making.one_of(condition.stages);
    let mut said = vec![
        entry(
            "primary_diagnosis",
            &[
                ("diagnosis", condition.diagnosis),
                ("since", &since),
                ("stage", &stage),
            ],
        )
        .at("primary_diagnosis"),
    ];
    let several = 1 + making.chance.below(4);
    for problem in making.chance.choose(condition.others, several) {
        let since = making.between(1995, 2024);
        said.push(entry("problem", &[("problem", problem), ("since", &since)]));
    }
    making.say(&gp, said);
}

pub(super) fn allergies(making: &mut Making) {
    let senior = making.team.senior.clone();
    let mut said = Vec::new();
    match making.chance.below(10) {
        0..5 => said.push(entry("allergy_state", &[("state", "none_known")]).at("allergy_state")),
        5 => said.push(entry("allergy_state", &[("state", "not_asked")]).at("allergy_state")),
        _ => {
            let (agent, _, reaction, severity) = making.chance.pick(ALLERGIES);
            said.push(entry("allergy_state", &[("state", "has")]).at("allergy_state"));
            said.push(entry(
                "allergy",
                &[
                    ("agent", agent),
                    ("type", "allergy"),
                    ("reaction", reaction),
                    ("severity", severity),
                    ("certainty", "confirmed"),
                ],
            ));
        }
    }
    if making.chance_of(45) {
        let (text, kind) = making.chance.pick(making.condition.alerts);
        said.push(entry("alert", &[("text", text), ("kind", kind)]));
    }
    making.say(&senior, said);
    if making.chance_of(6) {
        let nurse = making.nurse();
        making.say(
            &nurse,
            vec![entry(
                "allergy",
                &[
                    ("agent", "Penicillin"),
                    ("reaction", "Rash as a child"),
                    ("certainty", "unconfirmed"),
                    ("evidence", "Family says so"),
                ],
            )],
        );
    }
}

pub(super) fn prognosis(making: &mut Making) {
    judged(making, making.stage.before());
    let doctor = making.doctor();
    let since = making.date(0);
    let aware = making
        .chance
        .pick(&["aware", "partly", "does_not_wish_to_know"]);
    making.say(
        &doctor,
        vec![
            entry("register", &[("on_register", "yes"), ("since", &since)]).at("register"),
            entry(
                "surprise_question",
                &[
                    ("answer", "would_not_be"),
                    ("judged_by", &doctor.name),
                    ("judged_on", &since),
                ],
            )
            .at("surprise_question"),
            entry("awareness", &[("diagnosis", "aware"), ("prognosis", aware)]).at("awareness"),
            entry(
                "family_awareness",
                &[("diagnosis", "aware"), ("prognosis", "partly")],
            )
            .at("family_awareness"),
        ],
    );
    let nurse = making.team.district.clone();
    let mut said = vec![entry("care_tool", &[("tool", "gsf"), ("since", &since)])];
    if making.chance_of(50) {
        let kind =
            making
                .chance
                .pick(&["discussed", "completed", "declined", "attendance_allowance"]);
        said.push(entry(
            "financial_support",
            &[("kind", kind), ("on", &since)],
        ));
    }
    making.say(&nurse, said);
}

pub(super) fn worse(making: &mut Making) {
    judged(making, making.stage);
}

fn judged(making: &mut Making, stage: Stage) {
    let doctor = making.doctor();
    let on = making.date(0);
    making.say(
        &doctor,
        vec![
            entry(
                "prognosis",
                &[
                    ("prognosis", stage.prognosis()),
                    ("judged_by", &doctor.name),
                    ("judged_on", &on),
                ],
            )
            .at("prognosis"),
            entry(
                "gsf_stage",
                &[
                    ("stage", stage.colour()),
                    ("judged_by", &doctor.name),
                    ("judged_on", &on),
                ],
            )
            .at("gsf_stage"),
        ],
    );
}

/// A visit's worth of scores, each a little further on than the last.
pub(super) fn scores(making: &mut Making) {
    let at = making.moment(0);
    let nurse = making.nurse();
    let (begin, end) = match making.stage {
        Stage::Year => (70, 60),
        Stage::Months => (60, 40),
        Stage::Weeks => (50, 30),
        Stage::Days | Stage::Died => (50, 10),
    };
    let done = making.day * 100 / making.length.max(1);
    let akps = (begin - (begin - end) * done.min(100) / 100) / 10 * 10;
    let phase = match (making.stage, done) {
        (Stage::Days | Stage::Died, 90..) => "dying",
        (Stage::Year, _) | (_, 0..30) => "stable",
        (_, 30..60) => "unstable",
        _ => "deteriorating",
    };
    let remark = making.one_of(nurse::CLINICAL_REMARK);
    let level = if done > 50 { "8" } else { "7" };
    let mut said = vec![
        entry(
            "akps",
            &[("score", &akps.to_string()), ("at", &at), ("note", &remark)],
        ),
        entry("phase", &[("phase", phase), ("at", &at)]),
    ];
    if making.chance_of(30) {
        said.push(entry("frailty", &[("level", level), ("at", &at)]));
    }
    if making.chance_of(20) {
        let total = making.between(4, 38);
        said.push(entry(
            "other_scale",
            &[
                ("tool", "Local symptom score"),
                ("version", "2"),
                ("total", &total),
                ("at", &at),
            ],
        ));
    }
    making.say(&nurse, said);
    weight(making, &at);
    vital(making, &at);
}

fn weight(making: &mut Making, at: &str) {
    let (kilograms, a_month) = making.condition.weight;
    let more = if making.person.female { 0 } else { 90 };
    let lost = a_month * making.day / 30;
    let hundred_grams = (kilograms * 10 + more + making.chance.below(5))
        .saturating_sub(lost)
        .max(320);
    let kg = format!("{}.{}", hundred_grams / 10, hundred_grams % 10);
    let carer = making.carer();
    let remark = making.one_of(&[
        "Hoist scales.",
        "Chair scales, in slippers.",
        "",
        "",
        "Before breakfast.",
    ]);
    let mut said = vec![entry(
        "weight",
        &[("kg", &kg), ("at", at), ("note", &remark)],
    )];
    let score = making.between(1, 7);
    said.push(entry(
        "pain",
        &[
            ("score", &score),
            (
                "where",
                making.chance.pick(&[
                    "Lower back",
                    "Left hip",
                    "Tummy",
                    "Chest",
                    "All over",
                    "Heels",
                ]),
            ),
            ("at", at),
        ],
    ));
    if making.chance_of(40) {
        let kind = making.chance.pick(&["none", "2", "3", "4", "4", "6"]);
        said.push(entry("bowels", &[("type", kind), ("at", at)]));
    }
    making.say(&carer, said);
}

fn vital(making: &mut Making, at: &str) {
    let senior = making.team.senior.clone();
    let (saturation, breaths, pulse) = making.condition.vital;
    let vary = |making: &mut Making, usual: usize, by: usize| {
        (usual + making.chance.below(2 * by + 1))
            .saturating_sub(by)
            .to_string()
    };
    let saturation = vary(making, saturation, 3);
    let breaths = vary(making, breaths, 3);
    let pulse = vary(making, pulse, 12);
    let systolic = vary(making, 118, 22);
    let temperature = format!("36.{}", making.chance.below(10));
    let low = making.condition.vital.0 < 91;
    let mut said = vec![entry(
        "news2",
        &[
            ("respiration", &breaths),
            ("spo2", &saturation),
            ("spo2_scale", if low { "2" } else { "1" }),
            ("oxygen", if low { "oxygen" } else { "air" }),
            ("systolic", &systolic),
            ("pulse", &pulse),
            ("consciousness", "A"),
            ("temperature", &temperature),
            ("at", at),
        ],
    )];
    if making.chance_of(40) {
        let score = making.chance.pick(&["0", "1", "1", "2"]);
        said.push(entry("nutrition", &[("score", score), ("at", at)]));
    }
    if !making.condition.decides && making.chance_of(60) {
        let each: Vec<String> = (0..6).map(|_| making.chance.below(3).to_string()).collect();
        let names = [
            "voice",
            "face",
            "body_language",
            "behaviour",
            "physiological",
            "physical",
        ];
        let mut parts: Vec<(&str, &str)> = names
            .into_iter()
            .zip(each.iter().map(String::as_str))
            .collect();
        parts.push(("kind", "chronic"));
        parts.push(("at", at));
        said.push(entry("abbey", &parts));
    }
    making.say(&senior, said);
}
