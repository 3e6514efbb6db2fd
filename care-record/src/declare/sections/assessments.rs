//! 12 · Assessments: timed observations, of which none replaces another. Totals are computed, never stored.

use crate::declare::Origin::Scci;
use crate::declare::PartType::{Choice, Choices, LongText, Moment, Number, Text, YesNo};
use crate::declare::make::{key, log, part, plain, section, snomed};
use crate::declare::rules::{CARE, CLINICAL, TRAINED};
use crate::declare::{Code, Part, SectionDeclaration};

const IN: &str = "assessments";

const AT: Part = part("at", "When", Moment);
const NOTE: Part = part("note", "Remark", LongText(2000));

/// Australia-modified Karnofsky performance status, 0 to 100 in tens.
const AKPS: &[Code] = &[
    plain("100", "100"),
    plain("90", "90"),
    plain("80", "80"),
    plain("70", "70"),
    plain("60", "60"),
    plain("50", "50"),
    plain("40", "40"),
    plain("30", "30"),
    plain("20", "20"),
    plain("10", "10"),
    plain("0", "0"),
];

const PHASE: &[Code] = &[
    plain("stable", "Stable"),
    plain("unstable", "Unstable"),
    plain("deteriorating", "Getting worse"),
    plain("dying", "Dying"),
];

/// Levels only: the descriptions belong to their owner.
const CFS: &[Code] = &[
    snomed("1", "1", "1129331000000101"),
    snomed("2", "2", "1129341000000105"),
    snomed("3", "3", "1129351000000108"),
    snomed("4", "4", "1129361000000106"),
    snomed("5", "5", "1129371000000104"),
    snomed("6", "6", "1129381000000102"),
    snomed("7", "7", "1129391000000100"),
    snomed("8", "8", "1129401000000102"),
    snomed("9", "9", "1129411000000100"),
];

const CONSCIOUSNESS: &[Code] = &[
    snomed("A", "Alert", "248234008"),
    snomed("C", "New confusion", "130987000"),
    snomed("V", "Answers to voice", "300202002"),
    snomed("P", "Answers to pain", "450847001"),
    snomed("U", "Does not answer", "422768004"),
];

const OXYGEN: &[Code] = &[plain("air", "Air"), plain("oxygen", "Oxygen")];

const SCALE: &[Code] = &[
    plain("1", "Scale 1"),
    plain("2", "Scale 2, where a clinician has said so"),
];

const PAIN_KIND: &[Code] = &[
    plain("acute", "New"),
    plain("chronic", "Long-standing"),
    plain("acute_on_chronic", "New on top of long-standing"),
];

const SOFT_SIGNS: &[Code] = &[
    plain("more_tired", "More tired or sleepy"),
    plain("more_confused", "More muddled"),
    plain("eating_less", "Eating or drinking less"),
    plain("off_legs", "Less able to move"),
    plain("breathing", "Breathing is different"),
    plain("skin", "Skin colour is different"),
    plain("pain", "More pain"),
    plain("bowels_bladder", "Change in bowels or water"),
    plain("mood", "Mood is different"),
    plain("feels_wrong", "Something is not right"),
];

const MUST: &[Code] = &[
    plain("0", "0 – low"),
    plain("1", "1 – medium"),
    plain("2", "2 or more – high"),
];

const STOOL: &[Code] = &[
    plain("none", "None"),
    plain("1", "Type 1"),
    plain("2", "Type 2"),
    plain("3", "Type 3"),
    plain("4", "Type 4"),
    plain("5", "Type 5"),
    plain("6", "Type 6"),
    plain("7", "Type 7"),
];

