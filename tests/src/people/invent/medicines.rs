//! Medicines: what is taken, what waits in the box, what runs in the pump.

use super::making::{Making, entry};
use crate::people::Author;
use care_record::{Basis, Role};

/// Medicine, dose, for what.
const BOX: &[(&str, &str, &str)] = &[
    (
        "Morphine sulfate 10 mg/ml injection",
        "2.5 mg to 5 mg",
        "pain",
    ),
    (
        "Midazolam 10 mg/2 ml injection",
        "2.5 mg to 5 mg",
        "agitation",
    ),
    ("Levomepromazine 25 mg/ml injection", "6.25 mg", "nausea"),
    (
        "Glycopyrronium 200 micrograms/ml injection",
        "200 micrograms",
        "secretions",
    ),
];

pub(super) fn list(making: &mut Making) {
    let by = making.team.senior.clone();
    let since = making.date(-120);
    let as_at = making.date(0);
    let several = 3 + making.chance.below(4);
    let copied = matches!(by.role, Role::SeniorCarer | Role::HomeNurse);
    let said = making
        .chance
        .choose(making.condition.medicines, several)
        .into_iter()
        .map(|(medicine, form, route, dose, frequency, indication)| {
            let said = entry(
                "medicine",
                &[
                    ("medicine", medicine),
                    ("form", form),
                    ("route", route),
                    ("dose", dose),
                    ("frequency", frequency),
                    ("indication", indication),
                    ("started", &since),
                    ("source", if copied { "mar_chart" } else { "gp_list" }),
                    ("as_at", &as_at),
                    ("status", "active"),
                ],
            );
            if copied {
                said.on(Basis::Transcribed)
            } else {
                said
            }
        })
        .collect();
    making.say(&by, said);
    if making.chance_of(25) {
        let (device, detail) = making.chance.pick(&[
            ("catheter", "Size 14, changed every 12 weeks"),
            ("pacemaker", "Left side"),
            ("picc", "Right arm, flushed weekly"),
        ]);
        let nurse = making.team.district.clone();
        making.say(
            &nurse,
            vec![entry(
                "device",
                &[("device", device), ("detail", detail), ("since", &since)],
            )],
        );
    }
}

pub(super) fn compared(making: &mut Making) {
    let by = making.nurse();
    let at = making.moment(0);
    let found = making.one_of(&[
        "Nothing different.",
        "Statin still on the chart, stopped in spring.",
        "Two lists, one dose: the GP list is right.",
        "Bought eye drops added.",
    ]);
    making.say(
        &by,
        vec![entry(
            "reconciled",
            &[
                ("with", "GP list and chart of the home"),
                ("by", &by.name),
                ("at", &at),
                ("found", &found),
            ],
        )],
    );
    if making.chance_of(60) {
        let gp = making.team.gp.clone();
        let (medicine, dose, why) = making.chance.pick(&[
            ("Simvastatin 40 mg", "40 mg", "Stopped: no longer helps"),
            ("Ramipril 2.5 mg", "2.5 mg", "Stopped: low blood pressure"),
            (
                "Alendronic acid 70 mg",
                "70 mg",
                "Stopped: hard to swallow sitting up",
            ),
        ]);
        let until = making.date(0);
        making.say(
            &gp,
            vec![entry(
                "medicine",
                &[
                    ("medicine", medicine),
                    ("dose", dose),
                    ("status", "stopped"),
                    ("ended", &until),
                    ("change", why),
                    ("prescriber", &gp.name),
                ],
            )],
        );
    }
}

