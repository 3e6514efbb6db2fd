//! Reading the body of a request, with a bound on its size and on every silence.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use thiserror::Error;
use tokio::time::timeout;

/// How long a device may be silent in the middle of a request. A weak link stalls for seconds; whoever stalls for
/// longer starts again, and what was accepted before is not sent twice.
const MAX_SILENCE: Duration = Duration::from_secs(30);

/// How long a request may take to come in altogether: eight megabytes at twenty kilobits a second.
const MAX_TIME: Duration = Duration::from_secs(60 * 60);

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum BodyError {
    /// More bytes than this kind of request may have.
    #[error("the request is too large")]
    TooLarge,
    /// Nothing came for too long, or all of it took too long.
    #[error("the request took too long")]
    TooSlow,
    /// The connection broke.
    #[error("the request was cut short")]
    Cut,
}

/// Reads a whole body of at most so many bytes.
///
/// Of one that is larger, as much again is read and thrown away: a device that is refused in the middle of sending
/// sees a broken connection, and would try the same again.
pub(super) async fn read(body: Body, most: usize) -> Result<Vec<u8>, BodyError> {
    let patience = most.saturating_mul(2);
    // Believed only as a reason to refuse early.
    if body.size_hint().lower() > patience as u64 {
        return Err(BodyError::TooLarge);
    }
    timeout(MAX_TIME, pieces(body, most))
        .await
        .unwrap_or(Err(BodyError::TooSlow))
}

async fn pieces(mut body: Body, most: usize) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    let mut seen = 0_usize;
    loop {
        let next = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx));
        let frame = match timeout(MAX_SILENCE, next).await {
            Err(_) => return Err(BodyError::TooSlow),
            Ok(None) if seen > most => return Err(BodyError::TooLarge),
            Ok(None) => return Ok(bytes),
            Ok(Some(Err(_))) => return Err(BodyError::Cut),
            Ok(Some(Ok(frame))) => frame,
        };
        if let Ok(piece) = frame.into_data() {
            seen = seen.saturating_add(piece.len());
            if seen > most.saturating_mul(2) {
                return Err(BodyError::TooLarge);
            }
            if seen <= most {
                bytes.extend_from_slice(&piece);
            }
        }
    }
}
