//! The audits that devices tell: read by who, about whom and since when, and walked to see that nothing was changed here.

use store::audit::AuditChain;
use store::hub::{AuditIncident, AuditQuery, DeviceAuditRow};
use sync_protocol::certificate::SignedStaffCertificate;
use sync_protocol::ids::{DeviceId, StaffId};

use super::{Admin, AdminError};
use crate::role_names;

/// Who did what is written down, as the hub knows them today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doer {
    /// Their name.
    pub name: Option<String>,
    /// Their roles.
    pub roles: Vec<&'static str>,
}

/// What a walk along all audits found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheck {
    /// The hub's own audit.
    pub own: AuditChain,
    /// The audit of each device, as it is held here.
    pub devices: Vec<(DeviceId, AuditChain)>,
}

impl AuditCheck {
    /// Devices whose audit is not what they told, each with the first row of which that is so.
    pub fn broken(&self) -> impl Iterator<Item = (DeviceId, u64)> {
        self.devices
            .iter()
            .filter_map(|(device, chain)| match chain {
                AuditChain::Whole { .. } => None,
                AuditChain::BrokenAt { seq } => Some((*device, *seq)),
            })
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.own, AuditChain::Whole { .. }) && self.broken().next().is_none()
    }
}

impl Admin {
    /// Rows of devices' audits, the newest first, each with who it was.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn device_audit(
        &self,
        query: &AuditQuery,
        limit: u32,
    ) -> Result<Vec<(DeviceAuditRow, Doer)>, AdminError> {
        let rows = self.store.device_audit(query, limit)?.into_iter();
        rows.map(|row| {
            let doer = match row.row.entry.staff {
                Some(staff) => self.doer(staff)?,
                None => Doer::default(),
            };
            Ok((row, doer))
        })
        .collect()
    }

    /// Walks the hub's own audit and that of every device.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn check_audits(&self) -> Result<AuditCheck, AdminError> {
        Ok(AuditCheck {
            own: self.store.verify_audit()?,
            devices: self.store.verify_device_audits()?,
        })
    }

    /// Audits that did not continue what is held of them, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn audit_incidents(&self) -> Result<Vec<AuditIncident>, AdminError> {
        Ok(self.store.audit_incidents()?)
    }

    pub(super) fn doer(&self, staff: StaffId) -> Result<Doer, AdminError> {
        let Some(known) = self.store.staff(staff)? else {
            return Ok(Doer::default());
        };
        let certificate = SignedStaffCertificate::decode(&known.certificate.bytes).ok();
        let roles = certificate.map(|certificate| certificate.claimed().roles.clone());
        let roles = roles.unwrap_or_default().into_iter();
        Ok(Doer {
            name: Some(known.name),
            roles: roles.filter_map(role_names::name_of).collect(),
        })
    }
}
