//! Writing: what the window sends becomes edits.

use super::record_id;
use crate::api::{Event, Reply, Request, Saved, Withhold};
use crate::desk::Desk;
use crate::error::Refused;
use crate::show::rfc3339;
use crate::surroundings::random;
use crate::workplace::Workplace;
use care_record::{
    Answer, Basis, Body, Edit, Entry, EntryId, Meta, NONE_OF_THESE, NhsNumber, PartType, RecordId,
    SheetKind, Standing, Statement, entry_kind,
};
use chrono::{Local, NaiveDateTime, TimeZone};
use std::collections::BTreeMap;

impl Workplace {
    pub(super) fn set(
        &self,
        record: &str,
        field: &str,
        text: &str,
        answer: Option<&str>,
        comment: Option<String>,
        basis: Option<&str>,
    ) -> Result<Reply, Refused> {
        let answer = match answer {
            None => Answer::Words(text.trim().to_owned()),
            Some(name) => non_answer(name)?,
        };
        let statement = Statement {
            comment,
            basis: basis_named(basis)?,
            ..Statement::answer(answer)
        };
        let sheet = care_record::field(field).map_or(SheetKind::Shared, |line| line.sheet);
        self.write(
            record_id(record)?,
            &[(sheet, Edit::set(field, statement))],
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
            answer,
            suggested,
            withhold,
        } = request
        else {
            return Err(Refused::NotUnderstood("the request"));
        };
        let ids = |names: Vec<String>| -> Vec<EntryId> {
            names.into_iter().map(EntryId::named).collect()
        };
        let draft = Entry {
            body: body_of(&entry_kind, &body),
            answer: answer.as_deref().map(non_answer).transpose()?,
            supersedes: ids(supersedes),
            confirms: confirms.map(EntryId::named),
            error_of: ids(error_of),
            meta: Meta {
                basis: basis_named(basis.as_deref())?,
                effective: effective.filter(|text| !text.is_empty()),
                comment: comment.filter(|text| !text.is_empty()),
                suggested,
                min_reader: None,
            },
            kind: entry_kind,
        };
        let draft = self.saying_what_it_confirms(&record, draft)?;
        let act = format!("record.{}_entered", draft.kind);
        let declared = care_record::entry_kind(&draft.kind);
        let sheet = match (&withhold, declared) {
            (Some(_), _) => SheetKind::Restricted,
            (None, Some(kind)) => kind.sheet,
            (None, None) => SheetKind::Shared,
        };
        let mut edits = vec![(sheet, Edit::enter(Desk::fresh_entry_id()?, draft))];
        if let Some(withhold) = withhold.filter(|withhold| withhold.say_so) {
            let section = declared.map_or("", |kind| kind.section);
            edits.extend(withheld(section, &withhold)?);
        }
        self.write(record_id(&record)?, &edits, &act, Must::BeThere)
    }

