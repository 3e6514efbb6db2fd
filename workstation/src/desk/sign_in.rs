//! Signing in: the PIN opens the wrap, the wrap opens the store.

use super::{Desk, SignedIn, key_file_place, store_place};
use crate::error::Refused;
use crate::join::staff_certificate;
use crate::keys::{DeviceSecret, KeyFile, Keyring, Wrapped};
use crate::surroundings::now_ms;
use care_record::Role;
use std::path::Path;
use store::StoreKey;
use store::audit::AuditEntry;
use store::certificate::{KeptCertificate, Subject};
use store::workstation::{Lease, Workstation};
use sync_protocol::certificate::SignedStaffCertificate;
use sync_protocol::ids::StaffId;

/// How long a computer may go on without hearing from the region: the true end of one that was stolen.
const LEASE_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// Characters a PIN needs.
const SHORTEST_PIN: usize = 6;

/// Reads the key file and the keyring's secret, and checks that they belong together.
pub(crate) fn keys_and_secret(folder: &Path) -> Result<(KeyFile, DeviceSecret), Refused> {
    let place = key_file_place(folder);
    if !place.exists() {
        return Err(Refused::NotJoined);
    }
    let keys = KeyFile::read(&place)?;
    if keys.ended {
        return Err(Refused::PlaceEnded);
    }
    let secret = Keyring::connect()?.secret(&keys.store)?;
    if secret.mark() != keys.keyring_mark {
        return Err(Refused::KeyringForeign);
    }
    Ok((keys, secret))
}

/// The store's key, by the PIN of the manager who sits here, typed once more: so that nobody else lets people in, or makes
/// a sheet, at her screen.
pub(crate) fn by_manager(
    folder: &Path,
    desk: &mut Option<Desk>,
    pin: &str,
) -> Result<(KeyFile, DeviceSecret, StoreKey), Refused> {
    let manager = desk.as_ref().ok_or(Refused::SignedOut)?.manager()?;
    with_pin(folder, desk, &manager.to_string(), pin)
}

/// The store's key, by somebody's PIN. A wrong one is counted.
fn with_pin(
    folder: &Path,
    desk: &mut Option<Desk>,
    who: &str,
    pin: &str,
) -> Result<(KeyFile, DeviceSecret, StoreKey), Refused> {
    let (mut keys, secret) = keys_and_secret(folder)?;
    let staff = keys.find(who).ok_or(Refused::UnknownStaff)?.clone();
    let now = now_ms();
    if let Some(seconds) = staff.wait_s(now) {
        return Err(Refused::Wait(seconds));
    }
    if staff.is_over(now) {
        return Err(Refused::ShiftOver);
    }
    let wrapped = staff.wrapped.as_ref().ok_or(Refused::NoPinYet)?;
    let Some(key) = wrapped.open_with_pin(pin, &secret, &keys.whose(&staff.staff))? else {
        if let Some(staff) = keys.find_mut(&staff.staff) {
            staff.note_wrong(now);
        }
        if let Some(open) = desk {
            open.note_wrong_pins(&mut keys);
        }
        keys.write(&key_file_place(folder))?;
        return Err(Refused::WrongPin);
    };
    if let Some(staff) = keys.find_mut(&staff.staff) {
        staff.note_right(now);
    }
    Ok((keys, secret, key))
}

/// Opens the store with a PIN, or signs in at a desk whose store is open already.
pub(crate) fn open(
    folder: &Path,
    desk: &mut Option<Desk>,
    who: &str,
    pin: &str,
) -> Result<(), Refused> {
    let (mut keys, _, key) = with_pin(folder, desk, who, pin)?;
    let staff = keys.find(who).ok_or(Refused::UnknownStaff)?.staff.clone();
    // The store first: only when it opens is anything written.
    let mut open = opened(folder, desk, &keys, &key)?;
    open.note_wrong_pins(&mut keys);
    keys.part_from_over(now_ms());
    keys.last_staff.clone_from(&staff);
    keys.write(&key_file_place(folder))?;
    open.keys = keys;
    let signed_in = open.sign_in(&staff);
    *desk = Some(open);
    signed_in
}

/// Keeps a PIN for a member of staff whom the region has let in, and signs her in.
pub(crate) fn choose_pin(
    folder: &Path,
    desk: &mut Option<Desk>,
    key: &StoreKey,
    certificate: &[u8],
    who: &str,
    pin: &str,
) -> Result<(), Refused> {
    check_pin(pin)?;
    let (mut keys, secret) = keys_and_secret(folder)?;
    let mut open = opened(folder, desk, &keys, key)?;
    let certificate = staff_certificate(certificate, &open.link.authority_key)?;
    if certificate.statement().staff.to_string() != who {
        return Err(Refused::BadAnswer("certificate.of_another".to_owned()));
    }
    open.store
        .keep_certificates(&[KeptCertificate::from(&certificate)], now_ms())?;
    crate::join::welcome(&mut keys, certificate.statement());
    who.clone_into(&mut keys.last_staff);
    open.keep_pin(keys, &secret, key, certificate.statement().staff, pin)?;
    let signed_in = open.sign_in(who);
    *desk = Some(open);
    signed_in
}

