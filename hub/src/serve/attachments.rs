//! Attachments: one signed question, one answer. The hub keeps sealed pieces and knows no more of them than their hash.

use axum::http::StatusCode;
use store::Trouble;
use store::hub::{HubStore, IncomingPiece, KeepError};
use sync_protocol::ids::ShelfId;
use sync_protocol::message::attachment::{
    AttachmentAnswer, AttachmentError, AttachmentRequest, SignedAttachmentRequest, What,
};
use thiserror::Error;

use super::Hub;
use super::routes::Refused;
use crate::clock::now_ms;

/// Why a question about an attachment is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum AskError {
    /// The bytes are not a question, or not by this device.
    #[error(transparent)]
    Message(#[from] AttachmentError),
    /// No such device is enrolled.
    #[error("this device is not enrolled")]
    UnknownDevice,
    /// The device was revoked.
    #[error("this device was revoked")]
    RevokedDevice,
    /// The document is on no shelf of this device.
    #[error("this device does not carry the document")]
    NotCarried,
    /// The attachment is not whole here.
    #[error("the attachment is not here")]
    NotHere,
    /// The piece was not kept.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

impl AskError {
    fn code(&self) -> &'static str {
        match self {
            Self::Message(error) => error.code(),
            Self::UnknownDevice => "request.unknown_device",
            Self::RevokedDevice => "attachment.revoked_device",
            Self::NotCarried => "attachment.not_carried",
            Self::NotHere => "attachment.not_here",
            Self::Keep(error) => error.code(),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::UnknownDevice
            | Self::RevokedDevice
            | Self::NotCarried
            | Self::Message(AttachmentError::BadSignature) => StatusCode::FORBIDDEN,
            Self::Message(_) => StatusCode::BAD_REQUEST,
            Self::NotHere => StatusCode::NOT_FOUND,
            Self::Keep(KeepError::WrongContent) => StatusCode::CONFLICT,
            Self::Keep(KeepError::TooMany) => StatusCode::INSUFFICIENT_STORAGE,
            Self::Keep(KeepError::Store(_)) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl From<AskError> for Refused {
    fn from(error: AskError) -> Self {
        Self::new(error.status(), error.code(), error)
    }
}

/// What is left to do with a question that was believed.
enum Next {
    Answer(AttachmentAnswer),
    Keep(IncomingPiece),
}

/// Answers one question. A piece that is acknowledged is durable.
pub(super) async fn answer(hub: &Hub, bytes: Vec<u8>) -> Result<Vec<u8>, Refused> {
    let next = hub
        .readers
        .read(move |store| read(store, &bytes, now_ms()))
        .await?;
    let answer = match next? {
        Next::Answer(answer) => answer,
        Next::Keep(piece) => {
            let kept = hub
                .writer
                .act(move |store| store.keep_piece(&piece))
                .await?;
            AttachmentAnswer::State(kept.map_err(AskError::Keep)?)
        }
    };
    Ok(answer.encode())
}

fn read(store: &HubStore, bytes: &[u8], now_ms: i64) -> Result<Result<Next, AskError>, Trouble> {
    let request = match believed(store, bytes)? {
        Ok(request) => request,
        Err(error) => return Ok(Err(error)),
    };
    let (document, content) = (request.document, request.content);
    Ok(match request.what {
        What::State => {
            let state = store.attachment_state(document, content)?;
            Ok(Next::Answer(AttachmentAnswer::State(state)))
        }
        What::Get { number } => store
            .attachment_piece(document, content, number)?
            .map(|piece| Next::Answer(AttachmentAnswer::Piece(piece.into())))
            .ok_or(AskError::NotHere),
        What::Put {
            number,
            total,
            piece,
        } => Ok(Next::Keep(IncomingPiece {
            device: request.device,
            document,
            content,
            number,
            total,
            bytes: piece.into_vec(),
            received_at_ms: now_ms,
        })),
    })
}

/// A question of a device that carries the document.
fn believed(
    store: &HubStore,
    bytes: &[u8],
) -> Result<Result<AttachmentRequest, AskError>, Trouble> {
    let request = match SignedAttachmentRequest::decode(bytes) {
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
    if device.revoked_at_ms.is_some() {
        return Ok(Err(AskError::RevokedDevice));
    }
    let shelf = ShelfId::of_site(device.site);
    if !store.shelves_of(request.document)?.contains(&shelf) {
        return Ok(Err(AskError::NotCarried));
    }
    Ok(Ok(request))
}