const fn of_three(name: &'static str, label: &'static str) -> Part {
    part(name, label, Number(0, 3, 0, ""))
}

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Assessments",
    &[
        log(
            IN,
            "akps",
            "Performance status (AKPS)",
            CLINICAL,
            &[
                key("score", "Score", Choice(AKPS)).from(&[Scci(29)]),
                AT,
                NOTE,
            ],
        ),
        log(
            IN,
            "phase",
            "Phase of illness",
            CLINICAL,
            &[key("phase", "Phase", Choice(PHASE)), AT, NOTE],
        ),
        log(
            IN,
            "frailty",
            "Clinical frailty level",
            CLINICAL,
            &[key("level", "Level, 1 to 9", Choice(CFS)), AT, NOTE],
        ),
        log(
            IN,
            "pain",
            "Pain, 0 to 10",
            CARE,
            &[
                key("score", "Score", Number(0, 10, 0, "")),
                part("where", "Where", Text(150)),
                AT,
                NOTE,
            ],
        ),
        log(
            IN,
            "abbey",
            "Pain in people who cannot say (Abbey)",
            TRAINED,
            &[
                of_three("voice", "Sounds, 0 to 3"),
                of_three("face", "Face, 0 to 3"),
                of_three("body_language", "Body language, 0 to 3"),
                of_three("behaviour", "Behaviour, 0 to 3"),
                of_three("physiological", "Pulse, breath, colour, 0 to 3"),
                of_three("physical", "Marks and wounds, 0 to 3"),
                part("kind", "Kind of pain", Choice(PAIN_KIND)),
                AT,
                NOTE,
            ],
        ),
        log(
            IN,
            "news2",
            "Vital signs (NEWS2)",
            TRAINED,
            &[
                part("respiration", "Breaths a minute", Number(0, 90, 0, "/min")),
                part("spo2", "Oxygen saturation", Number(30, 100, 0, "%")),
                part("spo2_scale", "Saturation scale", Choice(SCALE)),
                part("oxygen", "Breathing", Choice(OXYGEN)),
                part(
                    "systolic",
                    "Upper blood pressure",
                    Number(20, 320, 0, "mmHg"),
                ),
                part("pulse", "Pulse", Number(10, 300, 0, "/min")),
                part("consciousness", "Consciousness", Choice(CONSCIOUSNESS)),
                part("temperature", "Temperature", Number(25, 45, 1, "°C")),
                part("usual", "Usual total", Number(0, 20, 0, "")),
                AT,
                NOTE,
            ],
        ),
        log(
            IN,
            "soft_signs",
            "Signs of change",
            CARE,
            &[
                key("signs", "What is different", Choices(SOFT_SIGNS)),
                AT,
                NOTE,
            ],
        )
        .headline(&["note"]),
        log(
            IN,
            "weight",
            "Weight",
            CARE,
            &[key("kg", "Weight", Number(10, 350, 1, "kg")), AT, NOTE],
        ),
        log(
            IN,
            "nutrition",
            "Risk of malnutrition (MUST)",
            TRAINED,
            &[key("score", "Score", Choice(MUST)), AT, NOTE],
        ),
        log(
            IN,
            "skin",
            "Skin",
            CARE,
            &[
                key("finding", "What was seen", LongText(2000)),
                part("where", "Where", Text(150)),
                part("broken", "Broken", YesNo),
                AT,
            ],
        )
        .headline(&["where"]),
        log(
            IN,
            "mouth",
            "Mouth",
            CARE,
            &[key("finding", "What was seen", LongText(2000)), AT],
        ),
        log(
            IN,
            "bowels",
            "Bowels",
            CARE,
            &[key("type", "Stool type", Choice(STOOL)), AT, NOTE],
        ),
        log(
            IN,
            "delirium",
            "Delirium",
            TRAINED,
            &[
                key("finding", "What was seen", LongText(2000)),
                part("score", "Score", Number(0, 12, 0, "")),
                AT,
            ],
        ),
        log(
            IN,
            "fall",
            "Fall",
            CARE,
            &[
                key("what_happened", "What happened", LongText(2000)),
                part("injury", "Injury", YesNo),
                AT,
                NOTE,
            ],
        ),
        log(
            IN,
            "other_scale",
            "Another scale",
            CLINICAL,
            &[
                key("tool", "Which", Text(70)),
                part("version", "Version", Text(35)),
                part("total", "Total", Number(-1000, 1000, 1, "")),
                AT,
                NOTE,
            ],
        )
        .headline(&["total"]),
    ],
    &[],
);
