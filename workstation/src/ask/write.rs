//! Writing: what the window sends becomes edits.

use super::record_id;
use crate::api::{Event, Reply, Request, Saved};
use crate::desk::Desk;
use crate::error::Refused;
use crate::show::rfc3339;
use crate::surroundings::random;
use crate::workplace::Workplace;
use care_record::{
    Answer, Basis, Body, Edit, Entry, EntryId, Meta, NhsNumber, PartType, RecordId, SheetKind,
    Statement, entry_kind,
};
use std::collections::BTreeMap;

impl Workplace {
    pub(super) fn set(
        &self,
        record: &str,
        field: &str,
        text: &str,
        answer: Option<&str>,
        comment: Option<String>,
    ) -> Result<Reply, Refused> {
        let answer = match answer {
            None => Answer::Words(text.trim().to_owned()),
            Some(name) => non_answer(name)?,
        };
        let statement = Statement {
            comment,
            ..Statement::answer(answer)
        };
        let id = record_id(record)?;
        self.write(
            id,
            &[Edit::set(field, statement)],
            "record.field_set",
            Must::BeThere,
        )
    }

    pub(super) fn enter(&self, request: Request) -> Result<Reply, Refused> {
        let Request::Enter {
            record,
            entry_kind,
            body,
            supersedes,
            confirms,
            error_of,
            basis,
            effective,
            comment,
        } = request
        else {
            return Err(Refused::NotUnderstood("the request"));
        };
        let ids = |names: Vec<String>| -> Vec<EntryId> {
            names.into_iter().map(EntryId::named).collect()
        };
        let basis = match basis.as_deref() {
            None | Some("") => None,
            Some(name) => Some(Basis::from_name(name).ok_or(Refused::NotUnderstood("the basis"))?),
        };
        let draft = Entry {
            body: body_of(&entry_kind, &body),
            answer: None,
            supersedes: ids(supersedes),
            confirms: confirms.map(EntryId::named),
            error_of: ids(error_of),
            meta: Meta {
                basis,
                effective: effective.filter(|text| !text.is_empty()),
                comment: comment.filter(|text| !text.is_empty()),
            },
            kind: entry_kind,
        };
        let act = format!("record.{}_entered", draft.kind);
        let edit = Edit::enter(Desk::fresh_entry_id()?, draft);
        self.write(record_id(&record)?, &[edit], &act, Must::BeThere)
    }

    pub(super) fn new_person(
        &self,
        family_name: &str,
        given_names: &str,
        practice_name: &str,
        birth_date: &str,
        nhs_number: &str,
    ) -> Result<Reply, Refused> {
        let mut edits = Vec::new();
        for (kind, value) in [
            ("family_name", family_name),
            ("given_names", given_names),
            ("birth_date", birth_date),
            ("nhs_number", nhs_number),
        ] {
            let value = value.trim();
            if !value.is_empty() {
                let body = body_of(
                    kind,
                    &BTreeMap::from([("value".to_owned(), value.to_owned())]),
                );
                edits.push(Edit::enter(Desk::fresh_entry_id()?, Entry::new(kind, body)));
            }
        }
        if !practice_name.trim().is_empty() {
            edits.push(Edit::set(
                "gp.practice_name",
                Statement::words(practice_name.trim()),
            ));
        }
        let id = RecordId::from_bytes(random()?);
        self.write(id, &edits, "record.begun", Must::BeNew)
    }

    fn write(&self, id: RecordId, edits: &[Edit], act: &str, must: Must) -> Result<Reply, Refused> {
        let at = self.at_desk(|desk| {
            if must == Must::BeThere {
                desk.record(id)?;
            }
            desk.write(id, SheetKind::Shared, edits, act)
        })?;
        self.saved();
        self.tell(Event::Changed {
            records: vec![id.to_string()],
        });
        Ok(Reply::Saved(Saved {
            record: id.to_string(),
            at: rfc3339(at),
        }))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Must {
    BeThere,
    BeNew,
}

fn non_answer(name: &str) -> Result<Answer, Refused> {
    match name {
        "not_known" => Ok(Answer::NotKnown),
        "not_asked" => Ok(Answer::NotAsked),
        "does_not_apply" => Ok(Answer::DoesNotApply),
        _ => Err(Refused::NotUnderstood("the answer")),
    }
}

/// Parts as the declaration of the kind wants them: several choices as a list, a number as its digits. Empty parts are
/// parts that were not filled in.
fn body_of(kind: &str, parts: &BTreeMap<String, String>) -> Body {
    let mut body = Body::new();
    for (name, words) in parts {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        let declared = entry_kind(kind)
            .and_then(|kind| kind.part(name))
            .map(|part| part.kind);
        let value = match declared {
            Some(PartType::Choices(_)) => {
                words.lines().map(str::to_owned).collect::<Vec<_>>().into()
            }
            Some(PartType::NhsNumber) => NhsNumber::parse(words)
                .map_or_else(|_| words.to_owned(), |number| number.digits().to_owned())
                .into(),
            _ => words.to_owned().into(),
        };
        body.insert(name.clone(), value);
    }
    body
}