/// The desk as it is, or with its store opened now.
pub(crate) fn opened(
    folder: &Path,
    desk: &mut Option<Desk>,
    keys: &KeyFile,
    key: &StoreKey,
) -> Result<Desk, Refused> {
    match desk.take() {
        Some(open) => Ok(open),
        None => Desk::new(
            folder,
            keys.clone(),
            Workstation::open(&store_place(folder), key)?,
        ),
    }
}

/// Is a PIN long enough?
pub(crate) fn check_pin(pin: &str) -> Result<(), Refused> {
    if pin.chars().count() < SHORTEST_PIN {
        Err(Refused::ShortPin)
    } else {
        Ok(())
    }
}

fn is_over(lease: Lease) -> bool {
    lease.seen_at_ms.saturating_sub(lease.heard_at_ms) > LEASE_MS
}

impl Desk {
    /// Lets somebody sit down whose PIN was right, if the region's word for her holds today.
    pub(crate) fn sign_in(&mut self, who: &str) -> Result<(), Refused> {
        let staff: StaffId = who.parse().map_err(|_| Refused::UnknownStaff)?;
        let now = now_ms();
        self.note_search()?;
        if self.store.has_ended(staff)? {
            return Err(Refused::StaffEnded);
        }
        let lease = self.store.lease(now)?;
        if !self.is_alone() && lease.is_some_and(is_over) {
            return Err(Refused::LeaseOver);
        }
        // Setting the clock back makes no shift longer.
        let now = lease.map_or(now, |lease| now.max(lease.seen_at_ms));
        self.store.close_opened(now_ms())?;
        self.session = Some(self.seat(staff, now)?);
        self.store.note(&AuditEntry {
            at_ms: now,
            staff: Some(staff),
            act: "staff.signed_in".to_owned(),
            record: None,
            detail: String::new(),
        })?;
        Ok(())
    }

    /// Lets an invented colleague sit down, to write what is read in practice.
    pub(crate) fn seat_invented(&mut self, staff: StaffId) -> Result<(), Refused> {
        self.session = Some(self.seat(staff, now_ms())?);
        Ok(())
    }

    /// Refuses where this member of staff lets nobody in here.
    pub(crate) fn may_let_in(&self, who: StaffId) -> Result<(), Refused> {
        let roles = self.seat(who, now_ms())?.roles;
        let may = roles.into_iter().any(care_record::may_let_in);
        may.then_some(()).ok_or(Refused::ManagersOnly)
    }

    /// What the newest certificate that holds lets somebody do here.
    fn seat(&self, staff: StaffId, now: i64) -> Result<SignedIn, Refused> {
        let kept = self.store.certificates_of(Subject::Staff(staff))?;
        // The newest alone, as the region dates them: what it takes from her an older one does not give back.
        let said = kept.iter().filter_map(|kept| {
            let certificate = SignedStaffCertificate::decode(&kept.bytes).ok()?;
            Some((kept.hash, certificate.claimed().clone()))
        });
        let newest = said.max_by_key(|(_, claimed)| claimed.valid_from_ms);
        let newest = newest.and_then(|(hash, claimed)| {
            // It is here, so it was issued: a clock that says otherwise has lost its battery, and nobody is to be locked
            // out by that.
            claimed
                .is_valid_at(now.max(claimed.valid_from_ms))
                .then_some((hash, claimed))
        });
        let (certificate, statement) = newest.ok_or(if kept.is_empty() {
            Refused::UnknownStaff
        } else {
            Refused::CertificateOver
        })?;
        let roles = statement
            .roles
            .iter()
            .filter_map(|role| Role::try_from(role.get()).ok())
            .collect();
        Ok(SignedIn {
            staff,
            name: statement.name,
            roles,
            certificate,
            until_ms: statement.valid_until_ms,
        })
    }

    /// Keeps a wrap under somebody's PIN in a key file, and the file.
    pub(crate) fn keep_pin(
        &mut self,
        mut keys: KeyFile,
        secret: &DeviceSecret,
        key: &StoreKey,
        who: StaffId,
        pin: &str,
    ) -> Result<(), Refused> {
        let who = who.to_string();
        let wrapped = Wrapped::under_pin(key, pin, secret, &keys.whose(&who))?;
        keys.keep_wrap(&who, wrapped, now_ms());
        self.note_wrong_pins(&mut keys);
        keys.write(&self.key_file_place())?;
        self.keys = keys;
        Ok(())
    }

    /// The store belongs to a region now, by this program or by another: whoever sits here goes on under its certificate.
    pub(crate) fn move_in(&mut self) -> Result<(), Refused> {
        self.identity = self.store.identity()?.ok_or(Refused::NotJoined)?;
        self.link = self.identity.hub.clone().ok_or(Refused::NotJoined)?;
        self.keys = KeyFile::read(&self.key_file_place())?;
        self.seat_again()
    }

    /// Whoever sits here goes on under the newest certificate of hers.
    pub(crate) fn seat_again(&mut self) -> Result<(), Refused> {
        if let Ok(session) = self.session() {
            self.session = Some(self.seat(session.staff, now_ms())?);
        }
        Ok(())
    }
}
