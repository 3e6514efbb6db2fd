//! 21 · Syringe pump.

use crate::declare::MergeClass::{Alarm, Surfaced};
use crate::declare::PartType::{Choice, EntryRef, LongText, Moment, Number, Text, YesNo};
use crate::declare::make::{key, log, many, part, plain, section};
use crate::declare::rules::{AUTHORISE, GIVE};
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "pump";

const STATUS: &[Code] = &[plain("running", "Running"), plain("stopped", "Stopped")];

const WHAT: &[Code] = &[
    plain("started", "Started"),
    plain("changed", "Syringe changed"),
    plain("stopped", "Stopped"),
    plain("resited", "Moved to another place"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Syringe pump",
    &[
        many(
            IN,
            "pump_prescription",
            "What the pump gives",
            Alarm,
            AUTHORISE,
            &[
                key(
                    "contents",
                    "Medicines, each with its dose in 24 hours",
                    LongText(500),
                ),
                part("diluent", "Made up with", Text(70)),
                part("compatibility", "Compatibility checked in", Text(150)),
                part("prescriber", "Prescribed by", Text(70)),
                part("prescriber_registration", "Registration number", Text(35)),
                part("signed_at", "Signed", Moment),
                part("status", "Status", Choice(STATUS)),
            ],
        )
        .headline(&["status"])
        .meanwhile("Change nothing on the pump until the prescriber has been rung."),
        many(
            IN,
            "pump",
            "Pump",
            Surfaced,
            GIVE,
            &[
                key("number", "Which pump", Text(35)),
                part("model", "Make and model", Text(70)),
                part("asset", "Asset number", Text(35)),
                part("site", "Where on the body", Text(70)),
                part("prescription", "Gives", EntryRef("pump_prescription")),
                part("status", "Status", Choice(STATUS)),
                part("ring", "Whom to ring about it", Text(150)),
                part("check_every", "Checked every", Number(1, 72, 0, "hours")),
            ],
        )
        .headline(&["model", "status"]),
        log(
            IN,
            "pump_syringe",
            "Syringe made up",
            GIVE,
            &[
                key("contents", "Medicines with batch and expiry", LongText(500)),
                part("pump", "Pump", EntryRef("pump")),
                part("what", "What was done", Choice(WHAT)),
                part("volume", "Volume", Number(0, 100, 1, "ml")),
                part("at", "When", Moment),
                part("checked_by", "Second person", Text(70)),
                part("because", "Because", LongText(500)),
            ],
        )
        .headline(&["what"]),
        log(
            IN,
            "pump_check",
            "Pump checked",
            GIVE,
            &[
                key("rate", "Rate", Number(0, 100, 2, "ml/h")),
                part("pump", "Pump", EntryRef("pump")),
                part("at", "When", Moment),
                part("infused", "Given so far", Number(0, 100, 1, "ml")),
                part("remaining", "Left", Number(0, 100, 1, "ml")),
                part("expected", "Should be left", Number(0, 100, 1, "ml")),
                part("battery", "Battery", Number(0, 100, 0, "%")),
                part("light_green", "Light is green", YesNo),
                part("site_condition", "The place on the body", Text(150)),
                part("contents_clear", "Contents are clear", YesNo),
                part("keypad_locked", "Keys locked", YesNo),
                part("lock_box", "In a locked box", YesNo),
                part("next_due", "Next syringe due", Moment),
                part("action", "What was done", LongText(500)),
                part("checked_by", "Second person", Text(70)),
            ],
        )
        .headline(&["remaining", "action"]),
    ],
    &[],
);
