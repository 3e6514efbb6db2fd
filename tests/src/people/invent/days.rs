//! What is written from day to day.

use super::making::{Making, Said, Stage, entry};
use crate::people::phrases::{carer as carers, nurse as nurses, talk};

pub(super) fn carer(making: &mut Making) {
    let by = making.carer();
    let sentences = 2 + making.chance.below(4);
    let mut text = making.note(carers::DAY, sentences);
    if making.chance_of(65) {
        text = format!("{text} {}", making.one_of(making.condition.seen));
    }
    making.say(&by, vec![entry("note", &[("text", &text)])]);
}

pub(super) fn night(making: &mut Making) {
    making.at_hour(making.day, 22);
    let by = making.carer();
    let sentences = 2 + making.chance.below(3);
    let text = making.note(carers::NIGHT, sentences);
    making.say(
        &by,
        vec![entry("note", &[("text", &format!("Night. {text}"))])],
    );
}

pub(super) fn nurse(making: &mut Making) {
    let by = making.nurse();
    let at = making.moment(0);
    let sentences = 3 + making.chance.below(3);
    let doctor = making.chance_of(25);
    let lists = if doctor {
        nurses::REVIEW
    } else {
        nurses::VISIT
    };
    let text = making.note(lists, sentences);
    let found = making.one_of(making.condition.found);
    let (symptoms, actions) = (
        making.one_of(nurses::SYMPTOMS),
        making.one_of(nurses::ACTIONS),
    );
    let undone = if making.chance_of(30) {
        making.one_of(nurses::UNDONE)
    } else {
        String::new()
    };
    let by = if doctor { making.doctor() } else { by };
    let kind = making
        .chance
        .pick(&["visit", "visit", "visit", "call", "remote"]);
    making.say(
        &by,
        vec![entry(
            "contact_note",
            &[
                ("today_i_see", &format!("{text} {found}")),
                ("kind", kind),
                ("at", &at),
                ("symptoms", &symptoms),
                ("actions", &actions),
                ("left_undone", &undone),
                ("read_plan", "yes"),
                ("plan_followed", "yes"),
            ],
        )],
    );
}

pub(super) fn measured(making: &mut Making) {
    let by = making.carer();
    let at = making.moment(0);
    let kind = making.chance.pick(&["none", "1", "3", "4", "5", "6"]);
    let score = making.between(0, 8);
    let remark = making.one_of(making.condition.seen);
    making.say(
        &by,
        vec![
            entry("bowels", &[("type", kind), ("at", &at)]),
            entry("pain", &[("score", &score), ("at", &at), ("note", &remark)]),
        ],
    );
}

pub(super) fn change(making: &mut Making) {
    let by = making.carer();
    let at = making.moment(-10);
    let signs = making.chance.pick(&[
        "more_tired",
        "eating_less, more_tired",
        "more_confused, feels_wrong",
        "pain, off_legs",
        "breathing, mood",
        "bowels_bladder",
    ]);
    let note = making.one_of(carers::CHANGE);
    making.say(
        &by,
        vec![entry(
            "soft_signs",
            &[("signs", signs), ("at", &at), ("note", &note)],
        )],
    );
    if making.chance_of(30) {
        let senior = making.team.senior.clone();
        let (finding, score) = (making.one_of(carers::DELIRIUM_SEEN), making.between(3, 9));
        making.say(
            &senior,
            vec![entry(
                "delirium",
                &[("finding", &finding), ("score", &score), ("at", &at)],
            )],
        );
    }
}

pub(super) fn fall(making: &mut Making) {
    if !making.chance_of(45) {
        return carer(making);
    }
    let by = making.carer();
    let at = making.moment(-20);
    let what = making.one_of(carers::FALLS);
    let injury = if what.contains("tear") || what.contains("grazed") {
        "yes"
    } else {
        "no"
    };
    making.say(
        &by,
        vec![entry(
            "fall",
            &[("what_happened", &what), ("injury", injury), ("at", &at)],
        )],
    );
}

