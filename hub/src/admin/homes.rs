//! A home that stood alone is taken into the region, with its staff and under its own ids.

use store::audit::AuditEntry;
use store::hub::{Organisation, Site};
use sync_protocol::certificate::{Party, StaffCertificate};
use sync_protocol::home::{HomeFile, SignedHomeFile};
use sync_protocol::ids::{OrganisationId, SiteId, StaffId};
use sync_protocol::limits::MAX_NAME_BYTES;
use sync_protocol::roles::RoleCode;
use sync_protocol::signed;

use super::{Admin, AdminError, act, check_code, check_text};
use crate::role_names;

/// A home that was taken in, to be read once more by whoever did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// Whose it is.
    pub organisation: Party<OrganisationId>,
    /// The home.
    pub site: Party<SiteId>,
    /// Its staff, each with the names of their roles and whether they have left.
    pub staff: Vec<StaffTaken>,
}

/// A member of staff of a home that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffTaken {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// The names of their roles.
    pub roles: Vec<&'static str>,
    /// Their professional registration, where they have one.
    pub registration: Option<String>,
    /// Until when their certificate holds, milliseconds since 1970.
    pub until_ms: i64,
}

impl Admin {
    /// Takes a home in: the region says of its staff what the home said of them, under its own signature. A second time
    /// adds what is new in the file.
    ///
    /// # Errors
    /// When the file or a certificate in it does not hold, a role is none that a home gives, the home or one of its staff
    /// is somebody else's here, or the store refuses.
    pub fn take_in(&mut self, file: &[u8], now_ms: i64) -> Result<TakenIn, AdminError> {
        let file = SignedHomeFile::decode(file)?;
        let authority = file.claimed().authority;
        let file = file.verify(&authority)?;
        let home = file.statement();
        let staff = home.staff()?;
        let taken = staff
            .iter()
            .map(|said| {
                Ok(StaffTaken {
                    staff: said.staff,
                    name: said.name.clone(),
                    roles: said
                        .roles
                        .iter()
                        .map(|role| of_a_home(*role))
                        .collect::<Result<_, _>>()?,
                    registration: said.registration.clone(),
                    until_ms: said.valid_until_ms,
                })
            })
            .collect::<Result<_, AdminError>>()?;
        for said in &staff {
            let known = self.store.staff(said.staff)?;
            if known.is_some_and(|known| known.site != home.site.id) {
                return Err(AdminError::OthersStaff);
            }
        }
        self.place(home, now_ms)?;
        for said in staff {
            self.repeat(said, now_ms)?;
        }
        Ok(TakenIn {
            organisation: home.organisation.clone(),
            site: home.site.clone(),
            staff: taken,
        })
    }

    /// The organisation and the site under the ids the home gave them, unless it was taken in before.
    fn place(&mut self, home: &HomeFile, now_ms: i64) -> Result<(), AdminError> {
        let HomeFile {
            organisation, site, ..
        } = home;
        for (name, ods) in [
            (&organisation.name, &organisation.ods),
            (&site.name, &site.ods),
        ] {
            check_text(name, MAX_NAME_BYTES)?;
            check_code(ods.as_deref())?;
        }
        // The ids of a region are known to everybody in it: only the key that spoke for a home speaks for it again.
        if self.store.taken_in_from(site.id)? == Some(home.authority) {
            return Ok(());
        }
        let organisations = self.store.organisations()?;
        let known = organisations
            .iter()
            .any(|known| known.id == organisation.id);
        if known || self.store.site(site.id)?.is_some() {
            return Err(AdminError::OthersHome);
        }
        self.store.take_in(
            &Organisation {
                id: organisation.id,
                name: organisation.name.clone(),
                ods: organisation.ods.clone(),
            },
            &Site {
                id: site.id,
                organisation: organisation.id,
                name: site.name.clone(),
                ods: site.ods.clone(),
            },
            &home.authority,
            &act(now_ms, "site.taken_in", site.id),
        )?;
        Ok(())
    }

    fn repeat(&mut self, said: StaffCertificate, now_ms: i64) -> Result<(), AdminError> {
        let entry: AuditEntry = act(now_ms, "staff.taken_in", said.staff);
        let certificate = signed::seal(said, &self.region.authority_key)?;
        let kept = self.store.certificate(certificate.hash())?;
        if kept.is_none() {
            self.store.add_staff(&certificate, now_ms, &entry)?;
        }
        Ok(())
    }
}

/// The name of a role that a home has by itself.
fn of_a_home(role: RoleCode) -> Result<&'static str, AdminError> {
    let name = role_names::name_of(role).ok_or(AdminError::UnknownRole)?;
    if role_names::OF_A_HOME.contains(&name) {
        Ok(name)
    } else {
        Err(AdminError::RoleOfOthers)
    }
}