pub(super) fn just_in_case(making: &mut Making) {
    let by = making.doctor();
    let (signed, until) = (making.moment(0), making.date(56));
    let said = BOX
        .iter()
        .map(|(medicine, dose, indication)| {
            entry(
                "authorisation",
                &[
                    ("medicine", medicine),
                    ("form", "injection"),
                    ("route", "subcutaneous"),
                    ("dose", dose),
                    ("indication", indication),
                    ("interval", "60"),
                    ("most_in_24h", "4 doses, then ring"),
                    ("seek_advice", "After two doses in four hours"),
                    ("prescriber", &by.name),
                    ("prescriber_role", by.role.words()),
                    (
                        "prescriber_registration",
                        by.registration.as_deref().unwrap_or_default(),
                    ),
                    ("signed_at", &signed),
                    ("valid_until", &until),
                    ("status", "active"),
                ],
            )
            .at(*medicine)
        })
        .collect();
    making.say(&by, said);
    let nurse = making.team.district.clone();
    let seal = making.between(100_000, 999_999);
    let (expiry, at) = (making.date(400), making.moment(30));
    let mut said = vec![
        entry(
            "box",
            &[
                ("issued", "box_issued"),
                ("location", "Locked cupboard, top shelf"),
                ("seal", &seal),
                ("valid_until", &until),
                ("family_told", "yes"),
            ],
        )
        .at("box"),
    ];
    for (medicine, _, _) in BOX {
        let batch = format!("X{}", making.between(1000, 9999));
        said.push(entry(
            "supply",
            &[
                ("medicine", medicine),
                ("quantity", "5"),
                ("batch", &batch),
                ("expiry", &expiry),
                ("from", "Marsh Lane Pharmacy"),
                ("place", "Box"),
                ("at", &at),
                ("witness", &making.team.senior.name),
            ],
        ));
    }
    making.say(&nurse, said);
}

pub(super) fn given(making: &mut Making) {
    let several = 1 + making.chance.below(3);
    let nurse = if making.chance_of(40) {
        making.team.night.clone()
    } else {
        making.team.district.clone()
    };
    for (medicine, _, indication) in making.chance.choose(BOX, several) {
        let authorisation = making.standing(medicine);
        let (at, later) = (making.moment(0), making.moment(30));
        let (before, after) = (making.between(5, 9), making.between(0, 4));
        let site = making
            .chance
            .pick(&["Left upper arm", "Right thigh", "Abdomen"]);
        let dose = match medicine.split(' ').next() {
            Some("Glycopyrronium") => "200 micrograms",
            Some("Levomepromazine") => "6.25 mg",
            _ => "2.5 mg",
        };
        making.say(
            &nurse,
            vec![entry(
                "administration",
                &[
                    ("medicine", medicine),
                    ("authorisation", &authorisation),
                    ("outcome", "given"),
                    ("dose", dose),
                    ("used", "1"),
                    ("wasted", "Rest of the ampoule"),
                    ("route", "subcutaneous"),
                    ("site", site),
                    ("indication", indication),
                    ("score_before", &before),
                    ("score_after", &after),
                    ("scored_at", &later),
                    ("at", &at),
                ],
            )],
        );
        // One is now and then forgotten on the sheet: then the count says so.
        let counted = if making.chance_of(10) { "3" } else { "4" };
        let at = making.moment(20);
        count(making, medicine, counted, &at);
    }
}

fn count(making: &mut Making, medicine: &str, counted: &str, at: &str) {
    let senior = making.team.senior.clone();
    let action = if counted == "4" {
        ""
    } else {
        "One ampoule not accounted for; nurse and manager told"
    };
    making.say(
        &senior,
        vec![entry(
            "stock_check",
            &[
                ("medicine", medicine),
                ("counted", counted),
                ("at", at),
                ("witness", "Second carer on shift"),
                ("action", action),
            ],
        )],
    );
}

/// What is left goes back.
pub(super) fn taken_back(making: &mut Making, by: &Author) {
    let at = making.moment(30);
    let said = BOX
        .iter()
        .filter(|(medicine, _, _)| !making.standing(medicine).is_empty())
        .map(|(medicine, _, _)| {
            entry(
                "disposal",
                &[
                    ("medicine", medicine),
                    ("quantity", "4"),
                    ("way", "returned"),
                    ("to", "Marsh Lane Pharmacy"),
                    ("at", &at),
                    ("witness", &making.team.senior.name),
                ],
            )
        })
        .collect();
    making.say(by, said);
}
