//! The region: its name, its authority, its epoch, and its organisations and sites.

use std::fmt;

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::chain::Chain;
use sync_protocol::digest::HeadsDigest;
use sync_protocol::ids::{OrganisationId, ShelfId, SiteId};
use sync_protocol::keys::{PublicKey, SigningKey};
use zeroize::Zeroizing;

use super::HubStore;
use crate::audit::{self, AuditEntry};
use crate::trouble::Trouble;

/// What makes an accepted envelope secured: safe from the loss of this hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecuredBy {
    /// The commit itself, where the disk is trusted to be all there is.
    Commit,
    /// A backup that holds it.
    Backup,
}

impl SecuredBy {
    /// *Frozen.*
    fn number(self) -> u8 {
        match self {
            Self::Commit => 1,
            Self::Backup => 2,
        }
    }
}

/// The region of this hub.
#[derive(Clone)]
pub struct Region {
    /// Its name as shown.
    pub name: String,
    /// The key that signs its certificates.
    pub authority_key: SigningKey,
    /// Rises at every restore.
    pub epoch: u64,
    /// What secures an envelope.
    pub secured_by: SecuredBy,
}

impl fmt::Debug for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Region")
            .field("name", &self.name)
            .field("epoch", &self.epoch)
            .field("secured_by", &self.secured_by)
            .finish_non_exhaustive()
    }
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name as shown.
    pub name: String,
    /// Its national code, where it has one.
    pub ods: Option<String>,
}

/// A site: a home, a team, a ward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its id, which also names its shelf.
    pub id: SiteId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Its name as shown.
    pub name: String,
    /// Its national code, where it has one.
    pub ods: Option<String>,
}

pub(super) fn epoch(connection: &Connection) -> Result<Option<u64>, Trouble> {
    Ok(connection
        .prepare_cached("SELECT epoch FROM region")?
        .query_row([], |row| row.get("epoch"))
        .optional()?)
}

impl HubStore {
    /// The region, once it is set up.
    pub fn region(&self) -> Result<Option<Region>, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT name, authority_key, epoch, secured_by FROM region")?
            .query_row([], |row| {
                let seed = Zeroizing::new(row.get::<_, [u8; 32]>("authority_key")?);
                Ok(Region {
                    name: row.get("name")?,
                    authority_key: SigningKey::from_bytes(&seed),
                    epoch: row.get("epoch")?,
                    secured_by: match row.get("secured_by")? {
                        2_u8 => SecuredBy::Backup,
                        _ => SecuredBy::Commit,
                    },
                })
            })
            .optional()?)
    }

    /// Sets the region up, once; a second time is refused by the schema.
    pub fn set_up_region(&mut self, region: &Region, entry: &AuditEntry) -> Result<(), Trouble> {
        let seed = Zeroizing::new(region.authority_key.to_bytes());
        let transaction = self.write()?;
        transaction.execute(
            "INSERT INTO region (only_row, name, authority_key, epoch, secured_by)
             VALUES (1, :name, :authority_key, :epoch, :secured_by)",
            named_params! {
                ":name": region.name,
                ":authority_key": *seed,
                ":epoch": region.epoch,
                ":secured_by": region.secured_by.number(),
            },
        )?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Chooses what secures an envelope from now on.
    pub fn set_secured_by(&mut self, by: SecuredBy, entry: &AuditEntry) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "UPDATE region SET secured_by = :by",
            named_params! { ":by": by.number() },
        )?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Adds an organisation.
    pub fn add_organisation(
        &mut self,
        organisation: &Organisation,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        add_organisation(&transaction, organisation)?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Adds a site and its shelf.
    pub fn add_site(&mut self, site: &Site, entry: &AuditEntry) -> Result<(), Trouble> {
        let transaction = self.write()?;
        add_site(&transaction, site)?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Adds a home that stood alone, with its organisation and the key that spoke for it.
    pub fn take_in(
        &mut self,
        organisation: &Organisation,
        site: &Site,
        authority: &PublicKey,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        add_organisation(&transaction, organisation)?;
        add_site(&transaction, site)?;
        transaction.execute(
            "INSERT INTO taken_in (site, authority) VALUES (:site, :authority)",
            named_params! { ":site": site.id.to_bytes(), ":authority": authority.to_bytes() },
        )?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// The key that spoke for a site before it was taken in; nothing for one that never stood alone.
    pub fn taken_in_from(&self, site: SiteId) -> Result<Option<PublicKey>, Trouble> {
        Ok(self
            .connection
            .prepare_cached("SELECT authority FROM taken_in WHERE site = :site")?
            .query_row(named_params! { ":site": site.to_bytes() }, |row| {
                Ok(PublicKey::new(row.get("authority")?))
            })
            .optional()?)
    }

    /// All organisations, by name.
    pub fn organisations(&self) -> Result<Vec<Organisation>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, name, ods FROM organisation ORDER BY name, id")?;
        let rows = statement.query_map([], |row| {
            Ok(Organisation {
                id: OrganisationId::new(row.get("id")?),
                name: row.get("name")?,
                ods: row.get("ods")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All sites, by name.
    pub fn sites(&self) -> Result<Vec<Site>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, organisation, name, ods FROM site ORDER BY name, id")?;
        let rows = statement.query_map([], site)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One site and whose it is.
    pub fn site(&self, id: SiteId) -> Result<Option<(Site, Organisation)>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT site.id AS id, organisation, site.name AS name, site.ods AS ods,
                        organisation.name AS organisation_name, organisation.ods AS organisation_ods
                 FROM site JOIN organisation ON organisation.id = site.organisation
                 WHERE site.id = :id",
            )?
            .query_row(named_params! { ":id": id.to_bytes() }, |row| {
                let site = site(row)?;
                let organisation = Organisation {
                    id: site.organisation,
                    name: row.get("organisation_name")?,
                    ods: row.get("organisation_ods")?,
                };
                Ok((site, organisation))
            })
            .optional()?)
    }
}

fn add_organisation(connection: &Connection, organisation: &Organisation) -> Result<(), Trouble> {
    connection.execute(
        "INSERT INTO organisation (id, name, ods) VALUES (:id, :name, :ods)",
        named_params! {
            ":id": organisation.id.to_bytes(),
            ":name": organisation.name,
            ":ods": organisation.ods,
        },
    )?;
    Ok(())
}

fn add_site(connection: &Connection, site: &Site) -> Result<(), Trouble> {
    let shelf = ShelfId::of_site(site.id);
    connection.execute(
        "INSERT INTO site (id, organisation, name, ods) VALUES (:id, :organisation, :name, :ods)",
        named_params! {
            ":id": site.id.to_bytes(),
            ":organisation": site.organisation.to_bytes(),
            ":name": site.name,
            ":ods": site.ods,
        },
    )?;
    connection.execute(
        "INSERT INTO shelf (id, site, seq, chain, digest) VALUES (:id, :site, 0, :chain, :digest)",
        named_params! {
            ":id": shelf.to_bytes(),
            ":site": site.id.to_bytes(),
            ":chain": Chain::genesis(&shelf).to_bytes(),
            ":digest": HeadsDigest::EMPTY.to_bytes(),
        },
    )?;
    Ok(())
}

fn site(row: &Row<'_>) -> rusqlite::Result<Site> {
    Ok(Site {
        id: SiteId::new(row.get("id")?),
        organisation: OrganisationId::new(row.get("organisation")?),
        name: row.get("name")?,
        ods: row.get("ods")?,
    })
}
