//! What leaves on paper, and how a paper is held against the record later.

use super::{MOST_PEOPLE, record_id, viewing};
use crate::api::{PaperChecked, Reply};
use crate::desk::{Desk, care_id};
use crate::error::Refused;
use crate::show::{self, Printed};
use crate::workplace::Workplace;
use care_record::paper::{Paper, PaperCode};
use care_record::{RecordId, computed};

/// The hand-over sheet is of several people: it has no code, and is of use for one shift.
const HANDOVER: &str = "handover";

impl Workplace {
    pub(super) fn print_head(&self, record: Option<&str>, what: &str) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let printed = match (record, Paper::from_name(what)) {
                (Some(record), Some(paper)) => printed(desk, record_id(record)?, paper)?,
                (None, None) if what == HANDOVER => Printed::of_several(),
                _ => return Err(Refused::NotUnderstood("what is printed")),
            };
            let site = desk.keys.site.clone();
            viewing(desk, |viewer| {
                Reply::PrintHead(show::print_head(&printed, &site, viewer))
            })
        })
    }

    pub(super) fn check_paper(&self, code: &str) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let Ok(code) = code.parse::<PaperCode>() else {
                return Ok(Reply::PaperChecked(show::not_a_code()));
            };
            let checked = found(desk, code)?;
            let record = checked.record.as_deref().map(record_id).transpose()?;
            desk.note_paper_check(record)?;
            Ok(Reply::PaperChecked(checked))
        })
    }
}

fn printed(desk: &Desk, id: RecordId, paper: Paper) -> Result<Printed, Refused> {
    let whole = match desk.record(id) {
        Ok(loaded) => loaded.view(),
        // Its lines are told by the region under other names: it has no code that a whole record could be held against.
        Err(Refused::Glass(_) | Refused::StillComing) if paper == Paper::Glance => {
            return Ok(Printed::of_a_face());
        }
        Err(refused) => return Err(refused),
    };
    let stopped = computed::release(&whole) == computed::Release::Stopped;
    if paper == Paper::PersonsCopy && stopped {
        return Err(Refused::ConsentStops);
    }
    let read = desk.view_for(id, &desk.session()?.roles)?;
    Ok(Printed {
        paper: Some(paper),
        reviews: computed::review_days(&read),
        code: PaperCode::of(paper, &whole).to_string(),
    })
}

/// Only those whose number fits are opened.
fn found(desk: &Desk, code: PaperCode) -> Result<PaperChecked, Refused> {
    let people = desk.store.people("", MOST_PEOPLE)?.into_iter();
    let mut fitting = people.filter(|person| {
        let id = care_id(person.card.record);
        !person.is_face && code.may_be_of(id)
    });
    let mut other = None;
    for person in &mut fitting {
        let now = PaperCode::of(
            code.paper,
            &desk.record(care_id(person.card.record))?.view(),
        );
        if now == code {
            return Ok(show::current(&person.card, code));
        }
        other = Some(person);
    }
    Ok(match other {
        Some(person) => show::changed(&person.card, code),
        None => show::not_known(code),
    })
}