    /// Whoever confirms an entry and says nothing of her own says the same as it does.
    fn saying_what_it_confirms(&self, record: &str, draft: Entry) -> Result<Entry, Refused> {
        let silent = draft.body.is_empty() && draft.answer.is_none();
        let Some(id) = draft.confirms.clone().filter(|_| silent) else {
            return Ok(draft);
        };
        let said = self.at_desk(|desk| {
            let view = desk.view_for(record_id(record)?, &desk.session()?.roles)?;
            let mut all = view.all(&draft.kind);
            let said = all.find(|said| said.id == id && said.standing == Standing::Open);
            said.cloned().ok_or(Refused::Changed)
        })?;
        if said.needs_newer() {
            return Err(Refused::NotUnderstood("a newer entry"));
        }
        let meta = Meta {
            effective: draft.meta.effective.or(said.meta.effective),
            comment: draft.meta.comment.or(said.meta.comment),
            ..draft.meta
        };
        Ok(Entry {
            body: said.body,
            answer: said.answer,
            meta,
            ..draft
        })
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
                let edit = Edit::enter(Desk::fresh_entry_id()?, Entry::new(kind, body));
                edits.push((SheetKind::Shared, edit));
            }
        }
        if !practice_name.trim().is_empty() {
            let edit = Edit::set("gp.practice_name", Statement::words(practice_name.trim()));
            edits.push((SheetKind::Shared, edit));
        }
        let id = RecordId::from_bytes(random()?);
        self.write(id, &edits, "record.begun", Must::BeNew)
    }

    fn write(
        &self,
        id: RecordId,
        edits: &[(SheetKind, Edit)],
        act: &str,
        must: Must,
    ) -> Result<Reply, Refused> {
        let at = self.at_desk(|desk| {
            if must == Must::BeThere {
                desk.record(id)?;
            }
            let mut at = 0;
            // Narrower sheets first: a mark that something is withheld never stands without it.
            for (sheet, edits) in desk.by_sheet(id, edits)?.into_iter().rev() {
                at = desk.write(id, sheet, &edits, act)?;
            }
            Ok(at)
        })?;
        Ok(self.saved_to(id, at))
    }

    /// It is on the disk: the sync loop and the window are told.
    pub(super) fn saved_to(&self, id: RecordId, at_ms: i64) -> Reply {
        self.saved();
        self.tell(Event::Changed {
            records: vec![id.to_string()],
        });
        Reply::Saved(Saved {
            record: id.to_string(),
            at: rfc3339(at_ms),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Must {
    BeThere,
    BeNew,
}

fn basis_named(name: Option<&str>) -> Result<Option<Basis>, Refused> {
    match name {
        None | Some("") => Ok(None),
        Some(name) => Basis::from_name(name)
            .map(Some)
            .ok_or(Refused::NotUnderstood("the basis")),
    }
}

/// What is said of something that is withheld in a section: in the open whom to ask, and where it lies itself also why.
pub(super) fn withheld(
    section: &str,
    withhold: &Withhold,
) -> Result<[(SheetKind, Edit); 2], Refused> {
    let parts = [
        ("section", section),
        ("ask", &withhold.ask),
        ("why", &withhold.why),
        ("reviewer", &withhold.reviewer),
        ("review", &withhold.review),
    ];
    let parts = parts.map(|(name, words)| (name.to_owned(), words.to_owned()));
    let whole = body_of("withheld", &BTreeMap::from(parts));
    let mut mark = whole.clone();
    mark.retain(|name, _| {
        let part = entry_kind("withheld").and_then(|kind| kind.part(name));
        part.is_some_and(|part| !part.narrow)
    });
    let said = |body| -> Result<Edit, Refused> {
        let entry = Entry::new("withheld", body);
        Ok(Edit::enter(Desk::fresh_entry_id()?, entry))
    };
    Ok([
        (SheetKind::Restricted, said(whole)?),
        (SheetKind::Shared, said(mark)?),
    ])
}

fn non_answer(name: &str) -> Result<Answer, Refused> {
    match name {
        "not_known" => Ok(Answer::NotKnown),
        "not_asked" => Ok(Answer::NotAsked),
        "does_not_apply" => Ok(Answer::DoesNotApply),
        _ => Err(Refused::NotUnderstood("the answer")),
    }
}

/// Before words that stand in place of a choice.
const EXPLAINED: &str = "none_of_these:";

/// A moment as somebody typed it where the computer stands gets the offset of that place and day; anything else stays as
/// it is, and is judged by the record.
fn moment(words: &str) -> String {
    let typed = NaiveDateTime::parse_from_str(words, "%Y-%m-%dT%H:%M").ok();
    typed
        .and_then(|typed| Local.from_local_datetime(&typed).earliest())
        .map_or_else(
            || words.to_owned(),
            |at| at.format("%Y-%m-%dT%H:%M%:z").to_string(),
        )
}

/// Parts as the declaration of the kind wants them: several choices as a list, a number as its digits. Empty parts are
/// parts that were not filled in.
pub(super) fn body_of(kind: &str, parts: &BTreeMap<String, String>) -> Body {
    let mut body = Body::new();
    for (name, words) in parts {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        let declared = entry_kind(kind)
            .and_then(|kind| kind.part(name))
            .map(|part| part.kind);
        if let Some(explained) = words.strip_prefix(EXPLAINED) {
            let explained = serde_json::json!({ NONE_OF_THESE: explained.trim() });
            body.insert(name.clone(), explained);
            continue;
        }
        let value = match declared {
            Some(PartType::Choices(_)) => {
                words.lines().map(str::to_owned).collect::<Vec<_>>().into()
            }
            Some(PartType::NhsNumber) => NhsNumber::parse(words)
                .map_or_else(|_| words.to_owned(), |number| number.digits().to_owned())
                .into(),
            Some(PartType::Moment) => moment(words).into(),
            _ => words.to_owned().into(),
        };
        body.insert(name.clone(), value);
    }
    body
}
