//! A home that stands alone, and its staff.

use crate::alone::{
    self, Beginning, Colleague, add_colleague, end_colleague, join_region, new_pin,
};
use crate::api::{Reply, Request};
use crate::attachments::{AttachmentRefused, Opened};
use crate::backup;
use crate::error::Refused;
use crate::workplace::Workplace;
use care_record::Role;
use std::path::Path;
use sync_protocol::ids::StaffId;

/// What a home's file is called among files.
pub(crate) const HOME_FILE: &str = "application/vnd.alongside.home";

impl Workplace {
    pub(super) async fn home(&self, request: Request) -> Result<Reply, Refused> {
        match request {
            Request::BeginHome {
                home,
                computer,
                manager,
                pin,
            } => alone::begin(
                self.folder(),
                &Beginning {
                    home: &home,
                    computer: &computer,
                    manager: &manager,
                    pin: &pin,
                },
            )?,
            Request::AddColleague {
                manager_pin,
                name,
                roles,
                registration,
                hours,
                pin,
            } => {
                let colleague = Colleague {
                    name: &name,
                    roles: named(&roles)?,
                    registration: registration.as_deref(),
                    hours,
                    pin: &pin,
                };
                add_colleague(self.folder(), &mut self.desk(), &manager_pin, &colleague)?;
            }
            Request::EndColleague { staff } => {
                end_colleague(&mut self.desk(), staff_id(&staff)?)?;
            }
            Request::NewPin {
                manager_pin,
                staff,
                pin,
            } => {
                let staff = staff_id(&staff)?;
                new_pin(self.folder(), &mut self.desk(), &manager_pin, staff, &pin)?;
            }
            Request::MakeRecoverySheet { manager_pin } => {
                let sheet = backup::make_sheet(self.folder(), &mut self.desk(), &manager_pin)?;
                return Ok(Reply::RecoverySheet { sheet });
            }
            Request::Recover { staff, code, pin } => {
                let staff = staff_id(&staff)?;
                let recovered =
                    backup::recover(self.folder(), &mut self.desk(), staff, &code, &pin);
                self.let_in();
                recovered?;
            }
            Request::BackUp { folder } => {
                let place = self.at_desk(|desk| {
                    desk.manager()?;
                    desk.back_up(Path::new(&folder))
                })?;
                let place = place.to_string_lossy().into_owned();
                return Ok(Reply::BackedUp { place });
            }
            Request::BringBack { from, code } => {
                let saves = self.at_desk(|desk| desk.bring_back(Path::new(&from), &code))?;
                self.saved();
                let saves = u32::try_from(saves).unwrap_or(u32::MAX);
                return Ok(Reply::BroughtBack { saves });
            }
            Request::BeginAgain {
                from,
                code,
                manager,
                computer,
                pin,
            } => {
                let from = Path::new(&from);
                backup::begin_again(self.folder(), from, &code, &manager, &computer, &pin)?;
            }
            Request::SaveHomeFile => return self.save_home_file(),
            Request::JoinRegion { hub, code, pin } => {
                join_region(self, &hub, &code, &pin).await?;
                self.saved();
            }
            _ => return Err(Refused::NotUnderstood("the request")),
        }
        self.start()
    }

    fn save_home_file(&self) -> Result<Reply, Refused> {
        let place = self.downloads().ok_or(AttachmentRefused::NotSaved)?;
        let file = self.at_desk(|desk| {
            Ok(Opened {
                title: desk.keys.site.clone(),
                media_type: HOME_FILE.to_owned(),
                bytes: desk.home_file()?,
            })
        })?;
        self.saved_outside(place, &file)
    }
}

fn named(roles: &[String]) -> Result<Vec<Role>, Refused> {
    roles
        .iter()
        .map(|role| role.parse().map_err(|_| Refused::NotUnderstood("the role")))
        .collect()
}

fn staff_id(text: &str) -> Result<StaffId, Refused> {
    text.parse().map_err(|_| Refused::UnknownStaff)
}
