//! 16 · Treatment plan.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::Origin::Prsb;
use crate::declare::PartType::{Choice, Date, DateOr, LongText, Number, Text, YesNo};
use crate::declare::codes::REVIEW;
use crate::declare::make::{key, many, one, part, plain, section, snomed};
use crate::declare::rules::{DECISIONS, SENIOR};
use crate::declare::{Code, SectionDeclaration, TwoPeople};

const IN: &str = "treatment_plan";

const FOCUS: &[Code] = &[
    plain("extend_life", "Extending life"),
    plain("balance", "A balance of both"),
    plain("comfort", "Comfort"),
];

const PLAN: &[Code] = &[
    snomed("acp", "Advance care plan", "714748000"),
    snomed("tep", "Treatment escalation plan", "735324008"),
    snomed("ehcp", "Emergency health care plan", "887701000000100"),
    snomed("respect", "ReSPECT", "1107891000000106"),
    plain("other", "Another"),
];

const TREATMENT: &[Code] = &[
    plain("hospital", "Going to hospital"),
    plain("intensive_care", "Intensive care"),
    plain("iv_antibiotics", "Antibiotics by drip"),
    plain("oral_antibiotics", "Antibiotics by mouth"),
    plain("fluids", "Fluids by drip"),
    plain("feeding_tube", "Feeding by tube"),
    plain("ventilation", "Help with breathing by mask"),
    plain("dialysis", "Dialysis"),
    plain("transfusion", "Blood transfusion"),
    plain("oxygen", "Oxygen"),
    plain("other", "Another"),
];

const WANT: &[Code] = &[
    plain("yes", "Yes"),
    plain("no", "No"),
    plain("consider", "Consider at the time"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Treatment plan",
    &[
        one(
            IN,
            "treatment_plan",
            "Plan",
            Alarm,
            DECISIONS,
            &[
                key("focus", "Focus of care", Choice(FOCUS))
                    .from(&[Prsb("Palliative care/Plan/Contents")]),
                part("plan_kind", "Kind of plan", Choice(PLAN))
                    .from(&[Prsb("Palliative care/Plan/Name")]),
                part("on_paper", "A paper form exists", YesNo),
                part("location", "Where the form is", Text(150)),
                part("version", "Version of the form", Text(35)),
                part("date", "Dated", Date),
                part(
                    "scale",
                    "0 living longer to 10 comfort",
                    Number(0, 10, 0, ""),
                ),
                part("values", "What matters most", LongText(2000))
                    .from(&[Prsb("Palliative care/Plan/Contents")]),
                part("fears", "What to avoid", LongText(2000))
                    .from(&[Prsb("Palliative care/Plan/Contents")]),
                part("agreed_with", "Agreed with", Text(150)),
                part("review", "Review", DateOr(REVIEW))
                    .from(&[Prsb("Palliative care/Plan/Review date")]),
                part("review_by", "Who reviews it", Text(150)).from(&[
                    Prsb("Palliative care/Plan/Reviewer/Name"),
                    Prsb("Palliative care/Plan/Reviewer/Role"),
                ]),
            ],
        )
        .meanwhile("Check the paper form. Ring whoever is responsible before acting on either.")
        .two_people(TwoPeople::ToCopy),
        many(
            IN,
            "treatment",
            "Treatment",
            Alarm,
            DECISIONS,
            &[
                key("treatment", "Treatment", Choice(TREATMENT))
                    .from(&[Prsb("Palliative care/Plan/Contents")]),
                part("treatment_text", "In words", Text(150)),
                part("want", "Wanted", Choice(WANT)).from(&[Prsb("Palliative care/Plan/Contents")]),
                part("reason", "Because", LongText(500)),
            ],
        )
        .headline(&["treatment_text", "want", "reason"])
        .meanwhile("Ring whoever is responsible before acting on either."),
        many(
            IN,
            "care_plan",
            "Care and support plan",
            Surfaced,
            SENIOR,
            &[
                key("need", "Need or worry", LongText(500))
                    .from(&[Prsb("Care plan/Need/Free text")]),
                part("strengths", "Strengths", LongText(500)).from(&[Prsb("Care plan/Strengths")]),
                part("goal", "Goal or hope", LongText(500))
                    .from(&[Prsb("Care plan/Need/Goal/Free text")]),
                part("importance", "How important, 1 to 10", Number(1, 10, 0, ""))
                    .from(&[Prsb("Care plan/Need/Goal/Importance")]),
                part("action", "What is done", LongText(2000)).from(&[
                    Prsb("Care plan/Need/Goal/Action/What"),
                    Prsb("Care plan/Need/Goal/Action/Suggested strategies"),
                ]),
                part("who", "By whom", Text(150)).from(&[
                    Prsb("Care plan/Need/Goal/Action/Who/Name"),
                    Prsb("Care plan/Need/Goal/Action/Who/Role"),
                    Prsb("Care plan/Need/Goal/Action/Who/Team"),
                    Prsb("Care plan/Need/Goal/Action/Who/Contact details"),
                ]),
                part("when", "When", Text(70)).from(&[Prsb("Care plan/Need/Goal/Action/When")]),
                part(
                    "confidence",
                    "How sure it will help, 1 to 10",
                    Number(1, 10, 0, ""),
                )
                .from(&[Prsb("Care plan/Need/Goal/Action/Confidence")]),
                part("status", "How it goes", Text(150)).from(&[
                    Prsb("Care plan/Need/Goal/Action/Status"),
                    Prsb("Care plan/Need/Goal/Goal status"),
                    Prsb("Care plan/Need/Goal/Action/Stage goal/Goal status"),
                ]),
                part("outcome", "What came of it", LongText(500)).from(&[
                    Prsb("Care plan/Need/Goal/Outcomes"),
                    Prsb("Care plan/Need/Goal/Action/Stage goal/Outcome"),
                ]),
                part("agreed_with", "Agreed with", Text(150)).from(&[
                    Prsb("Care plan/Agreed with/Who"),
                    Prsb("Care plan/Agreed with/Full name"),
                    Prsb("Care plan/Agreed with/Role"),
                ]),
                part("funding", "Who pays", Text(150)).from(&[Prsb("Care plan/Funding source")]),
                part("review", "Review", Date).from(&[
                    Prsb("Care plan/Review date"),
                    Prsb("Care plan/Need/Goal/Action/Review date"),
                ]),
                part("review_by", "Who reviews it", Text(150)).from(&[
                    Prsb("Care plan/Reviewer/Name"),
                    Prsb("Care plan/Reviewer/Role"),
                    Prsb("Care plan/Reviewer/Contact details"),
                ]),
            ],
        )
        .headline(&["goal"]),
        many(
            IN,
            "additional_plan",
            "Another plan",
            Surfaced,
            SENIOR,
            &[
                key("name", "Plan", Text(150)).from(&[Prsb("Additional support plans/Name")]),
                part("content", "What it says", LongText(20_000))
                    .from(&[Prsb("Additional support plans/Content")]),
                part("updated", "Dated", Date)
                    .from(&[Prsb("Additional support plans/Last updated")]),
                part("review", "Review", Date)
                    .from(&[Prsb("Additional support plans/Review date")]),
                part("review_by", "Who reviews it", Text(150)).from(&[
                    Prsb("Additional support plans/Reviewer/Name"),
                    Prsb("Additional support plans/Reviewer/Role"),
                    Prsb("Additional support plans/Reviewer/Contact details"),
                ]),
            ],
        ),
    ],
    &[],
)
.fresh_until_review();
