//! What was talked about, what somebody wants, and what has been decided.

use super::making::{Faith, Making, Stage, entry, set};
use crate::people::Author;
use crate::people::phrases::talk;
use crate::people::staff::House;
use care_record::{Basis, EntryId, Role};

pub(super) fn conversation(making: &mut Making) {
    let by = making.nurse();
    let at = making.moment(-40);
    let (said, next) = (making.one_of(talk::TOLD), making.one_of(talk::NEXT));
    let (kind, topics) = making.chance.pick(&[
        ("acp_person", "place_of_care, what_matters"),
        ("acp_family", "time_left, family"),
        ("cpr_person", "cpr, treatment"),
        ("acp_carer", "place_of_death, family"),
    ]);
    let status = making.chance.pick(&[
        "completed",
        "completed",
        "begun",
        "part_done",
        "raised_not_ready",
    ]);
    let (kin, due) = (making.kin(), making.date(14));
    making.say(
        &by,
        vec![entry(
            "conversation",
            &[
                ("kind", kind),
                ("status", status),
                ("at", &at),
                (
                    "with",
                    if kin.is_empty() {
                        "person"
                    } else {
                        "person, family"
                    },
                ),
                ("with_names", &kin),
                ("topics", topics),
                ("what_was_said", &said),
                ("next_step", &next),
                ("owner", &by.name),
                ("due", &due),
            ],
        )],
    );
}

pub(super) fn places(making: &mut Making) {
    let by = making.team.district.clone();
    let (place, name) = match making.house {
        House::Riverside => ("care_home_residential", "Riverside House"),
        House::Sedge => ("care_home_nursing", "Sedge Court Nursing Home"),
        House::Visited => ("home", ""),
    };
    let first = if making.chance_of(80) {
        (place, name)
    } else {
        ("hospice", "Fen Edge Hospice")
    };
    let care = [
        ("place", place),
        ("name", name),
        ("is_usual_residence", "yes"),
    ];
    let mut said = vec![
        entry("preferred_place_of_care_1", &care)
            .at("care 1")
            .on(Basis::SaidByPerson),
        entry(
            "preferred_place_of_death_1",
            &[("place", first.0), ("name", first.1)],
        )
        .at("death 1")
        .on(Basis::SaidByPerson),
    ];
    if making.chance_of(50) {
        let hospice = [("place", "hospice"), ("name", "Fen Edge Hospice")];
        said.push(entry("preferred_place_of_care_2", &hospice).at("care 2"));
        said.push(entry("preferred_place_of_death_2", &hospice).at("death 2"));
    }
    let wish = making
        .chance
        .pick(&["no", "only_for", "not_discussed", "yes"]);
    let reasons = if wish == "only_for" {
        "A broken bone, or bleeding that cannot be stopped here"
    } else {
        ""
    };
    said.push(entry("hospital_wish", &[("wish", wish), ("reasons", reasons)]).at("hospital"));
    if making.chance_of(30) {
        let wish = making.chance.pick(&["yes", "no", "not_discussed"]);
        said.push(
            entry(
                "donation",
                &[
                    ("wish", wish),
                    ("detail", if wish == "yes" { "Corneas" } else { "" }),
                ],
            )
            .at("donation"),
        );
    }
    making.say(&by, said);
    let wishes = making.one_of(talk::WISHES);
    let company = making.one_of(talk::COMPANY);
    let food = making.of_faith(Faith::Food, talk::FOOD);
    let ritual = making.of_faith(Faith::Ritual, talk::RITUAL);
    let burial = making.of_faith(Faith::Burial, talk::AFTER);
    let said = vec![
        set("preferences.wishes", wishes).on(Basis::SaidByPerson),
        set("preferences.food_drink", food).on(Basis::SaidByPerson),
        set("preferences.faith_ritual", ritual).on(Basis::SaidByPerson),
        set("preferences.company", company).on(Basis::SaidByPerson),
        set("preferences.after_death", burial).on(Basis::SaidByPerson),
    ];
    making.say(&by, said);
}

pub(super) fn cpr(making: &mut Making) {
    let by = making.doctor();
    let not_for = making.stage != Stage::Year || making.chance_of(60);
    let decision = if !making.condition.decides || not_for {
        "not_for_cpr"
    } else {
        making.chance.pick(&["for_cpr", "not_discussed"])
    };
    let made = decide(making, &by, decision, Vec::new());
    if decision != "not_discussed" && making.chance_of(8) {
        let gp = making.team.gp.clone();
        let other = if by == gp {
            making.team.doctor.clone()
        } else {
            gp
        };
        let opposite = if decision == "for_cpr" {
            "not_for_cpr"
        } else {
            "for_cpr"
        };
        decide(making, &other, opposite, made);
    }
    let senior = making.team.senior.clone();
    if making.chance_of(20) && matches!(senior.role, Role::SeniorCarer | Role::HomeNurse) {
        let date = making.date(-200);
        making.say(
            &senior,
            vec![entry(
                "other_form",
                &[
                    ("kind", "dnacpr_form"),
                    ("date", &date),
                    ("location", "Old folder, second drawer"),
                    ("relation", "superseded"),
                ],
            )],
        );
    }
}

