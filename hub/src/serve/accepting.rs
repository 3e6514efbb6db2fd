//! Taking what a device offers: read, check every signature, write all together, and only then say so.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::StatusCode;
use store::Trouble;
use store::hub::{Device, HubStore, Incoming, Outcome};
use sync_protocol::cursor::Cursor;
use sync_protocol::envelope::{EnvelopeError, SignedEnvelope};
use sync_protocol::ids::DeviceId;
use sync_protocol::keys::PublicKey;
use sync_protocol::message::refusal::{Refusal, RefusalCode};
use sync_protocol::message::request::{RequestError, SignedRequest};
use sync_protocol::session::push::envelope_frames;
use thiserror::Error;

use super::Hub;
use super::routes::Refused;
use crate::clock::now_ms;

/// How long an answer waits for what it brought to be published, so that another device sees it at its next sync.
const MAX_WAIT_FOR_PUBLISHING: Duration = Duration::from_secs(2);

/// How exactly it is known when a device was last heard: writing it down costs a commit.
const HEARD_WITHIN_MS: i64 = 60 * 1000;

/// Why a request was not taken at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum TakeError {
    /// The bytes are not a request, or not by this device.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// No such device is enrolled.
    #[error("this device is not enrolled")]
    UnknownDevice,
}

/// What was taken, and what is asked for.
#[derive(Debug)]
pub(super) struct Taken {
    /// Who asks.
    pub(super) device: DeviceId,
    /// Whether it was revoked: it is told nothing of any shelf.
    pub(super) revoked: bool,
    /// How far it has read.
    pub(super) cursors: Vec<Cursor>,
    /// Whether it wants its own envelopes whole.
    pub(super) own_whole: bool,
    /// The version it asked in.
    pub(super) proto: u8,
    /// How full frames are to get.
    pub(super) frame_bytes: usize,
    /// What was not taken into its document.
    pub(super) refused: Vec<Refusal>,
}

/// A request that was read and checked, and nothing of it written.
struct Offered {
    device: Device,
    cursors: Vec<Cursor>,
    own_whole: bool,
    proto: u8,
    frame_bytes: usize,
    incoming: Vec<Incoming>,
    refused: Vec<Refusal>,
}

/// Takes a request. What it acknowledges is durable.
pub(super) async fn take(hub: &Hub, bytes: Vec<u8>) -> Result<Taken, Refused> {
    let now_ms = now_ms();
    let newest = hub.newest_protocol;
    let offered = hub
        .readers
        .read(move |store| read(store, &bytes, newest, now_ms))
        .await?;
    let Offered {
        device,
        cursors,
        own_whole,
        proto,
        frame_bytes,
        incoming,
        mut refused,
    } = offered.map_err(Refused::from)?;
    if !incoming.is_empty() {
        let names: Vec<(DeviceId, u64)> = incoming.iter().map(name).collect();
        let outcomes = hub.writer.accept(incoming).await?;
        let accepted = outcomes
            .iter()
            .any(|outcome| matches!(outcome, Outcome::Accepted { .. }));
        refused.extend(
            names
                .into_iter()
                .zip(outcomes)
                .filter_map(|(name, outcome)| refusal(device.id, name, outcome)),
        );
        if accepted {
            hub.publisher.wait_for_all(MAX_WAIT_FOR_PUBLISHING).await;
        }
    }
    tracing::debug!(device = %device.id, "synced");
    note_heard(hub, &device, now_ms);
    Ok(Taken {
        device: device.id,
        revoked: device.revoked_at_ms.is_some(),
        cursors,
        own_whole,
        proto,
        frame_bytes,
        refused,
    })
}

impl From<TakeError> for Refused {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::UnknownDevice => {
                Self::new(StatusCode::FORBIDDEN, "request.unknown_device", error)
            }
            TakeError::Request(RequestError::BadSignature) => {
                Self::new(StatusCode::FORBIDDEN, "request.bad_signature", error)
            }
            TakeError::Request(inner) => Self::new(StatusCode::BAD_REQUEST, inner.code(), error),
        }
    }
}

