//! A home that stands alone: it is its own authority, and shares with nobody until it joins a region.

mod colleagues;
mod joins;
mod practised;

use crate::desk::{Desk, check_pin};
use crate::error::Refused;
use crate::join;
use crate::keys::{DeviceSecret, KeyFile, Keyring, StaffKey, Wrapped};
use crate::surroundings::{now_ms, random};
use care_record::Role;
use std::path::Path;
use store::StoreKey;
use store::audit::AuditEntry;
use store::certificate::KeptCertificate;
use store::workstation::{HubLink, Identity, Workstation};
use sync_protocol::certificate::{
    DeviceCertificate, Party, SignedDeviceCertificate, StaffCertificate, VerifiedDeviceCertificate,
    VerifiedStaffCertificate,
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
pub(crate) use practised::for_practice;

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
    check_pin(beginning.pin)?;
    let home = name(beginning.home)?;
    let site = party(SiteId::new(random::<16>()?), &home);
    let organisation = party(OrganisationId::new(random::<16>()?), &home);
    let authority = SigningKey::from_bytes(&random::<32>()?);
    let manager = say_of(
        &authority,
        (&site, &organisation),
        beginning.manager,
        &[Role::HomeManager],
        None,
        Period::from_now(VALID_MS),
    )?;
    let said = manager.statement();
    let who = said.staff.to_string();
    let tile = StaffKey::new(&who, &said.name, &join::roles_in_words(said), None);
    let home = Home {
        authority: &authority,
        site,
        organisation,
        certificates: vec![KeptCertificate::from(&manager)],
        left: Vec::new(),
        tiles: vec![tile],
    };
    set_up(folder, home, &who, beginning.computer, beginning.pin)
}

/// A home that stands alone, with all that it says itself.
pub(crate) struct Home<'a> {
    /// Its authority's key.
    pub(crate) authority: &'a SigningKey,
    /// The home.
    pub(crate) site: Party<SiteId>,
    /// Whose it is.
    pub(crate) organisation: Party<OrganisationId>,
    /// Every certificate it gave to its staff.
    pub(crate) certificates: Vec<KeptCertificate>,
    /// Who has left since, and when.
    pub(crate) left: Vec<(StaffId, i64)>,
    /// Its tiles.
    pub(crate) tiles: Vec<StaffKey>,
}

/// Sets up a home as a device of its own on this computer, with a PIN for a manager, by her id or name.
pub(crate) fn set_up(
    folder: &Path,
    home: Home<'_>,
    who: &str,
    computer: &str,
    pin: &str,
) -> Result<(), Refused> {
    join::vacant(folder)?;
    let keyring = Keyring::connect()?;
    let settling = Settling::of(&home)?;
    let store_key = StoreKey::new(random::<32>()?);
    let secret = DeviceSecret::new(random::<32>()?);
    let mut keys = KeyFile::new(
        join::fresh_store_id()?,
        settling.identity.device.to_string(),
        name(computer)?,
        secret.mark(),
    );
    keys.site.clone_from(&home.site.name);
    keys.staff.clone_from(&home.tiles);
    let who = keys.find(who).ok_or(Refused::UnknownStaff)?.staff.clone();
    let wrapped = Wrapped::under_pin(&store_key, pin, &secret, &keys.whose(&who))?;
    keys.keep_wrap(&who, wrapped, settling.from_ms);
    join::make(folder, &keyring, &keys, &secret, &store_key, |store| {
        settling.settle(store, &home)
    })
}
/// A device of its own for a home, before there is a store to keep it.
struct Settling {
    identity: Identity,
    certificate: VerifiedDeviceCertificate,
    from_ms: i64,
}

impl Settling {
    fn of(home: &Home<'_>) -> Result<Self, Refused> {
        let signing_key = Box::new(SigningKey::from_bytes(&random::<32>()?));
        let device = DeviceId::new(random::<16>()?);
        let period = Period::from_now(VALID_MS);
        let certificate = DeviceCertificate {
            version: DeviceCertificate::VERSION,
            device,
            public_key: PublicKey::of(&signing_key),
            site: home.site.clone(),
            organisation: home.organisation.clone(),
            valid_from_ms: period.from_ms,
            valid_until_ms: period.until_ms,
        };
        let certificate =
            signed::seal(certificate, home.authority).map_err(|e| not_said(e.code()))?;
        let identity = Identity {
            device,
            signing_key,
            incarnation: random::<16>()?,
            hub: Some(HubLink {
                region_name: home.site.name.clone(),
                url: String::new(),
                tls_fingerprint: TlsFingerprint::new([0; 32]),
                authority_key: PublicKey::of(home.authority),
                device_certificate: certificate.bytes().to_vec(),
                shelf: ShelfId::of_site(home.site.id),
                epoch: 0,
            }),
        };
        Ok(Self {
            identity,
            certificate,
            from_ms: period.from_ms,
        })
    }

    /// Writes into a new store who this computer is and who works there.
    fn settle(&self, store: &mut Workstation, home: &Home<'_>) -> Result<(), Refused> {
        store.set_identity(&self.identity)?;
        store.keep_certificates(&[KeptCertificate::from(&self.certificate)], self.from_ms)?;
        store.keep_certificates(&home.certificates, self.from_ms)?;
        store.begin_shelf(&Cursor::start(ShelfId::of_site(home.site.id), 0))?;
        store.stand_alone(home.authority, self.from_ms)?;
        for (staff, at_ms) in &home.left {
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
    }
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
    at: (&Party<SiteId>, &Party<OrganisationId>),
    who: &str,
    roles: &[Role],
    registration: Option<&str>,
    period: Period,
) -> Result<VerifiedStaffCertificate, Refused> {
    if roles.is_empty() || !roles.iter().copied().all(care_record::is_of_a_home) {
        return Err(Refused::RoleOfOthers);
    }
    say(authority, at, who, roles, registration, period)
}

/// The same, of whatever role.
fn say(
    authority: &SigningKey,
    (site, organisation): (&Party<SiteId>, &Party<OrganisationId>),
    who: &str,
    roles: &[Role],
    registration: Option<&str>,
    period: Period,
) -> Result<VerifiedStaffCertificate, Refused> {
    let mut codes: Vec<RoleCode> = roles.iter().map(|r| RoleCode::new(r.code())).collect();
    codes.sort_unstable();
    codes.dedup();
    let statement = StaffCertificate {
        version: StaffCertificate::VERSION,
        staff: StaffId::new(random::<16>()?),
        name: name(who)?,
        roles: codes,
        registration: registration.map(str::to_owned),
        organisation: organisation.clone(),
        site: site.clone(),
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

/// A device's certificate, as its own store has it.
pub(crate) fn certificate_of(link: &HubLink) -> Result<DeviceCertificate, Refused> {
    SignedDeviceCertificate::decode(&link.device_certificate)
        .map(|certificate| certificate.claimed().clone())
        .map_err(|_| Refused::Unreadable)
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

    pub(crate) fn own_certificate(&self) -> Result<DeviceCertificate, Refused> {
        certificate_of(&self.link)
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
