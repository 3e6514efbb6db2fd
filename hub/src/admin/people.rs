//! Staff: certificates, sign-in codes, leaving.

use store::hub::Invited;
use sync_protocol::certificate::{SignedStaffCertificate, StaffCertificate};
use sync_protocol::feed::NoticeCode;
use sync_protocol::ids::{SiteId, StaffId};
use sync_protocol::one_time_code::OneTimeCode;
use sync_protocol::roles::RoleCode;
use sync_protocol::signed;

use super::invites::invite;
use super::{Admin, AdminError, act, parties};
use crate::{role_names, secrets};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A member of staff to be added.
#[derive(Debug, Clone)]
pub struct NewStaff<'a> {
    /// Where they work.
    pub site: SiteId,
    /// Their name as shown.
    pub name: &'a str,
    /// The names of their roles.
    pub roles: &'a [String],
    /// Their professional registration, where they have one.
    pub registration: Option<&'a str>,
    /// For how many days the certificate holds.
    pub valid_days: u32,
}

/// A member of staff and the code with which they sign in on a device for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffInvitation {
    /// Who.
    pub staff: StaffId,
    /// To be shown once.
    pub code: OneTimeCode,
}

impl Admin {
    /// Adds a member of staff: a certificate signed by the authority, told to the site's shelf, and a code.
    ///
    /// # Errors
    /// When there is no such site or role, a name is not plain text, or the store refuses. A failure after the
    /// certificate was written leaves them added; `invite_staff` gives them another code.
    pub fn add_staff(
        &mut self,
        new: &NewStaff<'_>,
        now_ms: i64,
    ) -> Result<StaffInvitation, AdminError> {
        let (site, organisation) = self.site(new.site)?;
        let (site, organisation) = parties(&site, &organisation);
        let roles = roles_of(new.roles)?;
        let staff = StaffId::new(secrets::random()?);
        let certificate = StaffCertificate {
            version: StaffCertificate::VERSION,
            staff,
            name: new.name.to_owned(),
            roles,
            registration: new.registration.map(str::to_owned),
            organisation,
            site,
            valid_from_ms: now_ms,
            valid_until_ms: after(now_ms, new.valid_days),
        };
        let certificate = signed::seal(certificate, &self.region.authority_key)?;
        self.store
            .add_staff(&certificate, now_ms, &act(now_ms, "staff.added", staff))?;
        self.invite_staff(staff, now_ms)
    }

    /// Gives a member of staff a new certificate, in place of the one before, and tells the computers where she may sign in:
    /// her time was running out, or she works in other roles from now on. What she wrote before stays as it was written.
    ///
    /// # Errors
    /// When there is no such member of staff or role, they have left, or the store refuses.
    pub fn renew_staff(
        &mut self,
        staff: StaffId,
        roles: &[String],
        valid_days: u32,
        now_ms: i64,
    ) -> Result<(), AdminError> {
        let known = self.store.staff(staff)?.ok_or(AdminError::UnknownStaff)?;
        if known.ended_at_ms.is_some() {
            return Err(AdminError::StaffEnded);
        }
        let before = SignedStaffCertificate::decode(&known.certificate.bytes)?;
        let mut certificate = before.claimed().clone();
        if !roles.is_empty() {
            certificate.roles = roles_of(roles)?;
        }
        certificate.valid_from_ms = now_ms;
        certificate.valid_until_ms = after(now_ms, valid_days);
        let certificate = signed::seal(certificate, &self.region.authority_key)?;
        self.store
            .renew_staff(&certificate, now_ms, &act(now_ms, "staff.renewed", staff))?;
        Ok(())
    }

    /// Gives a member of staff another code: each lets them in on one device.
    ///
    /// # Errors
    /// When there is no such member of staff, they have left, or the store refuses.
    pub fn invite_staff(
        &mut self,
        staff: StaffId,
        now_ms: i64,
    ) -> Result<StaffInvitation, AdminError> {
        let known = self.store.staff(staff)?.ok_or(AdminError::UnknownStaff)?;
        if known.ended_at_ms.is_some() {
            return Err(AdminError::StaffEnded);
        }
        let code = invite(
            &mut self.store,
            Invited::Staff(staff),
            &staff.to_string(),
            now_ms,
        )?;
        Ok(StaffInvitation { staff, code })
    }

    /// Notes that a member of staff has left, and tells every device: those of their site let them in no more, and all of
    /// them mark what arrives of them from now on. What they wrote stays theirs.
    ///
    /// # Errors
    /// When there is no such member of staff, or the store refuses.
    pub fn end_staff(&mut self, staff: StaffId, now_ms: i64) -> Result<(), AdminError> {
        self.store.staff(staff)?.ok_or(AdminError::UnknownStaff)?;
        self.store
            .end_staff(staff, now_ms, &act(now_ms, "staff.ended", staff))?;
        // Told after it holds at the hub: a device that hears it and asks must not be told otherwise.
        for head in self.store.shelf_heads()? {
            self.store
                .notify(head.shelf, NoticeCode::STAFF_ENDED, None, staff.as_bytes())?;
        }
        Ok(())
    }
}

/// Roles by their names, each once.
fn roles_of(names: &[String]) -> Result<Vec<RoleCode>, AdminError> {
    let mut roles = names
        .iter()
        .map(|name| role_names::role(name).ok_or(AdminError::UnknownRole))
        .collect::<Result<Vec<RoleCode>, _>>()?;
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

/// So many days later.
fn after(now_ms: i64, days: u32) -> i64 {
    now_ms.saturating_add(i64::from(days).saturating_mul(DAY_MS))
}
