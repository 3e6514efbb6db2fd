//! 4 · Communication and needs.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, LongText, Text};
use crate::declare::make::{field, key, many, part, plain, section, snomed};
use crate::declare::rules::NEEDS;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "needs";

const INTERPRETER: &[Code] = &[
    snomed("needed", "Interpreter needed", "315594003"),
    snomed("not_needed", "Interpreter not needed", "315595002"),
];

/// SCCI 1580 item 28.
const IMPAIRMENT: &[Code] = &[
    snomed("hearing", "Hearing", "15188001"),
    snomed("sight", "Sight", "397540003"),
    snomed("communicating", "Making oneself understood", "288579009"),
    snomed("cognition", "Memory and thinking", "386806002"),
    snomed(
        "cannot_summon_help",
        "Cannot call for help in an emergency",
        "325541000000106",
    ),
    snomed(
        "cannot_recognise_risk",
        "May not recognise danger",
        "914271000000103",
    ),
    snomed("none_known", "No known disability", "750691000000106"),
    snomed("reports_none", "Says there is none", "703154009"),
    plain("other", "Another"),
];

const FORMAT: &[Code] = &[
    plain("large_print", "Large print"),
    plain("easy_read", "Easy read"),
    plain("braille", "Braille"),
    plain("audio", "Audio"),
    plain("bsl", "British Sign Language"),
    plain("pictures", "Pictures or symbols"),
    plain("other", "Another"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Communication and needs",
    &[
        many(
            IN,
            "impairment",
            "Impairment",
            Surfaced,
            NEEDS,
            &[
                key("kind", "What", Choice(IMPAIRMENT)).from(&[
                    Scci(28),
                    Prsb("Individual requirements/Impairment/Entry/Category"),
                ]),
                part("detail", "In words", Text(500))
                    .from(&[Prsb("Individual requirements/Impairment/Entry/Detail")]),
            ],
        )
        .headline(&["detail"]),
        many(
            IN,
            "accessible_format",
            "Information is needed as",
            Surfaced,
            NEEDS,
            &[
                key("format", "Form", Choice(FORMAT)).from(&[Prsb(
                    "Individual requirements/Reasonable adjustment/Entry/Adjustment",
                )]),
                part("detail", "In words", Text(500)).from(&[Prsb(
                    "Individual requirements/Reasonable adjustment/Entry/Detail",
                )]),
            ],
        )
        .headline(&["detail"]),
        many(
            IN,
            "reasonable_adjustment",
            "Adjustment",
            Surfaced,
            NEEDS,
            &[
                key("what", "What helps", Text(150)).from(&[Prsb(
                    "Individual requirements/Reasonable adjustment/Entry/Adjustment",
                )]),
                part("detail", "In words", LongText(2000)).from(&[Prsb(
                    "Individual requirements/Reasonable adjustment/Entry/Detail",
                )]),
            ],
        )
        .headline(&["detail"]),
        many(
            IN,
            "other_need",
            "Another need",
            Surfaced,
            NEEDS,
            &[key("what", "What", LongText(2000)).from(&[Prsb(
                "Individual requirements/Other individual requirements/Requirement",
            )])],
        ),
    ],
    &[
        field(
            "needs.interpreter",
            "Interpreter",
            Choice(INTERPRETER),
            NEEDS,
        )
        .from(&[
            Scci(14),
            Prsb("Individual requirements/Reasonable adjustment/Entry/Adjustment"),
        ]),
        field(
            "needs.how_i_communicate",
            "How to talk with me",
            LongText(2000),
            NEEDS,
        ),
        field(
            "needs.cognition",
            "Memory and thinking",
            LongText(2000),
            NEEDS,
        )
        .from(&[Prsb("Individual requirements/Cognition")]),
        field("needs.mobility", "Moving about", LongText(2000), NEEDS)
            .from(&[Prsb("Individual requirements/Mobility/Mobility needs")]),
        field("needs.swallowing", "Swallowing", LongText(2000), NEEDS).from(&[Prsb(
            "Individual requirements/Other individual requirements/Requirement",
        )]),
        field(
            "needs.spiritual_cultural",
            "Faith and culture",
            LongText(2000),
            NEEDS,
        )
        .from(&[
            Scci(58),
            Prsb("Individual requirements/Other individual requirements/Requirement"),
        ]),
    ],
)
.fresh_for(183, 365);
