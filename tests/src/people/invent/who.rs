//! Who somebody is, who is around, and what may be shared.

use super::making::{Making, entry, set, unsaid};
use crate::people::names::{SURGERIES, TOWNS};
use crate::people::staff::House;
use care_record::{Answer, Basis};

pub(super) fn identity(making: &mut Making) {
    let person = making.person.clone();
    let office = making.team.office.clone();
    making.say(
        &office,
        vec![
            entry("family_name", &[("value", &person.family)]).at("family_name"),
            entry("given_names", &[("value", &person.given.join(" "))]).at("given_names"),
            entry("birth_date", &[("value", &person.birth_date)]).at("birth_date"),
            entry(
                "nhs_number",
                &[("value", &person.nhs_number), ("status", "01")],
            )
            .at("nhs_number"),
        ],
    );
    let (ethnic, faith, language) = match person.family.as_str() {
        "Kaur" => ("H", "Sikh", "Punjabi"),
        "Rahman" => ("K", "Muslim", "Bengali"),
        "Nowak" => ("C", "Roman Catholic", "Polish"),
        "Murphy" | "Quigley" => ("B", "Roman Catholic", "English"),
        _ => (
            "A",
            making.chance.pick(&[
                "Church of England",
                "Methodist",
                "None",
                "Baptist",
                "Quaker",
            ]),
            "English",
        ),
    };
    let mut spouses = person.relatives.iter().map(|one| one.relationship);
    let marital = if spouses.any(|one| matches!(one, "Wife" | "Husband")) {
        "M"
    } else {
        making.chance.pick(&["W", "W", "S", "D"])
    };
    making.faith = faith;
    let mut said = vec![
        set("person.title", person.title),
        set("person.sex_at_birth", if person.female { "2" } else { "1" }),
        set("person.phone", person.telephone.clone()),
        set("person.ethnic_category", ethnic),
        set("person.religion", faith),
        set("person.language", language),
        set("person.marital_status", marital),
        set(
            "person.preferred_contact",
            making
                .chance
                .pick(&["telephone", "visit", "letter", "through_carer"]),
        ),
    ];
    if making.house == House::Visited {
        said.push(set(
            "person.address",
            format!("{}\n{}", person.address.join("\n"), person.town),
        ));
        said.push(set("person.postcode", person.postcode.clone()));
    } else {
        let (house, half) = match making.house {
            House::Riverside => ("Riverside House\n4 Quay Street", "ZZ9"),
            _ => ("Sedge Court Nursing Home\n1 Drove End", "ZZ10"),
        };
        said.push(set(
            "person.address",
            format!("{house}\n{}", TOWNS.first().map_or("", |town| town.0)),
        ));
        said.push(set("person.postcode", format!("{half} 1ZZ")));
        if making.chance_of(60) {
            let until = making.date(-40);
            said.push(entry(
                "other_address",
                &[
                    (
                        "address",
                        &format!("{}\n{}", person.address.join("\n"), person.town),
                    ),
                    ("postcode", &person.postcode),
                    ("type", "former"),
                    ("until", &until),
                ],
            ));
        }
    }
    if let Some(name) = &person.known_as {
        said.push(set("person.preferred_name", name.clone()).on(Basis::SaidByPerson));
    }
    match making.chance.below(12) {
        0 => said.push(set(
            "person.pronouns",
            if person.female { "she/her" } else { "he/him" },
        )),
        1 => said.push(set(
            "person.suffix",
            making.chance.pick(&["OBE", "JP", "MBE"]),
        )),
        2 => said.push(set(
            "person.gender_identity",
            if person.female { "Woman" } else { "Man" },
        )),
        3 => said.push(unsaid("person.email", Answer::DoesNotApply)),
        4 => said.push(set(
            "person.email",
            format!(
                "{}{}@example.org",
                person.family.to_lowercase(),
                making.between(1, 99)
            ),
        )),
        6 => said.push(set(
            "person.other_contact",
            "Ring twice, hang up, ring again",
        )),
        5 => said.push(set("person.ethnicity", "As the person says: Fenlander")),
        _ => {}
    }
    making.say(&office, said);
    let mobile = format!("07700 900 {:03}", making.chance.below(1000));
    let hospital = format!("RSH{:06}", making.chance.below(1_000_000));
    making.say(
        &office,
        vec![
            entry(
                "identifier",
                &[("value", &hospital), ("type", "Hospital number")],
            ),
            entry(
                "other_phone",
                &[("number", &mobile), ("use", "mobile"), ("preference", "2")],
            ),
        ],
    );
}

pub(super) fn practice(making: &mut Making) {
    let senior = making.team.senior.clone();
    let (name, code, phone) = SURGERIES.get(making.surgery).copied().unwrap_or_default();
    let gp = making.team.gp.name.clone();
    let mut said = vec![
        set("gp.practice_name", name),
        set("gp.practice_code", code),
        set("gp.phone", phone),
        set("gp.gp_name", gp),
        set(
            "record.kind",
            if making.chance_of(70) {
                "palliative_eol"
            } else {
                "advance_care"
            },
        ),
        set("record.state", "active"),
    ];
    if making.chance_of(8) {
        said.push(set(
            "gp.temporary_gp",
            "Dr Hanna Weil, while away from home",
        ));
    }
    making.say(&senior, said);
}

