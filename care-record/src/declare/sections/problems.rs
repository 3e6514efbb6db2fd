//! 9 · Health problems.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::{Prsb, Scci};
use crate::declare::PartType::{LongText, Machine, PartDate, Text, YesNo};
use crate::declare::SectionDeclaration;
use crate::declare::make::{key, many, one, part, section};
use crate::declare::rules::DIAGNOSES;

const IN: &str = "problems";

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Health problems",
    &[
        one(
            IN,
            "primary_diagnosis",
            "Main diagnosis",
            Surfaced,
            DIAGNOSES,
            &[
                key("diagnosis", "Diagnosis", Text(250)).from(&[
                    Scci(26),
                    Prsb("Problem list/Entry/Primary diagnosis/Diagnosis"),
                ]),
                part("code_system", "Code system", Machine(150)),
                part("code", "Code", Machine(35)),
                part("since", "Since", PartDate).from(&[Prsb("Problem list/Entry/Onset date")]),
                part("stage", "Stage", Text(150))
                    .from(&[Prsb("Problem list/Entry/Stage of disease")]),
                part("description", "In words", LongText(2000))
                    .from(&[Prsb("Problem list/Entry/Primary diagnosis/Description")]),
            ],
        )
        .headline(&["stage", "since"]),
        many(
            IN,
            "problem",
            "Other problem",
            Surfaced,
            DIAGNOSES,
            &[
                key("problem", "Problem", Text(250))
                    .from(&[Scci(27), Prsb("Problem list/Entry/Problem")]),
                part("code_system", "Code system", Machine(150)),
                part("code", "Code", Machine(35)),
                part("since", "Since", PartDate).from(&[Prsb("Problem list/Entry/Onset date")]),
                part("until", "Until", PartDate).from(&[Prsb("Problem list/Entry/End date")]),
                part("stage", "Stage", Text(150))
                    .from(&[Prsb("Problem list/Entry/Stage of disease")]),
                part("symptom", "A symptom", YesNo),
                part("comment", "Remark", LongText(2000))
                    .from(&[Prsb("Problem list/Entry/Comment")]),
            ],
        )
        .headline(&["since"]),
    ],
    &[],
);
