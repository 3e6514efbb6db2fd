//! The syringe pump: what it gives, the pump itself, each syringe and each check.

use super::making::{Making, entry};
use crate::people::Author;

pub(super) fn started(making: &mut Making) {
    let doctor = making.doctor();
    let nurse = making.team.district.clone();
    let (signed, contents) = (making.moment(0), making.condition.pump);
    making.say(
        &doctor,
        vec![
            entry(
                "pump_prescription",
                &[
                    ("contents", contents),
                    ("diluent", "Water for injections"),
                    ("compatibility", "Hospice compatibility tables"),
                    ("prescriber", &doctor.name),
                    (
                        "prescriber_registration",
                        doctor.registration.as_deref().unwrap_or_default(),
                    ),
                    ("signed_at", &signed),
                    ("status", "running"),
                ],
            )
            .at("prescription"),
        ],
    );
    let (prescription, asset) = (making.standing("prescription"), making.between(4000, 4999));
    let at = making.moment(45);
    making.say(
        &nurse,
        vec![
            entry(
                "pump",
                &[
                    ("number", "1"),
                    ("model", "Ambulatory syringe pump, 24 hours"),
                    ("asset", &asset),
                    ("site", "Left upper arm"),
                    ("prescription", &prescription),
                    ("status", "running"),
                    ("ring", "Nurses 01632 960 240"),
                    ("check_every", "4"),
                ],
            )
            .at("pump"),
        ],
    );
    let pump = making.standing("pump");
    making.say(
        &nurse,
        vec![entry(
            "pump_syringe",
            &[
                ("contents", contents),
                ("pump", &pump),
                ("what", "started"),
                ("volume", "18"),
                ("at", &at),
                ("checked_by", &making.team.hospice.name),
            ],
        )],
    );
    checked(making, &nurse, "17.5");
}

pub(super) fn looked_at(making: &mut Making) {
    let nurse = making.team.district.clone();
    let left = making.chance.pick(&["12.8", "9.0", "6.2", "3.1"]);
    checked(making, &nurse, left);
    if making.chance_of(50) {
        let (pump, at) = (making.standing("pump"), making.moment(5));
        let contents = making.condition.pump;
        making.say(
            &nurse,
            vec![entry(
                "pump_syringe",
                &[
                    ("contents", contents),
                    ("pump", &pump),
                    ("what", "changed"),
                    ("volume", "18"),
                    ("at", &at),
                ],
            )],
        );
    }
}

fn checked(making: &mut Making, by: &Author, left: &str) {
    let (pump, at, next) = (
        making.standing("pump"),
        making.moment(10),
        making.moment(24 * 60),
    );
    let action = making.one_of(&[
        "",
        "",
        "Moved to the right thigh, old place red",
        "Battery changed",
    ]);
    let battery = making.between(45, 99);
    let skin = making.chance.pick(&["Clean, soft", "A little red", "Dry"]);
    making.say(
        by,
        vec![entry(
            "pump_check",
            &[
                ("rate", "0.75"),
                ("pump", &pump),
                ("at", &at),
                ("remaining", left),
                ("expected", left),
                ("battery", &battery),
                ("light_green", "yes"),
                ("site_condition", skin),
                ("contents_clear", "yes"),
                ("keypad_locked", "yes"),
                ("lock_box", "yes"),
                ("next_due", &next),
                ("action", &action),
            ],
        )],
    );
}
