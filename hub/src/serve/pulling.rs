//! Answering what a device lacks: acknowledgements, then the entries after its cursors, then where everything stands.
//!
//! The end of each shelf is read once, before its entries: what comes onto the shelf meanwhile is for the next
//! sync, and the digest belongs to exactly the entries that were sent.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::Frame;
use store::Trouble;
use store::hub::{Device, HubStore, ShelfHead};
use sync_protocol::cursor::Cursor;
use sync_protocol::frame::Level;
use sync_protocol::ids::{DeviceId, ShelfId};
use sync_protocol::message::response::{
    ShelfException, ShelfExceptionKind, SyncEnd, SyncHead, WireMark,
};
use sync_protocol::session::cursor::{CursorStanding, standing};
use sync_protocol::session::page::Pager;
use sync_protocol::stream::{end_part, head_part};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::Hub;
use super::accepting::Taken;
use super::routes::Refused;
use crate::clock::now_ms;

/// How many entries are read from the store at a time.
const PAGE_ENTRIES: u32 = 512;

/// About how many bytes of entries are read at a time.
const PAGE_BYTES: usize = 256 * 1024;

/// About how many bytes of entries go into one answer; the device is told that there is more.
const ANSWER_BYTES: usize = 32 * 1024 * 1024;

/// How many pieces may wait for a slow device.
pub(super) const MAX_WAITING_PIECES: usize = 4;

/// How long a device may take none of the pieces.
const MAX_SILENCE: Duration = Duration::from_secs(60);

/// What will be answered.
struct Plan {
    head: SyncHead,
    /// Whose envelopes need only be referred to.
    own: Option<DeviceId>,
    frame_bytes: usize,
    shelves: Vec<Stretch>,
}

/// The entries of a shelf from a cursor to its end.
struct Stretch {
    from: Cursor,
    end: ShelfHead,
}

/// Begins the answer. Its head tells what is durable; the rest follows as it is read.
pub(super) async fn answer(hub: Arc<Hub>, taken: Taken) -> Result<Body, Refused> {
    let epoch = hub.epoch;
    let plan = hub
        .readers
        .read(move |store| plan(store, taken, epoch))
        .await?;
    let (pieces, waiting) = mpsc::channel(MAX_WAITING_PIECES);
    tokio::spawn(async move {
        if let Err(reason) = send(&hub, plan, &pieces).await {
            cut(&pieces, reason).await;
        }
    });
    Ok(self::pieces(waiting))
}

/// Lets the device see a cut, and not an answer that ends early.
pub(super) async fn cut(to: &mpsc::Sender<Piece>, reason: &'static str) {
    tracing::warn!(reason, "an answer was cut");
    let _gone = to.send(Err(io::ErrorKind::Interrupted.into())).await;
}

/// What is sent piece by piece, as a body.
pub(super) fn pieces(waiting: mpsc::Receiver<Piece>) -> Body {
    Body::new(Pieces(waiting))
}

fn plan(store: &HubStore, taken: Taken, epoch: u64) -> Result<Plan, Trouble> {
    // Read anew: what was just taken counts, and so does a revocation meanwhile.
    let device = store.device(taken.device)?.ok_or(Trouble::Unreadable)?;
    let revoked = taken.revoked || device.revoked_at_ms.is_some();
    let carried = if revoked {
        Vec::new()
    } else {
        vec![ShelfId::of_site(device.site)]
    };
    // Before the ends of shelves: what is published in between is then on the shelf.
    let unpublished = match taken.proto {
        1 => None,
        _ => Some(store.unpublished()?).filter(|unpublished| *unpublished > 0),
    };
    let mut shelves = Vec::new();
    let mut exceptions = Vec::new();
    for (place, cursor) in (0_u8..).zip(&taken.cursors) {
        let end = match carried.contains(&cursor.shelf) {
            true => store.shelf_head(cursor.shelf)?,
            false => None,
        };
        let Some(end) = end else {
            exceptions.push(ShelfException {
                place,
                kind: ShelfExceptionKind::NotCarried,
            });
            continue;
        };
        let from = match standing(cursor, epoch, store.chain_at(cursor.shelf, cursor.seq)?) {
            CursorStanding::GoesOn => *cursor,
            CursorStanding::Repair => {
                tracing::warn!(device = %device.id, shelf = %cursor.shelf, "repair");
                exceptions.push(ShelfException {
                    place,
                    kind: ShelfExceptionKind::Repair,
                });
                Cursor::start(cursor.shelf, epoch)
            }
        };
        shelves.push(Stretch { from, end });
    }
    let asked = |shelf: &ShelfId| taken.cursors.iter().any(|cursor| cursor.shelf == *shelf);
    let new_shelves = carried.into_iter().filter(|shelf| !asked(shelf)).collect();
    let (dev_accepted, dev_secured) = numbers(&device);
    let head = SyncHead {
        epoch,
        dev_accepted,
        dev_secured,
        clock_ms: u64::try_from(now_ms()).unwrap_or(0),
        refused: taken.refused,
        exceptions,
        new_shelves,
        unpublished,
    };
    let own = (!taken.own_whole).then_some(device.id);
    Ok(Plan {
        head,
        own,
        frame_bytes: taken.frame_bytes,
        shelves,
    })
}

