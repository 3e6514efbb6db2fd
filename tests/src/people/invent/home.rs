//! Where somebody lives, what she or he needs, and what is good to know.

use super::making::{Faith, Making, entry, set};
use crate::people::phrases::talk;
use crate::people::staff::House;
use care_record::Basis;

pub(super) fn dwelling(making: &mut Making) {
    let senior = making.team.senior.clone();
    let room = format!("Room {}", making.between(1, 38));
    let said = match making.house {
        House::Riverside => vec![
            set("home.dwelling", "care_home_residential"),
            set("home.care_home_name", "Riverside House"),
            set("home.care_home_id", "VX-RIVERSIDE"),
            set("home.room", room),
        ],
        House::Sedge => vec![
            set("home.dwelling", "care_home_nursing"),
            set("home.care_home_name", "Sedge Court Nursing Home"),
            set("home.care_home_id", "VX-SEDGE"),
            set("home.room", room),
        ],
        House::Visited => {
            let alone = if making.person.relatives.len() < 2 {
                "yes"
            } else {
                "no"
            };
            let access = making.one_of(&[
                "Second drive after the chapel, blue door. Park on the verge.",
                "Ring twice and wait; the bell is faint.",
                "Flat {2-9}, lift to the second floor, parking behind the bins.",
                "Down the track past the pumping station, mind the dyke.",
                "Side gate, back door is open until eight.",
            ]);
            let pets = making.one_of(&[
                "None",
                "Old collie, friendly",
                "Two cats, shut the door",
                "Parrot, bites",
                "Terrier, ring first",
            ]);
            let hazards = making.one_of(&[
                "Loose rug in the hall",
                "Steep stairs without rail",
                "Smokes in the kitchen",
                "Low beams",
                "None seen",
                "Oxygen tubing on the floor",
            ]);
            let oxygen = if making.condition.vital.0 < 91 {
                "yes"
            } else {
                "no"
            };
            vec![
                set(
                    "home.dwelling",
                    making.chance.pick(&[
                        "own_home",
                        "own_home",
                        "own_home",
                        "sheltered",
                        "relatives_home",
                    ]),
                ),
                set("home.lives_alone", alone),
                set("home.access", access),
                set("home.pets", pets),
                set("home.hazards", hazards).on(Basis::Observed),
                set("home.oxygen", oxygen),
                set(
                    "home.smoke_alarm",
                    making.chance.pick(&["yes", "yes", "no"]),
                ),
                set(
                    "home.utilities_register",
                    making.chance.pick(&["yes", "no"]),
                ),
            ]
        }
    };
    making.say(&senior, said);
    if making.house == House::Visited && making.chance_of(60) {
        let since = making.date(0);
        let how = making.one_of(&[
            "Key safe left of the door, code {1000-9999}.",
            "Key with number {2-40}, the neighbour.",
            "Key safe behind the drainpipe, code {1000-9999}, push hard.",
        ]);
        making.say(
            &senior,
            vec![entry("key_safe", &[("how", &how), ("since", &since)]).at("key_safe")],
        );
    }
}

pub(super) fn equipment(making: &mut Making) {
    let senior = making.team.senior.clone();
    let since = making.date(-6);
    let several = 1 + making.chance.below(3);
    let said = making
        .chance
        .choose(
            &[
                ("bed", "Profiling, rails down by choice"),
                ("mattress", "Alternating air, set for weight"),
                ("hoist", "Mobile, medium sling"),
                ("commode", "Wheeled, beside the bed"),
                ("wheelchair", "Attendant, pressure cushion"),
                ("suction", "Portable, charged"),
                ("alarm", "Pendant round the neck"),
            ],
            several,
        )
        .into_iter()
        .map(|(what, detail)| {
            entry(
                "equipment",
                &[
                    ("what", what),
                    ("detail", detail),
                    ("supplier", "Fen Equipment Store"),
                    ("phone", "01632 960 270"),
                    ("since", &since),
                ],
            )
        })
        .collect();
    making.say(&senior, said);
}

