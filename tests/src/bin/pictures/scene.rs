//! A home with ten people whose records hold everything that is rare, and those who work there.

use alongside_tests::people::by_hand;
use alongside_tests::region::{Computer, Region, Staff};
use alongside_tests::told;
use serde_json::json;
use std::collections::BTreeMap;

pub(crate) struct Scene {
    pub(crate) computer: Computer,
    /// One that has not joined yet.
    pub(crate) new_computer: Computer,
    pub(crate) staff: BTreeMap<&'static str, Staff>,
    /// Records by the first name of each file, such as `gareth`.
    pub(crate) records: BTreeMap<String, String>,
    region: Region,
}

/// Who works there, by a short name.
const STAFF: [(&str, &str, &str); 7] = [
    ("grace", "Grace Adeyemi", "senior_carer"),
    ("tomasz", "Tomasz Wilk", "care_assistant"),
    ("lorna", "Lorna Quill", "home_manager"),
    ("sam", "Sam Bell", "district_nurse"),
    ("bronwen", "Dr Bronwen Pugh", "hospice_doctor"),
    ("ruth", "Dr Ruth Penhallow", "gp"),
    ("nadine", "Nadine Crisp", "privacy_officer"),
];

impl Scene {
    pub(crate) fn set() -> Self {
        let region = Region::begin();
        let home = region.site("Riverside Care", "Riverside House");
        let staff: BTreeMap<_, _> = STAFF
            .iter()
            .map(|(key, name, role)| (*key, region.staff(&home, name, role)))
            .collect();
        // Somebody who has never used this computer stands among the tiles too.
        let _newcomer = region.staff(&home, "Precious Moyo", "care_assistant");
        let seated: Vec<&Staff> = STAFF.iter().map(|(key, ..)| &staff[key]).collect();
        let computer = region.computer(&home, "Corridor PC", &seated);
        let told = by_hand().expect("the people are there");
        computer.sign_in(&staff["ruth"]);
        let records = told::say(&computer, &told);
        let names = told.iter().map(|told| {
            let (first, _) = told.key.split_once('-').unwrap_or((&told.key, ""));
            first.to_owned()
        });
        let records: BTreeMap<_, _> = names.zip(records).collect();
        let rooms: Vec<_> = records
            .values()
            .zip(1..)
            .map(|(record, room)| {
                json!({
                    "kind": "set", "record": record, "field": "home.room", "text": room.to_string(),
                    "answer": null, "comment": null,
                })
            })
            .collect();
        computer.ask(&rooms);
        computer.must(&["sync"]);
        let new_computer = region.unjoined("Office PC");
        Self {
            computer,
            new_computer,
            staff,
            records,
            region,
        }
    }

    /// Takes the region away, and writes something that has to wait.
    pub(crate) fn cut_off(&mut self) {
        self.region.hub.stop();
        self.computer.sign_in(&self.staff["grace"]);
        for (who, words) in [
            (
                "doreen",
                "Slept well, ate half her porridge and asked for the window open.",
            ),
            ("doreen", "Jean rang. She comes on Sunday after church."),
            (
                "ken",
                "Restless since four. Mouth care given, turned to the window.",
            ),
        ] {
            self.computer.note(&self.records[who], words);
        }
    }
}
