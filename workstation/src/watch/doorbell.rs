//! The region's doorbell: one line held open while the store is open.
//!
//! It only ever leads to one look more. Where a region has no doorbell, or something on the way holds its words up, the
//! looks from time to time go on as if there were none.

use super::{Network, Pauses, QUIET_PAUSE};
use crate::desk::{Desk, SyncNeeds};
use crate::error::Refused;
use crate::region::{Region, piece};
use crate::workplace::Workplace;
use std::time::Duration;
use sync_protocol::message::doorbell::{DoorbellRequest, RingReader};
use sync_protocol::signed;
use tokio::time::sleep;

/// The first and the longest pause after a line broke. A region that restarts loses all its lines at once.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// Until a region that had no doorbell is asked again: it may have become a newer one.
const NO_DOORBELL_PAUSE: Duration = Duration::from_secs(1800);

/// Listens for as long as the program runs.
pub(super) async fn listen(workplace: &Workplace, mut network: Network) {
    let mut pauses = Pauses::between(FIRST_PAUSE, LONGEST_PAUSE);
    loop {
        let needs = workplace.desk().as_ref().map(Desk::sync_needs);
        let Some(needs) = needs else {
            workplace.store_is(true).await;
            continue;
        };
        let held = tokio::select! {
            held = hold(workplace, needs, &mut pauses) => held,
            // What the line is asked for with is a key, and goes with the store's.
            () = workplace.store_is(false) => continue,
            // What was connected over the old network may be silent for ever.
            Ok(()) = network.changed() => {
                pauses.begin_again();
                continue;
            }
        };
        let pause = match held {
            Ok(Line::Broke) => pauses.next(),
            Ok(Line::NoDoorbell) => NO_DOORBELL_PAUSE,
            Ok(Line::NoRegion) => QUIET_PAUSE,
            Err(refused) => {
                tracing::debug!(code = refused.code(), "nobody rings");
                pauses.next()
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            Ok(()) = network.changed() => pauses.begin_again(),
        }
    }
}

/// How holding a line ended.
enum Line {
    Broke,
    NoDoorbell,
    /// The home stands alone: it may join one.
    NoRegion,
}

async fn hold(
    workplace: &Workplace,
    needs: SyncNeeds,
    pauses: &mut Pauses,
) -> Result<Line, Refused> {
    if needs.link.is_alone() {
        return Ok(Line::NoRegion);
    }
    let region = Region::known(&needs.link.url, *needs.link.tls_fingerprint.as_bytes())?;
    let wish = DoorbellRequest {
        proto: DoorbellRequest::PROTO,
        device: needs.identity.device,
    };
    let wish = signed::seal(wish, &needs.identity.signing_key)
        .map_err(|_| Refused::BadAnswer("doorbell.not_made".to_owned()))?;
    let shelf = needs.link.shelf;
    drop(needs);
    let Some(mut line) = region
        .send_if_known("doorbell", wish.bytes().to_vec())
        .await?
    else {
        return Ok(Line::NoDoorbell);
    };
    // The region is there again: what waits here need not wait for the end of a pause.
    if workplace.silent_since_ms().is_some() {
        workplace.wake();
    }
    let mut reader = RingReader::default();
    // Without a byte for longer than the region is ever silent, this fails: the line is broken.
    while let Some(bytes) = piece(&mut line).await? {
        pauses.begin_again();
        if let Some(seq) = reader.feed(&bytes) {
            workplace.rung(shelf, seq).await;
        }
    }
    Ok(Line::Broke)
}
