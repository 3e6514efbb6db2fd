//! 15 · CPR decision. A passed review date never ends it.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Choices, Date, DateOr, LongText, Text};
use crate::declare::codes::{CAPACITY, INVOLVED, REVIEW};
use crate::declare::make::{key, many, one, part, plain, section, snomed};
use crate::declare::rules::{DECISIONS, SENIOR};
use crate::declare::{Code, SectionDeclaration, TwoPeople};

const IN: &str = "cpr";

const CPR: &[Code] = &[
    snomed("not_for_cpr", "Not for CPR", "450476008"),
    snomed("for_cpr", "For CPR", "450475007"),
    plain("not_discussed", "Not discussed"),
    plain("unknown", "Not known"),
];

const REASON: &[Code] = &[
    plain("unlikely_to_succeed", "CPR is unlikely to succeed"),
    plain(
        "not_of_overall_benefit",
        "CPR would not be of overall benefit",
    ),
    plain("adrt_refuses_cpr", "An advance decision refuses CPR"),
    plain("person_wishes", "The person's wish"),
    plain("other", "Another reason"),
];

/// SCCI 1580 item 48.
const INFORMED: &[Code] = &[
    plain("person", "The person"),
    snomed(
        "person_not_aware",
        "The person is not aware",
        "845151000000104",
    ),
    snomed("family", "Family informed", "975291000000108"),
    snomed("carer", "Carer informed", "975311000000109"),
    plain("nobody", "Nobody informed"),
];

const FORM: &[Code] = &[
    plain("dnacpr_form", "DNACPR form"),
    snomed("respect_form", "ReSPECT form", "1382601000000107"),
    plain("local_form", "The home's own form"),
    plain("none", "No paper form"),
    plain("other", "Another paper"),
];

const RELATION: &[Code] = &[
    plain("same", "Says the same"),
    plain("superseded", "Is replaced by the current one"),
    plain("conflicts", "Says something else"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "CPR decision",
    &[
        one(
            IN,
            "cpr_decision",
            "CPR decision",
            Alarm,
            DECISIONS,
            &[
                key("decision", "Decision", Choice(CPR))
                    .from(&[Scci(44), Prsb("Palliative care/CPR decision/Decision")]),
                part("decided_on", "Decided on", Date).from(&[Scci(45)]),
                part("reason", "Reason", Choice(REASON)),
                part("reason_text", "Reason in words", LongText(2000)),
                part("capacity", "Capacity", Choice(CAPACITY)),
                part("involved", "Who took part", Choices(INVOLVED)).from(&[
                    Prsb("Palliative care/CPR decision/Involvement/Who took part/Coded value"),
                    Prsb("Palliative care/CPR decision/Involvement/Who took part/Relationship"),
                    Prsb(
                        "Palliative care/CPR decision/Involvement/Who took part/Relationship type",
                    ),
                    Prsb("Palliative care/CPR decision/Involvement/Who took part/Role"),
                ]),
                part("involved_names", "Their names", Text(150)).from(&[Prsb(
                    "Palliative care/CPR decision/Involvement/Who took part/Name",
                )]),
                part("informed", "Who has been told", Choices(INFORMED)).from(&[Scci(48)]),
                part("not_informed_because", "If not told, why", LongText(500)),
                part("maker_name", "Decision made by", Text(70)),
                part("maker_role", "Role", Text(70)),
                part("maker_grade", "Grade", Text(70)),
                part("maker_registration", "Registration number", Text(35)),
                part("maker_organisation", "Organisation", Text(150)),
                part("endorsed_by", "Endorsed by", Text(150)),
                part("review", "Review", DateOr(REVIEW))
                    .from(&[Scci(46), Prsb("Palliative care/CPR decision/Review date")]),
                part("review_by", "Who reviews it", Text(150)).from(&[
                    Prsb("Palliative care/CPR decision/Reviewer/Name"),
                    Prsb("Palliative care/CPR decision/Reviewer/Role"),
                ]),
                part("document_kind", "Paper form", Choice(FORM)),
                part("document_location", "Where the form is", Text(150))
                    .from(&[Scci(47), Prsb("Palliative care/CPR decision/Location")]),
                part("document_seen_by", "Form seen by", Text(70)),
            ],
        )
        .meanwhile("Check the paper form. A doctor or senior nurse must decide which stands.")
        .two_people(TwoPeople::ToCopy),
        many(
            IN,
            "other_form",
            "Another CPR form",
            Surfaced,
            SENIOR,
            &[
                key("kind", "Form", Choice(FORM)),
                part("date", "Dated", Date),
                part("location", "Where it is", Text(150)),
                part(
                    "relation",
                    "Compared with the current one",
                    Choice(RELATION),
                ),
            ],
        )
        .headline(&["location", "relation"]),
    ],
    &[],
)
.fresh_until_review();
