//! A home that stands alone: it is its own authority, and shares with nobody until it joins a region.

mod colleagues;
mod joins;

use crate::desk::{Desk, check_pin, open};
use crate::error::Refused;
use crate::join;
use crate::keys::{DeviceSecret, KeyFile, Keyring, Wrapped};
use crate::surroundings::{now_ms, random};
use care_record::Role;
use std::path::Path;
use store::StoreKey;
use store::audit::AuditEntry;
use store::certificate::KeptCertificate;
use store::workstation::{HubLink, Identity};
use sync_protocol::certificate::{
    DeviceCertificate, Party, SignedDeviceCertificate, StaffCertificate, VerifiedStaffCertificate,
};
use sync_protocol::cursor::Cursor;
use sync_protocol::enrolment::TlsFingerprint;
use sync_protocol::ids::{DeviceId, OrganisationId, ShelfId, SiteId, StaffId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::limits::MAX_NAME_BYTES;
use sync_protocol::roles::RoleCode;
use sync_protocol::signed;

pub(crate) use colleagues::{Colleague, add_colleague, end_colleague, new_pin};
pub(crate) use joins::join_region;

/// How long what a home says of itself and of its staff holds: until it says otherwise.
const VALID_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

/// How a home begins.
#[derive(Debug, Clone)]
pub(crate) struct Beginning<'a> {
    /// What the home is called.
    pub(crate) home: &'a str,
    /// What this computer is called.
    pub(crate) computer: &'a str,
    /// Who runs the home.
    pub(crate) manager: &'a str,
    /// Her PIN.
    pub(crate) pin: &'a str,
}

/// Sets a home up on this computer, with its manager.
pub(crate) fn begin(folder: &Path, beginning: &Beginning<'_>) -> Result<(), Refused> {
    join::vacant(folder)?;
    check_pin(beginning.pin)?;
    let (home, computer) = (name(beginning.home)?, name(beginning.computer)?);
    let keyring = Keyring::connect()?;
    let authority = SigningKey::from_bytes(&random::<32>()?);
    let signing_key = Box::new(SigningKey::from_bytes(&random::<32>()?));
    let device = DeviceId::new(random::<16>()?);
    let site = SiteId::new(random::<16>()?);
    let now = now_ms();
    let certificate = DeviceCertificate {
        version: DeviceCertificate::VERSION,
        device,
        public_key: PublicKey::of(&signing_key),
        site: party(site, &home),
        organisation: party(OrganisationId::new(random::<16>()?), &home),
        valid_from_ms: now,
        valid_until_ms: now.saturating_add(VALID_MS),
    };
    let manager = say_of(
        &authority,
        &certificate,
        beginning.manager,
        &[Role::HomeManager],
        None,
        Period::from_now(VALID_MS),
    )?;
    let certificate = signed::seal(certificate, &authority).map_err(|e| not_said(e.code()))?;
    let store_key = StoreKey::new(random::<32>()?);
    let secret = DeviceSecret::new(random::<32>()?);
    let mut keys = KeyFile::new(
        join::fresh_store_id()?,
        device.to_string(),
        computer,
        secret.mark(),
    );
    keys.site.clone_from(&home);
    join::welcome(&mut keys, manager.statement());
    let who = manager.statement().staff.to_string();
    let wrapped = Wrapped::under_pin(&store_key, beginning.pin, &secret, &keys.whose(&who))?;
    keys.keep_wrap(&who, wrapped, now);
    let shelf = ShelfId::of_site(site);
    let identity = Identity {
        device,
        signing_key,
        incarnation: random::<16>()?,
        hub: Some(HubLink {
            region_name: home,
            url: String::new(),
            tls_fingerprint: TlsFingerprint::new([0; 32]),
            authority_key: PublicKey::of(&authority),
            device_certificate: certificate.bytes().to_vec(),
            shelf,
            epoch: 0,
        }),
    };
    join::make(folder, &keyring, &keys, &secret, &store_key, |store| {
        store.set_identity(&identity)?;
        store.keep_certificates(
            &[
                KeptCertificate::from(&certificate),
                KeptCertificate::from(&manager),
            ],
            now,
        )?;
        store.begin_shelf(&Cursor::start(shelf, 0))?;
        store.stand_alone(&authority, now)?;
        Ok(())
    })
}

/// What a home that stood alone begins with on another computer.
pub(crate) struct Again<'a> {
    /// Its authority's key.
    pub(crate) authority: &'a SigningKey,
    /// Where it stood.
    pub(crate) link: &'a HubLink,
    /// Every certificate it gave to its staff.
    pub(crate) certificates: Vec<KeptCertificate>,
    /// Who has left since, and when.
    pub(crate) left: Vec<(StaffId, i64)>,
    /// Its tiles.
    pub(crate) tiles: &'a KeyFile,
}

