//! Who somebody is that a device names by her certificate.

use store::Trouble;
use store::hub::HubStore;
use sync_protocol::certificate::{SignedStaffCertificate, StaffCertificate};
use sync_protocol::hashes::CertificateHash;

use crate::role_names::role;

/// What the region says today of whom a certificate names, whichever of hers it is, if she holds one of these roles and
/// has not left.
pub(super) fn holds_role(
    store: &HubStore,
    certificate: CertificateHash,
    roles: &[&str],
    now_ms: i64,
) -> Result<Option<StaffCertificate>, Trouble> {
    let named = store.certificate(certificate)?;
    let named = named.and_then(|kept| SignedStaffCertificate::decode(&kept.bytes).ok());
    let Some(named) = named else {
        return Ok(None);
    };
    match store.staff(named.claimed().staff)? {
        Some(staff) => held_role(store, staff.certificate.hash, roles, now_ms),
        None => Ok(None),
    }
}

/// What the region said of somebody in this certificate, if at that moment she held one of these roles and had not left.
pub(super) fn held_role(
    store: &HubStore,
    certificate: CertificateHash,
    roles: &[&str],
    at_ms: i64,
) -> Result<Option<StaffCertificate>, Trouble> {
    let Some(kept) = store.certificate(certificate)? else {
        return Ok(None);
    };
    let Ok(certificate) = SignedStaffCertificate::decode(&kept.bytes) else {
        return Ok(None);
    };
    let said = certificate.claimed();
    let mut may = roles.iter().filter_map(|name| role(name));
    let ended = store.staff(said.staff)?.and_then(|staff| staff.ended_at_ms);
    let holds = may.any(|role| said.roles.contains(&role))
        && said.is_valid_at(at_ms)
        && ended.is_none_or(|ended_at_ms| at_ms < ended_at_ms);
    Ok(holds.then(|| said.clone()))
}
