//! Devices: their keys, and how far each has been heard.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::certificate::VerifiedDeviceCertificate;
use sync_protocol::enrolment::HubShare;
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::{DeviceId, SiteId};
use sync_protocol::keys::PublicKey;
use sync_protocol::one_time_code::Selector;
use sync_protocol::session::accept::DeviceHead;
use zeroize::Zeroizing;

use super::HubStore;
use super::invite::{self, InviteError};
use super::staff::keep_certificate;
use crate::audit::{self, AuditEntry};
use crate::certificate::{self, KeptCertificate};
use crate::trouble::Trouble;

/// A device as the hub knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// Where it stands.
    pub site: SiteId,
    /// The key its envelopes and requests are signed with.
    pub public_key: PublicKey,
    /// Its certificate.
    pub certificate: KeptCertificate,
    /// When it was revoked, if it was.
    pub revoked_at_ms: Option<i64>,
    /// When it was last heard.
    pub last_seen_at_ms: Option<i64>,
    /// The last of its envelopes that used up a number.
    pub head: Option<DeviceHead>,
    /// The last of its numbers that is safe from the loss of this hub.
    pub secured: u64,
}

/// A device that has proved to know its one-time code.
#[derive(Debug)]
pub struct Enrolment<'a> {
    /// The invitation it used.
    pub selector: Selector,
    /// Its certificate, just signed.
    pub certificate: &'a VerifiedDeviceCertificate,
    /// The share of its unlocking that the hub keeps.
    pub hub_share: &'a HubShare,
    /// When.
    pub at_ms: i64,
}

impl HubStore {
    /// Enrols a device and uses up its invitation, both or neither.
    pub fn enrol_device(
        &mut self,
        enrolment: &Enrolment<'_>,
        entry: &AuditEntry,
    ) -> Result<(), InviteError> {
        let kept = KeptCertificate::from(enrolment.certificate);
        let stated = enrolment.certificate.statement();
        let transaction = self.write()?;
        invite::use_up(&transaction, enrolment.selector, enrolment.at_ms)?;
        keep_certificate(&transaction, &kept, enrolment.at_ms)?;
        transaction
            .execute(
                "INSERT INTO device (id, site, public_key, certificate, hub_share)
                 VALUES (:id, :site, :public_key, :certificate, :hub_share)
                 ON CONFLICT (id) DO UPDATE SET
                     site = excluded.site, certificate = excluded.certificate,
                     hub_share = excluded.hub_share
                     WHERE public_key = excluded.public_key AND revoked_at_ms IS NULL",
                named_params! {
                    ":id": stated.device.to_bytes(),
                    ":site": stated.site.id.to_bytes(),
                    ":public_key": stated.public_key.to_bytes(),
                    ":certificate": kept.hash.to_bytes(),
                    ":hub_share": enrolment.hub_share.dangerously_reveal(),
                },
            )
            .map_err(Trouble::from)?;
        audit::append(&transaction, entry)?;
        transaction.commit().map_err(Trouble::from)?;
        Ok(())
    }

    /// Revokes a device. What it offers from now on is set aside for a person to release.
    pub fn revoke_device(
        &mut self,
        device: DeviceId,
        at_ms: i64,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "UPDATE device SET revoked_at_ms = coalesce(revoked_at_ms, :at_ms) WHERE id = :id",
            named_params! { ":id": device.to_bytes(), ":at_ms": at_ms },
        )?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Notes that a device was heard.
    pub fn mark_seen(&mut self, device: DeviceId, at_ms: i64) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction
            .prepare_cached("UPDATE device SET last_seen_at_ms = :at_ms WHERE id = :id")?
            .execute(named_params! { ":id": device.to_bytes(), ":at_ms": at_ms })?;
        Ok(transaction.commit()?)
    }

    /// Notes that what a device sent is safe from the loss of this hub up to a number, and never
    /// beyond what was accepted.
    pub fn mark_secured(&mut self, devices: &[(DeviceId, u64)]) -> Result<(), Trouble> {
        let transaction = self.write()?;
        mark_secured(&transaction, devices)?;
        Ok(transaction.commit()?)
    }

    /// One device.
    pub fn device(&self, id: DeviceId) -> Result<Option<Device>, Trouble> {
        device(&self.connection, id)
    }

    /// All devices, by site.
    pub fn devices(&self) -> Result<Vec<Device>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{SELECT} ORDER BY site, id"))?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The share of a device's unlocking, to give back at a first sign-in. None once it is revoked.
    pub fn hub_share(&self, id: DeviceId) -> Result<Option<HubShare>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT hub_share FROM device WHERE id = :id AND revoked_at_ms IS NULL",
            )?
            .query_row(named_params! { ":id": id.to_bytes() }, |row| {
                let share = Zeroizing::new(row.get::<_, [u8; 32]>("hub_share")?);
                Ok(HubShare::new(*share))
            })
            .optional()?)
    }
}

const SELECT: &str = "SELECT id, site, public_key, revoked_at_ms, last_seen_at_ms, dev_seq, head,
            secured, hash, kind, subject, bytes
     FROM device JOIN certificate ON certificate.hash = device.certificate";

pub(super) fn device(connection: &Connection, id: DeviceId) -> Result<Option<Device>, Trouble> {
    Ok(connection
        .prepare_cached(&format!("{SELECT} WHERE id = :id"))?
        .query_row(named_params! { ":id": id.to_bytes() }, read)
        .optional()?)
}

pub(super) fn mark_secured(
    connection: &Connection,
    devices: &[(DeviceId, u64)],
) -> Result<(), Trouble> {
    let mut statement = connection.prepare_cached(
        "UPDATE device SET secured = max(secured, min(dev_seq, :secured)) WHERE id = :id",
    )?;
    for (device, secured) in devices {
        statement.execute(named_params! { ":id": device.to_bytes(), ":secured": secured })?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Device> {
    let head: Option<[u8; 32]> = row.get("head")?;
    let dev_seq = row.get("dev_seq")?;
    Ok(Device {
        id: DeviceId::new(row.get("id")?),
        site: SiteId::new(row.get("site")?),
        public_key: PublicKey::new(row.get("public_key")?),
        certificate: certificate::read(row)?,
        revoked_at_ms: row.get("revoked_at_ms")?,
        last_seen_at_ms: row.get("last_seen_at_ms")?,
        head: head.map(|hash| DeviceHead {
            dev_seq,
            hash: EnvelopeHash::new(hash),
        }),
        secured: row.get("secured")?,
    })
}
