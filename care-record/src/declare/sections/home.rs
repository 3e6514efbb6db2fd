//! 7 · Home and access.

use crate::SheetKind;
use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Date, LongText, Text, YesNo};
use crate::declare::make::{field, key, many, one, part, plain, section};
use crate::declare::rules::{NEEDS, SENIOR_AND_OFFICE};
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "home";

const DWELLING: &[Code] = &[
    plain("own_home", "Own home"),
    plain("relatives_home", "A relative's home"),
    plain("care_home_residential", "Residential care home"),
    plain("care_home_nursing", "Nursing home"),
    plain("sheltered", "Sheltered or extra-care housing"),
    plain("hospice", "Hospice"),
    plain("prison", "Prison"),
    plain("no_fixed_home", "No fixed home"),
    plain("other", "Another"),
];

const EQUIPMENT: &[Code] = &[
    plain("bed", "Hospital bed"),
    plain("mattress", "Pressure mattress"),
    plain("hoist", "Hoist"),
    plain("commode", "Commode"),
    plain("wheelchair", "Wheelchair"),
    plain("suction", "Suction"),
    plain("oxygen", "Oxygen"),
    plain("alarm", "Call alarm"),
    plain("other", "Another"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Home and access",
    &[
        one(
            IN,
            "key_safe",
            "Key safe",
            Surfaced,
            NEEDS,
            &[
                key("how", "How to get in", Text(500)),
                part("since", "Since", Date),
            ],
        )
        .on(SheetKind::Restricted),
        many(
            IN,
            "equipment",
            "Equipment",
            Surfaced,
            NEEDS,
            &[
                key("what", "What", Choice(EQUIPMENT)),
                part("detail", "In words", Text(500)),
                part("supplier", "From", Text(150)),
                part("phone", "Telephone", Text(70)),
                part("since", "Since", Date),
            ],
        )
        .headline(&["detail"]),
    ],
    &[
        field(
            "home.dwelling",
            "Lives in",
            Choice(DWELLING),
            SENIOR_AND_OFFICE,
        )
        .from(&[Prsb("Social context/Accommodation status")]),
        field("home.lives_alone", "Lives alone", YesNo, SENIOR_AND_OFFICE).from(&[Scci(58)]),
        field(
            "home.care_home_name",
            "Name of the home",
            Text(150),
            SENIOR_AND_OFFICE,
        ),
        field(
            "home.care_home_id",
            "Code of the home",
            Text(20),
            SENIOR_AND_OFFICE,
        ),
        field("home.room", "Room", Text(35), SENIOR_AND_OFFICE),
        field(
            "home.access",
            "How to find it, parking",
            LongText(500),
            NEEDS,
        ),
        field("home.pets", "Pets", Text(150), NEEDS),
        field("home.hazards", "Hazards", LongText(500), NEEDS),
        field("home.oxygen", "Oxygen in use", YesNo, NEEDS),
        field("home.smoke_alarm", "Smoke alarm", YesNo, NEEDS),
        field(
            "home.utilities_register",
            "On the priority list for power and water",
            YesNo,
            NEEDS,
        ),
    ],
)
.fresh_for(183, 365);
