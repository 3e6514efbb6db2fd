//! Somebody was let in at a device without the region: agency staff at a weekend. The region gives her a certificate of
//! its own, for no more than a shift and no more than a care assistant's role.
//!
//! Where the manager who let her in was none, she gets a certificate without a role: what she wrote is kept, counts for
//! nothing, and is noted.

use axum::http::StatusCode;
use store::Trouble;
use store::audit::AuditEntry;
use store::hub::{Device, HubStore};
use sync_protocol::certificate::StaffCertificate;
use sync_protocol::ids::StaffId;
use sync_protocol::keys::SigningKey;
use sync_protocol::message::admission::{Admission, LONGEST_ADMISSION_MS, SignedAdmission};
use sync_protocol::message::request::RequestError;
use sync_protocol::roles::RoleCode;
use sync_protocol::signed;
use thiserror::Error;

use super::Hub;
use super::authors::held_role;
use super::routes::Refused;
use crate::admin::parties;
use crate::clock::now_ms;
use crate::role_names::{LET_IN, role};

/// What whoever is let in may be.
const LET_IN_AS: &str = "care_assistant";
/// A role that nobody knows: it may write nothing.
const NO_ROLE: u8 = 0;

/// Why nobody is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum AdmitError {
    /// The bytes are no admission, or not by this device.
    #[error(transparent)]
    Message(#[from] RequestError),
    /// No such device is enrolled.
    #[error("this device is not enrolled")]
    UnknownDevice,
    /// The device gave an id that somebody else has.
    #[error("this id is somebody else's")]
    StaffKnown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl From<AdmitError> for Refused {
    fn from(error: AdmitError) -> Self {
        let (status, code) = match &error {
            AdmitError::Message(inner @ RequestError::BadSignature) => {
                (StatusCode::FORBIDDEN, inner.code())
            }
            AdmitError::Message(inner) => (StatusCode::BAD_REQUEST, inner.code()),
            AdmitError::UnknownDevice => (StatusCode::FORBIDDEN, "request.unknown_device"),
            AdmitError::StaffKnown => (StatusCode::CONFLICT, "admission.staff_known"),
            AdmitError::Store(inner) => (StatusCode::SERVICE_UNAVAILABLE, inner.code()),
        };
        Self::new(status, code, error)
    }
}

/// Answers with the region's certificate of whoever was let in. A revoked device is answered too: what was written at it
/// is kept for a person to look at, under a name.
pub(super) async fn take(hub: &Hub, bytes: Vec<u8>) -> Result<Vec<u8>, Refused> {
    let (key, now_ms) = (hub.authority_key.clone(), now_ms());
    Ok(hub
        .writer
        .act(move |store| admit(store, &key, &bytes, now_ms))
        .await??)
}

fn admit(
    store: &mut HubStore,
    authority: &SigningKey,
    bytes: &[u8],
    now_ms: i64,
) -> Result<Vec<u8>, AdmitError> {
    let admission = SignedAdmission::decode(bytes)?;
    let device = store
        .device(admission.claimed().device)?
        .ok_or(AdmitError::UnknownDevice)?;
    let admission = admission.verify(&device.public_key)?;
    let (statement, by) = let_in(store, &device, admission.statement())?;
    let staff = statement.staff;
    let certificate = signed::seal(statement, authority).map_err(|_| RequestError::Malformed)?;
    match store.staff(staff)? {
        Some(known) if known.certificate.hash == certificate.hash() => {}
        Some(_) => return Err(AdmitError::StaffKnown),
        None => {
            let act = match by {
                Some(_) => "staff.admitted",
                None => "staff.admission_doubted",
            };
            tracing::info!(device = %device.id, %staff, act, "somebody was let in at a device");
            let entry = AuditEntry {
                at_ms: now_ms,
                staff: by,
                act: act.to_owned(),
                record: None,
                detail: format!("{staff} {}", device.id),
            };
            store.admit_staff(&certificate, now_ms, &entry)?;
        }
    }
    Ok(certificate.bytes().to_vec())
}

/// What the region says of her, and who let her in, where that was a manager.
fn let_in(
    store: &HubStore,
    device: &Device,
    admission: &Admission,
) -> Result<(StaffCertificate, Option<StaffId>), AdmitError> {
    let said = admission.said(&device.public_key)?;
    let (site, organisation) = store.site(device.site)?.ok_or(Trouble::Unreadable)?;
    let by = held_role(store, admission.manager, LET_IN, said.valid_from_ms)?
        .filter(|manager| manager.organisation.id == organisation.id)
        .map(|manager| manager.staff);
    let role = by.and_then(|_| role(LET_IN_AS));
    let (site, organisation) = parties(&site, &organisation);
    let longest = said.valid_from_ms.saturating_add(LONGEST_ADMISSION_MS);
    let statement = StaffCertificate {
        version: StaffCertificate::VERSION,
        staff: said.staff,
        name: said.name,
        roles: vec![role.unwrap_or(RoleCode::new(NO_ROLE))],
        registration: None,
        organisation,
        site,
        valid_from_ms: said.valid_from_ms,
        valid_until_ms: said.valid_until_ms.min(longest),
    };
    Ok((statement, by))
}