/// Decides, perhaps without having seen what another decided.
fn decide(making: &mut Making, by: &Author, decision: &str, unseen: Vec<EntryId>) -> Vec<EntryId> {
    let why = making.one_of(talk::CPR_WHY);
    let (on, review) = (making.date(-1), making.date(90));
    let kin = making.kin();
    let capacity = if making.condition.decides {
        "has"
    } else {
        "lacks"
    };
    let negative = decision == "not_for_cpr";
    let location = making.chance.pick(&[
        "Front of the bedside folder",
        "Behind the front door",
        "Office, red file",
    ]);
    let mut parts = vec![
        ("decision", decision),
        ("decided_on", on.as_str()),
        ("capacity", capacity),
        ("maker_name", by.name.as_str()),
    ];
    if negative {
        parts.extend([
            ("reason", "unlikely_to_succeed"),
            ("reason_text", why.as_str()),
        ]);
        parts.extend([
            ("document_kind", "dnacpr_form"),
            ("document_location", location),
        ]);
        parts.push((
            "informed",
            if kin.is_empty() {
                "person"
            } else {
                "person, family"
            },
        ));
    }
    parts.extend([
        (
            "involved",
            if kin.is_empty() {
                "person"
            } else {
                "person, family"
            },
        ),
        ("involved_names", kin.as_str()),
        ("maker_role", by.role.words()),
        (
            "maker_registration",
            by.registration.as_deref().unwrap_or_default(),
        ),
        ("maker_organisation", by.organisation.as_str()),
        (
            "review",
            if making.stage == Stage::Year {
                review.as_str()
            } else {
                "indefinite"
            },
        ),
    ]);
    making.say_unseen(
        by,
        vec![entry("cpr_decision", &parts).at("cpr")],
        None,
        unseen,
    )
}

pub(super) fn treatment_plan(making: &mut Making) {
    let by = making.doctor();
    let (values, fears) = (making.one_of(talk::VALUES), making.one_of(talk::FEARS));
    let (date, review, kin) = (making.date(0), making.date(120), making.kin());
    let focus = if making.stage == Stage::Year {
        "balance"
    } else {
        "comfort"
    };
    let scale = making.between(6, 10);
    let mut said = vec![
        entry(
            "treatment_plan",
            &[
                ("focus", focus),
                ("plan_kind", making.chance.pick(&["tep", "acp", "ehcp"])),
                ("on_paper", "yes"),
                ("location", "Bedside folder"),
                ("date", &date),
                ("scale", &scale),
                ("values", &values),
                ("fears", &fears),
                ("agreed_with", &kin),
                ("review", &review),
                ("review_by", &by.name),
            ],
        )
        .at("plan"),
    ];
    for (treatment, want) in making.chance.choose(
        &[
            ("hospital", "consider"),
            ("iv_antibiotics", "no"),
            ("oral_antibiotics", "yes"),
            ("feeding_tube", "no"),
            ("fluids", "no"),
            ("intensive_care", "no"),
            ("transfusion", "consider"),
            ("oxygen", "yes"),
        ],
        3,
    ) {
        said.push(entry(
            "treatment",
            &[("treatment", treatment), ("want", want)],
        ));
    }
    making.say(&by, said);
}

pub(super) fn care_plan(making: &mut Making) {
    let senior = making.team.senior.clone();
    let (need, goal, action, who) = making.chance.pick(talk::CARE_PLAN);
    let (need, goal, who) = (making.fill(need), making.fill(goal), making.fill(who));
    let (review, importance) = (making.date(28), making.between(5, 10));
    let mut said = vec![entry(
        "care_plan",
        &[
            ("need", &need),
            ("goal", &goal),
            ("action", action),
            ("who", &who),
            ("importance", &importance),
            ("status", "Begun"),
            ("review", &review),
        ],
    )];
    if making.chance_of(25) {
        let date = making.date(-20);
        said.push(entry(
            "additional_plan",
            &[
                ("name", "Positioning plan of the therapist"),
                (
                    "content",
                    "Chair two hours at most, tilt, feet supported. Side to side in bed.",
                ),
                ("updated", &date),
            ],
        ));
    }
    making.say(&senior, said);
}

pub(super) fn contingency(making: &mut Making) {
    let by = making.nurse();
    let (kin, review) = (making.kin(), making.date(60));
    let mut said = Vec::new();
    for &(trigger, signs, first, not, hospital) in making.condition.plans {
        let (signs, first, not) = (making.fill(signs), making.fill(first), making.fill(not));
        let hospital_if = if hospital == "if" {
            "A bone may be broken, or comfort cannot be reached here"
        } else {
            ""
        };
        said.push(entry(
            "contingency",
            &[
                ("trigger", trigger),
                ("signs", &signs),
                ("do_first", &first),
                ("do_not", &not),
                (
                    "call",
                    "Fen Edge Hospice advice line 01632 960 400; nurses 01632 960 240",
                ),
                ("hospital", hospital),
                ("hospital_if", hospital_if),
                ("agreed_with", &kin),
                ("review", &review),
                ("responsible", &by.name),
            ],
        ));
    }
    making.say(&by, said);
    if making.chance_of(15) {
        let carer = making.carer();
        making.say(
            &carer,
            vec![
                entry(
                    "contingency",
                    &[
                        ("trigger", "agitation"),
                        ("do_first", "Put on the old songs and sit down beside."),
                    ],
                )
                .suggested(),
            ],
        );
    }
}
