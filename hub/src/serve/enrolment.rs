//! Letting a device into a site, and a member of staff onto a device. The only two things that are asked without a
//! key that the hub knows; what is believed is a proof of the one-time code.

use store::Trouble;
use store::audit::AuditEntry;
use store::hub::{Enrolment, HubStore, InviteError, Invited};
use sync_protocol::certificate::DeviceCertificate;
use sync_protocol::enrolment::{
    EnrolGrant, EnrolRequest, EnrolmentError, FirstSignIn, FirstSignInGrant, Nonce, ProvedResponse,
    TlsFingerprint, device_proof_input, hub_proof_input, staff_proof_input,
};
use sync_protocol::ids::{ShelfId, SiteId};
use sync_protocol::keys::{PublicKey, SigningKey};
use sync_protocol::limits::MAX_STAFF_PER_GRANT;
use sync_protocol::one_time_code::Selector;
use sync_protocol::secret::Secret;
use sync_protocol::signed;
use thiserror::Error;

use super::Hub;
use super::writer::WriteError;
use crate::admin::parties;
use crate::clock::now_ms;
use crate::secrets::prove;

/// How long a device's certificate holds. Revoking ends access; this only bounds what is forgotten.
const DEVICE_VALID_MS: i64 = 5 * 365 * 24 * 60 * 60 * 1000;

/// Why nobody was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum EntryError {
    /// The bytes are not such a request.
    #[error(transparent)]
    Message(#[from] EnrolmentError),
    /// The code lets nobody in.
    #[error("the code lets nobody in ({})", .0.code())]
    Invite(InviteError),
    /// The code is wrong, or somebody stands between the device and the hub.
    #[error("the code is wrong")]
    WrongProof,
    /// The code is for something else.
    #[error("the code is for something else")]
    OtherPurpose,
    /// A device of this id is enrolled already.
    #[error("a device with this id is enrolled already")]
    DeviceKnown,
    /// No such device, or it was revoked.
    #[error("this device is not enrolled, or no longer")]
    UnknownDevice,
    /// The member of staff works for another organisation than the device's.
    #[error("this device belongs to another organisation")]
    OtherOrganisation,
    /// The member of staff has left.
    #[error("this member of staff has left")]
    StaffEnded,
    /// A certificate or a proof could not be made.
    #[error("the hub could not make a certificate")]
    Making,
    /// The store failed, or the hub is stopping.
    #[error(transparent)]
    Store(#[from] WriteError),
}

impl EntryError {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Message(error) => error.code(),
            Self::Invite(error) => error.code(),
            Self::WrongProof => "enrolment.wrong_code",
            Self::OtherPurpose => "enrolment.other_purpose",
            Self::DeviceKnown => "enrolment.device_known",
            Self::UnknownDevice => "enrolment.unknown_device",
            Self::OtherOrganisation => "enrolment.other_organisation",
            Self::StaffEnded => "staff.ended",
            Self::Making => "enrolment.making",
            Self::Store(error) => error.code(),
        }
    }
}

impl From<Trouble> for EntryError {
    fn from(trouble: Trouble) -> Self {
        Self::Store(trouble.into())
    }
}

impl From<InviteError> for EntryError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Store(trouble) => trouble.into(),
            error => Self::Invite(error),
        }
    }
}

/// What the hub signs and proves with.
struct Authority {
    key: SigningKey,
    fingerprint: TlsFingerprint,
    region_name: String,
    epoch: u64,
}

impl Authority {
    fn of(hub: &Hub) -> Self {
        Self {
            key: hub.authority_key.clone(),
            fingerprint: hub.fingerprint,
            region_name: hub.region_name.clone(),
            epoch: hub.epoch,
        }
    }