/// Sets a home up again under the ids it had, on a computer that is another device, with a manager's new PIN.
pub(crate) fn begin_again(
    folder: &Path,
    again: &Again<'_>,
    who: &str,
    computer: &str,
    pin: &str,
) -> Result<Desk, Refused> {
    join::vacant(folder)?;
    let manager = again.tiles.find(who).ok_or(Refused::UnknownStaff)?;
    let keyring = Keyring::connect()?;
    let signing_key = Box::new(SigningKey::from_bytes(&random::<32>()?));
    let device = DeviceId::new(random::<16>()?);
    let now = now_ms();
    let stood = SignedDeviceCertificate::decode(&again.link.device_certificate)
        .map_err(|_| Refused::Unreadable)?;
    let certificate = DeviceCertificate {
        device,
        public_key: PublicKey::of(&signing_key),
        valid_from_ms: now,
        valid_until_ms: now.saturating_add(VALID_MS),
        ..stood.claimed().clone()
    };
    let certificate = signed::seal(certificate, again.authority).map_err(|e| not_said(e.code()))?;
    let store_key = StoreKey::new(random::<32>()?);
    let secret = DeviceSecret::new(random::<32>()?);
    let store_id = join::fresh_store_id()?;
    let mut keys = KeyFile::new(store_id, device.to_string(), name(computer)?, secret.mark());
    keys.site.clone_from(&again.tiles.site);
    keys.staff = again.tiles.for_backup().staff;
    let wrapped = Wrapped::under_pin(&store_key, pin, &secret, &keys.whose(&manager.staff))?;
    keys.keep_wrap(&manager.staff, wrapped, now);
    let identity = Identity {
        device,
        signing_key,
        incarnation: random::<16>()?,
        hub: Some(HubLink {
            device_certificate: certificate.bytes().to_vec(),
            ..again.link.clone()
        }),
    };
    join::make(folder, &keyring, &keys, &secret, &store_key, |store| {
        store.set_identity(&identity)?;
        store.keep_certificates(&[KeptCertificate::from(&certificate)], now)?;
        store.keep_certificates(&again.certificates, now)?;
        store.begin_shelf(&Cursor::start(again.link.shelf, again.link.epoch))?;
        store.stand_alone(again.authority, now)?;
        for (staff, at_ms) in &again.left {
            store.end_staff(
                *staff,
                &AuditEntry {
                    at_ms: *at_ms,
                    staff: None,
                    act: "staff.ended".to_owned(),
                    record: None,
                    detail: staff.to_string(),
                },
            )?;
        }
        Ok(())
    })?;
    let mut desk = None;
    open(folder, &mut desk, &manager.staff, pin)?;
    let desk = desk.ok_or(Refused::SignedOut)?;
    desk.manager()?;
    Ok(desk)
}

/// From when until when something holds, milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
struct Period {
    from_ms: i64,
    until_ms: i64,
}

impl Period {
    fn from_now(length_ms: i64) -> Self {
        let from_ms = now_ms();
        Self {
            from_ms,
            until_ms: from_ms.saturating_add(length_ms),
        }
    }
}

/// What a home, or a device for a shift, says of a member of staff.
fn say_of(
    authority: &SigningKey,
    here: &DeviceCertificate,
    who: &str,
    roles: &[Role],
    registration: Option<&str>,
    period: Period,
) -> Result<VerifiedStaffCertificate, Refused> {
    let mut codes: Vec<RoleCode> = roles.iter().map(|r| RoleCode::new(r.code())).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() || !roles.iter().copied().all(care_record::is_of_a_home) {
        return Err(Refused::RoleOfOthers);
    }
    let statement = StaffCertificate {
        version: StaffCertificate::VERSION,
        staff: StaffId::new(random::<16>()?),
        name: name(who)?,
        roles: codes,
        registration: registration.map(str::to_owned),
        organisation: here.organisation.clone(),
        site: here.site.clone(),
        valid_from_ms: period.from_ms,
        valid_until_ms: period.until_ms,
    };
    signed::seal(statement, authority).map_err(|_| Refused::NotUnderstood("the name"))
}

fn party<I>(id: I, name: &str) -> Party<I> {
    Party {
        id,
        name: name.to_owned(),
        ods: None,
    }
}

/// A name as it may stand in a certificate, without what was typed around it.
fn name(text: &str) -> Result<String, Refused> {
    let text = text.trim();
    let plain = !text.is_empty() && !text.chars().any(char::is_control);
    if plain && text.len() <= MAX_NAME_BYTES {
        Ok(text.to_owned())
    } else {
        Err(Refused::NotUnderstood("the name"))
    }
}

fn not_said(code: &str) -> Refused {
    Refused::BadAnswer(code.to_owned())
}

impl Desk {
    /// Whether this home stands alone.
    pub(crate) fn is_alone(&self) -> bool {
        self.link.is_alone()
    }

    fn own_certificate(&self) -> Result<DeviceCertificate, Refused> {
        SignedDeviceCertificate::decode(&self.link.device_certificate)
            .map(|certificate| certificate.claimed().clone())
            .map_err(|_| Refused::Unreadable)
    }

    /// Whoever sits here, if she lets people in.
    pub(crate) fn manager(&self) -> Result<StaffId, Refused> {
        let session = self.session()?;
        if session.roles.iter().copied().any(care_record::may_let_in) {
            Ok(session.staff)
        } else {
            Err(Refused::ManagersOnly)
        }
    }
}
