//! What was said of people is said once more, at a computer and by whoever is signed in there.
//!
//! What was written apart stays apart: an entry names only those it replaces.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails by panicking"
)]

use crate::people::{Saying, Told};
use crate::region::{Computer, text};
use care_record::{
    Answer, Basis, Edit, Entry, EntryId, NONE_OF_THESE, PartType, SheetKind, Statement, entry_kind,
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Ids as the computer gave them, by the ids in what was told.
type Known = BTreeMap<EntryId, String>;

/// One edit that is still to be said.
struct Unsaid<'a> {
    record: String,
    saying: &'a Saying,
    edit: &'a Edit,
}

/// Says it all, and gives the records in the same order.
///
/// # Panics
/// When the computer refuses any of it, or what is told names something that nobody says.
#[must_use]
pub fn say(computer: &Computer, all: &[Told]) -> Vec<String> {
    let begun: Vec<Value> = all.iter().map(begin).collect();
    let begun = computer.ask(&begun);
    let records: Vec<String> = begun
        .iter()
        .map(|saved| text(saved, "record").to_owned())
        .collect();
    let mut unsaid: Vec<Unsaid<'_>> = all
        .iter()
        .zip(&records)
        .flat_map(|(told, record)| rest(told, record))
        .collect();
    let named: BTreeSet<EntryId> = unsaid.iter().flat_map(|one| names(one.edit)).collect();
    let mut known = Known::new();
    while !unsaid.is_empty() {
        let ready = |one: &Unsaid<'_>| names(one.edit).iter().all(|id| known.contains_key(id));
        let (now, later): (Vec<_>, Vec<_>) = unsaid.into_iter().partition(ready);
        assert!(!now.is_empty(), "something names what is never said");
        known.extend(say_these(computer, &now, &named, &known));
        unsaid = later;
    }
    records
}

/// Says these, and looks up the ids of those that others name.
fn say_these(
    computer: &Computer,
    these: &[Unsaid<'_>],
    named: &BTreeSet<EntryId>,
    known: &Known,
) -> Known {
    let mut requests = Vec::new();
    let mut wanted = Vec::new();
    for one in these {
        requests.push(one.request(known));
        if let Edit::Enter { id, draft } = one.edit
            && named.contains(id)
        {
            wanted.push((requests.len(), id, draft));
            requests.push(json!({ "kind": "history", "record": one.record, "line": draft.kind }));
        }
    }
    let replies = computer.ask(&requests);
    let found = wanted.into_iter().map(|(at, id, draft)| {
        let said = body(draft, known);
        let mut lines = replies[at]["lines"].as_array().unwrap().iter();
        let alike = |line: &&Value| {
            said.iter()
                .all(|(name, words)| line["value"]["parts"][name] == *words)
        };
        let line = lines
            .find(alike)
            .unwrap_or_else(|| panic!("{draft:?} is not in its history"));
        (id.clone(), text(&line["value"], "id").to_owned())
    });
    found.collect()
}

fn first_words<'a>(told: &'a Told, kind: &str) -> (&'a EntryId, &'a str) {
    let mut edits = told.sayings.iter().flat_map(|saying| &saying.edits);
    let found = edits.find_map(|edit| match edit {
        Edit::Enter { id, draft } if draft.kind == kind => {
            Some((id, draft.body["value"].as_str()?))
        }
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{} has no {kind}", told.key))
}

fn begin(told: &Told) -> Value {
    json!({
        "kind": "new_person", "family_name": first_words(told, "family_name").1,
        "given_names": first_words(told, "given_names").1,
        "practice_name": "", "birth_date": "", "nhs_number": "",
    })
}

fn rest<'a>(told: &'a Told, record: &str) -> Vec<Unsaid<'a>> {
    let begun = ["family_name", "given_names"].map(|kind| first_words(told, kind).0);
    let edits = told
        .sayings
        .iter()
        .flat_map(|saying| saying.edits.iter().map(move |edit| (saying, edit)));
    edits
        .filter(|(_, edit)| !matches!(edit, Edit::Enter { id, .. } if begun.contains(&id)))
        .map(|(saying, edit)| Unsaid {
            record: record.to_owned(),
            saying,
            edit,
        })
        .collect()
}

