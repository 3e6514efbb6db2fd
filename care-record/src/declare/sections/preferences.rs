//! 14 · Preferences.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, LongText, Text, YesNo};
use crate::declare::codes::PLACES;
use crate::declare::make::{field, key, one, part, plain, section};
use crate::declare::rules::PREFERENCES;
use crate::declare::{Code, EntryKind, Part, SectionDeclaration};

const IN: &str = "preferences";

const HOSPITAL: &[Code] = &[
    plain("yes", "Wishes to go to hospital where it may help"),
    plain("only_for", "Only for the reasons given"),
    plain("no", "Does not wish to go to hospital"),
    plain("not_discussed", "Not discussed"),
];

const DONATION: &[Code] = &[
    plain("yes", "Wishes to give organs or tissue"),
    plain("no", "Does not wish to"),
    plain("not_discussed", "Not discussed"),
];

const PLACE: Part = key("place", "Place", Choice(PLACES));
const NAME: Part = part("name", "Name of the place", Text(70));
const ADDRESS: Part = part("address", "Address", LongText(200));
const USUAL: Part = part("is_usual_residence", "Where they live now", YesNo);

const CARE: &[Part] = &[PLACE, NAME, ADDRESS, USUAL];

const DEATH: &[Part] = &[
    PLACE.from(&[
        Scci(36),
        Prsb("Palliative care/Preferred place of death/Type of place"),
    ]),
    NAME.from(&[
        Scci(37),
        Prsb("Palliative care/Preferred place of death/Name of the place"),
    ]),
    ADDRESS.from(&[Scci(38)]),
    USUAL.from(&[Scci(39)]),
];

const DEATH_SECOND: &[Part] = &[
    PLACE.from(&[Scci(40)]),
    NAME.from(&[Scci(41)]),
    ADDRESS.from(&[Scci(42)]),
    USUAL.from(&[Scci(43)]),
];

const fn place(name: &'static str, label: &'static str, parts: &'static [Part]) -> EntryKind {
    one(IN, name, label, Surfaced, PREFERENCES, parts).headline(&["name"])
}

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Where I want to be",
    &[
        place("preferred_place_of_care_1", "Where to be cared for", CARE),
        place("preferred_place_of_care_2", "Second choice for care", CARE),
        place("preferred_place_of_death_1", "Where to die", DEATH),
        place(
            "preferred_place_of_death_2",
            "Second choice to die",
            DEATH_SECOND,
        ),
        one(
            IN,
            "hospital_wish",
            "Going to hospital",
            Surfaced,
            PREFERENCES,
            &[
                key("wish", "Wish", Choice(HOSPITAL)),
                part("reasons", "For what", LongText(500)),
            ],
        )
        .headline(&["reasons"]),
        one(
            IN,
            "donation",
            "Giving organs or tissue",
            Surfaced,
            PREFERENCES,
            &[
                key("wish", "Wish", Choice(DONATION))
                    .from(&[Scci(58), Prsb("Person/Organ and tissue donation")]),
                part("detail", "In words", LongText(500)).from(&[Scci(58)]),
            ],
        )
        .headline(&["detail"]),
    ],
    &[
        field(
            "preferences.wishes",
            "Wishes",
            LongText(20_000),
            PREFERENCES,
        )
        .from(&[Scci(58)]),
        field(
            "preferences.food_drink",
            "Food and drink",
            LongText(2000),
            PREFERENCES,
        )
        .from(&[Scci(58)]),
        field(
            "preferences.faith_ritual",
            "Faith and ritual",
            LongText(2000),
            PREFERENCES,
        )
        .from(&[Scci(58)]),
        field(
            "preferences.company",
            "Music, and who should be there",
            LongText(2000),
            PREFERENCES,
        )
        .from(&[Scci(58)]),
        field(
            "preferences.after_death",
            "Funeral and care after death",
            LongText(2000),
            PREFERENCES,
        )
        .from(&[Scci(58)]),
    ],
)
.fresh_for(91, 183);
