//! Colleagues at a computer, let in and seen off by whoever runs the home, with no region to ask.

use super::{Period, VALID_MS, not_said, say_of};
use crate::desk::{Desk, by_manager, check_pin};
use crate::error::Refused;
use crate::join;
use crate::surroundings::now_ms;
use care_record::Role;
use std::path::Path;
use store::audit::AuditEntry;
use store::certificate::KeptCertificate;
use store::workstation::{AdmissionToTell, AdmissionTold};
use sync_protocol::certificate::{StaffCertificate, VerifiedStaffCertificate};
use sync_protocol::ids::StaffId;
use sync_protocol::keys::SigningKey;
use sync_protocol::message::admission::{Admission, LONGEST_ADMISSION_MS};
use sync_protocol::signed;

/// Somebody new at this computer.
#[derive(Debug, Clone)]
pub(crate) struct Colleague<'a> {
    /// Her name.
    pub(crate) name: &'a str,
    /// What she is here to do.
    pub(crate) roles: Vec<Role>,
    /// Her professional registration, where she has one.
    pub(crate) registration: Option<&'a str>,
    /// For how many hours; for good, where the home is its own authority.
    pub(crate) hours: Option<u32>,
    /// The PIN she chose, typed by herself.
    pub(crate) pin: &'a str,
}

/// Lets somebody in, beside a manager who types her own PIN once more. A home that stands alone says itself who works
/// there; in a region it is agency staff, for a shift, and the region is told.
pub(crate) fn add_colleague(
    folder: &Path,
    desk: &mut Option<Desk>,
    manager_pin: &str,
    new: &Colleague<'_>,
) -> Result<(), Refused> {
    check_pin(new.pin)?;
    let (mut keys, secret, key) = by_manager(folder, desk, manager_pin)?;
    let open = desk.as_mut().ok_or(Refused::SignedOut)?;
    let said = match open.store.own_authority()? {
        Some(authority) => open.add(&authority, new)?,
        None => open.admit(new)?,
    };
    let until_ms = new.hours.map(|_| said.valid_until_ms);
    keys.welcome(
        &said.staff.to_string(),
        &said.name,
        &join::roles_in_words(&said),
        until_ms,
    );
    open.keep_pin(keys, &secret, &key, said.staff, new.pin)
}

impl Desk {
    /// The home says itself who works there.
    fn add(
        &mut self,
        authority: &SigningKey,
        new: &Colleague<'_>,
    ) -> Result<StaffCertificate, Refused> {
        let length_ms = new.hours.map_or(Ok(VALID_MS), shift_ms)?;
        let here = self.own_certificate()?;
        let said = say_of(
            authority,
            (&here.site, &here.organisation),
            new.name,
            &new.roles,
            new.registration,
            Period::from_now(length_ms),
        )?;
        let now = said.statement().valid_from_ms;
        self.store
            .keep_certificates(&[KeptCertificate::from(&said)], now)?;
        self.note_of_staff("staff.added", said.statement().staff)?;
        Ok(said.statement().clone())
    }

    /// Agency staff, for a shift: this device says who she is until the region does.
    fn admit(&mut self, new: &Colleague<'_>) -> Result<StaffCertificate, Refused> {
        let length_ms = shift_ms(new.hours.ok_or(Refused::TooLong)?)?;
        if new.roles != [Role::CareAssistant] || new.registration.is_some() {
            return Err(Refused::RoleOfOthers);
        }
        let manager = self.session()?.clone();
        let key = &self.identity.signing_key;
        let here = self.own_certificate()?;
        let period = Period::from_now(length_ms);
        let said = say_of(
            key,
            (&here.site, &here.organisation),
            new.name,
            &new.roles,
            None,
            period,
        )?;
        let told = Admission {
            proto: Admission::PROTO,
            device: self.identity.device,
            manager: manager.certificate,
            certificate: said.bytes().into(),
        };
        let told = signed::seal(told, key).map_err(|error| not_said(error.code()))?;
        let statement = said.statement().clone();
        self.store.admit(
            &KeptCertificate::from(&said),
            statement.staff,
            told.bytes(),
            &AuditEntry {
                at_ms: statement.valid_from_ms,
                staff: Some(manager.staff),
                act: "staff.admitted".to_owned(),
                record: None,
                detail: statement.staff.to_string(),
            },
        )?;
        Ok(statement)
    }

    /// The region has given her a certificate of its own: what she wrote goes under that. Says whether it does: not when
    /// another program on this computer saved meanwhile.
    pub(crate) fn admission_told(
        &mut self,
        waiting: &AdmissionToTell,
        certificate: &VerifiedStaffCertificate,
    ) -> Result<bool, Refused> {
        let theirs = certificate.hash();
        let sealed = self.sealed_anew(|own| Ok(if own == waiting.said { theirs } else { own }))?;
        let told = self.store.admission_told(&AdmissionTold {
            staff: waiting.staff,
            certificate: KeptCertificate::from(certificate),
            device: self.identity.device,
            last: sealed.last,
            sealed_anew: sealed.folded,
            at_ms: now_ms(),
        })?;
        if told
            && self
                .session()
                .is_ok_and(|session| session.staff == waiting.staff)
        {
            self.seat_again()?;
        }
        Ok(told)
    }
}

/// A shift in milliseconds.
fn shift_ms(hours: u32) -> Result<i64, Refused> {
    let length_ms = i64::from(hours) * 60 * 60 * 1000;
    (1..=LONGEST_ADMISSION_MS)
        .contains(&length_ms)
        .then_some(length_ms)
        .ok_or(Refused::TooLong)
}

/// Notes that a colleague has left: her key and her tile go at once, what she wrote stays hers.
pub(crate) fn end_colleague(desk: &mut Option<Desk>, who: StaffId) -> Result<(), Refused> {
    let open = desk.as_mut().ok_or(Refused::SignedOut)?;
    let manager = open.manager()?;
    if who == manager {
        return Err(Refused::NotOneself);
    }
    let tile = open.keys.find(&who.to_string());
    let for_a_shift = tile.ok_or(Refused::UnknownStaff)?.until_ms.is_some();
    if !open.is_alone() && !for_a_shift {
        return Err(Refused::NotAlone);
    }
    open.store.end_staff(
        who,
        &AuditEntry {
            at_ms: now_ms(),
            staff: Some(manager),
            act: "staff.ended".to_owned(),
            record: None,
            detail: who.to_string(),
        },
    )?;
    open.part_from(&[who])
}

/// A colleague who forgot her PIN chooses another, beside a manager who types her own once more.
pub(crate) fn new_pin(
    folder: &Path,
    desk: &mut Option<Desk>,
    manager_pin: &str,
    who: StaffId,
    pin: &str,
) -> Result<(), Refused> {
    check_pin(pin)?;
    let (keys, secret, key) = by_manager(folder, desk, manager_pin)?;
    keys.find(&who.to_string()).ok_or(Refused::UnknownStaff)?;
    let open = desk.as_mut().ok_or(Refused::SignedOut)?;
    open.note_of_staff("staff.new_pin", who)?;
    open.keep_pin(keys, &secret, &key, who, pin)
}
