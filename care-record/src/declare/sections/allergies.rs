//! 11 · Allergies and alerts.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{Choice, Date, Machine, PartDate, Text};
use crate::declare::make::{key, many, one, part, plain, section, snomed};
use crate::declare::rules::SENIOR;
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "allergies";

const STATE: &[Code] = &[
    snomed("none_known", "No known allergies", "716186003"),
    plain("not_asked", "Not asked"),
    plain("has", "Has allergies, listed here"),
];

/// FHIR AllergyIntolerance type.
const TYPE: &[Code] = &[
    plain("allergy", "Allergy"),
    plain("intolerance", "Intolerance"),
];

/// FHIR AllergyIntolerance reaction severity.
const SEVERITY: &[Code] = &[
    plain("mild", "Mild"),
    plain("moderate", "Moderate"),
    plain("severe", "Severe"),
];

/// FHIR AllergyIntolerance verification status.
const CERTAINTY: &[Code] = &[
    plain("unconfirmed", "Unconfirmed"),
    plain("confirmed", "Confirmed"),
    plain("refuted", "Refuted"),
];

const ALERT: &[Code] = &[
    plain("infection", "Infection"),
    plain("implant", "Implanted device"),
    plain("safeguarding", "Safeguarding"),
    plain("behaviour", "Behaviour"),
    plain("lone_working", "Lone working"),
    plain("bleeding_risk", "Risk of bleeding"),
    plain("seizure_risk", "Risk of seizures"),
    plain("cord_compression_risk", "Risk of spinal cord compression"),
    plain("diet", "Diet"),
    plain("other", "Other"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Allergies and alerts",
    &[
        one(
            IN,
            "allergy_state",
            "Allergies known?",
            Alarm,
            SENIOR,
            &[key("state", "Allergies", Choice(STATE))
                .from(&[Scci(30), Prsb("Allergies/Entry/Causative agent")])],
        )
        .meanwhile("Treat every allergy listed as true."),
        many(
            IN,
            "allergy",
            "Allergy or reaction",
            Alarm,
            SENIOR,
            &[
                key("agent", "To what", Text(150)).from(&[
                    Prsb("Allergies/Entry/Causative agent"),
                    Prsb("Allergies/Entry/Reaction/Substance"),
                ]),
                part("agent_system", "Code system", Machine(150)),
                part("agent_code", "Code", Machine(35)),
                part("type", "Type", Choice(TYPE))
                    .from(&[Prsb("Allergies/Entry/Type of reaction")]),
                part("reaction", "What happens", Text(150))
                    .from(&[Prsb("Allergies/Entry/Reaction/Description of reaction")]),
                part("severity", "How bad", Choice(SEVERITY))
                    .from(&[Prsb("Allergies/Entry/Reaction/Severity")]),
                part("certainty", "How sure", Choice(CERTAINTY))
                    .from(&[Prsb("Allergies/Entry/Reaction/Certainty")]),
                part("exposure", "How it got into the body", Text(150))
                    .from(&[Prsb("Allergies/Entry/Reaction/Route of exposure")]),
                part("onset", "Since", Text(35)).from(&[
                    Prsb("Allergies/Entry/Reaction/Onset date"),
                    Prsb("Allergies/Entry/Date first experienced"),
                ]),
                part("until", "Until", PartDate).from(&[Prsb("Allergies/Entry/Allergy end date")]),
                part("evidence", "How this is known", Text(150))
                    .from(&[Prsb("Allergies/Entry/Evidence")]),
                part("comment", "Remark", Text(500)).from(&[
                    Prsb("Allergies/Entry/Reaction/Comment"),
                    Prsb("Allergies/Entry/Comment"),
                ]),
            ],
        )
        .from(&[Scci(30)])
        .headline(&["reaction", "severity", "certainty"])
        .meanwhile("Treat every version listed as true."),
        many(
            IN,
            "alert",
            "Alert",
            Surfaced,
            SENIOR,
            &[
                key("text", "Alert", Text(500)).from(&[Prsb("Alerts/Entry/Alert")]),
                part("kind", "Kind", Choice(ALERT)),
                part("code_system", "Code system", Machine(150)),
                part("code", "Code", Machine(35)),
                part("review", "Look again on", Date),
            ],
        ),
    ],
    &[],
);
