//! 3 · Consent and sharing.

use crate::declare::MergeClass::Alarm;
use crate::declare::Origin::Scci;
use crate::declare::PartType::{Choice, Choices, Date, LongText, Text};
use crate::declare::codes::CAPACITY;
use crate::declare::make::{key, one, part, plain, section, snomed};
use crate::declare::rules::CONSENT as RULE;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "consent";

const CONSENT: &[Code] = &[
    snomed("given_explicit", "Given by the person", "882921000000109"),
    plain("implied_direct_care", "Implied, for direct care"),
    snomed(
        "best_interests",
        "Best interests decision",
        "882961000000101",
    ),
    snomed(
        "lpa",
        "Given by an attorney for health and welfare",
        "883001000000106",
    ),
    snomed("withdrawn", "Withdrawn", "882941000000102"),
    plain("declined", "The person does not want it shared"),
    plain("not_yet_asked", "Not yet asked"),
];

const SCOPE: &[Code] = &[
    plain("create", "To keep this record"),
    plain("share_with_hub", "To share it with the region"),
    plain("share_with_urgent_care", "To share it with urgent care"),
    plain("family_copy", "A copy for the family"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Consent and sharing",
    &[one(
        IN,
        "consent",
        "Consent to share",
        Alarm,
        RULE,
        &[
            key("state", "Consent", Choice(CONSENT)).from(&[Scci(1)]),
            part("scope", "To what", Choices(SCOPE)).from(&[Scci(1)]),
            part("discussed_with", "Talked about with", Text(150)),
            part("capacity", "Capacity at the time", Choice(CAPACITY)),
            part("taken_on", "Date", Date),
            part("taken_by", "Taken by", Text(70)),
            part("reask_on", "Ask again on", Date),
            part("objections", "Objections", LongText(2000)),
        ],
    )
    .meanwhile("Share nothing new until this is settled.")],
    &[],
);
