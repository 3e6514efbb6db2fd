//! What leaves on paper, and how a paper is held against the record later.

use super::{MOST_PEOPLE, record_id, viewing};
use crate::api::{PaperChecked, Reply};
use crate::desk::{Desk, care_id};
use crate::error::Refused;
use crate::show::{self, Printed};
use crate::workplace::Workplace;
use care_record::paper::{Paper, PaperCode};
use care_record::{RecordId, RecordView, computed};
use store::workstation::OpenedFace;

/// The hand-over sheet is of several people: it has no code, and is of use for one shift.
const HANDOVER: &str = "handover";

impl Workplace {
    pub(super) fn print_head(&self, record: Option<&str>, what: &str) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let printed = match (record, Paper::from_name(what)) {
                (Some(record), Some(Paper::Glance)) => glanced(desk, record_id(record)?)?.paper,
                (Some(record), Some(paper)) => printed(desk, record_id(record)?, paper)?.1,
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

/// At a glance, and what its print says of itself: of one and the same reading.
pub(super) struct Glanced {
    pub(super) view: RecordView,
    pub(super) paper: Printed,
    /// How it was opened, where that was in an emergency.
    pub(super) open: Option<OpenedFace>,
}

/// Reads a record that is looked after here, or that is open in an emergency.
pub(super) fn glanced(desk: &mut Desk, id: RecordId) -> Result<Glanced, Refused> {
    // The lines of a face are told by the region under other names: it has no code that a whole record could be held against.
    let of_a_face = |view, open| Glanced {
        view,
        paper: Printed::of_a_face(),
        open,
    };
    if let Some(face) = desk.face(id, &desk.session()?.roles)? {
        return Ok(of_a_face(face, None));
    }
    match printed(desk, id, Paper::Glance) {
        Err(Refused::Glass(_)) => {
            let (open, view) = desk.opened(id)?;
            Ok(of_a_face(view, Some(open)))
        }
        found => {
            let (view, paper) = found?;
            Ok(Glanced {
                view,
                paper,
                open: None,
            })
        }
    }
}

/// What somebody reads of a record, and what a print of it says of itself.
fn printed(desk: &Desk, id: RecordId, paper: Paper) -> Result<(RecordView, Printed), Refused> {
    let whole = desk.record(id)?.view();
    let stopped = computed::release(&whole) == computed::Release::Stopped;
    if paper == Paper::PersonsCopy && stopped {
        return Err(Refused::ConsentStops);
    }
    let code = PaperCode::of(paper, &whole).to_string();
    let roles = &desk.session()?.roles;
    let read = desk.joined(whole.for_reader(roles), roles)?;
    let printed = Printed {
        paper: Some(paper),
        reviews: computed::review_days(&read),
        code,
    };
    Ok((read, printed))
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
