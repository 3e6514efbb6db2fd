//! 18 · If something happens: what to do, what not to do, whom to ring, by what happens.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::Prsb;
use crate::declare::PartType::{Choice, Date, LongText, Text};
use crate::declare::make::{key, many, part, plain, section};
use crate::declare::rules::CONTINGENCY;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "contingency";

const TRIGGER: &[Code] = &[
    plain("fall", "Fall"),
    plain("infection", "Infection"),
    plain("breathlessness", "Breathlessness"),
    plain("pain_crisis", "Pain"),
    plain("bleed", "Bleeding"),
    plain("seizure", "Seizure"),
    plain("agitation", "Agitation"),
    plain("vomiting", "Being sick"),
    plain("obstruction", "Blocked bowel or bladder"),
    plain("not_eating", "Not eating or drinking"),
    plain("carer_unavailable", "The carer cannot be there"),
    plain("equipment_failure", "Equipment fails"),
    plain("death_expected", "Death is near"),
    plain("other", "Something else"),
];

const HOSPITAL: &[Code] = &[
    plain("avoid", "Avoid hospital"),
    plain("if", "Hospital if"),
    plain("go", "Go to hospital"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "If something happens",
    &[many(
        IN,
        "contingency",
        "Plan",
        Surfaced,
        CONTINGENCY,
        &[
            key("trigger", "What happens", Choice(TRIGGER)).from(&[
                Prsb("Contingency plans/Trigger factors"),
                Prsb("Contingency plans/Name"),
            ]),
            part("trigger_text", "In words", Text(150)).from(&[
                Prsb("Contingency plans/Trigger factors"),
                Prsb("Contingency plans/Name"),
            ]),
            part("signs", "Signs", LongText(500))
                .from(&[Prsb("Contingency plans/Early warning signs")]),
            part("do_first", "Do first", LongText(2000))
                .from(&[Prsb("Contingency plans/What should happen")]),
            part("do_not", "Do not", LongText(2000))
                .from(&[Prsb("Contingency plans/What should happen")]),
            part("call", "Ring", LongText(500)).from(&[
                Prsb("Contingency plans/Contact/Name"),
                Prsb("Contingency plans/Contact/Role"),
                Prsb("Contingency plans/Contact/Contact details"),
            ]),
            part("medicines", "Medicines to use", LongText(500))
                .from(&[Prsb("Contingency plans/Anticipatory medicines")]),
            part("hospital", "Hospital", Choice(HOSPITAL))
                .from(&[Prsb("Contingency plans/What should happen")]),
            part("hospital_if", "Hospital if", LongText(500))
                .from(&[Prsb("Contingency plans/What should happen")]),
            part("coping", "What has helped before", LongText(500))
                .from(&[Prsb("Contingency plans/Coping/Strategy")]),
            part("agreed_with", "Agreed with", Text(150)).from(&[
                Prsb("Contingency plans/Agreed with/Who"),
                Prsb("Contingency plans/Agreed with/Full name"),
                Prsb("Contingency plans/Agreed with/Role"),
            ]),
            part("review", "Review", Date).from(&[Prsb("Contingency plans/Review date")]),
            part("responsible", "Who keeps this right", Text(150)).from(&[
                Prsb("Contingency plans/Reviewer/Name"),
                Prsb("Contingency plans/Reviewer/Role"),
                Prsb("Contingency plans/Reviewer/Contact details"),
            ]),
        ],
    )
    .headline(&["trigger_text", "do_first"])],
    &[],
)
.fresh_for(91, 183);
