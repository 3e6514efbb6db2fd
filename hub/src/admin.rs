//! What an administrator does: organisations, sites, staff, devices, who carries which record, and keeping it all.
//!
//! Each act is one transaction with its audit row. The hub may be serving meanwhile: both work on the same store,
//! and the serving hub keeps nothing in memory that an act could make untrue.

mod audits;
mod devices;
mod error;
mod glass;
mod homes;
mod invites;
mod keeping;
mod people;
mod quarantine;
mod records;

use std::fs::File;
use std::io::ErrorKind;

use store::OpenError;
use store::audit::AuditEntry;
use store::hub::{HubStore, Organisation, Region, SecuredBy, Site};
use sync_protocol::certificate::Party;
use sync_protocol::enrolment::TlsFingerprint;
use sync_protocol::ids::{OrganisationId, RecordId, SiteId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::limits::{MAX_CODE_BYTES, MAX_NAME_BYTES};

pub use audits::{AuditCheck, Doer};
pub use devices::DeviceInvitation;
pub use error::AdminError;
pub use homes::{StaffTaken, TakenIn};
pub use keeping::{Findings, Report, restore};
pub use people::{NewStaff, StaffInvitation};
pub use quarantine::Held;
pub use records::Audience;

use crate::data::DataFolder;
use crate::{secrets, tls};

/// The hub's folder, open for an administrator's act.
#[derive(Debug)]
pub struct Admin {
    data: DataFolder,
    store: HubStore,
    region: Region,
}

/// A region that was just set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetUp {
    /// The authority's public key: devices check every certificate against it.
    pub authority: PublicKey,
    /// What devices know this hub by.
    pub fingerprint: TlsFingerprint,
}

/// Sets a region up: the authority's key, the store, the TLS key and certificate.
///
/// # Errors
/// When there is a region in this folder already, or something cannot be made or written.
pub fn set_up(
    data: &DataFolder,
    name: &str,
    secured_by: SecuredBy,
    now_ms: i64,
) -> Result<SetUp, AdminError> {
    check_text(name, MAX_NAME_BYTES)?;
    data.make()
        .map_err(|error| AdminError::Folder(error.kind()))?;
    let authority_key = SigningKey::from_bytes(&secrets::random()?);
    let authority = PublicKey::of(&authority_key);
    let mut store = match HubStore::create(&data.store()) {
        // A set-up that was cut short left a store without a region; it goes on from there.
        Err(OpenError::AlreadyThere) => HubStore::open(&data.store())?,
        other => other?,
    };
    if store.region()?.is_some() {
        return Err(AdminError::AlreadySetUp);
    }
    data.close_to_others()
        .map_err(|error| AdminError::Folder(error.kind()))?;
    let fingerprint = if data.tls_certificate().exists() {
        tls::fingerprint(data)?
    } else {
        tls::make(data)?
    };
    let region = Region {
        name: name.to_owned(),
        authority_key,
        epoch: 1,
        secured_by,
    };
    // Last, since a folder with a region is a finished one.
    store.set_up_region(
        &region,
        &act(now_ms, "region.set_up", authority.to_string()),
    )?;
    Ok(SetUp {
        authority,
        fingerprint,
    })
}

impl Admin {
    /// Opens the hub's folder.
    ///
    /// # Errors
    /// When there is no region in it, or its store does not open.
    pub fn open(data: &DataFolder) -> Result<Self, AdminError> {
        let store = HubStore::open(&data.store())?;
        let region = store.region()?.ok_or(AdminError::NotSetUp)?;
        Ok(Self {
            data: data.clone(),
            store,
            region,
        })
    }

    /// Adds an organisation.
    ///
    /// # Errors
    /// When its name or code is not plain text, or the store refuses.
    pub fn add_organisation(
        &mut self,
        name: &str,
        ods: Option<&str>,
        now_ms: i64,
    ) -> Result<OrganisationId, AdminError> {
        check_text(name, MAX_NAME_BYTES)?;
        check_code(ods)?;
        let id = OrganisationId::new(secrets::random()?);
        let organisation = Organisation {
            id,
            name: name.to_owned(),
            ods: ods.map(str::to_owned),
        };
        self.store
            .add_organisation(&organisation, &act(now_ms, "organisation.added", id))?;
        Ok(id)
    }

    /// Adds a site, and with it its shelf.
    ///
    /// # Errors
    /// When there is no such organisation, a name or code is not plain text, or the store refuses.
    pub fn add_site(
        &mut self,
        organisation: OrganisationId,
        name: &str,
        ods: Option<&str>,
        now_ms: i64,
    ) -> Result<SiteId, AdminError> {
        check_text(name, MAX_NAME_BYTES)?;
        check_code(ods)?;
        let known = self.store.organisations()?;
        if !known.iter().any(|known| known.id == organisation) {
            return Err(AdminError::UnknownOrganisation);
        }
        let id = SiteId::new(secrets::random()?);
        let site = Site {
            id,
            organisation,
            name: name.to_owned(),
            ods: ods.map(str::to_owned),
        };
        self.store.add_site(&site, &act(now_ms, "site.added", id))?;
        Ok(id)
    }

    fn site(&self, id: SiteId) -> Result<(Site, Organisation), AdminError> {
        self.store.site(id)?.ok_or(AdminError::UnknownSite)
    }
}

/// Whether the hub of this folder is serving now.
///
/// # Errors
/// When the folder cannot be read.
pub fn is_serving(data: &DataFolder) -> Result<bool, AdminError> {
    let lock = match File::open(data.serving()) {
        Ok(lock) => lock,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(AdminError::Folder(error.kind())),
    };
    match lock.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(std::fs::TryLockError::WouldBlock) => Ok(true),
        Err(std::fs::TryLockError::Error(error)) => Err(AdminError::Folder(error.kind())),
    }
}

/// An audit row of an administrator's act. `detail` is an id or a code.
fn act(now_ms: i64, what: &str, detail: impl ToString) -> AuditEntry {
    AuditEntry {
        at_ms: now_ms,
        staff: None,
        act: what.to_owned(),
        record: None,
        detail: detail.to_string(),
    }
}

fn act_on(now_ms: i64, what: &str, record: RecordId, detail: impl ToString) -> AuditEntry {
    AuditEntry {
        record: Some(record),
        ..act(now_ms, what, detail)
    }
}

/// How a certificate names a site and its organisation.
pub(crate) fn parties(
    site: &Site,
    organisation: &Organisation,
) -> (Party<SiteId>, Party<OrganisationId>) {
    let site = Party {
        id: site.id,
        name: site.name.clone(),
        ods: site.ods.clone(),
    };
    let organisation = Party {
        id: organisation.id,
        name: organisation.name.clone(),
        ods: organisation.ods.clone(),
    };
    (site, organisation)
}

// The same rule as in a certificate, applied before anything is written that no certificate could name.
fn check_text(text: &str, most_bytes: usize) -> Result<(), AdminError> {
    if text.trim().is_empty() || text.len() > most_bytes || text.chars().any(char::is_control) {
        Err(AdminError::BadText)
    } else {
        Ok(())
    }
}

fn check_code(code: Option<&str>) -> Result<(), AdminError> {
    code.map_or(Ok(()), |code| check_text(code, MAX_CODE_BYTES))
}

#[cfg(test)]
mod tests;
