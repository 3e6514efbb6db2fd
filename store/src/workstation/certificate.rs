//! The certificates this computer has been shown.

use rusqlite::{Connection, OptionalExtension, named_params};
use sync_protocol::feed::CertificateKind;
use sync_protocol::hashes::CertificateHash;

use super::Workstation;
use crate::certificate::{self, KeptCertificate, Subject};
use crate::trouble::Trouble;

/// Keeps a certificate, inside the caller's transaction. One that is here already stays as it is.
pub(super) fn keep(
    connection: &Connection,
    certificate: &KeptCertificate,
    received_at_ms: i64,
) -> Result<(), Trouble> {
    connection
        .prepare_cached(
            "INSERT INTO certificate (hash, kind, subject, bytes, received_at_ms)
             VALUES (:hash, :kind, :subject, :bytes, :received_at_ms)
             ON CONFLICT (hash) DO NOTHING",
        )?
        .execute(named_params! {
            ":hash": certificate.hash.to_bytes(),
            ":kind": certificate.subject.number(),
            ":subject": certificate.subject.id(),
            ":bytes": certificate.bytes,
            ":received_at_ms": received_at_ms,
        })?;
    Ok(())
}

impl Workstation {
    /// Keeps certificates that came outside a feed: at enrolment and at first sign-in.
    pub fn keep_certificates(
        &mut self,
        certificates: &[KeptCertificate],
        received_at_ms: i64,
    ) -> Result<(), Trouble> {
        let transaction = self.write()?;
        for certificate in certificates {
            keep(&transaction, certificate, received_at_ms)?;
        }
        Ok(transaction.commit()?)
    }

    /// One certificate.
    pub fn certificate(&self, hash: CertificateHash) -> Result<Option<KeptCertificate>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT hash, kind, subject, bytes FROM certificate WHERE hash = :hash",
            )?
            .query_row(
                named_params! { ":hash": hash.to_bytes() },
                certificate::read,
            )
            .optional()?)
    }

    /// All certificates of one kind, by subject, the newest received last.
    pub fn certificates(&self, kind: CertificateKind) -> Result<Vec<KeptCertificate>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, kind, subject, bytes FROM certificate
             WHERE kind = :kind ORDER BY subject, received_at_ms, rowid",
        )?;
        let rows = statement.query_map(named_params! { ":kind": kind as u8 }, certificate::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The certificates of one member of staff or device, the newest received last.
    pub fn certificates_of(&self, subject: Subject) -> Result<Vec<KeptCertificate>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash, kind, subject, bytes FROM certificate
             WHERE kind = :kind AND subject = :subject ORDER BY received_at_ms, rowid",
        )?;
        let rows = statement.query_map(
            named_params! { ":kind": subject.number(), ":subject": subject.id() },
            certificate::read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
