//! A home with ten people whose records hold everything that is rare, and those who work there.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "this is a test's own machinery: what it does not foresee is to stop the test, with a sentence"
)]

use crate::people::by_hand;
use crate::region::{Computer, Region, Staff};
use crate::told;
use serde_json::json;
use std::collections::BTreeMap;

/// The home, and the region it belongs to.
#[derive(Debug)]
pub struct Home {
    /// The one that everybody there works at.
    pub computer: Computer,
    /// One that has not joined yet.
    pub new_computer: Computer,
    /// Those who work there, by a short name such as `grace`.
    pub staff: BTreeMap<&'static str, Staff>,
    /// Records by the first name of each file, such as `gareth`.
    pub records: BTreeMap<String, String>,
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

impl Home {
    /// Sets it up. Everybody has a PIN at the one computer; nobody is signed in at a window.
    ///
    /// # Panics
    /// When anything is refused.
    #[must_use]
    pub fn set() -> Self {
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
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn cut_off(&mut self) {
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
