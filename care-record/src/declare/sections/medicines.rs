//! 19 · Medicines.

use crate::declare::MergeClass::Surfaced;
use crate::declare::Origin::Prsb;
use crate::declare::PartType::{Choice, Date, LongText, Machine, Moment, Text, YesNo};
use crate::declare::codes::ROUTE;
use crate::declare::make::{key, log, many, part, plain, section};
use crate::declare::rules::{MEDICINES, SENIOR};
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "medicines";

const STATUS: &[Code] = &[
    plain("active", "Taken"),
    plain("on_hold", "Paused"),
    plain("stopped", "Stopped"),
];

const SOURCE: &[Code] = &[
    plain("gp_list", "GP list"),
    plain("hospital_letter", "Hospital letter"),
    plain("mar_chart", "Chart of the home"),
    plain("box", "The packet itself"),
    plain("person", "The person or family"),
];

const DEVICE: &[Code] = &[
    plain("pacemaker", "Pacemaker"),
    plain("icd", "Defibrillator (ICD)"),
    plain("peg", "Feeding tube (PEG)"),
    plain("catheter", "Urinary catheter"),
    plain("stoma", "Stoma"),
    plain("picc", "Long line (PICC)"),
    plain("other", "Another"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Medicines",
    &[
        many(
            IN,
            "medicine",
            "Medicine",
            Surfaced,
            MEDICINES,
            &[
                key("medicine", "Medicine", Text(150)).from(&[
                    Prsb("Medicines/Entry/Medicine/Medication name"),
                    Prsb("Medicines/Entry/Discontinued/Name"),
                ]),
                part("code_system", "Code system", Machine(150)),
                part("code", "Code", Machine(35)),
                part("form", "Form", Text(70)).from(&[Prsb("Medicines/Entry/Medicine/Form")]),
                part("route", "How", Choice(ROUTE)).from(&[Prsb("Medicines/Entry/Medicine/Route")]),
                part("site", "Where on the body", Text(70))
                    .from(&[Prsb("Medicines/Entry/Medicine/Site")]),
                part("dose", "Dose", Text(150)).from(&[
                    Prsb("Medicines/Entry/Medicine/Dose/Amount"),
                    Prsb("Medicines/Entry/Medicine/Dose/Description"),
                ]),
                part("frequency", "How often", Text(150)).from(&[
                    Prsb("Medicines/Entry/Medicine/Dose/Timing"),
                    Prsb("Medicines/Entry/Medicine/Dose/Duration"),
                ]),
                part("indication", "For", Text(150)).from(&[
                    Prsb("Medicines/Entry/Medicine/Course/Indication"),
                    Prsb("Medicines/Entry/Medicine/Change/Indication"),
                    Prsb("Medicines/Entry/Discontinued/Indication"),
                ]),
                part("instructions", "Further instructions", LongText(500)).from(&[
                    Prsb("Medicines/Entry/Medicine/Method"),
                    Prsb("Medicines/Entry/Medicine/Additional instructions"),
                    Prsb("Medicines/Entry/Medicine/Course/Comment or recommendation"),
                ]),
                part("over_the_counter", "Bought without prescription", YesNo)
                    .from(&[Prsb("Medicines/Entry/Medicine/Over the counter")]),
                part("started", "Since", Date)
                    .from(&[Prsb("Medicines/Entry/Medicine/Course/Start date or time")]),
                part("ended", "Until", Date).from(&[
                    Prsb("Medicines/Entry/Medicine/Course/End date or time"),
                    Prsb("Medicines/Entry/Discontinued/Date of change"),
                ]),
                part("prescriber", "Prescribed by", Text(150)),
                part("source", "From", Choice(SOURCE)),
                part("as_at", "As at", Date)
                    .from(&[Prsb("Medicines/Entry/Medicine/Change/Date of change")]),
                part("status", "Status", Choice(STATUS)).from(&[
                    Prsb("Medicines/Entry/Medicine/Course/Status"),
                    Prsb("Medicines/Entry/Medicine/Change/Status"),
                    Prsb("Medicines/Entry/Discontinued/Status"),
                ]),
                part("change", "What changed and why", LongText(500)).from(&[
                    Prsb("Medicines/Entry/Medicine/Change/Description of amendment"),
                    Prsb("Medicines/Entry/Discontinued/Comment"),
                ]),
            ],
        )
        .headline(&["dose", "frequency", "status"]),
        log(
            IN,
            "reconciled",
            "List compared",
            MEDICINES,
            &[
                key("with", "Compared with", Text(150)),
                part("by", "By", Text(150)),
                part("at", "When", Moment),
                part("found", "What was found", LongText(500)),
            ],
        )
        .headline(&["found"]),
        many(
            IN,
            "device",
            "Device in the body",
            Surfaced,
            SENIOR,
            &[
                key("device", "Device", Choice(DEVICE))
                    .from(&[Prsb("Medicines/Entry/Device/Device")]),
                part("detail", "In words", Text(500))
                    .from(&[Prsb("Medicines/Entry/Device/Comments")]),
                part("deactivated", "Switched off", YesNo),
                part("since", "Since", Date),
            ],
        )
        .headline(&["detail", "deactivated"]),
    ],
    &[],
)
.fresh_for(28, 56);