fn refers(kind: &str, part: &str) -> bool {
    let declared = entry_kind(kind).and_then(|kind| kind.part(part));
    declared.is_some_and(|part| matches!(part.kind, PartType::EntryRef(_)))
}

/// The entries that an edit names.
fn names(edit: &Edit) -> Vec<EntryId> {
    let Edit::Enter { draft, .. } = edit else {
        return Vec::new();
    };
    let parts = draft
        .body
        .iter()
        .filter(|(name, _)| refers(&draft.kind, name));
    let parts = parts.filter_map(|(_, id)| id.as_str().map(EntryId::named));
    let others = draft
        .supersedes
        .iter()
        .chain(&draft.error_of)
        .chain(&draft.confirms);
    parts.chain(others.cloned()).collect()
}

fn body(draft: &Entry, known: &Known) -> Map<String, Value> {
    let said = |name: &str, value: &Value| match value {
        Value::String(id) if refers(&draft.kind, name) => known[&EntryId::named(id)].clone(),
        Value::String(words) => words.clone(),
        Value::Array(codes) => {
            let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
            codes.join("\n")
        }
        other => format!("{NONE_OF_THESE}:{}", text(other, NONE_OF_THESE)),
    };
    let parts = draft.body.iter();
    parts
        .map(|(name, value)| (name.clone(), Value::String(said(name, value))))
        .collect()
}

fn unanswered(answer: Option<&Answer>) -> Value {
    match answer {
        Some(Answer::NotKnown) => json!("not_known"),
        Some(Answer::NotAsked) => json!("not_asked"),
        Some(Answer::DoesNotApply) => json!("does_not_apply"),
        Some(Answer::Words(_) | Answer::NoneOfThese(_)) | None => Value::Null,
    }
}

impl Unsaid<'_> {
    fn request(&self, known: &Known) -> Value {
        match self.edit {
            Edit::Set { field, statement } => self.set(field, statement),
            Edit::Enter { draft, .. } => self.enter(draft, known),
        }
    }

    fn set(&self, field: &str, statement: &Statement) -> Value {
        let own = match &statement.answer {
            Answer::NoneOfThese(words) => Some(words.clone()),
            _ => None,
        };
        // The door takes no words of one's own for a register: they stand as a remark.
        let answer = match own {
            Some(_) => json!("not_known"),
            None => unanswered(Some(&statement.answer)),
        };
        json!({
            "kind": "set", "record": self.record, "field": field,
            "text": statement.answer.value().unwrap_or_default(), "answer": answer,
            "comment": own.or_else(|| statement.comment.clone()),
            "basis": statement.basis.map(Basis::name),
        })
    }

    fn enter(&self, draft: &Entry, known: &Known) -> Value {
        let ids =
            |ids: &[EntryId]| -> Vec<String> { ids.iter().map(|id| known[id].clone()).collect() };
        let mut request = json!({
            "kind": "enter", "record": self.record, "entry_kind": draft.kind,
            "body": body(draft, known), "supersedes": ids(&draft.supersedes),
            "confirms": draft.confirms.as_ref().map(|id| known[id].clone()),
            "error_of": ids(&draft.error_of), "basis": draft.meta.basis.map(Basis::name),
            "effective": draft.meta.effective, "comment": draft.meta.comment,
            "answer": unanswered(draft.answer.as_ref()), "suggested": draft.meta.suggested,
        });
        // The mark that something is withheld is told as an entry of its own.
        if self.saying.sheet == Some(SheetKind::Restricted) && draft.kind != "withheld" {
            request["withhold"] =
                json!({ "say_so": false, "ask": "", "why": "", "reviewer": "", "review": "" });
        }
        request
    }
}
