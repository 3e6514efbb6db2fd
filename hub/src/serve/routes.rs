//! What can be asked over HTTP, and how a refusal looks: a status, and `code: sentence` as text.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use sync_protocol::limits::{
    MAX_ADMISSION_BYTES, MAX_ATTACHMENT_REQUEST_BYTES, MAX_AUDIT_REQUEST_BYTES,
    MAX_BREAK_GLASS_BYTES, MAX_DOORBELL_REQUEST_BYTES, MAX_ENROLMENT_BYTES,
    MAX_FACES_REQUEST_BYTES, MAX_REQUEST_BYTES,
};

use super::body::{self, BodyError};
use super::enrolment::EntryError;
use super::readers::ReadError;
use super::writer::WriteError;
use super::{Hub, accepting, admissions, attachments, audits, doorbell, enrolment, glass, pulling};

const CBOR: &str = "application/cbor";
const EVENTS: &str = "text/event-stream";

/// A refusal on its way to whoever asked.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    code: &'static str,
    sentence: String,
}

impl Refused {
    pub(super) fn new(status: StatusCode, code: &'static str, sentence: impl ToString) -> Self {
        Self {
            status,
            code,
            sentence: sentence.to_string(),
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        tracing::info!(code = self.code, "refused");
        let text = format!("{}: {}\n", self.code, self.sentence);
        (self.status, text).into_response()
    }
}

impl From<BodyError> for Refused {
    fn from(error: BodyError) -> Self {
        let (status, code) = match error {
            BodyError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "request.too_large"),
            BodyError::TooSlow => (StatusCode::REQUEST_TIMEOUT, "request.too_slow"),
            BodyError::Cut => (StatusCode::BAD_REQUEST, "request.truncated"),
        };
        Self::new(status, code, error)
    }
}

impl From<WriteError> for Refused {
    fn from(error: WriteError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), error)
    }
}

impl From<ReadError> for Refused {
    fn from(error: ReadError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), error)
    }
}

impl From<EntryError> for Refused {
    fn from(error: EntryError) -> Self {
        let status = match error {
            EntryError::Message(_) => StatusCode::BAD_REQUEST,
            EntryError::DeviceKnown => StatusCode::CONFLICT,
            EntryError::Store(_) | EntryError::Making => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::FORBIDDEN,
        };
        Self::new(status, error.code(), error)
    }
}

/// Everything that can be asked.
pub(super) fn routes(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/enrol", post(enrol))
        .route("/first-sign-in", post(first_sign_in))
        .route("/faces", post(faces))
        .route("/sync", post(sync))
        .route("/attachment", post(attachment))
        .route("/audit", post(audit))
        .route("/admission", post(admission))
        .route("/break-glass", post(break_glass))
        .route("/doorbell", post(ring))
        .with_state(hub)
}

/// Whether the hub answers, and whether it can read and publish.
async fn health(State(hub): State<Arc<Hub>>) -> Result<Response, Refused> {
    hub.readers
        .read(|store| store.audit_head().map(drop))
        .await?;
    let publishing = if hub.publisher.is_well() {
        "ok"
    } else {
        "waiting"
    };
    Ok(format!("ok\npublishing {publishing}\n").into_response())
}

async fn enrol(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_ENROLMENT_BYTES).await?;
    Ok(cbor(enrolment::enrol(&hub, &bytes).await?.into()))
}

async fn first_sign_in(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_ENROLMENT_BYTES).await?;
    Ok(cbor(enrolment::first_sign_in(&hub, &bytes).await?.into()))
}

async fn sync(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_REQUEST_BYTES).await?;
    let taken = accepting::take(&hub, bytes).await?;
    Ok(cbor(pulling::answer(hub, taken).await?))
}

async fn faces(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_FACES_REQUEST_BYTES).await?;
    Ok(cbor(super::faces::answer(hub, bytes).await?))
}

async fn attachment(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_ATTACHMENT_REQUEST_BYTES).await?;
    Ok(cbor(attachments::answer(&hub, bytes).await?.into()))
}

async fn audit(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_AUDIT_REQUEST_BYTES).await?;
    Ok(cbor(audits::take(&hub, bytes).await?.into()))
}

async fn admission(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_ADMISSION_BYTES).await?;
    Ok(cbor(admissions::take(&hub, bytes).await?.into()))
}

async fn break_glass(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_BREAK_GLASS_BYTES).await?;
    Ok(cbor(glass::answer(&hub, bytes).await?.into()))
}

async fn ring(State(hub): State<Arc<Hub>>, request: Request) -> Result<Response, Refused> {
    let bytes = body::read(request.into_body(), MAX_DOORBELL_REQUEST_BYTES).await?;
    let rings = doorbell::answer(&hub, bytes).await?;
    // Whoever stands between must neither keep nor gather what is said now.
    let headers = [
        (header::CONTENT_TYPE, EVENTS),
        (header::CACHE_CONTROL, "no-store, no-transform"),
    ];
    Ok((headers, rings).into_response())
}

fn cbor(body: Body) -> Response {
    ([(header::CONTENT_TYPE, CBOR)], body).into_response()
}
