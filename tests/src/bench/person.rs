//! One person's record, written to as a nurse writes: fields set, entries made, notes.

use anyhow::{Context, Result};
use care_record::{Body, Edit, Entry, EntryId, Role, Sheet, Statement, Written, validate_edit};
use serde_json::Value;
use std::collections::BTreeMap;
use sync_protocol::ids::{DocumentId, RecordId, SheetId};

use super::words;
use crate::chance::Chance;

/// In whose name everything is written: a district nurse may write every line there is so far.
pub(super) const ROLE: Role = Role::DistrictNurse;

/// Plain fields set in one visit.
const FIELDS_PER_VISIT: usize = 12;

const PLACES: [&str; 4] = [
    "preferred_place_of_care_1",
    "preferred_place_of_care_2",
    "preferred_place_of_death_1",
    "preferred_place_of_death_2",
];
const DECISIONS: [&str; 4] = ["allergy", "alert", "consent", "cpr_decision"];
/// Family and friends a record holds; a further one replaces one of them.
const CONTACTS: usize = 3;

/// How the edits of a visit are put together into saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// Each field, entry and note by itself, as the workstation does.
    EachEdit,
    /// All fields and entries of a section together; each note by itself.
    EachSection,
    /// The whole visit together.
    EachVisit,
}

/// A person and what was last said of them.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) document: DocumentId,
    pub(super) sheet: Sheet,
    dice: Chance,
    said: BTreeMap<&'static str, String>,
    open: BTreeMap<String, EntryId>,
}

