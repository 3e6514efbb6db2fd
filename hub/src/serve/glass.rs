//! Somebody breaks the glass: she is given the face of a record that her site does not carry, and the privacy officer is
//! told who she was, what she read and why.

use axum::http::StatusCode;
use store::Trouble;
use store::audit::AuditEntry;
use store::hub::{Breaking, GlassRefusal, HubStore};
use sync_protocol::frame::{FaceFrame, FrameError, Level};
use sync_protocol::message::break_glass::SignedBreakGlass;
use sync_protocol::message::request::RequestError;
use thiserror::Error;

use super::Hub;
use super::authors::holds_role;
use super::routes::Refused;
use crate::clock::now_ms;
use crate::role_names::BREAK_GLASS;

/// Why nothing is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum GlassError {
    /// The bytes are no such request, or not by this device.
    #[error(transparent)]
    Message(#[from] RequestError),
    /// No such device is enrolled.
    #[error("this device is not enrolled")]
    UnknownDevice,
    /// The device was revoked.
    #[error("this device was revoked")]
    RevokedDevice,
    /// Whoever asks does not work for whom the device belongs to, or not any more, or in no role that may.
    #[error("whoever asks may not break the glass")]
    NotYours,
    /// Nothing is found, or too much.
    #[error(transparent)]
    Refusal(#[from] GlassRefusal),
    /// What was found could not be packed.
    #[error(transparent)]
    Packing(#[from] FrameError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl From<GlassError> for Refused {
    fn from(error: GlassError) -> Self {
        let (status, code) = match &error {
            GlassError::Message(inner @ RequestError::BadSignature) => {
                (StatusCode::FORBIDDEN, inner.code())
            }
            GlassError::Message(inner) => (StatusCode::BAD_REQUEST, inner.code()),
            GlassError::UnknownDevice => (StatusCode::FORBIDDEN, "request.unknown_device"),
            GlassError::RevokedDevice => (StatusCode::FORBIDDEN, "break_glass.revoked_device"),
            GlassError::NotYours => (StatusCode::FORBIDDEN, "break_glass.not_yours"),
            GlassError::Refusal(GlassRefusal::Nobody) => {
                (StatusCode::NOT_FOUND, "break_glass.nobody")
            }
            GlassError::Refusal(GlassRefusal::Several) => {
                (StatusCode::CONFLICT, "break_glass.several")
            }
            GlassError::Refusal(GlassRefusal::TooOften) => {
                (StatusCode::TOO_MANY_REQUESTS, "break_glass.too_often")
            }
            GlassError::Refusal(GlassRefusal::Store(inner)) | GlassError::Store(inner) => {
                (StatusCode::SERVICE_UNAVAILABLE, inner.code())
            }
            GlassError::Packing(inner) => (StatusCode::SERVICE_UNAVAILABLE, inner.code()),
        };
        Self::new(status, code, error)
    }
}

/// Answers with the faces that are found, once it is on the disk who was given them.
pub(super) async fn answer(hub: &Hub, bytes: Vec<u8>) -> Result<Vec<u8>, Refused> {
    let now_ms = now_ms();
    Ok(hub
        .writer
        .act(move |store| open(store, &bytes, now_ms))
        .await??)
}

fn open(store: &mut HubStore, bytes: &[u8], now_ms: i64) -> Result<Vec<u8>, GlassError> {
    let request = SignedBreakGlass::decode(bytes)?;
    let device = store
        .device(request.claimed().device)?
        .ok_or(GlassError::UnknownDevice)?;
    let request = request.verify(&device.public_key)?;
    let request = request.statement();
    let (_, organisation) = store.site(device.site)?.ok_or(Trouble::Unreadable)?;
    let author = holds_role(store, request.author, BREAK_GLASS, now_ms)?
        .filter(|author| author.organisation.id == organisation.id);
    let author = match author {
        _ if device.revoked_at_ms.is_some() => Err(GlassError::RevokedDevice),
        None => Err(GlassError::NotYours),
        Some(author) => Ok(author),
    };
    if author.is_err() {
        // That somebody tried who may not is what a privacy officer wants to know.
        store.note(&AuditEntry {
            at_ms: now_ms,
            staff: None,
            act: "break_glass.refused".to_owned(),
            record: None,
            detail: device.id.to_string(),
        })?;
    }
    let author = author?;
    let breaking = Breaking {
        device: device.id,
        staff: author.staff,
        found_by: request.found_by,
        reason: request.reason.name().unwrap_or_default(),
        at_ms: now_ms,
    };
    let faces = store.break_glass(&breaking)?;
    tracing::warn!(device = %device.id, staff = %author.staff, "the glass was broken");
    Ok(FaceFrame { faces }.encode(Level::DEVICE)?)
}
