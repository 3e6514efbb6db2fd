//! 10 · Prognosis: a judgement that somebody made, which may stay unset and never changes by itself.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Date, LongText, Text};
use crate::declare::make::{key, many, one, part, plain, section, snomed};
use crate::declare::rules::{CONSENT as TALKED, PROGNOSIS as RULE, SENIOR};
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "prognosis";

const PROGNOSIS: &[Code] = &[
    snomed("days", "Days", "511401000000102"),
    snomed("weeks", "Weeks", "955231000000109"),
    snomed("months", "Months", "968211000000101"),
    snomed("about_a_year", "About a year", "767503006"),
    snomed("more_than_a_year", "More than a year", "1413121000000106"),
];

const GSF: &[Code] = &[
    snomed("blue", "A – blue: a year or more", "845701000000104"),
    snomed("green", "B – green: months", "845721000000108"),
    snomed("yellow", "C – yellow: weeks", "845751000000103"),
    snomed("red", "D – red: days", "845771000000107"),
];

const SURPRISE: &[Code] = &[
    plain("would_not_be", "Would not be surprised"),
    plain("would_be", "Would be surprised"),
];

const REGISTER: &[Code] = &[
    snomed("yes", "On the palliative care register", "1403151000000103"),
    plain("no", "Not on the register"),
];

const TOOL: &[Code] = &[
    snomed("gsf", "Gold Standards Framework", "414937009"),
    snomed(
        "ppc_document",
        "Preferred priorities for care document",
        "785091000000102",
    ),
    plain("other", "Another"),
];

const AWARE: &[Code] = &[
    plain("aware", "Aware"),
    plain("partly", "Partly aware"),
    plain("unaware", "Not aware"),
    plain("does_not_wish_to_know", "Does not wish to know"),
];

/// Palliative care financial support, PRSB.
const SUPPORT: &[Code] = &[
    snomed(
        "discussed",
        "Form for people near the end of life discussed",
        "871631000000101",
    ),
    snomed("declined", "Form not wanted", "768381000000107"),
    snomed("completed", "Form completed", "514591000000108"),
    snomed(
        "attendance_allowance",
        "Examination for attendance allowance",
        "270841001",
    ),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Prognosis",
    &[
        one(
            IN,
            "prognosis",
            "Likely time left",
            Surfaced,
            RULE,
            &[
                key("prognosis", "Likely time left", Choice(PROGNOSIS))
                    .from(&[Scci(34), Prsb("Palliative care/Estimated prognosis")]),
                part("judged_by", "Judged by", Text(150)),
                part("judged_on", "Date", Date),
            ],
        ),
        one(
            IN,
            "gsf_stage",
            "Stage",
            Surfaced,
            RULE,
            &[
                key("stage", "Stage", Choice(GSF))
                    .from(&[Prsb("Palliative care/Estimated prognosis")]),
                part("judged_by", "Judged by", Text(150)),
                part("judged_on", "Date", Date),
            ],
        ),
        one(
            IN,
            "surprise_question",
            "Surprised if the person died within a year",
            Surfaced,
            RULE,
            &[
                key("answer", "Answer", Choice(SURPRISE)),
                part("judged_by", "Judged by", Text(150)),
                part("judged_on", "Date", Date),
            ],
        ),
        one(
            IN,
            "register",
            "Palliative care register",
            Surfaced,
            RULE,
            &[
                key("on_register", "Register", Choice(REGISTER))
                    .from(&[Prsb("Palliative care/Palliative care register")]),
                part("since", "Since", Date),
            ],
        ),
        one(
            IN,
            "awareness",
            "What the person knows",
            Surfaced,
            TALKED,
            &[
                key("diagnosis", "Of the illness", Choice(AWARE)),
                part("prognosis", "Of the time left", Choice(AWARE)),
                part("detail", "In words", LongText(2000)),
            ],
        )
        .headline(&["prognosis", "detail"]),
        one(
            IN,
            "family_awareness",
            "What the family knows",
            Surfaced,
            TALKED,
            &[
                key("diagnosis", "Of the illness", Choice(AWARE)),
                part("prognosis", "Of the time left", Choice(AWARE)),
                part("detail", "In words", LongText(2000)),
            ],
        )
        .headline(&["prognosis", "detail"]),
        many(
            IN,
            "care_tool",
            "Framework in use",
            Surfaced,
            SENIOR,
            &[
                key("tool", "Framework", Choice(TOOL)).from(&[Scci(33)]),
                part("since", "Since", Date),
            ],
        ),
        many(
            IN,
            "financial_support",
            "Financial support",
            Surfaced,
            SENIOR,
            &[
                key("kind", "What", Choice(SUPPORT))
                    .from(&[Prsb("Palliative care/Financial support/Type")]),
                part("on", "Date", Date),
                part("detail", "In words", Text(500)),
            ],
        ),
    ],
    &[],
)
.fresh_for(91, 183);
