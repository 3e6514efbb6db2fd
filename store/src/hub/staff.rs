//! Staff, and the certificates of everybody.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::certificate::VerifiedStaffCertificate;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::{OrganisationId, ShelfId, SiteId, StaffId};

use super::HubStore;
use super::shelf;
use crate::audit::{self, AuditEntry};
use crate::certificate::{self, KeptCertificate};
use crate::trouble::Trouble;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// Where they work.
    pub site: SiteId,
    /// Their name as shown.
    pub name: String,
    /// Their newest certificate.
    pub certificate: KeptCertificate,
    /// When they left, if they have.
    pub ended_at_ms: Option<i64>,
}

/// Keeps a certificate, inside the caller's transaction.
pub(super) fn keep_certificate(
    connection: &Connection,
    certificate: &KeptCertificate,
    issued_at_ms: i64,
) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "INSERT INTO certificate (hash, kind, subject, bytes, issued_at_ms)
             VALUES (:hash, :kind, :subject, :bytes, :issued_at_ms)
             ON CONFLICT (hash) DO NOTHING",
        )?
        .execute(named_params! {
            ":hash": certificate.hash.to_bytes(),
            ":kind": certificate.subject.number(),
            ":subject": certificate.subject.id(),
            ":bytes": certificate.bytes,
            ":issued_at_ms": issued_at_ms,
        })?;
    Ok(())
}

/// A member of staff with her newest certificate.
fn put(
    connection: &Connection,
    certificate: &VerifiedStaffCertificate,
    issued_at_ms: i64,
) -> Result<KeptCertificate, Trouble> {
    let kept = KeptCertificate::from(certificate);
    let stated = certificate.statement();
    keep_certificate(connection, &kept, issued_at_ms)?;
    connection.execute(
        "INSERT INTO staff (id, site, name, certificate) VALUES (:id, :site, :name, :certificate)
         ON CONFLICT (id) DO UPDATE SET
             site = excluded.site, name = excluded.name, certificate = excluded.certificate,
             ended_at_ms = NULL",
        named_params! {
            ":id": stated.staff.to_bytes(),
            ":site": stated.site.id.to_bytes(),
            ":name": stated.name,
            ":certificate": kept.hash.to_bytes(),
        },
    )?;
    Ok(kept)
}

/// The shelves of an organisation, and those that were told of a member of its staff.
fn shelves_of(
    connection: &Connection,
    staff: StaffId,
    organisation: OrganisationId,
) -> Result<Vec<ShelfId>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT shelf.id AS shelf FROM shelf JOIN site ON site.id = shelf.site
         WHERE site.organisation = :organisation
         UNION
         SELECT shelf_certificate.shelf AS shelf
         FROM shelf_certificate JOIN certificate ON certificate.hash = shelf_certificate.certificate
         WHERE certificate.kind = 0 AND certificate.subject = :staff
         ORDER BY shelf",
    )?;
    let rows = statement.query_map(
        named_params! {
            ":organisation": organisation.to_bytes(),
            ":staff": staff.to_bytes(),
        },
        |row| Ok(ShelfId::new(row.get("shelf")?)),
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn certificate(
    connection: &Connection,
    hash: CertificateHash,
) -> Result<Option<KeptCertificate>, Trouble> {
    Ok(connection
        .prepare_cached("SELECT hash, kind, subject, bytes FROM certificate WHERE hash = :hash")?
        .query_row(
            named_params! { ":hash": hash.to_bytes() },
            certificate::read,
        )
        .optional()?)
}

impl HubStore {
    /// Adds a member of staff, and tells the shelf of their site.
    pub fn add_staff(
        &mut self,
        certificate: &VerifiedStaffCertificate,
        issued_at_ms: i64,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let own = ShelfId::of_site(certificate.statement().site.id);
        self.introduce(certificate, issued_at_ms, entry, &[own])
    }

    /// Gives a member of staff a new certificate, and tells every shelf of her organisation, at whose computers she may sign
    /// in, and every shelf that was told of her before.
    pub fn renew_staff(
        &mut self,
        certificate: &VerifiedStaffCertificate,
        issued_at_ms: i64,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let stated = certificate.statement();
        let told = shelves_of(&self.connection, stated.staff, stated.organisation.id)?;
        self.introduce(certificate, issued_at_ms, entry, &told)
    }

    /// Adds somebody who was let in at one device. No shelf is told: her certificate goes where her work goes.
    pub fn admit_staff(
        &mut self,
        certificate: &VerifiedStaffCertificate,
        issued_at_ms: i64,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        self.introduce(certificate, issued_at_ms, entry, &[])
    }

    fn introduce(
        &mut self,
        certificate: &VerifiedStaffCertificate,
        issued_at_ms: i64,
        entry: &AuditEntry,
        told: &[ShelfId],
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        let kept = put(&transaction, certificate, issued_at_ms)?;
        for shelf in told {
            shelf::tell_certificate(&transaction, *shelf, &kept)?;
        }
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// Notes that a member of staff has left. What they wrote stays theirs.
    pub fn end_staff(
        &mut self,
        staff: StaffId,
        at_ms: i64,
        entry: &AuditEntry,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        transaction.execute(
            "UPDATE staff SET ended_at_ms = coalesce(ended_at_ms, :at_ms) WHERE id = :id",
            named_params! { ":id": staff.to_bytes(), ":at_ms": at_ms },
        )?;
        audit::append(&transaction, entry)?;
        Ok(transaction.commit()?)
    }

    /// One member of staff.
    pub fn staff(&self, id: StaffId) -> Result<Option<Staff>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, site, name, ended_at_ms, hash, kind, subject, bytes
                 FROM staff JOIN certificate ON certificate.hash = staff.certificate
                 WHERE id = :id",
            )?
            .query_row(named_params! { ":id": id.to_bytes() }, read)
            .optional()?)
    }

    /// The staff of a site, by name; those who have left are among them.
    pub fn staff_of(&self, site: SiteId) -> Result<Vec<Staff>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, site, name, ended_at_ms, hash, kind, subject, bytes
             FROM staff JOIN certificate ON certificate.hash = staff.certificate
             WHERE site = :site ORDER BY name, id",
        )?;
        let rows = statement.query_map(named_params! { ":site": site.to_bytes() }, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every certificate of those who work at a site, in the order they were issued.
    pub fn certificates_of_staff(&self, site: SiteId) -> Result<Vec<KeptCertificate>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, kind, subject, bytes
             FROM certificate JOIN staff ON staff.id = certificate.subject
             WHERE kind = 0 AND site = :site AND ended_at_ms IS NULL
             ORDER BY issued_at_ms, certificate.rowid",
        )?;
        let rows = statement.query_map(
            named_params! { ":site": site.to_bytes() },
            certificate::read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One certificate, of whomever.
    pub fn certificate(&self, hash: CertificateHash) -> Result<Option<KeptCertificate>, Trouble> {
        certificate(&self.connection, hash)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Staff> {
    Ok(Staff {
        id: StaffId::new(row.get("id")?),
        site: SiteId::new(row.get("site")?),
        name: row.get("name")?,
        certificate: certificate::read(row)?,
        ended_at_ms: row.get("ended_at_ms")?,
    })
}
