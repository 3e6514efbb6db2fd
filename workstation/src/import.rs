//! Taking over FHIR resources: what is understood becomes edits marked *imported, not confirmed*; the rest is kept aside
//! word for word. Nothing that came in is lost, and nothing that stands is replaced.

use crate::api::{Event, ImportFile, ImportLine, ImportSummary};
use crate::desk::{Desk, care_id, wire_id};
use crate::error::Refused;
use crate::surroundings::{now_here, now_ms, random};
use crate::workplace::Workplace;
use care_record::{Edit, EntryId, RecordId, SheetKind};
use exchange::import::{ImportPlan, Input, KeptAside, PersonPlan, Report, plan, unsaid};
use std::collections::{BTreeMap, BTreeSet};
use store::audit::AuditEntry;
use store::workstation::Leftover;

/// An import of more than this is no import of people one cares for.
const MOST_PEOPLE: usize = 5_000;

/// Imports files together, so that references between them resolve.
pub(crate) fn import(
    workplace: &Workplace,
    files: &[ImportFile],
) -> Result<ImportSummary, Refused> {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|file| Input {
            name: &file.name,
            bytes: file.text.as_bytes(),
        })
        .collect();
    let mut no_randomness = false;
    let planned = plan(&inputs, now_here().date_naive(), &mut || match random() {
        Ok(bytes) => EntryId::from_random(bytes),
        Err(_) => {
            no_randomness = true;
            EntryId::from_random([0; 8])
        }
    });
    if no_randomness {
        return Err(Refused::NoRandomness);
    }
    if planned.people.len() > MOST_PEOPLE {
        return Err(Refused::Import("import.too_many_people".to_owned()));
    }
    let summary = workplace.at_desk(|desk| take(desk, planned))?;
    if !summary.records.is_empty() {
        workplace.saved();
        workplace.tell(Event::Changed {
            records: summary.records.clone(),
        });
    }
    Ok(summary)
}

fn take(desk: &mut Desk, planned: ImportPlan) -> Result<ImportSummary, Refused> {
    let ImportPlan { people, report } = planned;
    let mut records = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        records.insert(at, whose(desk, person)?);
    }
    let mut extra = Vec::new();
    let mut writes: Vec<(RecordId, Vec<Edit>)> = Vec::new();
    for (at, person) in people.into_iter().enumerate() {
        let Some((id, known)) = records.get(&at).copied() else {
            continue;
        };
        let mut edits = person.edits;
        if known {
            let sorted = unsaid(edits, &desk.record(id)?.view());
            edits = sorted.write;
            extra.extend(sorted.differ.into_iter().map(|edit| {
                (
                    id,
                    edit,
                    "import.differs",
                    "Something else is recorded here; for a person to choose",
                )
            }));
        }
        let (may, may_not): (Vec<Edit>, Vec<Edit>) =
            edits.into_iter().partition(|edit| desk.may(edit));
        extra.extend(
            may_not
                .into_iter()
                .map(|edit| (id, edit, "edit.not_allowed", "May be written by others")),
        );
        if !may.is_empty() {
            writes.push((id, may));
        }
    }
    // What could not be placed is kept first: a computer switched off half way has lost nothing of the files.
    let mut leftovers = leftovers(&report, &records);
    leftovers.extend(extra.iter().map(|(id, edit, reason, _)| Leftover {
        record: Some(wire_id(*id)),
        source: "import".to_owned(),
        reason: (*reason).to_owned(),
        body: described(edit).into_bytes(),
        kept_at_ms: now_ms(),
    }));
    let staff = desk.session()?.staff;
    if !leftovers.is_empty() {
        let entry = AuditEntry {
            at_ms: now_ms(),
            staff: Some(staff),
            act: "import.kept_aside".to_owned(),
            record: None,
            detail: leftovers.len().to_string(),
        };
        desk.store.keep_aside(&leftovers, &entry)?;
    }
    let mut changed = BTreeSet::new();
    for (id, edits) in writes {
        desk.write(id, SheetKind::Shared.into(), &edits, "record.imported_into")?;
        changed.insert(id.to_string());
    }
    Ok(summary(
        &report,
        changed,
        extra
            .iter()
            .map(|(_, edit, reason, words)| (line_of(edit), *reason, *words)),
    ))
}

/// Whose record a person of an import is, and whether it is here already. A record is found by its NHS number, and only
/// where the dates of birth do not contradict each other: one mistyped number must not write into somebody else's record.
/// A name and a birthday alone are not enough.
fn whose(desk: &Desk, person: &PersonPlan) -> Result<(RecordId, bool), Refused> {
    if let Some(number) = &person.key.nhs_number
        && let [only] = desk.store.records_with_nhs_number(number)?.as_slice()
    {
        let id = care_id(*only);
        let born = desk
            .record(id)?
            .view()
            .one("birth_date")
            .only()
            .and_then(|entry| entry.part("value"));
        let same = born
            .zip(person.key.birth_date.as_ref())
            .is_none_or(|(here, there)| here == *there);
        if same {
            return Ok((id, true));
        }
    }
    Ok((RecordId::from_bytes(random()?), false))
}

fn leftovers(report: &Report, records: &BTreeMap<usize, (RecordId, bool)>) -> Vec<Leftover> {
    let kept = |aside: &KeptAside| Leftover {
        record: aside
            .person
            .and_then(|person| records.get(&person))
            .map(|(id, _)| wire_id(*id)),
        source: format!("{} {}", report.file_name(aside.file), aside.path),
        reason: aside.reason.code().to_owned(),
        body: aside.fragment.clone().into_bytes(),
        kept_at_ms: now_ms(),
    };
    report
        .kept_aside
        .iter()
        .chain(&report.refused)
        .map(kept)
        .collect()
}

fn summary<'a>(
    report: &Report,
    records: BTreeSet<String>,
    extra: impl Iterator<Item = (String, &'a str, &'a str)>,
) -> ImportSummary {
    let aside = |aside: &KeptAside| ImportLine {
        file: report.file_name(aside.file).to_owned(),
        path: aside.path.clone(),
        code: aside.reason.code().to_owned(),
        words: aside.reason.words().to_owned(),
    };
    let taken = report.taken.iter().map(|taken| ImportLine {
        file: report.file_name(taken.file).to_owned(),
        path: taken.path.clone(),
        code: String::new(),
        words: taken.line.clone(),
    });
    let unread = report.unread.iter().map(|unread| ImportLine {
        file: report.file_name(unread.file).to_owned(),
        path: String::new(),
        code: unread.error.code().to_owned(),
        words: unread.error.to_string(),
    });
    let extra = extra.map(|(path, code, words)| ImportLine {
        file: String::new(),
        path,
        code: code.to_owned(),
        words: words.to_owned(),
    });
    ImportSummary {
        records: records.into_iter().collect(),
        taken: taken.collect(),
        kept_aside: report.kept_aside.iter().map(aside).chain(extra).collect(),
        refused: unread.chain(report.refused.iter().map(aside)).collect(),
    }
}

fn line_of(edit: &Edit) -> String {
    match edit {
        Edit::Set { field, .. } => field.clone(),
        Edit::Enter { draft, .. } => draft.kind.clone(),
    }
}

/// An edit that was not written, word for word.
fn described(edit: &Edit) -> String {
    match edit {
        Edit::Set { field, statement } => {
            serde_json::json!({ "field": field, "value": statement.answer.words() }).to_string()
        }
        Edit::Enter { draft, .. } => serde_json::to_string(draft).unwrap_or_default(),
    }
}
