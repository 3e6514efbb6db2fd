//! 6 · Professionals and services.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Date, Text, YesNo};
use crate::declare::make::{field, key, many, part, plain, section, snomed};
use crate::declare::rules::SENIOR;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "professionals";

/// SCCI 1580 item 24, as far as its concepts are known to us.
const GROUP: &[Code] = &[
    plain("gp", "GP"),
    snomed("district_nurse", "District nurse", "305578001"),
    snomed("community_nurse", "Community nurse", "305574004"),
    snomed(
        "palliative_nurse",
        "Palliative care nurse specialist",
        "850951000000107",
    ),
    snomed(
        "palliative_physician",
        "Palliative care doctor",
        "305496007",
    ),
    plain("hospital_doctor", "Hospital doctor"),
    snomed("social_worker", "Social worker", "405775000"),
    snomed("care_worker", "Care worker", "853721000000106"),
    plain("pharmacist", "Pharmacist"),
    plain("occupational_therapist", "Occupational therapist"),
    plain("physiotherapist", "Physiotherapist"),
    plain("speech_therapist", "Speech and language therapist"),
    plain("dietitian", "Dietitian"),
    plain("chaplain", "Chaplain or faith leader"),
    plain("other", "Another"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Professionals and services",
    &[many(
        IN,
        "professional",
        "Professional or service",
        Surfaced,
        SENIOR,
        &[
            key("name", "Name", Text(70)).from(&[
                Scci(21),
                Scci(23),
                Prsb("Professional contacts/Entry/Name"),
            ]),
            part("role", "Group", Choice(GROUP))
                .from(&[Scci(24), Prsb("Professional contacts/Entry/Role")]),
            part("specialty", "Specialty", Text(70))
                .from(&[Prsb("Professional contacts/Entry/Specialty")]),
            part("team", "Team", Text(70)).from(&[Prsb("Professional contacts/Entry/Team")]),
            part("organisation", "Organisation", Text(150))
                .from(&[Prsb("Professional contacts/Entry/Organisation")]),
            part("ods_code", "Organisation code", Text(10)),
            part("phone", "Telephone", Text(70)).from(&[
                Scci(22),
                Scci(25),
                Prsb("Professional contacts/Entry/Contact details"),
            ]),
            part("phone_out_of_hours", "Out of hours", Text(70))
                .from(&[Prsb("Professional contacts/Entry/Contact details")]),
            part("key_worker", "Key worker", YesNo)
                .from(&[Scci(21), Prsb("Professional contacts/Entry/Key worker")]),
            part("responsible_clinician", "Responsible clinician", YesNo),
            part("started", "Since", Date).from(&[Prsb("Professional contacts/Entry/Start date")]),
            part("ended", "Until", Date).from(&[Prsb("Professional contacts/Entry/End date")]),
        ],
    )
    .headline(&["role", "phone"])],
    &[field(
        "professionals.advice_line",
        "Advice line, day and night",
        Text(150),
        SENIOR,
    )],
)
.fresh_for(183, 365);