fn numbers(device: &Device) -> (u64, u64) {
    let accepted = device.head.map_or(0, |head| head.dev_seq);
    (accepted, device.secured.min(accepted))
}

/// A piece of an answer.
pub(super) type Piece = Result<Bytes, io::Error>;

async fn send(hub: &Hub, plan: Plan, to: &mpsc::Sender<Piece>) -> Result<(), &'static str> {
    give(to, head_part(plan.head)).await?;
    let mut left = ANSWER_BYTES;
    let mut more = false;
    let mut marks = Vec::new();
    for stretch in plan.shelves {
        marks.push(WireMark {
            seq: stretch.end.seq,
            digest: stretch.end.digest.tag(),
        });
        let pager = Pager::new(stretch.from, plan.frame_bytes, Level::HUB);
        let mut reading = Reading {
            after: stretch.from.seq,
            pager: match plan.own {
                Some(own) => pager.referring_to(own),
                None => pager,
            },
            end: stretch.end,
        };
        while reading.after < reading.end.seq {
            if left == 0 {
                more = true;
                break;
            }
            let (parts, read_bytes);
            (reading, parts, read_bytes) = hub
                .readers
                .read(move |store| reading.page(store))
                .await
                .map_err(|error| error.code())??;
            left = left.saturating_sub(read_bytes);
            for part in parts {
                give(to, part).await?;
            }
        }
        let (last, _) = reading.pager.finish().map_err(|_| "page")?;
        if let Some(last) = last {
            give(to, last).await?;
        }
    }
    give(to, end_part(&SyncEnd { marks, more })).await
}

/// Gives a piece to a device that takes it in time.
pub(super) async fn give(to: &mpsc::Sender<Piece>, part: Vec<u8>) -> Result<(), &'static str> {
    match timeout(MAX_SILENCE, to.send(Ok(part.into()))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err("gone"),
        Err(_) => Err("too_slow"),
    }
}

/// How far a shelf has been read for one answer.
struct Reading {
    after: u64,
    end: ShelfHead,
    pager: Pager,
}

type Paged = Result<(Reading, Vec<Vec<u8>>, usize), &'static str>;

impl Reading {
    /// Reads some entries, and gives the frames they filled and how many bytes they were.
    fn page(mut self, store: &HubStore) -> Result<Paged, Trouble> {
        let rows = store.feed_page(self.end.shelf, self.after, PAGE_ENTRIES, PAGE_BYTES)?;
        if rows.is_empty() {
            // The feed is shorter than its own head says.
            return Err(Trouble::Unreadable);
        }
        let mut parts = Vec::new();
        let mut bytes = 0;
        for row in rows {
            if row.seq > self.end.seq {
                break;
            }
            bytes += row.entry.len();
            self.after = row.seq;
            match self.pager.push(row.entry) {
                Ok(part) => parts.extend(part),
                Err(_) => return Ok(Err("page")),
            }
        }
        Ok(Ok((self, parts, bytes)))
    }
}

/// The pieces of an answer as the body of a response.
struct Pieces(mpsc::Receiver<Piece>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let next = self.get_mut().0.poll_recv(cx);
        next.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
