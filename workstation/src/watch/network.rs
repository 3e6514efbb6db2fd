//! Noticing that this computer came to another network: a cable, a radio cell, a tunnel.

use netwatcher::{Update, async_adapter::Tokio, watch_interfaces_async};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

/// A network comes up in steps: it is there when nothing more has changed for so long.
const SETTLED: Duration = Duration::from_millis(1_000);
/// One that never settles is tried all the same.
const LONGEST_SETTLING: Duration = Duration::from_secs(10);

/// Tells of each change, for as long as the program runs. Where the system does not say, nothing is told.
pub(super) async fn watch(changed: watch::Sender<()>) {
    let Ok(mut interfaces) = watch_interfaces_async::<Tokio>() else {
        tracing::info!("the system does not say when the network changes");
        return;
    };
    loop {
        if !is_change(&interfaces.changed().await) {
            continue;
        }
        let most = Instant::now() + LONGEST_SETTLING;
        let settling = async { while timeout(SETTLED, interfaces.changed()).await.is_ok() {} };
        // Settled or not.
        let _settled = timeout_at(most, settling).await;
        changed.send_replace(());
    }
}

/// Whether an address came or went: without one nothing can be reached.
fn is_change(update: &Update) -> bool {
    let moved = update.addrs_added().chain(update.addrs_removed()).next();
    !update.is_initial && moved.is_some()
}
