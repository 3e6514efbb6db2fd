//! Practising with invented people.
//!
//! While somebody practises, another workplace answers in place of the real one: a home alone in a folder of its own,
//! whose key is kept nowhere. Nothing passes between the two but the name and the roles of whoever practises.

mod fill;
mod place;
mod script;

use crate::alone;
use crate::api::{Reply, Request};
use crate::error::Refused;
use crate::surroundings::now_here;
use crate::workplace::Workplace;
use care_record::Role;
use place::Place;
use std::fmt;
use std::sync::Arc;
use sync_protocol::ids::StaffId;

pub(crate) use place::clear as clear_practice;

/// What the home is called, wherever a home is named.
const HOME: &str = "Practice House";
const COMPUTER: &str = "Practice";

/// Invented colleagues: as whom they write in the scripts, what they are called, what they are.
const COLLEAGUES: &[(&str, &str, &[Role])] = &[
    ("senior", "Penny Practice", &[Role::SeniorCarer]),
    ("carer", "Colin Carer", &[Role::CareAssistant]),
    ("nurse", "Nina Nurse", &[Role::DistrictNurse]),
    ("hospice", "Hetty Hospice", &[Role::HospiceNurse]),
    ("doctor", "Dr Dora Doctor", &[Role::Gp]),
];

/// Somebody practises. When this is dropped, nothing of it is left.
pub(crate) struct Practice {
    workplace: Arc<Workplace>,
    /// Who practises, as the real store knows her.
    staff: StaffId,
    /// Last, so that the store in it is closed before it goes.
    _place: Place,
}

impl fmt::Debug for Practice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Practice").finish_non_exhaustive()
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        // A question that is being answered just now finds nobody signed in at its next step.
        *self.workplace.desk() = None;
    }
}

/// Who answers a request while somebody practises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// The place for practice.
    Practice,
    /// The real computer: what ends practice, and how she likes her screen.
    Real,
    /// Nobody: it would reach out of practice, or has no meaning in it.
    Nobody,
}

fn who_answers(request: &Request) -> Who {
    match request {
        Request::Start
        | Request::Connection
        | Request::ShareNow
        | Request::People { .. }
        | Request::NewPerson { .. }
        | Request::Glance { .. }
        | Request::Record { .. }
        | Request::Printed { .. }
        | Request::WhoLooked { .. }
        | Request::AsItStood { .. }
        | Request::History { .. }
        | Request::TwoVersions { .. }
        | Request::Set { .. }
        | Request::Enter { .. }
        | Request::TakeUp { .. }
        | Request::TurnDown { .. }
        | Request::Attach { .. }
        | Request::OpenAttachment { .. }
        | Request::KeepPapers { .. }
        | Request::Import { .. }
        | Request::Policy
        | Request::Tighten { .. }
        | Request::ThisComputer
        | Request::Today { .. }
        | Request::AnswerTask { .. }
        | Request::PlanRound { .. }
        | Request::GetReady
        | Request::Timeline { .. }
        | Request::Charts { .. }
        | Request::PrintHead { .. }
        | Request::CheckPaper { .. }
        | Request::Audit
        | Request::Unfinished
        | Request::KeepUnfinished { .. } => Who::Practice,
        Request::Lock
        | Request::Practise { .. }
        | Request::Looks
        | Request::SetLooks { .. } => Who::Real,
        // Its place and its staff are made up.
        Request::Enrol { .. }
        | Request::BeginHome { .. }
        | Request::AddColleague { .. }
        | Request::EndColleague { .. }
        | Request::NewPin { .. }
        | Request::MakeRecoverySheet { .. }
        | Request::Recover { .. }
        | Request::JoinRegion { .. }
        | Request::FirstSignIn { .. }
        | Request::SignIn { .. }
        | Request::BreakGlass { .. }
        // What lies outside would outlive practice and be taken for real. Paper says across every sheet that it is not.
        | Request::BackUp { .. }
        | Request::BringBack { .. }
        | Request::BeginAgain { .. }
        | Request::SaveHomeFile
        | Request::SaveAttachment { .. }
        | Request::Export { .. } => Who::Nobody,
    }
}

impl Workplace {
    pub(crate) async fn answer(&self, request: Request) -> Result<Reply, Refused> {
        let Some(practice) = self.practising() else {
            return self.answer_here(request).await;
        };
        match who_answers(&request) {
            Who::Practice => practice.answer_here(request).await,
            Who::Real => self.answer_here(request).await,
            Who::Nobody => Err(Refused::NotInPractice),
        }
    }

    pub(super) fn practise(&self, on: bool) -> Result<Reply, Refused> {
        self.end_practice();
        if !on {
            return self.start();
        }
        let mut held = self.practice();
        let practice = self.begin_practice()?;
        let workplace = Arc::clone(&practice.workplace);
        *held = Some(practice);
        drop(held);
        workplace.start()
    }

    /// Leaves practice, where somebody is in it: back to the real people.
    pub fn end_practice(&self) {
        let Some(practice) = self.practice().take() else {
            return;
        };
        if let Some(desk) = self.desk().as_mut()
            && let Err(refused) = desk.note_practice("practice.ended", practice.staff)
        {
            tracing::error!(
                code = refused.code(),
                "an end of practice was not written down"
            );
        }
    }

    /// The place where somebody practises who is still signed in to the real one.
    fn practising(&self) -> Option<Arc<Workplace>> {
        let practice = self
            .practice()
            .as_ref()
            .map(|held| Arc::clone(&held.workplace))?;
        if self.at_desk(|_| Ok(())).is_ok() {
            return Some(practice);
        }
        self.end_practice();
        None
    }

    fn begin_practice(&self) -> Result<Practice, Refused> {
        let (name, roles, staff) = self.at_desk(|desk| {
            let session = desk.session()?;
            Ok((session.name.clone(), session.roles.clone(), session.staff))
        })?;
        let place = Place::make(self.folder())?;
        let colleagues = COLLEAGUES.iter().map(|(_, name, roles)| (*name, *roles));
        let everybody: Vec<(&str, &[Role])> = colleagues.chain([(&*name, &*roles)]).collect();
        let (mut desk, ids) = alone::for_practice(place.folder(), HOME, COMPUTER, &everybody)?;
        fill::fill(&mut desk, &ids, now_here())?;
        let herself = ids.last().ok_or(Refused::UnknownStaff)?;
        desk.sign_in(&herself.to_string())?;
        let practice = Practice {
            workplace: Arc::new(self.for_practice(place.folder(), desk)),
            staff,
            _place: place,
        };
        self.at_desk(|desk| desk.note_practice("practice.begun", staff))?;
        Ok(practice)
    }
}

#[cfg(test)]
mod tests;
