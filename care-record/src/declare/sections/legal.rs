//! 17 · Legal. What binds more strongly stands first.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Choices, Date, LongText, Text, YesNo};
use crate::declare::make::{key, log, many, one, part, plain, section, snomed};
use crate::declare::rules::{LEGAL, VALIDITY};
use crate::declare::{Code, Part, SectionDeclaration, TwoPeople};

const IN: &str = "legal";

const ADRT: &[Code] = &[
    plain("none", "There is none"),
    snomed("has", "There is one", "816301000000100"),
    snomed(
        "refuses_life_sustaining",
        "There is one, and it covers life-sustaining treatment",
        "816321000000109",
    ),
    snomed(
        "discussed_only",
        "Talked about with a professional",
        "820621000000107",
    ),
];

const STATEMENT: &[Code] = &[
    snomed("yes", "There is one", "816281000000101"),
    plain("no", "There is none"),
];

const AUTHORITY: &[Code] = &[
    snomed("appointed", "Health and welfare", "816361000000101"),
    snomed(
        "with_life_sustaining",
        "Health and welfare, with life-sustaining treatment",
        "816381000000105",
    ),
];

const ACTING: &[Code] = &[
    plain("alone", "Alone"),
    plain("jointly", "Together only"),
    plain("severally", "Together or each alone"),
];

const CAPABLE: &[Code] = &[
    plain("has", "Has capacity for this decision"),
    plain("lacks", "Lacks capacity for this decision"),
];

const DOLS: &[Code] = &[
    plain("requested", "Requested"),
    plain("authorised", "Authorised"),
    plain("refused", "Not authorised"),
    plain("ended", "Ended"),
    plain("none", "None"),
];

const CONSULTED: &[Code] = &[
    plain("person", "The person"),
    plain("attorney", "Attorney or deputy"),
    plain("family", "Family"),
    plain("imca", "Independent mental capacity advocate"),
    plain("professionals", "Professionals"),
];

const PROPERTY: &[Part] = &[
    key("names", "Name", Text(150)).from(&[Prsb(
        "Legal information/Attorney or deputy for property/Entry/Name of LPA",
    )]),
    part("phone", "Telephone", Text(70)).from(&[Prsb(
        "Legal information/Attorney or deputy for property/Entry/Contact details",
    )]),
    part("registered_seen", "Registered paper seen", YesNo),
    part("location", "Where the paper is", Text(150)).from(&[Prsb(
        "Legal information/Attorney or deputy for property/Entry/Location",
    )]),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Legal",
    &[
        one(
            IN,
            "adrt",
            "Advance decision to refuse treatment",
            Alarm,
            LEGAL,
            &[
                key("adrt", "Advance decision", Choice(ADRT)).from(&[Scci(49), Prsb("Legal information/ADRT/Entry/Coded value")]),
                part("treatment", "Which treatment", LongText(2000)).from(&[Prsb("Legal information/ADRT/Entry/Free text")]),
                part("circumstances", "In which circumstances", LongText(2000)).from(&[Prsb("Legal information/ADRT/Entry/Free text")]),
                part("date", "Dated", Date),
                part("written", "In writing", YesNo),
                part("signed", "Signed", YesNo),
                part("witnessed", "Witnessed", YesNo),
                part(
                    "even_if_life_at_risk",
                    "Says “even if life is at risk”",
                    YesNo,
                ),
                part("location", "Where it is", Text(150)).from(&[Scci(50), Prsb("Legal information/ADRT/Entry/Location")]),
            ],
        )
        .headline(&["treatment", "circumstances"])
        .meanwhile("Find the paper. Ring whoever is responsible before acting on either.")
        .two_people(TwoPeople::ToCopy),
        one(
            IN,
            "adrt_validity",
            "Does the advance decision hold?",
            Alarm,
            VALIDITY,
            &[
                key("valid", "It holds", YesNo),
                part("because", "Because", LongText(2000)),
            ],
        )
        .headline(&["because"])
        .meanwhile("Ring whoever is responsible before acting on either."),
        one(
            IN,
            "advance_statement",
            "Advance statement",
            Surfaced,
            LEGAL,
            &[
                key("statement", "Advance statement", Choice(STATEMENT)).from(&[Scci(35), Prsb("Contingency plans/Advance statement/Statement")]),
                part("text", "What it says", LongText(20_000)).from(&[Scci(35), Prsb("Contingency plans/Advance statement/Statement")]),
                part("date", "Dated", Date),
                part("location", "Where it is", Text(150)).from(&[Prsb("Contingency plans/Advance statement/Location")]),
            ],
        )
        .headline(&["text"]),
        many(
            IN,
            "attorney_health",
            "Attorney for health and welfare",
            Alarm,
            LEGAL,
            &[
                key("names", "Name", Text(150)).from(&[Scci(51), Prsb("Legal information/Attorney or deputy for health and welfare/Entry/Name of LPA")]),
                part("phone", "Telephone", Text(70)).from(&[Scci(53), Prsb("Legal information/Attorney or deputy for health and welfare/Entry/Contact details")]),
                part("authority", "May decide on", Choice(AUTHORITY)).from(&[Scci(52), Prsb("Legal information/Attorney or deputy for health and welfare/Entry/Coded value")]),
                part("acting", "Acts", Choice(ACTING)),
                part("registered_seen", "Registered paper seen", YesNo),
                part("location", "Where the paper is", Text(150)).from(&[Prsb("Legal information/Attorney or deputy for health and welfare/Entry/Location")]),
            ],
        )
        .headline(&["authority", "phone"])
        .meanwhile("Find the registered paper."),
        many(
            IN,
            "attorney_property",
            "Attorney for property",
            Surfaced,
            LEGAL,
            PROPERTY,
        ).from(&[Prsb("Legal information/Attorney or deputy for property/Entry/Coded value")])
        .headline(&["phone"]),
        many(
            IN,
            "deputy",
            "Deputy appointed by the court",
            Surfaced,
            LEGAL,
            PROPERTY,
        ).from(&[Prsb("Legal information/Attorney or deputy for property/Entry/Coded value")])
        .headline(&["phone"]),
        log(
            IN,
            "capacity_assessment",
            "Assessment of capacity",
            LEGAL,
            &[
                key("decision", "For which decision", LongText(500)).from(&[Prsb("Legal information/Mental capacity assessment/Assessment")]),
                part("result", "Result", Choice(CAPABLE)).from(&[Prsb("Legal information/Mental capacity assessment/Assessment")]),
                part("on", "Date", Date),
                part("assessor", "By", Text(150)),
                part("detail", "In words", LongText(2000)).from(&[Prsb("Legal information/Mental capacity assessment/Assessment")]),
                part("location", "Where it is", Text(150)).from(&[Prsb("Legal information/Mental capacity assessment/Location")]),
            ],
        )
        .headline(&["result"]),
        log(
            IN,
            "best_interests",
            "Best interests decision",
            LEGAL,
            &[
                key("decision", "Decision", LongText(2000)),
                part("consulted", "Who was asked", Choices(CONSULTED)),
                part("names", "Names", Text(150)),
                part("on", "Date", Date),
                part("location", "Where it is", Text(150)),
            ],
        ),
        one(
            IN,
            "dols",
            "Deprivation of liberty safeguards",
            Surfaced,
            LEGAL,
            &[
                key("status", "Status", Choice(DOLS)),
                part("requested", "Requested on", Date),
                part("authorised", "Authorised on", Date),
                part("until", "Until", Date),
                part("reason", "Reason", LongText(500)),
            ],
        )
        .headline(&["until"]),
    ],
    &[],
);
