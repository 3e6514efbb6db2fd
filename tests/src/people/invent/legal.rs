//! What binds: papers signed, judgements of capacity, decisions in somebody's best interests.

use super::making::{Making, entry};
use crate::people::phrases::talk;
use crate::people::staff::House;

pub(super) fn papers(making: &mut Making) {
    let nurse = making.team.district.clone();
    let (kin, on) = (making.kin(), making.date(-3));
    let mut said = Vec::new();
    if !making.condition.decides {
        said.push(entry(
            "capacity_assessment",
            &[
                ("decision", "Where to live and be cared for"),
                ("result", "lacks"),
                ("on", &on),
                ("assessor", &nurse.name),
                (
                    "detail",
                    "Could not hold on to what was said long enough to weigh it.",
                ),
            ],
        ));
        said.push(entry(
            "best_interests",
            &[
                (
                    "decision",
                    "To stay where they are known, with care for comfort.",
                ),
                ("consulted", "family, professionals"),
                ("names", &kin),
                ("on", &on),
            ],
        ));
        if making.house != House::Visited {
            let (asked, until) = (making.date(-60), making.date(300));
            said.push(
                entry(
                    "dols",
                    &[
                        ("status", "authorised"),
                        ("requested", &asked),
                        ("authorised", &on),
                        ("until", &until),
                    ],
                )
                .at("dols"),
            );
        }
    }
    if !kin.is_empty() && making.chance_of(35) {
        let attorney = [
            ("names", kin.as_str()),
            ("phone", "07700 900 456"),
            ("authority", "with_life_sustaining"),
            ("acting", "alone"),
            ("registered_seen", "yes"),
            ("location", "Copy in papers"),
        ];
        said.push(entry("attorney_health", &attorney));
        if making.chance_of(40) {
            said.push(entry(
                "attorney_property",
                &[("names", &kin), ("registered_seen", "no")],
            ));
        }
    } else if making.chance_of(6) {
        said.push(entry(
            "deputy",
            &[
                ("names", "Elyham Council, deputyship team"),
                ("phone", "01632 960 290"),
                ("registered_seen", "yes"),
            ],
        ));
    }
    if making.chance_of(15) && making.condition.decides {
        let refused = [
            ("adrt", "refuses_life_sustaining"),
            ("treatment", "Breathing machines and feeding tubes"),
            (
                "circumstances",
                "When I can no longer make myself understood",
            ),
            ("date", on.as_str()),
            ("written", "yes"),
            ("signed", "yes"),
            ("witnessed", "yes"),
            ("even_if_life_at_risk", "yes"),
            ("location", "With the solicitor; copy in papers"),
        ];
        said.push(entry("adrt", &refused).at("adrt"));
    }
    if making.chance_of(30) {
        let text = making.one_of(talk::WISHES);
        said.push(
            entry(
                "advance_statement",
                &[
                    ("statement", "yes"),
                    ("text", &text),
                    ("date", &on),
                    ("location", "Papers"),
                ],
            )
            .at("advance_statement"),
        );
    }
    making.say(&nurse, said);
    if !making.standing("adrt").is_empty() {
        let doctor = making.doctor();
        making.say(
            &doctor,
            vec![
                entry(
                    "adrt_validity",
                    &[
                        ("valid", "yes"),
                        (
                            "because",
                            "Signed, witnessed, fits what is happening, never taken back.",
                        ),
                    ],
                )
                .at("adrt_validity"),
            ],
        );
    }
}
