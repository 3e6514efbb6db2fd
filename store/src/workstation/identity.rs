//! Who this computer is, and which hub it belongs to.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::enrolment::TlsFingerprint;
use sync_protocol::ids::{DeviceId, ShelfId};
use sync_protocol::keys::{PublicKey, SigningKey};
use zeroize::Zeroizing;

use super::Workstation;
use crate::trouble::Trouble;

/// Who this computer is.
#[derive(Clone)]
pub struct Identity {
    /// Its name among machines.
    pub device: DeviceId,
    /// The key its envelopes are signed with. In one place: what is handed about would leave copies of it behind.
    pub signing_key: Box<SigningKey>,
    /// Also kept in the keyring; where the two differ, this store is a copy or a backup.
    pub incarnation: [u8; 16],
    /// The hub it belongs to; none while the home stands alone.
    pub hub: Option<HubLink>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Identity")
            .field("device", &self.device)
            .field("hub", &self.hub)
            .finish_non_exhaustive()
    }
}

/// The hub a computer was enrolled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubLink {
    /// The region's name.
    pub region_name: String,
    /// Where the hub is reached; empty while the home stands alone and is its own region.
    pub url: String,
    /// The certificate it must show: SHA-256 of its end-entity certificate.
    pub tls_fingerprint: TlsFingerprint,
    /// The key that signs the region's certificates.
    pub authority_key: PublicKey,
    /// This device's certificate, as issued.
    pub device_certificate: Vec<u8>,
    /// The shelf this device carries.
    pub shelf: ShelfId,
    /// The hub's epoch when last heard.
    pub epoch: u64,
}

impl HubLink {
    /// Whether there is no hub: the home stands alone.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.url.is_empty()
    }
}

impl Workstation {
    /// Who this computer is; nothing before it was set up.
    pub fn identity(&self) -> Result<Option<Identity>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT device, signing_key, incarnation, region_name, hub_url,
                        hub_tls_fingerprint, authority_key, device_certificate, shelf, epoch
                 FROM identity",
            )?
            .query_row([], |row| {
                let seed = Zeroizing::new(row.get::<_, [u8; 32]>("signing_key")?);
                Ok(Identity {
                    device: DeviceId::new(row.get("device")?),
                    signing_key: Box::new(SigningKey::from_bytes(&seed)),
                    incarnation: row.get("incarnation")?,
                    hub: hub_link(row)?,
                })
            })
            .optional()?)
    }

    /// Sets who this computer is, in place of what it was.
    pub fn set_identity(&mut self, identity: &Identity) -> Result<(), Trouble> {
        let transaction = self.write()?;
        write(&transaction, identity)?;
        Ok(transaction.commit()?)
    }

    /// Notes the hub's epoch.
    pub fn set_epoch(&mut self, epoch: u64) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "UPDATE identity SET epoch = :epoch",
            named_params! { ":epoch": epoch },
        )?;
        Ok(transaction.commit()?)
    }
}

/// Sets who this computer is, inside the caller's transaction.
pub(super) fn write(connection: &Connection, identity: &Identity) -> Result<(), Trouble> {
    let hub = identity.hub.as_ref();
    let seed = Zeroizing::new(identity.signing_key.to_bytes());
    connection.execute(
        "INSERT INTO identity (only_row, device, signing_key, incarnation, region_name, hub_url,
                               hub_tls_fingerprint, authority_key, device_certificate, shelf,
                               epoch)
         VALUES (1, :device, :signing_key, :incarnation, :region_name, :hub_url,
                 :hub_tls_fingerprint, :authority_key, :device_certificate, :shelf, :epoch)
         ON CONFLICT (only_row) DO UPDATE SET
             device = excluded.device, signing_key = excluded.signing_key,
             incarnation = excluded.incarnation, region_name = excluded.region_name,
             hub_url = excluded.hub_url, hub_tls_fingerprint = excluded.hub_tls_fingerprint,
             authority_key = excluded.authority_key,
             device_certificate = excluded.device_certificate, shelf = excluded.shelf,
             epoch = excluded.epoch",
        named_params! {
            ":device": identity.device.to_bytes(),
            ":signing_key": *seed,
            ":incarnation": identity.incarnation,
            ":region_name": hub.map(|hub| &hub.region_name),
            ":hub_url": hub.map(|hub| &hub.url),
            ":hub_tls_fingerprint": hub.map(|hub| hub.tls_fingerprint.to_bytes()),
            ":authority_key": hub.map(|hub| hub.authority_key.to_bytes()),
            ":device_certificate": hub.map(|hub| &hub.device_certificate),
            ":shelf": hub.map(|hub| hub.shelf.to_bytes()),
            ":epoch": hub.map_or(0, |hub| hub.epoch),
        },
    )?;
    Ok(())
}

fn hub_link(row: &Row<'_>) -> rusqlite::Result<Option<HubLink>> {
    let Some(url) = row.get::<_, Option<String>>("hub_url")? else {
        return Ok(None);
    };
    Ok(Some(HubLink {
        url,
        region_name: row.get("region_name")?,
        tls_fingerprint: TlsFingerprint::new(row.get("hub_tls_fingerprint")?),
        authority_key: PublicKey::new(row.get("authority_key")?),
        device_certificate: row.get("device_certificate")?,
        shelf: ShelfId::new(row.get("shelf")?),
        epoch: row.get("epoch")?,
    }))
}
