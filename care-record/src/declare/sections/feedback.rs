//! 26 · Feedback: "this is not how it is".

use crate::declare::PartType::{Choice, EntryRef, LongText, Text};
use crate::declare::make::{key, log, part, plain, section};
use crate::declare::rules::{ANYONE, SENIOR_AND_OFFICE};
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "feedback";

const KIND: &[Code] = &[
    plain("mismatch", "This is not how it is"),
    plain("unsafe", "This could harm somebody"),
    plain("unclear", "This is hard to understand"),
    plain("idea", "An idea"),
];

const SEVERITY: &[Code] = &[
    plain("low", "Can wait"),
    plain("high", "Soon"),
    plain("harm", "Harm was done or nearly done"),
];

const STATUS: &[Code] = &[
    plain("seen", "Seen"),
    plain("in_hand", "Being put right"),
    plain("settled", "Put right"),
    plain("not_changed", "Stays as it is"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Feedback",
    &[
        log(
            IN,
            "feedback",
            "Not how it is",
            ANYONE,
            &[
                key("text", "What is it really like?", LongText(2000)),
                part("about", "About", Text(70)),
                part("kind", "Kind", Choice(KIND)),
                part("severity", "How urgent", Choice(SEVERITY)),
                part("said", "What stood there", LongText(2000)),
                part("to", "To", Text(150)),
            ],
        )
        .headline(&["about", "kind"]),
        log(
            IN,
            "feedback_answer",
            "Answer",
            SENIOR_AND_OFFICE,
            &[
                key("of", "To which", EntryRef("feedback")),
                part("status", "Status", Choice(STATUS)),
                part("answer", "Answer", LongText(2000)),
            ],
        )
        .headline(&["status", "answer"]),
    ],
    &[],
);
