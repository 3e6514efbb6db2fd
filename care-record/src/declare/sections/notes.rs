//! 22 · Notes, contacts and tasks.

use crate::SheetKind;
use crate::declare::MergeClass::Surfaced;
use crate::declare::PartType::{Choice, LongText, Moment, Text, YesNo};
use crate::declare::make::{key, log, many, part, plain, section};
use crate::declare::rules::{CARE, SENIOR};
use crate::declare::{Code, SectionDeclaration};

const IN: &str = "notes";

const CONTACT: &[Code] = &[
    plain("visit", "Visit"),
    plain("call", "Telephone call"),
    plain("remote", "Video call"),
    plain("message", "Message"),
];

const TASK: &[Code] = &[
    plain("asked", "Asked"),
    plain("accepted", "Accepted"),
    plain("declined", "Not taken on"),
    plain("done", "Done"),
];

pub(super) const SECTION: SectionDeclaration = section(
    IN,
    "Notes and tasks",
    &[
        many(
            IN,
            "task",
            "Task",
            Surfaced,
            CARE,
            &[
                key("what", "What", Text(500)),
                part("why", "What for", LongText(500)),
                part("owner", "Who", Text(150)),
                part("due", "By when", Moment),
                part("state", "State", Choice(TASK)),
                part("because", "If not taken on, why", LongText(500)),
            ],
        )
        .headline(&["owner", "state"]),
        log(
            IN,
            "note",
            "Note",
            CARE,
            &[key("text", "Note", LongText(20_000))],
        ),
        log(
            IN,
            "contact_note",
            "Visit or call",
            CARE,
            &[
                key("today_i_see", "What I see today", LongText(20_000)),
                part("kind", "Kind", Choice(CONTACT)),
                part("at", "When", Moment),
                part("symptoms", "Symptoms", LongText(2000)),
                part("actions", "What was done", LongText(2000)),
                part("left_undone", "What was left undone", LongText(2000)),
                part("read_plan", "Plan was read", YesNo),
                part("plan_followed", "Plan was followed", YesNo),
                part("not_followed_because", "If not, why", LongText(500)),
            ],
        )
        .headline(&["left_undone"]),
        log(
            IN,
            "handover",
            "Hand-over",
            CARE,
            &[key("text", "Hand-over", LongText(2000))],
        ),
        log(
            IN,
            "sbard",
            "Call for help (SBARD)",
            CARE,
            &[
                key("situation", "Situation", LongText(2000)),
                part("background", "Background", LongText(2000)),
                part("assessment", "Assessment", LongText(2000)),
                part("recommendation", "Recommendation", LongText(2000)),
                part("decision", "What was decided", LongText(2000)),
                part("told", "Who was told", Text(150)),
                part("at", "When", Moment),
                part("plan_followed", "Plan was followed", YesNo),
                part("not_followed_because", "If not, why", LongText(500)),
            ],
        )
        .headline(&["decision"]),
        log(
            IN,
            "safeguarding",
            "Safeguarding",
            SENIOR,
            &[
                key("text", "What", LongText(2000)),
                part("reference", "Reference", Text(70)),
            ],
        )
        .on(SheetKind::Restricted),
    ],
    &[],
);
