//! Answering a device that has nothing yet: the faces of the records on its shelf, as the reading room made them.

use std::sync::Arc;

use axum::body::Body;
use axum::http::StatusCode;
use store::Trouble;
use store::hub::HubStore;
use sync_protocol::frame::{Face, Level};
use sync_protocol::ids::ShelfId;
use sync_protocol::message::faces::{FacesRequest, SignedFacesRequest};
use sync_protocol::message::request::RequestError;
use sync_protocol::stream::FacePager;
use thiserror::Error;
use tokio::sync::mpsc;

use super::Hub;
use super::pulling::{MAX_WAITING_PIECES, Piece, cut, give, pieces};
use super::routes::Refused;

/// How many faces are read from the store at a time.
const PAGE_FACES: u32 = 128;

/// Harder than the feed: it is read once for each computer, and whoever waits for it has nothing else to look at.
const LEVEL: Level = Level::DEVICE;

/// Why faces are not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum AskError {
    /// The bytes are not a request, or not by this device.
    #[error(transparent)]
    Message(#[from] RequestError),
    /// No such device is enrolled.
    #[error("this device is not enrolled")]
    UnknownDevice,
    /// The device was revoked.
    #[error("this device was revoked")]
    RevokedDevice,
    /// The shelf is not one of this device.
    #[error("this device does not carry the shelf")]
    NotCarried,
}

impl From<AskError> for Refused {
    fn from(error: AskError) -> Self {
        let (status, code) = match error {
            AskError::Message(RequestError::BadSignature) => {
                (StatusCode::FORBIDDEN, RequestError::BadSignature.code())
            }
            AskError::Message(error) => (StatusCode::BAD_REQUEST, error.code()),
            AskError::UnknownDevice => (StatusCode::FORBIDDEN, "request.unknown_device"),
            AskError::RevokedDevice => (StatusCode::FORBIDDEN, "faces.revoked_device"),
            AskError::NotCarried => (StatusCode::FORBIDDEN, "faces.not_carried"),
        };
        Self::new(status, code, error)
    }
}

/// Begins the answer; what follows is read as it is taken.
pub(super) async fn answer(hub: Arc<Hub>, bytes: Vec<u8>) -> Result<Body, Refused> {
    let request = hub
        .readers
        .read(move |store| believed(store, &bytes))
        .await??;
    let (to, waiting) = mpsc::channel(MAX_WAITING_PIECES);
    tokio::spawn(async move {
        if let Err(reason) = send(&hub, request, &to).await {
            cut(&to, reason).await;
        }
    });
    Ok(pieces(waiting))
}

/// A request of a device for the shelf it carries.
fn believed(store: &HubStore, bytes: &[u8]) -> Result<Result<FacesRequest, AskError>, Trouble> {
    let request = match SignedFacesRequest::decode(bytes) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error.into())),
    };
    let Some(device) = store.device(request.claimed().device)? else {
        return Ok(Err(AskError::UnknownDevice));
    };
    let (_, request) = match request.verify(&device.public_key) {
        Ok(request) => request.into_parts(),
        Err(error) => return Ok(Err(error.into())),
    };
    Ok(if device.revoked_at_ms.is_some() {
        Err(AskError::RevokedDevice)
    } else if request.shelf != ShelfId::of_site(device.site) {
        Err(AskError::NotCarried)
    } else {
        Ok(request)
    })
}

async fn send(
    hub: &Hub,
    request: FacesRequest,
    to: &mpsc::Sender<Piece>,
) -> Result<(), &'static str> {
    let mut pager = FacePager::new(LEVEL);
    let mut after = request.after;
    loop {
        let page: Vec<Face> = hub
            .readers
            .read(move |store| store.faces(request.shelf, after, PAGE_FACES))
            .await
            .map_err(|error| error.code())?;
        let Some(last) = page.last() else {
            break;
        };
        after = Some(last.record);
        for face in page {
            if let Some(part) = pager.push(face).map_err(|error| error.code())? {
                give(to, part).await?;
            }
        }
    }
    give(to, pager.finish().map_err(|error| error.code())?).await
}