    fn respond(
        &self,
        stretched: &Secret<32>,
        nonce: &Nonce,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, EntryError> {
        let proof = prove(stretched, &hub_proof_input(nonce, &self.fingerprint, &body))
            .map_err(|_| EntryError::Making)?;
        let response = ProvedResponse {
            proof,
            body: body.into(),
        };
        Ok(response.encode())
    }
}

/// Enrols a device that knows the code of an invitation.
pub(super) async fn enrol(hub: &Hub, bytes: &[u8]) -> Result<Vec<u8>, EntryError> {
    let request = EnrolRequest::decode(bytes)?;
    let (authority, now_ms) = (Authority::of(hub), now_ms());
    hub.writer
        .act(move |store| enrol_device(store, &authority, &request, now_ms))
        .await?
}

fn enrol_device(
    store: &mut HubStore,
    authority: &Authority,
    request: &EnrolRequest,
    now_ms: i64,
) -> Result<Vec<u8>, EntryError> {
    let invite = store.try_invite(request.selector, now_ms)?;
    let Invited::Device(site) = invite.invited else {
        return Err(EntryError::OtherPurpose);
    };
    let input = device_proof_input(
        &request.nonce,
        &authority.fingerprint,
        &request.device,
        &request.public_key,
        &request.hub_share,
    );
    if prove(&invite.stretched, &input).map_err(|_| EntryError::Making)? != request.proof {
        note(store, "device.wrong_code", request.selector, now_ms)?;
        return Err(EntryError::WrongProof);
    }
    // One that was cut off before it had its answer, or was invited to the wrong site, asks again with the same key. One
    // that has sent something, that was revoked, or that another key asks for, does not get in by that.
    if let Some(known) = store.device(request.device)?
        && (known.public_key != request.public_key
            || known.revoked_at_ms.is_some()
            || known.head.is_some())
    {
        return Err(EntryError::DeviceKnown);
    }
    // A site is never removed, so the one that was invited to is there.
    let (site, organisation) = store.site(site)?.ok_or(Trouble::Unreadable)?;
    let shelf = ShelfId::of_site(site.id);
    let staff_certificates = certificates_of_staff(store, site.id)?;
    let (site, organisation) = parties(&site, &organisation);
    let certificate = DeviceCertificate {
        version: DeviceCertificate::VERSION,
        device: request.device,
        public_key: request.public_key,
        site,
        organisation,
        valid_from_ms: now_ms,
        valid_until_ms: now_ms.saturating_add(DEVICE_VALID_MS),
    };
    let certificate = signed::seal(certificate, &authority.key).map_err(|_| EntryError::Making)?;
    let enrolment = Enrolment {
        selector: request.selector,
        certificate: &certificate,
        hub_share: &request.hub_share,
        at_ms: now_ms,
    };
    let entry = entry("device.enrolled", request.device.to_string(), now_ms);
    store.enrol_device(&enrolment, &entry)?;
    tracing::info!(device = %request.device, "enrolled");
    let grant = EnrolGrant {
        authority: PublicKey::of(&authority.key),
        region: authority.region_name.clone(),
        device_certificate: certificate.bytes().into(),
        shelf,
        epoch: authority.epoch,
        staff_certificates,
    };
    authority.respond(&invite.stretched, &request.nonce, grant.encode())
}

/// The first so many: whoever is not among them comes with the feed.
fn certificates_of_staff(
    store: &HubStore,
    site: SiteId,
) -> Result<Vec<sync_protocol::bytes::Bytes>, Trouble> {
    let here = store.certificates_of_staff(site)?.into_iter();
    Ok(here
        .take(MAX_STAFF_PER_GRANT)
        .map(|certificate| certificate.bytes.into())
        .collect())
}

/// Gives a device its share back when a member of staff knows their code.
pub(super) async fn first_sign_in(hub: &Hub, bytes: &[u8]) -> Result<Vec<u8>, EntryError> {
    let request = FirstSignIn::decode(bytes)?;
    let (authority, now_ms) = (Authority::of(hub), now_ms());
    hub.writer
        .act(move |store| sign_in(store, &authority, &request, now_ms))
        .await?
}

fn sign_in(
    store: &mut HubStore,
    authority: &Authority,
    request: &FirstSignIn,
    now_ms: i64,
) -> Result<Vec<u8>, EntryError> {
    let invite = store.try_invite(request.selector, now_ms)?;
    let input = staff_proof_input(&request.nonce, &request.device, &request.staff);
    if prove(&invite.stretched, &input).map_err(|_| EntryError::Making)? != request.proof {
        note(store, "staff.wrong_code", request.selector, now_ms)?;
        return Err(EntryError::WrongProof);
    }
    if invite.invited != Invited::Staff(request.staff) {
        return Err(EntryError::OtherPurpose);
    }
    let staff = store
        .staff(request.staff)?
        .ok_or(EntryError::OtherPurpose)?;
    if staff.ended_at_ms.is_some() {
        return Err(EntryError::StaffEnded);
    }
    let device = store
        .device(request.device)?
        .ok_or(EntryError::UnknownDevice)?;
    let hub_share = store
        .hub_share(request.device)?
        .ok_or(EntryError::UnknownDevice)?;
    if organisation_of(store, staff.site)? != organisation_of(store, device.site)? {
        return Err(EntryError::OtherOrganisation);
    }
    let detail = format!("{} {}", request.staff, request.device);
    let entry = AuditEntry {
        staff: Some(request.staff),
        ..entry("staff.first_sign_in", detail, now_ms)
    };
    store.use_invite(request.selector, now_ms, &entry)?;
    tracing::info!(staff = %request.staff, device = %request.device, "first sign-in");
    let grant = FirstSignInGrant {
        hub_share,
        staff_certificate: staff.certificate.bytes.into(),
    };
    authority.respond(&invite.stretched, &request.nonce, grant.encode())
}

fn organisation_of(
    store: &HubStore,
    site: SiteId,
) -> Result<sync_protocol::ids::OrganisationId, Trouble> {
    let (_, organisation) = store.site(site)?.ok_or(Trouble::Unreadable)?;
    Ok(organisation.id)
}

fn note(store: &mut HubStore, act: &str, selector: Selector, now_ms: i64) -> Result<(), Trouble> {
    store.note(&entry(act, selector.to_string(), now_ms))?;
    Ok(())
}

fn entry(act: &str, detail: String, now_ms: i64) -> AuditEntry {
    AuditEntry {
        at_ms: now_ms,
        staff: None,
        act: act.to_owned(),
        record: None,
        detail,
    }
}