pub(super) fn skin_and_mouth(making: &mut Making) {
    let by = making.carer();
    let at = making.moment(0);
    let (finding, mouth) = (
        making.one_of(carers::SKIN_SEEN),
        making.one_of(carers::MOUTH_SEEN),
    );
    let place = making.chance.pick(&[
        "Sacrum",
        "Left heel",
        "Right heel",
        "Left shin",
        "Right elbow",
        "Under the breast",
    ]);
    let broken = if finding.contains("tear") || finding.contains("break") {
        "yes"
    } else {
        "no"
    };
    making.say(
        &by,
        vec![
            entry(
                "skin",
                &[
                    ("finding", &finding),
                    ("where", place),
                    ("broken", broken),
                    ("at", &at),
                ],
            ),
            entry("mouth", &[("finding", &mouth), ("at", &at)]),
        ],
    );
}

/// Asked by one, taken on or not by another.
pub(super) fn task(making: &mut Making) {
    let by = making.carer();
    let owner = making.nurse();
    let (what, why) = making.chance.pick(talk::TASKS);
    let (what, why) = (making.fill(what), making.fill(why));
    let due = making.moment(3 * 24 * 60);
    let place = format!("task {}", making.day);
    let task = |state: &str, because: &str| -> Said {
        entry(
            "task",
            &[
                ("what", &what),
                ("why", &why),
                ("owner", &owner.name),
                ("due", &due),
                ("state", state),
                ("because", because),
            ],
        )
        .at(place.clone())
    };
    making.say(&by, vec![task("asked", "")]);
    match making.chance.below(5) {
        0 => {}
        1 => {
            making.say(
                &owner,
                vec![task(
                    "declined",
                    "On leave; the team's office will take it.",
                )],
            );
        }
        _ => {
            making.say(&owner, vec![task("accepted", "")]);
            if making.chance_of(70) {
                making.say(&owner, vec![task("done", "")]);
            }
        }
    }
}

pub(super) fn handover(making: &mut Making) {
    making.at_hour(making.day, 20);
    let by = making.team.senior.clone();
    let text = making.one_of(carers::HANDOVER);
    making.say(&by, vec![entry("handover", &[("text", &text)])]);
}

pub(super) fn sbard(making: &mut Making) {
    if !making.chance_of(50) {
        return handover(making);
    }
    let by = making.team.senior.clone();
    let dying = matches!(making.stage, Stage::Days | Stage::Died) && making.day + 5 > making.length;
    let (situation, background, assessment, recommendation, decision) = if dying {
        nurses::SBARD_DYING
    } else {
        making.chance.pick(nurses::SBARD)
    };
    let all = [situation, background, assessment, recommendation, decision]
        .map(|words| making.fill(words));
    let [situation, background, assessment, recommendation, decision] = all;
    let at = making.moment(-15);
    let told = making.kin();
    making.say(
        &by,
        vec![entry(
            "sbard",
            &[
                ("situation", &situation),
                ("background", &background),
                ("assessment", &assessment),
                ("recommendation", &recommendation),
                ("decision", &decision),
                ("told", &told),
                ("at", &at),
                ("plan_followed", "yes"),
            ],
        )],
    );
    let urgent = making.team.urgent.clone();
    making.say(
        &urgent,
        vec![entry(
            "read_by",
            &[("service", "Sluice Road Urgent Care"), ("used", &decision)],
        )],
    );
}

pub(super) fn dying(making: &mut Making) {
    let by = making.carer();
    let text = making.note(
        &[carers::LAST_DAYS, carers::LAST_DAYS, carers::LAST_DAYS],
        3,
    );
    making.say(&by, vec![entry("note", &[("text", &text)])]);
    making.at_hour(making.day, 21);
    let night = making.team.night.clone();
    let text = making.note(&[carers::LAST_DAYS, carers::LAST_DAYS], 2);
    making.say(
        &night,
        vec![entry(
            "note",
            &[("text", &format!("Called in at night. {text}"))],
        )],
    );
}