pub(super) fn needs(making: &mut Making) {
    let senior = making.team.senior.clone();
    let condition = making.condition;
    let mobility = making.one_of(condition.mobility);
    let swallowing = making.one_of(condition.swallowing);
    let cognition = making.one_of(condition.cognition);
    let communicate = making.one_of(talk::COMMUNICATE);
    let ritual = making.of_faith(Faith::Ritual, talk::RITUAL);
    let mut said = vec![
        set("needs.mobility", mobility),
        set("needs.swallowing", swallowing),
        set("needs.cognition", cognition),
        set("needs.how_i_communicate", communicate).on(Basis::SaidByPerson),
        set("needs.spiritual_cultural", ritual),
        set(
            "needs.interpreter",
            if making.chance_of(4) {
                "needed"
            } else {
                "not_needed"
            },
        ),
    ];
    let kinds = [
        ("hearing", "Aids in both ears, speak to the left"),
        ("sight", "Sees shapes; say who you are"),
        ("communicating", "Slow speech, wait"),
        (
            "cannot_summon_help",
            "Cannot press the bell: look in hourly",
        ),
        ("none_known", ""),
    ];
    let (kind, detail) = making.chance.pick(&kinds);
    said.push(entry("impairment", &[("kind", kind), ("detail", detail)]));
    if making.chance_of(25) {
        let (format, detail) = making.chance.pick(&[
            ("large_print", "Black on yellow"),
            ("easy_read", "One page at a time"),
            ("audio", "On the memory stick"),
            ("pictures", "Cards in the red wallet"),
        ]);
        said.push(entry(
            "accessible_format",
            &[("format", format), ("detail", detail)],
        ));
    }
    if making.chance_of(30) {
        let (what, detail) = making.chance.pick(&[
            (
                "Double time for visits",
                "Tires when hurried, says yes to everything then",
            ),
            ("Same two carers", "Strangers frighten"),
            ("Calls after eleven", "Not well in the mornings"),
        ]);
        said.push(entry(
            "reasonable_adjustment",
            &[("what", what), ("detail", detail)],
        ));
    }
    if making.chance_of(15) {
        said.push(entry(
            "other_need",
            &[("what", "Left-handed; cup and bell on the left.")],
        ));
    }
    making.say(&senior, said);
    if making.chance_of(20) {
        let carer = making.carer();
        making.say(
            &carer,
            vec![
                entry(
                    "other_need",
                    &[(
                        "what",
                        "Sleeps better with the small lamp on, should be in the plan.",
                    )],
                )
                .suggested(),
            ],
        );
    }
}

pub(super) fn about_me(making: &mut Making) {
    let carer = making.carer();
    let lists: [(&'static str, &[&str]); 7] = [
        ("about_me.most_important", talk::IMPORTANT),
        ("about_me.people", talk::PEOPLE),
        ("about_me.communicate", talk::COMMUNICATE),
        ("about_me.wellness", talk::WELLNESS),
        ("about_me.do_and_dont", talk::DO_AND_DONT),
        ("about_me.support", talk::SUPPORT),
        ("about_me.worth_knowing", talk::WORTH),
    ];
    let several = 3 + making.chance.below(5);
    let mut said: Vec<_> = making
        .chance
        .choose(&[0, 1, 2, 3, 4, 5, 6], several)
        .into_iter()
        .filter_map(|at: usize| lists.get(at))
        .map(|(field, list)| set(field, making.one_of(list)).on(Basis::SaidByPerson))
        .collect();
    said.push(set("about_me.written_on", making.date(0)));
    let helper = making.kin();
    said.push(set(
        "about_me.helped_by",
        if helper.is_empty() {
            carer.name.clone()
        } else {
            helper
        },
    ));
    if making.chance_of(10) {
        said.push(set(
            "about_me.media",
            "Recording on the tablet in the top drawer",
        ));
    }
    making.say(&carer, said);
}
