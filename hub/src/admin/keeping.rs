//! Keeping a hub: backup, restore, health, and what there is.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use store::audit::{AuditChain, AuditRow};
use store::hub::{AuditIncident, Health, HubStore};
use sync_protocol::ids::ShelfId;

use super::{Admin, AdminError, act, is_serving};
use crate::data::{DataFolder, write_secret};
use crate::tls;

/// How many audit rows are read at a time.
const AUDIT_PAGE: u32 = 1000;

/// How many envelopes that wait to be published are counted at a time.
const WAITING_PAGE: u32 = 1000;

/// What a look over everything found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// What the store says of itself.
    pub store: Health,
    /// Whether the folder is for the hub's user alone.
    pub closed_to_others: bool,
    /// Whether the TLS key and certificate can be used.
    pub tls_usable: bool,
    /// Envelopes that are kept aside: nothing wrong with the hub, and something for a person to do.
    pub quarantined: usize,
    /// Audits of devices that did not continue what is held of them: nothing wrong with the hub, and something for the
    /// privacy officer.
    pub audit_incidents: Vec<AuditIncident>,
}

impl Findings {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.store.is_sound() && self.closed_to_others && self.tls_usable
    }
}

/// What there is, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Report {
    /// The hub's epoch.
    pub epoch: u64,
    /// Organisations.
    pub organisations: usize,
    /// Sites.
    pub sites: usize,
    /// Staff who have not left.
    pub staff: usize,
    /// Devices that are not revoked.
    pub devices: usize,
    /// Records.
    pub records: usize,
    /// Sheets of records.
    pub documents: usize,
    /// Envelopes that are accepted and not published yet.
    pub waiting: usize,
    /// Envelopes that are kept aside.
    pub quarantined: usize,
    /// Entries of all feeds together.
    pub feed_entries: u64,
    /// Audit rows of the hub itself.
    pub audit_rows: u64,
    /// Audit rows that devices told.
    pub device_audit_rows: u64,
    /// Audits of devices that did not continue what is held of them.
    pub audit_incidents: usize,
    /// How often the glass was broken and nobody has looked at it yet.
    pub broken_glass: usize,
}

impl Admin {
    /// The audit after a number, and whether its chain is whole.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn audit(&self, after: u64) -> Result<(Vec<AuditRow>, AuditChain), AdminError> {
        let mut rows: Vec<AuditRow> = Vec::new();
        loop {
            let after = rows.last().map_or(after, |row| row.seq);
            let page = self.store.audit(after, AUDIT_PAGE)?;
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        Ok((rows, self.store.verify_audit()?))
    }

    /// Writes a whole copy of the hub into a new folder, while it may be serving. As secret as the hub itself.
    ///
    /// # Errors
    /// When the folder is not empty, or the copy cannot be written.
    pub fn back_up(&mut self, to: &Path, now_ms: i64) -> Result<PathBuf, AdminError> {
        let copy = DataFolder::at(to);
        if let Ok(mut inside) = fs::read_dir(to)
            && inside.next().is_some()
        {
            return Err(AdminError::InTheWay);
        }
        copy.make()
            .map_err(|error| AdminError::Folder(error.kind()))?;
        copy_tls(&self.data, &copy)?;
        self.store.note(&act(now_ms, "hub.backed_up", ""))?;
        // The store last: a folder with a store is a finished backup.
        self.store.back_up(&copy.store())?;
        copy.close_to_others()
            .map_err(|error| AdminError::Folder(error.kind()))?;
        Ok(copy.path().to_owned())
    }

    /// Looks over everything that can be looked at without opening a record.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub fn examine(&self) -> Result<Findings, AdminError> {
        Ok(Findings {
            store: self.store.examine()?,
            closed_to_others: self
                .data
                .is_closed_to_others()
                .map_err(|error| AdminError::Folder(error.kind()))?,
            tls_usable: tls::server_config(&self.data).is_ok(),
            quarantined: self.store.quarantined()?.len(),
            audit_incidents: self.store.audit_incidents()?,
        })
    }

    /// Counts what there is.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn report(&self) -> Result<Report, AdminError> {
        let sites = self.store.sites()?;
        let documents = self.store.document_ids()?;
        let mut records: Vec<_> = documents.iter().map(|document| document.record).collect();
        records.dedup();
        let mut report = Report {
            epoch: self.region.epoch,
            organisations: self.store.organisations()?.len(),
            sites: sites.len(),
            records: records.len(),
            documents: documents.len(),
            waiting: self.count_waiting()?,
            quarantined: self.store.quarantined()?.len(),
            audit_rows: self.store.audit_head()?.0,
            device_audit_rows: self.store.device_audit_count()?,
            audit_incidents: self.store.audit_incidents()?.len(),
            broken_glass: self.store.broken_glass(true)?.len(),
            ..Report::default()
        };
        for site in &sites {
            let staff = self.store.staff_of(site.id)?;
            report.staff += staff
                .iter()
                .filter(|staff| staff.ended_at_ms.is_none())
                .count();
            if let Some(head) = self.store.shelf_head(ShelfId::of_site(site.id))? {
                report.feed_entries = report.feed_entries.saturating_add(head.seq);
            }
        }
        let devices = self.store.devices()?;
        report.devices = devices
            .iter()
            .filter(|device| device.revoked_at_ms.is_none())
            .count();
        Ok(report)
    }

    fn count_waiting(&self) -> Result<usize, AdminError> {
        let (mut count, mut after) = (0, 0);
        loop {
            let page = self.store.waiting(after, WAITING_PAGE)?;
            let Some(last) = page.last() else {
                return Ok(count);
            };
            after = last.accept_seq;
            count += page.len();
        }
    }
}

/// Makes the hub's folder from a backup, under a higher epoch: devices then give back what the backup lacks.
///
/// # Errors
/// When there is a hub in the folder already, it is serving, or the backup cannot be read.
pub fn restore(data: &DataFolder, from: &Path, now_ms: i64) -> Result<u64, AdminError> {
    if is_serving(data)? {
        return Err(AdminError::Serving);
    }
    if data.store().exists() {
        return Err(AdminError::InTheWay);
    }
    let copy = DataFolder::at(from);
    data.make()
        .map_err(|error| AdminError::Folder(error.kind()))?;
    copy_tls(&copy, data)?;
    let entry = act(now_ms, "hub.restored", "");
    let store = HubStore::restore(&copy.store(), &data.store(), now_ms, &entry)?;
    data.close_to_others()
        .map_err(|error| AdminError::Folder(error.kind()))?;
    let region = store.region()?.ok_or(AdminError::NotSetUp)?;
    Ok(region.epoch)
}

/// Devices know the hub by its certificate: without it a restored hub would be a stranger to all of them.
fn copy_tls(from: &DataFolder, to: &DataFolder) -> Result<(), AdminError> {
    let pairs = [
        (from.tls_key(), to.tls_key()),
        (from.tls_certificate(), to.tls_certificate()),
    ];
    for (from, to) in pairs {
        let bytes = fs::read(from).map_err(|error| AdminError::Folder(error.kind()))?;
        write_secret(&to, &bytes).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => AdminError::InTheWay,
            kind => AdminError::Folder(kind),
        })?;
    }
    Ok(())
}
