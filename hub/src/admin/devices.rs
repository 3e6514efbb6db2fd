//! Devices: invited by a code, revoked by their id.

use store::hub::Invited;
use sync_protocol::feed::NoticeCode;
use sync_protocol::ids::{DeviceId, ShelfId, SiteId};
use sync_protocol::limits::MAX_NAME_BYTES;
use sync_protocol::one_time_code::OneTimeCode;

use super::invites::invite;
use super::{Admin, AdminError, act, check_text};

/// The code with which a device joins a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceInvitation {
    /// To be shown once.
    pub code: OneTimeCode,
}

impl Admin {
    /// Makes a code that lets one device into a site. The name is for the audit only.
    ///
    /// # Errors
    /// When there is no such site, or the store refuses.
    pub fn invite_device(
        &mut self,
        site: SiteId,
        name: Option<&str>,
        now_ms: i64,
    ) -> Result<DeviceInvitation, AdminError> {
        self.site(site)?;
        let detail = match name {
            Some(name) => {
                check_text(name, MAX_NAME_BYTES)?;
                format!("{site} {name}")
            }
            None => site.to_string(),
        };
        let code = invite(&mut self.store, Invited::Device(site), &detail, now_ms)?;
        Ok(DeviceInvitation { code })
    }

    /// Revokes a device, and tells the other devices of its site. What it wrote before stays; what it brings from
    /// now on is kept aside for a person to look at.
    ///
    /// # Errors
    /// When there is no such device, or the store refuses.
    pub fn revoke_device(&mut self, device: DeviceId, now_ms: i64) -> Result<(), AdminError> {
        let known = self
            .store
            .device(device)?
            .ok_or(AdminError::UnknownDevice)?;
        self.store
            .revoke_device(device, now_ms, &act(now_ms, "device.revoked", device))?;
        self.store.notify(
            ShelfId::of_site(known.site),
            NoticeCode::DEVICE_REVOKED,
            None,
            device.as_bytes(),
        )?;
        Ok(())
    }
}
