//! 25 · After death.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Choices, Date, LongText, Moment, Text, YesNo};
use crate::declare::make::{field, key, one, part, plain, section, snomed};
use crate::declare::rules::{DEATH, SENIOR};
use crate::declare::{Code, SectionDeclaration, TwoPeople};

const IN: &str = "after_death";

/// PRSB actual place of death.
const PLACE: &[Code] = &[
    snomed("home", "Home", "876879006"),
    snomed(
        "usual_residence",
        "Usual place of residence",
        "887801000000106",
    ),
    snomed("hospice", "Hospice", "876882001"),
    snomed("hospital_acute", "Hospital", "183676005"),
    snomed("community_hospital", "Community hospital", "713049009"),
    snomed("care_home_nursing", "Nursing home", "876884000"),
    snomed(
        "care_home_residential",
        "Residential care home",
        "1325731000000106",
    ),
    snomed("ambulance", "Ambulance", "714342001"),
    snomed("street", "Street", "876885004"),
    snomed("gp_premises", "GP premises", "876881008"),
    snomed("ld_unit", "Learning disability unit", "713050009"),
    snomed("mental_health_unit", "Mental health unit", "713051008"),
    plain("other", "Another place"),
];

const WHY_NOT: &[Code] = &[
    plain("no_bed", "No bed"),
    plain("sudden", "It was sudden"),
    plain("carer_unable", "The carer could not go on"),
    plain("symptoms", "Symptoms"),
    plain("changed_mind", "The person changed her or his mind"),
    plain("other", "Another reason"),
];

const TOLD: &[Code] = &[
    plain("family", "Family"),
    plain("gp", "GP"),
    plain("district_nurses", "District nurses"),
    plain("hospice", "Hospice"),
    plain("coroner", "Coroner"),
    plain("medical_examiner", "Medical examiner"),
    plain("pharmacy", "Pharmacy"),
    plain("funeral_director", "Funeral director"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "After death",
    &[
        one(
            IN,
            "death",
            "Death",
            Alarm,
            DEATH,
            &[
                key("date", "Date of death", Date)
                    .from(&[Scci(59), Prsb("After death/Date of death")]),
                part("last_breath", "Last breath", Moment),
                part("verified_at", "Verified", Moment),
                part("verifier", "Verified by", Text(70)),
                part("verifier_registration", "Registration number", Text(35)),
                part("expected", "Expected", YesNo),
                part("place", "Where", Choice(PLACE)).from(&[
                    Scci(60),
                    Prsb("After death/Actual place of death/Type of place"),
                ]),
                part("place_name", "Name of the place", Text(70))
                    .from(&[Prsb("After death/Actual place of death/Name of the place")]),
                part(
                    "why_not_preferred",
                    "If not where it was wished, why",
                    Choice(WHY_NOT),
                ),
                part("implants", "Implants", Text(150)),
                part("infection", "Risk of infection", Text(150)),
            ],
        )
        .headline(&["place", "place_name"])
        .meanwhile("Make sure who is meant, and ring the team.")
        .two_people(TwoPeople::ToUnmark),
        one(
            IN,
            "after_care",
            "Afterwards",
            Surfaced,
            SENIOR,
            &[
                key("told", "Who was told", Choices(TOLD)),
                part("referral", "Coroner or medical examiner", LongText(500)),
                part("medicines_accounted", "Medicines accounted for", YesNo),
                part("pump_returned", "Pump returned", YesNo),
                part("wishes_followed", "Wishes followed", YesNo),
                part(
                    "bereavement_contact",
                    "Who stays in touch with the family",
                    Text(150),
                ),
                part("on", "Date", Date),
            ],
        ),
    ],
    &[field(
        "after_death.comment",
        "Remark",
        LongText(2000),
        SENIOR,
    )],
);
