//! Who did something, as the certificates on this computer name them.

use super::Desk;
use crate::error::Refused;
use care_record::Role;
use store::audit::AuditRow;
use store::certificate::Subject;
use sync_protocol::certificate::SignedStaffCertificate;
use sync_protocol::ids::StaffId;

/// Somebody, for people to read.
#[derive(Clone)]
pub(crate) struct Doer {
    pub(crate) name: String,
    /// Her roles in words.
    pub(crate) role: String,
}

impl Desk {
    /// May whoever is signed in read who looked?
    pub(crate) fn may_read_audit(&self) -> Result<(), Refused> {
        if self.session()?.has(care_record::may_read_audit) {
            Ok(())
        } else {
            Err(Refused::AuditOfOthers)
        }
    }

    /// The newest rows of this computer's audit, newest first.
    pub(crate) fn newest_audit(&self, most: u32) -> Result<Vec<AuditRow>, Refused> {
        let (last, _) = self.store.audit_head()?;
        let mut rows = self
            .store
            .audit(last.saturating_sub(u64::from(most)), most)?;
        rows.reverse();
        Ok(rows)
    }

    /// Somebody by id, as her newest certificate here names her.
    pub(crate) fn doer(&self, staff: StaffId) -> Result<Doer, Refused> {
        let kept = self.store.certificates_of(Subject::Staff(staff))?;
        let newest = kept
            .last()
            .and_then(|kept| SignedStaffCertificate::decode(&kept.bytes).ok());
        Ok(match newest {
            Some(certificate) => Doer {
                name: certificate.claimed().name.clone(),
                role: words(&certificate),
            },
            None => Doer {
                name: "Not known here".to_owned(),
                role: String::new(),
            },
        })
    }
}

fn words(certificate: &SignedStaffCertificate) -> String {
    let roles = certificate.claimed().roles.iter();
    let known = roles.filter_map(|role| Role::try_from(role.get()).ok());
    known.map(Role::words).collect::<Vec<_>>().join(", ")
}
