//! The doorbell: a device that asks for it holds an answer open, and is told in it how far its shelf is.
//!
//! What is said is a number; whatever it stands for comes by a sync. So a line may be cut at any time, and a device that
//! is slow to listen is told where the shelf is by then, and not all that was missed.

mod lines;

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use store::Trouble;
use store::hub::HubStore;
use sync_protocol::ids::{DeviceId, ShelfId};
use sync_protocol::message::doorbell::{DoorbellError, STILL_THERE, SignedDoorbellRequest, ring};
use thiserror::Error;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::Hub;
use super::pulling::{Piece, pieces};
use super::routes::Refused;
use lines::Line;
pub(super) use lines::{Full, Lines};

/// After what silence it is said that the line still stands.
const KEEP_ALIVE: Duration = Duration::from_secs(25);

/// How long a device may take nothing of what is said.
const MAX_SILENCE: Duration = Duration::from_secs(60);

/// Why nobody is rung for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum BellError {
    /// The bytes are not such a wish, or not by this device.
    #[error(transparent)]
    Message(#[from] DoorbellError),
    /// No such device is enrolled.
    #[error("this device is not enrolled")]
    UnknownDevice,
    /// The device was revoked.
    #[error("this device was revoked")]
    RevokedDevice,
    /// As many lines are open as may be, or the hub is stopping.
    #[error(transparent)]
    Full(#[from] Full),
}

impl From<BellError> for Refused {
    fn from(error: BellError) -> Self {
        let (status, code) = match error {
            BellError::Message(inner) if inner.is_forgery() => {
                (StatusCode::FORBIDDEN, inner.code())
            }
            BellError::Message(inner) => (StatusCode::BAD_REQUEST, inner.code()),
            BellError::UnknownDevice => (StatusCode::FORBIDDEN, "request.unknown_device"),
            BellError::RevokedDevice => (StatusCode::FORBIDDEN, "doorbell.revoked_device"),
            BellError::Full(_) => (StatusCode::SERVICE_UNAVAILABLE, "doorbell.full"),
        };
        Self::new(status, code, error)
    }
}

/// Opens a line, on which the device is first told where its shelf is now.
pub(super) async fn answer(hub: &Hub, bytes: Vec<u8>) -> Result<Body, Refused> {
    let believed = hub
        .readers
        .read(move |store| believed(store, &bytes))
        .await?;
    let (device, shelf, seq) = believed?;
    let line = hub
        .lines
        .open(device, shelf, seq)
        .map_err(BellError::from)?;
    tracing::debug!(%device, "listens");
    // One at a time: what is rung for while the device takes it in is one ring more.
    let (say, said) = mpsc::channel(1);
    tokio::spawn(async move {
        let reason = hold(line, device, &say).await;
        tracing::debug!(%device, reason, "a line ended");
    });
    Ok(pieces(said))
}

/// A device that may be told, its shelf, and where that is.
fn believed(
    store: &HubStore,
    bytes: &[u8],
) -> Result<Result<(DeviceId, ShelfId, u64), BellError>, Trouble> {
    let request = match SignedDoorbellRequest::decode(bytes) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error.into())),
    };
    let Some(device) = store.device(request.claimed().device)? else {
        return Ok(Err(BellError::UnknownDevice));
    };
    if let Err(error) = request.verify(&device.public_key) {
        return Ok(Err(error.into()));
    }
    if device.revoked_at_ms.is_some() {
        return Ok(Err(BellError::RevokedDevice));
    }
    let shelf = ShelfId::of_site(device.site);
    let seq = store.shelf_head(shelf)?.map_or(0, |head| head.seq);
    Ok(Ok((device.id, shelf, seq)))
}

/// Rings until somebody hangs up; says who.
async fn hold(mut line: Line, device: DeviceId, to: &mpsc::Sender<Piece>) -> &'static str {
    loop {
        let seq = line.seq();
        tracing::debug!(%device, seq, "rings");
        if let Err(reason) = say(to, ring(seq)).await {
            return reason;
        }
        loop {
            tokio::select! {
                grown = timeout(KEEP_ALIVE, line.grown()) => match grown {
                    Ok(true) => break,
                    Ok(false) => return "hung_up",
                    Err(_) => if let Err(reason) = say(to, STILL_THERE.to_owned()).await {
                        return reason;
                    },
                },
                () = to.closed() => return "gone",
            }
        }
    }
}

async fn say(to: &mpsc::Sender<Piece>, words: String) -> Result<(), &'static str> {
    match timeout(MAX_SILENCE, to.send(Ok(words.into()))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err("gone"),
        Err(_) => Err("too_slow"),
    }
}
