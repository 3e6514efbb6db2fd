//! Taking what devices tell of their audits. What is acknowledged is durable; what does not continue is noted and refused.

use axum::http::StatusCode;
use store::Trouble;
use store::hub::{AuditRefusal, HubStore, IncomingAudit};
use sync_protocol::frame::{AuditFrame, FrameError};
use sync_protocol::ids::DeviceId;
use sync_protocol::message::audit::SignedAuditRequest;
use sync_protocol::message::request::RequestError;
use thiserror::Error;

use super::Hub;
use super::routes::Refused;
use crate::clock::now_ms;

/// Why rows are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum TellError {
    /// The bytes are not rows of an audit, or not by this device.
    #[error(transparent)]
    Message(#[from] RequestError),
    /// What is packed in them are no rows.
    #[error(transparent)]
    Rows(#[from] FrameError),
    /// No such device is enrolled.
    #[error("this device is not enrolled")]
    UnknownDevice,
    /// The rows were not kept.
    #[error(transparent)]
    Refusal(#[from] AuditRefusal),
}

impl From<TellError> for Refused {
    fn from(error: TellError) -> Self {
        let (status, code) = match &error {
            TellError::Message(inner @ RequestError::BadSignature) => {
                (StatusCode::FORBIDDEN, inner.code())
            }
            TellError::Message(inner) => (StatusCode::BAD_REQUEST, inner.code()),
            TellError::Rows(inner) => (StatusCode::BAD_REQUEST, inner.code()),
            TellError::UnknownDevice => (StatusCode::FORBIDDEN, "request.unknown_device"),
            TellError::Refusal(inner @ AuditRefusal::BrokenChain { .. }) => {
                (StatusCode::CONFLICT, inner.code())
            }
            TellError::Refusal(inner) => (StatusCode::SERVICE_UNAVAILABLE, inner.code()),
        };
        Self::new(status, code, error)
    }
}

/// Takes rows. A revoked device may tell too: what was done at it is what somebody will want to know.
pub(super) async fn take(hub: &Hub, bytes: Vec<u8>) -> Result<Vec<u8>, Refused> {
    let now_ms = now_ms();
    let incoming = hub
        .readers
        .read(move |store| believed(store, &bytes, now_ms))
        .await??;
    let device = incoming.device;
    let kept = hub
        .writer
        .act(move |store| store.append_device_audit(&incoming))
        .await?;
    let answer = kept
        .inspect_err(|refusal| noticed(device, *refusal))
        .map_err(TellError::from)?;
    Ok(answer.encode())
}

fn noticed(device: DeviceId, refusal: AuditRefusal) {
    if let AuditRefusal::BrokenChain { seq } = refusal {
        tracing::warn!(%device, seq, "an audit does not continue what is held of it");
    }
}

/// Rows of an enrolled device.
fn believed(
    store: &HubStore,
    bytes: &[u8],
    now_ms: i64,
) -> Result<Result<IncomingAudit, TellError>, Trouble> {
    let request = match SignedAuditRequest::decode(bytes) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error.into())),
    };
    let Some(device) = store.device(request.claimed().device)? else {
        return Ok(Err(TellError::UnknownDevice));
    };
    let (_, request) = match request.verify(&device.public_key) {
        Ok(request) => request.into_parts(),
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(AuditFrame::decode(&request.rows)
        .map(|frame| IncomingAudit {
            device: request.device,
            first: request.first,
            rows: frame.rows,
            last: request.last,
            received_at_ms: now_ms,
        })
        .map_err(TellError::from))
}
