//! Writes the stories of the invented people, each line by the colleague who would write it: what she may not write does
//! not get in.

use super::super::write::{body_of, withheld};
use super::COLLEAGUES;
use super::script::{Line, Visit, told};
use crate::api::Withhold;
use crate::desk::Desk;
use crate::error::Refused;
use crate::surroundings::random;
use care_record::{
    Basis, Cardinality, Edit, Entry, EntryId, EntryKind, Meta, PartType, RecordId, SheetKind,
    Statement, entry_kind,
};
use chrono::{DateTime, Local};
use std::collections::BTreeMap;
use sync_protocol::ids::StaffId;

/// One of the people, while her story is written.
struct Told {
    record: RecordId,
    /// Entries by the names that the story gives them.
    named: BTreeMap<&'static str, EntryId>,
    /// What stands of each kind of which there is one.
    standing: BTreeMap<&'static str, Vec<EntryId>>,
}

/// Writes all of it. `staff` are the colleagues, in their order.
pub(super) fn fill(
    desk: &mut Desk,
    staff: &[StaffId],
    now: DateTime<Local>,
) -> Result<(), Refused> {
    let mut people: BTreeMap<usize, Told> = BTreeMap::new();
    for visit in told(now)? {
        let mut colleagues = COLLEAGUES.iter().zip(staff);
        let author = colleagues.find(|((name, ..), _)| *name == visit.author);
        let (_, author) = author.ok_or(Refused::UnknownStaff)?;
        desk.seat_invented(*author)?;
        desk.write_as_at(Some(visit.at.timestamp_millis()));
        let (person, act) = match people.remove(&visit.person) {
            Some(person) => (person, act_of(&visit)),
            None => (Told::begun()?, "record.begun".to_owned()),
        };
        let person = people.entry(visit.person).or_insert(person);
        let mut edits = Vec::new();
        for line in &visit.lines {
            person.tell(line, &mut edits)?;
        }
        for (sheet, edits) in desk.by_sheet(person.record, &edits)?.into_iter().rev() {
            desk.write(person.record, sheet, &edits, &act)?;
        }
    }
    desk.write_as_at(None);
    Ok(())
}

fn act_of(visit: &Visit) -> String {
    let first = visit.lines.first().map_or("", |line| line.name);
    if first.contains('.') {
        "record.field_set".to_owned()
    } else {
        format!("record.{first}_entered")
    }
}

impl Told {
    fn begun() -> Result<Self, Refused> {
        Ok(Self {
            record: RecordId::from_bytes(random()?),
            named: BTreeMap::new(),
            standing: BTreeMap::new(),
        })
    }

    fn tell(&mut self, line: &Line, edits: &mut Vec<(SheetKind, Edit)>) -> Result<(), Refused> {
        if let Some(field) = care_record::field(line.name) {
            let statement = Statement::words(&*line.words);
            edits.push((field.sheet, Edit::set(line.name, statement)));
            return Ok(());
        }
        let kind = entry_kind(line.name).ok_or(Refused::NotUnderstood("the story"))?;
        let id = Desk::fresh_entry_id()?;
        let draft = self.draft(line, kind)?;
        let mut sheet = kind.sheet;
        if line.is("withheld") {
            sheet = SheetKind::Restricted;
            edits.extend(withheld(kind.section, &beside(line))?);
        }
        if let Some(label) = line.label() {
            self.named.insert(label, id.clone());
        }
        if kind.cardinality == Cardinality::One && !draft.meta.suggested {
            let standing = self.standing.entry(kind.name).or_default();
            standing.retain(|other| !draft.supersedes.contains(other));
            standing.push(id.clone());
        }
        edits.push((sheet, Edit::enter(id, draft)));
        Ok(())
    }

    fn draft(&self, line: &Line, kind: &EntryKind) -> Result<Entry, Refused> {
        let mut parts = BTreeMap::new();
        let mut meta = Meta {
            suggested: line.is("suggested"),
            ..Meta::default()
        };
        let mut supersedes = Vec::new();
        if !line.is("unseen") {
            supersedes.extend(self.standing.get(kind.name).into_iter().flatten().cloned());
        }
        let first = kind.parts.first().map(|part| (part.name, &line.words));
        let others = line.parts.iter().map(|(name, words)| (*name, words));
        for (name, words) in first.into_iter().chain(others) {
            match name {
                "replaces" => supersedes.push(self.entry(words)?),
                "basis" => meta.basis = Basis::from_name(words),
                "ask" | "why_withheld" => {}
                _ => {
                    parts.insert(name.to_owned(), self.typed(kind, name, words)?);
                }
            }
        }
        Ok(Entry {
            supersedes,
            meta,
            ..Entry::new(kind.name, body_of(kind.name, &parts))
        })
    }

    /// Words as the window would send them.
    fn typed(&self, kind: &EntryKind, part: &str, words: &str) -> Result<String, Refused> {
        Ok(match kind.part(part).map(|part| part.kind) {
            Some(PartType::EntryRef(_)) => self.entry(words)?.to_string(),
            Some(PartType::Choices(_)) => words.replace(", ", "\n"),
            _ => words.to_owned(),
        })
    }

    fn entry(&self, label: &str) -> Result<EntryId, Refused> {
        let found = self.named.get(label).cloned();
        found.ok_or(Refused::NotUnderstood("the story"))
    }
}

/// What is said in the open of an entry that is withheld.
fn beside(line: &Line) -> Withhold {
    let part = |wanted: &str| {
        let found = line.parts.iter().find(|(name, _)| *name == wanted);
        found.map_or_else(String::new, |(_, words)| words.clone())
    };
    Withhold {
        say_so: true,
        ask: part("ask"),
        why: part("why_withheld"),
        reviewer: String::new(),
        review: String::new(),
    }
}