pub(super) fn contacts(making: &mut Making) {
    let senior = making.team.senior.clone();
    let relatives = making.person.relatives.clone();
    let mut said = Vec::new();
    for (place, one) in relatives.iter().enumerate() {
        let name = format!("{} {}", one.given, one.family);
        let roles = match (one.next_of_kin, place) {
            (true, _) => "next_of_kin, emergency, main_carer",
            (_, 0) => "emergency",
            _ => "family",
        };
        let night = making.chance.pick(&["yes", "no", "yes"]);
        let aware = making
            .chance
            .pick(&["aware", "aware", "not_known", "unaware"]);
        let remark = making.one_of(&[
            "Works shifts, try the mobile.",
            "Lives {10-200} miles away.",
            "",
            "",
            "Deaf, text is best.",
            "Wants to be rung for everything.",
        ]);
        said.push(
            entry(
                "contact",
                &[
                    ("name", &name),
                    ("relationship", one.relationship),
                    ("roles", roles),
                    ("phone", &one.telephone),
                    ("call_at_night", night),
                    ("aware_of_prognosis", aware),
                    ("comment", &remark),
                ],
            )
            .at(format!("contact {place}")),
        );
    }
    said.push(set(
        "contacts.has_carer",
        if relatives.is_empty() { "no" } else { "yes" },
    ));
    if making.chance_of(40) {
        let words = making.one_of(&[
            "Carers' group on Wednesdays, {kin} goes.",
            "Assessment of {kin}'s own needs asked for.",
            "Sitter two afternoons a week.",
            "{kin} says there is enough help.",
        ]);
        said.push(set("contacts.carer_support", words));
    }
    making.say(&senior, said);
    if making.chance_of(7) {
        let who = making.kin();
        if !who.is_empty() {
            let nurse = making.nurse();
            making.say(
                &nurse,
                vec![
                    entry(
                        "not_to_be_told",
                        &[
                            ("who", &who),
                            ("what", "That time is short"),
                            (
                                "why",
                                "Wishes to tell the family in person, at the right time.",
                            ),
                        ],
                    )
                    .on(Basis::SaidByPerson),
                ],
            );
        }
    }
}

/// A number that turned out to be an old one is put right.
pub(super) fn mended(making: &mut Making) {
    if making.chance_of(35) {
        let senior = making.team.senior.clone();
        let phone = format!("01632 960 {:03}", making.chance.below(1000));
        making.say(&senior, vec![set("person.phone", phone)]);
    }
    let replaced = making.person.relatives.first().cloned();
    if let Some(one) = replaced.filter(|_| making.chance_of(30)) {
        let senior = making.team.senior.clone();
        let name = format!("{} {}", one.given, one.family);
        let phone = format!("07700 900 {:03}", making.chance.below(1000));
        making.say(
            &senior,
            vec![
                entry(
                    "contact",
                    &[
                        ("name", &name),
                        ("relationship", one.relationship),
                        ("roles", "next_of_kin, emergency"),
                        ("phone", &phone),
                        ("call_at_night", "yes"),
                    ],
                )
                .at("contact 0"),
            ],
        );
    }
}

pub(super) fn professionals(making: &mut Making) {
    let senior = making.team.senior.clone();
    let since = making.date(-3);
    let team = [
        (making.team.gp.clone(), "gp", "", "yes"),
        (making.team.district.clone(), "district_nurse", "yes", ""),
        (making.team.hospice.clone(), "palliative_nurse", "", ""),
    ];
    let mut said: Vec<_> = team
        .iter()
        .map(|(one, role, key, responsible)| {
            entry(
                "professional",
                &[
                    ("name", &one.name),
                    ("role", role),
                    ("team", &one.site),
                    ("organisation", &one.organisation),
                    ("phone", "01632 960 240"),
                    ("phone_out_of_hours", "01632 960 111"),
                    ("key_worker", key),
                    ("responsible_clinician", responsible),
                    ("started", &since),
                ],
            )
        })
        .collect();
    if making.chance_of(40) {
        let (name, role) = making.chance.pick(&[
            ("Tessa Rudge", "social_worker"),
            ("Owain Price", "physiotherapist"),
            ("Fatou Ceesay", "occupational_therapist"),
            ("Revd Ann Sallow", "chaplain"),
            ("Priti Dal", "dietitian"),
            ("Jonas Eke", "speech_therapist"),
            ("Marsh Lane Pharmacy", "pharmacist"),
        ]);
        said.push(entry(
            "professional",
            &[("name", name), ("role", role), ("phone", "01632 960 250")],
        ));
    }
    said.push(set(
        "professionals.advice_line",
        "Fen Edge Hospice, 01632 960 400, day and night",
    ));
    making.say(&senior, said);
}

pub(super) fn consent(making: &mut Making) {
    let nurse = making.nurse();
    let (state, capacity) = match (making.condition.decides, making.chance.below(10)) {
        (true, 0..8) => ("given_explicit", "has"),
        (true, _) => ("implied_direct_care", "not_assessed"),
        (false, 0..6) => ("best_interests", "lacks"),
        (false, _) => ("lpa", "lacks"),
    };
    let kin = making.kin();
    let (on, again) = (making.date(0), making.date(365));
    making.say(
        &nurse,
        vec![
            entry(
                "consent",
                &[
                    ("state", state),
                    ("scope", "create, share_with_hub, share_with_urgent_care"),
                    ("discussed_with", &kin),
                    ("capacity", capacity),
                    ("taken_on", &on),
                    ("taken_by", &nurse.name),
                    ("reask_on", &again),
                ],
            )
            .at("consent"),
        ],
    );
}
