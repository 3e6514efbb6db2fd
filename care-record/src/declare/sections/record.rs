//! 0 · The record itself.

use crate::SheetKind;
use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::PartType::{Choice, Date, LongText, RecordRef, Text};
use crate::declare::make::{field, key, log, many, narrow, part, plain, section};
use crate::declare::rules::{ANYONE, SENIOR, SENIOR_AND_OFFICE};
use crate::declare::{Code, SectionDeclaration, TwoPeople};

const IN: &str = "record";

const KIND: &[Code] = &[
    plain("frailty", "Care plan for frailty"),
    plain("advance_care", "Advance care plan"),
    plain("palliative_eol", "Palliative care plan"),
];

const STATE: &[Code] = &[
    plain("draft", "Being prepared"),
    plain("active", "In use"),
    plain("closed", "Closed"),
];

/// Which of two records goes on is part of the judgement: there is one to write into.
const SAME: &[Code] = &[
    plain("same_goes_on", "The same person: this record goes on"),
    plain(
        "same_ends_here",
        "The same person: the other record goes on",
    ),
    plain("different", "Two different people"),
];

/// Preset reasons to withhold something.
const WITHHELD: &[Code] = &[
    plain("sexual_health", "Sexual health"),
    plain("mental_health", "Mental health"),
    plain("abuse", "Abuse or violence"),
    plain("criminal", "Criminal convictions"),
    plain("safeguarding", "Safeguarding"),
    plain("family", "Family matters"),
    plain("persons_wish", "The person's wish"),
    plain("other", "Another reason"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "This record",
    &[
        many(
            IN,
            "withheld",
            "Something is withheld here",
            Surfaced,
            SENIOR,
            &[
                key("section", "In which section", Text(35)),
                key("ask", "Whom to ask", Text(150)),
                narrow("why", "Why", Choice(WITHHELD)),
                narrow("reviewer", "Who looks at this again", Text(70)),
                narrow("review", "When", Date),
            ],
        )
        .headline(&["ask"]),
        many(
            IN,
            "same_person",
            "Another record of this person",
            Alarm,
            SENIOR_AND_OFFICE,
            &[
                key("record", "The other record", RecordRef),
                key("judgement", "Judgement", Choice(SAME)),
                part("reason", "Because", LongText(500)),
            ],
        )
        .headline(&["judgement"])
        .meanwhile("Read both records. Write into this one only.")
        .two_people(TwoPeople::ToCount),
        log(
            IN,
            "local_line",
            "Line of our own",
            SENIOR_AND_OFFICE,
            &[
                key("label", "What", Text(70)),
                key("value", "Words", LongText(2000)),
            ],
        )
        .headline(&["value"])
        .on(SheetKind::Local),
        log(
            IN,
            "read_by",
            "Was read and used",
            ANYONE,
            &[
                key("service", "By which service", Text(150)),
                part("used", "What was done", LongText(500)),
            ],
        ),
    ],
    &[
        field("record.kind", "Kind of plan", Choice(KIND), SENIOR),
        field("record.state", "State", Choice(STATE), SENIOR),
    ],
);