/// Reads a request and checks it and every envelope in it. Only facts that never change are read from the store.
fn read(
    store: &HubStore,
    bytes: &[u8],
    newest: u8,
    now_ms: i64,
) -> Result<Result<Offered, TakeError>, Trouble> {
    let request = match SignedRequest::decode(bytes) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error.into())),
    };
    if request.claimed().proto > newest {
        return Ok(Err(RequestError::UnknownVersion.into()));
    }
    let Some(device) = store.device(request.claimed().device)? else {
        return Ok(Err(TakeError::UnknownDevice));
    };
    let request = match request.verify(&device.public_key) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error.into())),
    };
    let request = request.statement();
    let mut offered = Offered {
        cursors: request.cursors.clone(),
        own_whole: request.own_whole,
        proto: request.proto,
        frame_bytes: request.frame_bytes(),
        incoming: Vec::new(),
        refused: Vec::new(),
        device,
    };
    let mut keys = BTreeMap::from([(offered.device.id, Some(offered.device.public_key))]);
    for frame in envelope_frames(request) {
        let Ok(frame) = frame else {
            offered.refused.push(unread(RefusalCode::UNREADABLE));
            break;
        };
        for bytes in frame.envelopes {
            match check(store, &mut keys, &bytes)? {
                Ok(envelope) => offered.incoming.push(Incoming {
                    envelope,
                    offered_by: offered.device.id,
                    received_at_ms: now_ms,
                }),
                Err((code, name)) => {
                    let refused = name.map_or(unread(code), |(device, dev_seq)| Refusal {
                        dev_seq,
                        code,
                        device: (device != offered.device.id).then_some(device),
                    });
                    offered.refused.push(refused);
                }
            }
        }
    }
    Ok(Ok(offered))
}

/// Why an envelope is refused before anything is known of its place, and which it claims to be.
type Unfit = (RefusalCode, Option<(DeviceId, u64)>);

fn check(
    store: &HubStore,
    keys: &mut BTreeMap<DeviceId, Option<PublicKey>>,
    bytes: &[u8],
) -> Result<Result<sync_protocol::envelope::VerifiedEnvelope, Unfit>, Trouble> {
    let envelope = match SignedEnvelope::decode(bytes) {
        Ok(envelope) => envelope,
        Err(EnvelopeError::TooLarge) => return Ok(Err((RefusalCode::TOO_LARGE, None))),
        Err(_) => return Ok(Err((RefusalCode::UNREADABLE, None))),
    };
    let header = &envelope.claimed().header;
    let name = (header.device, header.dev_seq);
    let key = match keys.get(&name.0) {
        Some(key) => *key,
        None => {
            let key = store.device(name.0)?.map(|device| device.public_key);
            keys.insert(name.0, key);
            key
        }
    };
    let Some(key) = key else {
        return Ok(Err((RefusalCode::UNKNOWN_DEVICE, Some(name))));
    };
    Ok(envelope
        .verify(&key)
        .map_err(|_| (RefusalCode::BAD_SIGNATURE, Some(name))))
}

fn unread(code: RefusalCode) -> Refusal {
    Refusal {
        dev_seq: 0,
        code,
        device: None,
    }
}

fn name(incoming: &Incoming) -> (DeviceId, u64) {
    let header = &incoming.envelope.statement().header;
    (header.device, header.dev_seq)
}

/// What the device is told of an envelope; nothing of one that is in the log.
fn refusal(asking: DeviceId, name: (DeviceId, u64), outcome: Outcome) -> Option<Refusal> {
    let (device, dev_seq) = name;
    let code = match outcome {
        Outcome::Accepted { .. } | Outcome::Duplicate => return None,
        Outcome::Failed(trouble) => {
            // Not acknowledged, so its device offers it again; a person must look here.
            tracing::error!(%device, dev_seq, code = trouble.code(), "an envelope could not be written");
            return None;
        }
        Outcome::Quarantined(code) | Outcome::Refused(code) => code,
    };
    tracing::warn!(%device, dev_seq, code = code.code(), "an envelope was not taken into its document");
    Some(Refusal {
        dev_seq,
        code,
        device: (device != asking).then_some(device),
    })
}

/// Notes that a device was heard, now and then, and without letting it wait.
fn note_heard(hub: &Hub, device: &Device, now_ms: i64) {
    let lately = device
        .last_seen_at_ms
        .is_some_and(|seen| now_ms.saturating_sub(seen) < HEARD_WITHIN_MS);
    if lately {
        return;
    }
    let (writer, id) = (hub.writer.clone(), device.id);
    tokio::spawn(async move {
        let noted = writer.act(move |store| store.mark_seen(id, now_ms)).await;
        if !matches!(noted, Ok(Ok(()))) {
            tracing::warn!(device = %id, "could not note that a device was heard");
        }
    });
}
