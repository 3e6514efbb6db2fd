//! 5 · Family and friends.

use crate::SheetKind;
use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Choices, LongText, Text, YesNo};
use crate::declare::make::{field, key, many, part, plain, section, snomed};
use crate::declare::rules::SENIOR;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "contacts";

const HAS_CARER: &[Code] = &[
    snomed("yes", "Has a carer", "184156005"),
    snomed("no", "Has no carer", "414041006"),
    plain("unknown", "Not known"),
];

const ROLES: &[Code] = &[
    plain("main_carer", "Main carer"),
    plain("next_of_kin", "Next of kin"),
    plain("emergency", "Emergency contact"),
    plain("lpa_health", "Attorney for health and welfare"),
    plain("lpa_property", "Attorney for property"),
    plain("deputy", "Deputy"),
    plain("consulted", "To be consulted in decisions"),
    plain("family", "Family"),
    plain("friend", "Friend"),
];

/// SCCI 1580 item 18 has a concept for relatives and another for carers; who somebody is decides which is exported.
const AWARE: &[Code] = &[
    plain("aware", "Aware"),
    plain("unaware", "Not aware"),
    plain("not_known", "Not known"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Family and friends",
    &[
        many(
            IN,
            "contact",
            "Family or friend",
            Surfaced,
            SENIOR,
            &[
                key("name", "Name", Text(70)).from(&[
                    Scci(16),
                    Scci(54),
                    Scci(56),
                    Prsb("Personal contacts/Entry/Name"),
                ]),
                part("relationship", "Relationship", Text(70))
                    .from(&[Prsb("Personal contacts/Entry/Relationship")]),
                part("roles", "Is", Choices(ROLES)).from(&[
                    Scci(16),
                    Scci(54),
                    Scci(56),
                    Prsb("Personal contacts/Entry/Relationship type"),
                ]),
                part("phone", "Telephone", Text(70)).from(&[
                    Scci(17),
                    Scci(55),
                    Scci(57),
                    Prsb("Personal contacts/Entry/Contact details"),
                ]),
                part("other_phone", "Other telephone", Text(70))
                    .from(&[Prsb("Personal contacts/Entry/Contact details")]),
                part("email", "Email", Text(255))
                    .from(&[Prsb("Personal contacts/Entry/Contact details")]),
                part("address", "Address", LongText(200))
                    .from(&[Prsb("Personal contacts/Entry/Contact details")]),
                part("call_at_night", "May be rung at night", YesNo),
                part(
                    "aware_of_prognosis",
                    "Aware of the prognosis",
                    Choice(AWARE),
                )
                .from(&[Scci(18)]),
                part("knows_cpr_decision", "Knows of the CPR decision", YesNo),
                part("do_not_contact", "Do not contact", YesNo),
                part("comment", "Remark", Text(500))
                    .from(&[Prsb("Personal contacts/Entry/Comments")]),
            ],
        )
        .headline(&["relationship", "phone"]),
        many(
            IN,
            "not_to_be_told",
            "Not to be told",
            Surfaced,
            SENIOR,
            &[
                key("who", "Who", Text(150)),
                part("what", "What not", Text(500)),
                part("why", "Why", LongText(2000)),
            ],
        )
        .headline(&["what"])
        .on(SheetKind::Restricted),
    ],
    &[
        field(
            "contacts.has_carer",
            "Has a carer",
            Choice(HAS_CARER),
            SENIOR,
        )
        .from(&[Scci(16)]),
        field(
            "contacts.carer_support",
            "How the carer is supported",
            LongText(2000),
            SENIOR,
        ),
    ],
)
.fresh_for(183, 365);
