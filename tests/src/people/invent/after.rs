//! Papers, reviews, what was not right, and death.

use super::making::{Making, entry, set};
use super::medicines;
use crate::people::phrases::talk;
use crate::people::staff::House;
use care_record::{Basis, SheetKind};

pub(super) fn documents(making: &mut Making) {
    let senior = making.team.senior.clone();
    let date = making.date(-30);
    let (title, kind) = making.chance.pick(&[
        ("Letter of the clinic", "clinic_letter"),
        ("CPR form, scanned", "dnacpr"),
        ("Lasting power of attorney", "lpa"),
        ("Fluid chart", "chart"),
        ("Photograph of the heel", "photo"),
    ]);
    making.say(
        &senior,
        vec![entry(
            "document",
            &[
                ("title", title),
                ("kind", kind),
                ("date", &date),
                ("location", "Bedside folder"),
                ("confidentiality", "normal"),
                ("seen_by", &senior.name),
                ("in_folder", "yes"),
            ],
        )],
    );
    if making.chance_of(30) {
        let on = making.date(-2);
        making.say(
            &senior,
            vec![entry(
                "also_written",
                &[
                    ("where", "Hospice's own system"),
                    ("seen_on", &on),
                    ("followed", "no"),
                ],
            )],
        );
    }
    match making.chance.below(14) {
        0 => withheld(making),
        1 => {
            let by = making.team.senior.clone();
            let line = entry(
                "local_line",
                &[
                    ("label", "Laundry mark"),
                    ("value", "Number 31, wool by hand"),
                ],
            );
            making.say(&by, vec![line]);
        }
        2 => {
            let senior = making.team.senior.clone();
            let by = making.team.manager.clone().unwrap_or(senior);
            making.say(
                &by,
                vec![entry(
                    "safeguarding",
                    &[
                        (
                            "text",
                            "Money missing from the purse twice; told the manager and the council.",
                        ),
                        ("reference", "SG-0417"),
                    ],
                )],
            );
        }
        3 => {
            let other = care_record::RecordId::from_bytes(making.chance.bytes()).to_string();
            let office = making.team.office.clone();
            making.say(
                &office,
                vec![entry(
                    "same_person",
                    &[
                        ("record", &other),
                        ("judgement", "same_goes_on"),
                        ("reason", "Same number, maiden name in the other"),
                    ],
                )],
            );
        }
        _ => {}
    }
}

fn withheld(making: &mut Making) {
    let nurse = making.team.hospice.clone();
    let review = making.date(60);
    let kept = entry(
        "problem",
        &[
            ("problem", "Depression after a loss"),
            ("since", "2019"),
            ("comment", "Asked that only nurses and doctors know."),
        ],
    );
    making.say_unseen(
        &nurse,
        vec![kept.on(Basis::SaidByPerson)],
        Some(SheetKind::Restricted),
        Vec::new(),
    );
    making.say(
        &nurse,
        vec![entry(
            "withheld",
            &[
                ("section", "problems"),
                ("ask", "Fen Edge Hospice, community team, 01632 960 400"),
                ("why", "persons_wish"),
                ("reviewer", &nurse.name),
                ("review", &review),
            ],
        )],
    );
}

pub(super) fn review(making: &mut Making) {
    let by = making.nurse();
    let (on, next) = (making.date(0), making.date(91));
    let outcome = making.chance.pick(&["no_change", "changed"]);
    let of = making
        .chance
        .pick(&["Whole record", "CPR decision", "Medicines", "Preferences"]);
    let comment = making.one_of(talk::NEXT);
    making.say(
        &by,
        vec![entry(
            "review",
            &[
                ("of", of),
                ("done_on", &on),
                ("outcome", outcome),
                ("next_due", &next),
                ("responsible", &by.name),
                ("comment", &comment),
            ],
        )],
    );
}

pub(super) fn feedback(making: &mut Making) {
    if !making.chance_of(30) {
        return;
    }
    let carer = making.carer();
    let (text, about, kind, answer) = making.chance.pick(talk::FEEDBACK);
    let text = making.fill(text);
    let made = making.say(
        &carer,
        vec![entry(
            "feedback",
            &[
                ("text", &text),
                ("about", about),
                ("kind", kind),
                ("severity", if kind == "unsafe" { "high" } else { "low" }),
            ],
        )],
    );
    if let (Some(of), true) = (made.first(), making.chance_of(70)) {
        let senior = making.team.senior.clone();
        making.say(
            &senior,
            vec![entry(
                "feedback_answer",
                &[
                    ("of", of.as_str()),
                    ("status", "settled"),
                    ("answer", answer),
                ],
            )],
        );
    }
}

pub(super) fn death(making: &mut Making) {
    let nurse = making.team.district.clone();
    let (date, breath, verified) = (making.date(0), making.moment(-95), making.moment(-10));
    let (place, name) = match making.house {
        House::Riverside => ("care_home_residential", "Riverside House"),
        House::Sedge => ("care_home_nursing", "Sedge Court Nursing Home"),
        House::Visited => ("home", ""),
    };
    let elsewhere = making.chance_of(25);
    let (place, name) = if elsewhere {
        ("hospital_acute", "Elyham General Hospital")
    } else {
        (place, name)
    };
    let why = if elsewhere {
        making.chance.pick(&["sudden", "symptoms", "carer_unable"])
    } else {
        ""
    };
    making.say(
        &nurse,
        vec![
            entry(
                "death",
                &[
                    ("date", &date),
                    ("last_breath", &breath),
                    ("verified_at", &verified),
                    ("verifier", &nurse.name),
                    (
                        "verifier_registration",
                        nurse.registration.as_deref().unwrap_or_default(),
                    ),
                    ("expected", if why == "sudden" { "no" } else { "yes" }),
                    ("place", place),
                    ("place_name", name),
                    ("why_not_preferred", why),
                    ("implants", "None"),
                    ("infection", "None known"),
                ],
            )
            .at("death"),
        ],
    );
    medicines::taken_back(making, &nurse);
    let senior = making.team.senior.clone();
    let comment = making.one_of(&[
        "{kin} was there and thanked everybody.",
        "Quiet, with the window open, as {she} wanted.",
        "It went fast in the end; talk with {kin} next week.",
        "Team meets on Thursday to remember {name}.",
    ]);
    making.say(
        &senior,
        vec![
            entry(
                "after_care",
                &[
                    ("told", "family, gp, district_nurses, hospice"),
                    ("medicines_accounted", "yes"),
                    ("wishes_followed", if elsewhere { "no" } else { "yes" }),
                    ("bereavement_contact", "Colin Fairweather, Fen Edge Hospice"),
                    ("on", &date),
                ],
            )
            .at("after_care"),
            set("after_death.comment", comment),
            set("record.state", "closed"),
        ],
    );
}