impl Person {
    /// A record that says nothing yet.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        let mut dice = Chance::new(seed, number);
        let record = RecordId::new(dice.bytes());
        Self {
            document: DocumentId::new(record, SheetId::SHARED),
            sheet: Sheet::genesis(),
            dice,
            said: BTreeMap::new(),
            open: BTreeMap::new(),
        }
    }

    /// A fresh actor: one for each run of a program on each sheet.
    pub(super) fn actor(&mut self) -> [u8; Sheet::ACTOR_BYTES] {
        self.dice.bytes()
    }

    /// Writes edits as one change.
    pub(super) fn write(
        &mut self,
        actor: [u8; Sheet::ACTOR_BYTES],
        edits: &[Edit],
    ) -> Result<Written> {
        for edit in edits {
            validate_edit(edit, ROLE).context("the generator writes what may be written")?;
        }
        Ok(self.sheet.write(actor, edits)?)
    }

    /// What begins the record.
    pub(super) fn beginning(&mut self) -> Vec<Edit> {
        let dice = &mut self.dice;
        let values = [
            ("family_name", words::family_name(dice)),
            ("given_names", words::given_name(dice)),
            ("birth_date", words::birth_date(dice)),
            ("nhs_number", words::nhs_number(dice)),
        ];
        let practice = words::practice(dice);
        let mut edits: Vec<Edit> = values
            .into_iter()
            .map(|(kind, value)| self.entry(kind, kind, &[("value", value)]))
            .collect();
        edits.push(Edit::set("gp.practice_name", Statement::words(practice)));
        edits
    }

    /// A visit: twelve fields, three entries, some notes; as saves.
    pub(super) fn visit(&mut self, notes: usize, saving: Saving) -> Vec<Vec<Edit>> {
        let mut edits = self.set_fields();
        let slot = format!("contact {}", self.dice.below(CONTACTS));
        let contact = [
            ("name", words::full_name(&mut self.dice)),
            (
                "relationship",
                self.dice
                    .pick(&["Daughter", "Son", "Wife", "Friend", "Niece"])
                    .to_owned(),
            ),
            ("phone", words::telephone(&mut self.dice)),
        ];
        edits.push(("contacts", self.entry("contact", &slot, &contact)));
        let kind = self.dice.pick(&PLACES);
        let place = [
            (
                "place",
                self.dice
                    .pick(&["home", "hospice", "care_home_nursing", "undecided"])
                    .to_owned(),
            ),
            ("name", words::practice(&mut self.dice)),
        ];
        edits.push(("preferences", self.entry(kind, kind, &place)));
        edits.push(self.decision());
        // As somebody goes down the page.
        edits.sort_by_key(|(section, _)| *section);
        let notes: Vec<Edit> = (0..notes).map(|_| self.note()).collect();
        match saving {
            Saving::EachEdit => edits
                .into_iter()
                .map(|(_, edit)| vec![edit])
                .chain(notes.into_iter().map(|note| vec![note]))
                .collect(),
            Saving::EachSection => {
                let mut sections: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
                for (section, edit) in edits {
                    sections.entry(section).or_default().push(edit);
                }
                sections
                    .into_values()
                    .chain(notes.into_iter().map(|note| vec![note]))
                    .collect()
            }
            Saving::EachVisit => vec![
                edits
                    .into_iter()
                    .map(|(_, edit)| edit)
                    .chain(notes)
                    .collect(),
            ],
        }
    }

    fn set_fields(&mut self) -> Vec<(&'static str, Edit)> {
        let mut edits = Vec::new();
        for name in self.dice.choose(words::FIELDS, FIELDS_PER_VISIT) {
            let mut value = words::value(name, &mut self.dice);
            // Nobody saves what stands there already.
            while self.said.get(name) == Some(&value) {
                value = words::value(name, &mut self.dice);
            }
            self.said.insert(name, value.clone());
            let section = name.split('.').next().unwrap_or_default();
            edits.push((section, Edit::set(name, Statement::words(value))));
        }
        edits
    }

    fn decision(&mut self) -> (&'static str, Edit) {
        let dice = &mut self.dice;
        match dice.pick(&DECISIONS) {
            "allergy" => {
                let parts = [
                    (
                        "agent",
                        dice.pick(&["Penicillin", "Latex", "Codeine", "Nuts", "Plasters"])
                            .to_owned(),
                    ),
                    (
                        "reaction",
                        dice.pick(&["Rash", "Swelling", "Sickness", "Short of breath"])
                            .to_owned(),
                    ),
                    (
                        "severity",
                        dice.pick(&["mild", "moderate", "severe"]).to_owned(),
                    ),
                ];
                ("allergies", self.entry("allergy", "allergy", &parts))
            }
            "alert" => {
                let parts = [("text", words::remark(dice))];
                ("allergies", self.entry("alert", "alert", &parts))
            }
            "consent" => {
                let parts = [
                    (
                        "state",
                        dice.pick(&["given_explicit", "implied_direct_care"])
                            .to_owned(),
                    ),
                    ("taken_on", words::recent_date(dice)),
                ];
                ("consent", self.entry("consent", "consent", &parts))
            }
            _ => {
                let parts = [
                    (
                        "decision",
                        dice.pick(&["not_for_cpr", "for_cpr", "not_discussed"])
                            .to_owned(),
                    ),
                    ("decided_on", words::recent_date(dice)),
                    ("maker_name", words::full_name(dice)),
                ];
                ("cpr", self.entry("cpr_decision", "cpr_decision", &parts))
            }
        }
    }

    fn note(&mut self) -> Edit {
        let text = words::note(&mut self.dice);
        Edit::enter(
            EntryId::from_random(self.dice.bytes()),
            Entry::new("note", body(&[("text", text)])),
        )
    }

    /// An entry that replaces what stands in its place.
    fn entry(&mut self, kind: &str, slot: &str, parts: &[(&str, String)]) -> Edit {
        let id = EntryId::from_random(self.dice.bytes());
        let before = self.open.insert(slot.to_owned(), id.clone());
        Edit::enter(id, Entry::new(kind, body(parts)).superseding(before))
    }
}

fn body(parts: &[(&str, String)]) -> Body {
    parts
        .iter()
        .map(|(name, words)| ((*name).to_owned(), Value::from(words.as_str())))
        .collect()
}
