//! Verbs about the home, its staff, and what brings its records back.

use crate::line::{ColleagueVerb, Verb};
use crate::secrets::{new_pin, pin, recovery};
use crate::{Stopped, staff_id};
use workstation::Workplace;
use workstation::api::Request;

/// Joining a region, or setting up a home that stands alone.
pub(crate) fn enrol(verb: Verb) -> Result<Request, Stopped> {
    let Verb::Enrol {
        hub,
        code,
        name,
        alone,
        home,
        manager,
    } = verb
    else {
        return Err(another());
    };
    Ok(if alone {
        Request::BeginHome {
            home: home.unwrap_or_default(),
            computer: name,
            manager: manager.unwrap_or_default(),
            pin: pin()?,
        }
    } else {
        Request::Enrol {
            hub: hub.unwrap_or_default(),
            code: code.unwrap_or_default(),
            name,
        }
    })
}

/// What a recovery sheet opens while nobody is signed in.
pub(crate) async fn with_sheet(workplace: &Workplace, verb: Verb) -> Result<Request, Stopped> {
    Ok(match verb {
        Verb::Recover { staff } => Request::Recover {
            staff: staff_id(workplace, &staff).await?,
            code: recovery()?,
            pin: pin()?,
        },
        Verb::BeginAgain {
            from,
            manager,
            name,
        } => Request::BeginAgain {
            from: from.to_string_lossy().into_owned(),
            code: recovery()?,
            manager,
            computer: name,
            pin: pin()?,
        },
        _ => return Err(another()),
    })
}

/// What a manager does who is signed in.
pub(crate) fn at_desk(verb: Verb) -> Result<Request, Stopped> {
    Ok(match verb {
        Verb::RecoverySheet => Request::MakeRecoverySheet {
            manager_pin: pin()?,
        },
        Verb::Backup { to } => Request::BackUp {
            folder: to.to_string_lossy().into_owned(),
        },
        Verb::BringBack { from } => Request::BringBack {
            from: from.to_string_lossy().into_owned(),
            code: recovery()?,
        },
        Verb::Join { hub, code } => Request::JoinRegion {
            hub,
            code,
            pin: pin()?,
        },
        _ => return Err(another()),
    })
}

/// What a manager asks for, with both PINs.
pub(crate) async fn colleague(
    workplace: &Workplace,
    verb: ColleagueVerb,
) -> Result<Request, Stopped> {
    Ok(match verb {
        ColleagueVerb::Add {
            name,
            role,
            registration,
            hours,
        } => Request::AddColleague {
            manager_pin: pin()?,
            name,
            roles: role,
            registration,
            hours,
            pin: new_pin()?,
        },
        ColleagueVerb::End { staff } => Request::EndColleague {
            staff: staff_id(workplace, &staff).await?,
        },
        ColleagueVerb::Pin { staff } => Request::NewPin {
            manager_pin: pin()?,
            staff: staff_id(workplace, &staff).await?,
            pin: new_pin()?,
        },
    })
}

fn another() -> Stopped {
    Stopped::usage("This verb is another one.")
}
