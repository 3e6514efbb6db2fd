//! 13 · Conversations. Begun is not done: only a completed one counts.

use crate::declare::Origin::Prsb;
use crate::declare::PartType::{Choice, Choices, Date, LongText, Moment, Text};
use crate::declare::make::{key, log, part, plain, section, snomed};
use crate::declare::rules::CONSENT as RULE;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "conversations";

const KIND: &[Code] = &[
    snomed("acp_person", "Planning ahead, with the person", "713662007"),
    snomed("acp_carer", "Planning ahead, with the carer", "714361002"),
    snomed("acp_family", "Planning ahead, with the family", "713665009"),
    snomed("acp_declined", "Planning ahead was not wanted", "714747005"),
    snomed(
        "acp_not_now",
        "Not right to plan ahead now",
        "922321000000108",
    ),
    snomed("cpr_person", "CPR, with the person", "713079002"),
    snomed("cpr_family", "CPR, with the family", "713656002"),
    snomed("cpr_carer", "CPR, with the carer", "1403141000000101"),
    plain("other", "Another"),
];

const STATUS: &[Code] = &[
    plain("not_started", "Not started"),
    plain("raised_not_ready", "Raised, not ready"),
    plain("begun", "Begun"),
    plain("part_done", "Partly done"),
    plain("completed", "Completed"),
    plain("declined", "Does not want it"),
    plain("not_now", "Not right now"),
];

const WITH: &[Code] = &[
    plain("person", "The person"),
    plain("carer", "Carer"),
    plain("family", "Family"),
    plain("attorney", "Attorney"),
    plain("professional", "Professional"),
];

const TOPIC: &[Code] = &[
    plain("illness", "The illness"),
    plain("time_left", "Time left"),
    plain("place_of_care", "Where to be cared for"),
    plain("place_of_death", "Where to die"),
    plain("cpr", "CPR"),
    plain("treatment", "Treatment and hospital"),
    plain("what_matters", "What matters"),
    plain("faith", "Faith"),
    plain("after_death", "After death"),
    plain("family", "Family"),
    plain("other", "Another"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Conversations",
    &[log(
        IN,
        "conversation",
        "Conversation",
        RULE,
        &[
            key("kind", "About", Choice(KIND)).from(&[
                Prsb("Palliative care/Advance care planning/Who took part/Coded value"),
                Prsb("Palliative care/CPR decision/Involvement/Who took part/Coded value"),
            ]),
            part("status", "How far", Choice(STATUS)),
            part("at", "When", Moment),
            part("with", "With", Choices(WITH)).from(&[
                Prsb("Palliative care/Advance care planning/Who took part/Relationship"),
                Prsb("Palliative care/Advance care planning/Who took part/Relationship type"),
                Prsb("Palliative care/Advance care planning/Who took part/Role"),
            ]),
            part("with_names", "Names", Text(150)).from(&[Prsb(
                "Palliative care/Advance care planning/Who took part/Name",
            )]),
            part("topics", "Topics", Choices(TOPIC)),
            part("what_was_said", "What was said", LongText(20_000)).from(&[
                Prsb("Palliative care/Advance care planning/Who took part/Free text"),
                Prsb("Palliative care/CPR decision/Involvement/Who took part/Free text"),
            ]),
            part("words_to_use", "Words to use", LongText(500)),
            part("avoid", "Words and topics to avoid", LongText(500)),
            part(
                "repeated_because",
                "Why it was talked about again",
                LongText(500),
            ),
            part("next_step", "What is next", LongText(500)),
            part("owner", "Who does it", Text(150)),
            part("due", "By when", Date),
        ],
    )
    .headline(&["status", "what_was_said"])],
    &[],
);
