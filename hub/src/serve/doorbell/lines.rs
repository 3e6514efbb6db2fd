//! The lines that are open, and the task that looks which shelves grew.
//!
//! Shelves grow in the publisher, and under the hands of whoever shares a record in another program; both are seen where
//! they are written, in the store. Nothing is looked at while no line is open.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use store::hub::HubStore;
use store::{Trouble, hub::ShelfHead};
use sync_protocol::ids::{DeviceId, ShelfId};
use thiserror::Error;
use tokio::sync::{Notify, watch};
use tokio::time::timeout;

use crate::serve::readers::Readers;

/// How many lines may be open at once: half of all connections, so that a sync always finds one.
const MAX_LINES: usize = 2048;

/// How many lines one device may hold; a further one ends the oldest, which is most likely broken and not yet known to be.
const MAX_LINES_PER_DEVICE: usize = 2;

/// How often it is looked whether another program wrote.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// No line can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no more devices can be rung for now")]
pub(in crate::serve) struct Full;

/// The lines that are open.
#[derive(Clone)]
pub(in crate::serve) struct Lines(Arc<Shared>);

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lines(..)")
    }
}

struct Shared {
    held: Mutex<Held>,
    /// A shelf may have grown.
    look: Notify,
}

#[derive(Default)]
struct Held {
    stopped: bool,
    last_number: u64,
    /// Where each shelf is that somebody listens for.
    shelves: BTreeMap<ShelfId, watch::Sender<u64>>,
    /// The lines of each device, the oldest first. A line ends when its sender is dropped.
    devices: BTreeMap<DeviceId, VecDeque<(u64, watch::Sender<()>)>>,
}

/// One line, as long as it is held.
pub(super) struct Line {
    shelf: watch::Receiver<u64>,
    hung_up: watch::Receiver<()>,
    device: DeviceId,
    number: u64,
    lines: Lines,
}

impl Lines {
    /// Begins to look which shelves grow.
    pub(in crate::serve) fn start(readers: Readers) -> Self {
        let lines = Self(Arc::new(Shared {
            held: Mutex::default(),
            look: Notify::new(),
        }));
        tokio::spawn(look(lines.clone(), readers));
        lines
    }

    /// Says that a shelf may have grown.
    pub(in crate::serve) fn look(&self) {
        self.0.look.notify_one();
    }

    /// Ends all lines, and lets no more be opened.
    pub(in crate::serve) fn stop(&self) {
        let mut held = self.held();
        held.stopped = true;
        held.devices.clear();
        drop(held);
        self.look();
    }

    pub(super) fn open(&self, device: DeviceId, shelf: ShelfId, seq: u64) -> Result<Line, Full> {
        let mut held = self.held();
        if held.stopped || held.count() >= MAX_LINES {
            return Err(Full);
        }
        held.last_number += 1;
        let number = held.last_number;
        let (end, hung_up) = watch::channel(());
        let own = held.devices.entry(device).or_default();
        own.push_back((number, end));
        if own.len() > MAX_LINES_PER_DEVICE {
            own.pop_front();
        }
        let at = held
            .shelves
            .entry(shelf)
            .or_insert_with(|| watch::channel(seq).0)
            .subscribe();
        drop(held);
        // The shelf may have grown since it was read where it is.
        self.look();
        Ok(Line {
            shelf: at,
            hung_up,
            device,
            number,
            lines: self.clone(),
        })
    }

    fn ring(&self, ends: &[ShelfHead]) {
        let held = self.held();
        for end in ends {
            if let Some(shelf) = held.shelves.get(&end.shelf) {
                shelf.send_if_modified(|seq| {
                    let grown = *seq < end.seq;
                    *seq = end.seq.max(*seq);
                    grown
                });
            }
        }
    }

    fn hang_up(&self, devices: &[DeviceId]) {
        let mut held = self.held();
        for device in devices {
            held.devices.remove(device);
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn count(&self) -> usize {
        self.devices.values().map(VecDeque::len).sum()
    }
}

impl Line {
    /// Where the shelf is.
    pub(super) fn seq(&mut self) -> u64 {
        *self.shelf.borrow_and_update()
    }

    /// Waits until it has grown; false when the hub hangs up instead.
    pub(super) async fn grown(&mut self) -> bool {
        tokio::select! {
            grown = self.shelf.changed() => grown.is_ok(),
            _ = self.hung_up.changed() => false,
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut held = self.lines.held();
        if let Some(own) = held.devices.get_mut(&self.device) {
            own.retain(|(number, _)| *number != self.number);
            if own.is_empty() {
                held.devices.remove(&self.device);
            }
        }
    }
}

/// Looks when told to, and now and then while anybody listens.
async fn look(lines: Lines, readers: Readers) {
    let mut audited = 0;
    loop {
        let listening: Vec<DeviceId> = {
            let held = lines.held();
            if held.stopped {
                return;
            }
            held.devices.keys().copied().collect()
        };
        if listening.is_empty() {
            lines.0.look.notified().await;
            continue;
        }
        let seen = readers
            .read(move |store| seen(store, &listening, audited))
            .await;
        match seen {
            Ok(seen) => {
                audited = seen.audited;
                lines.hang_up(&seen.revoked);
                lines.ring(&seen.ends);
            }
            // Rings may be lost; the next look finds what this one did not.
            Err(error) => tracing::warn!(code = error.code(), "could not look which shelves grew"),
        }
        // Whichever comes first.
        let _either = timeout(LOOK_EVERY, lines.0.look.notified()).await;
    }
}

struct Seen {
    ends: Vec<ShelfHead>,
    revoked: Vec<DeviceId>,
    /// The last row of the audit.
    audited: u64,
}

/// Whom to hang up on is looked at only when something was audited since: revoking always is.
fn seen(store: &HubStore, listening: &[DeviceId], audited: u64) -> Result<Seen, Trouble> {
    let (now_audited, _) = store.audit_head()?;
    let mut revoked = Vec::new();
    if now_audited != audited {
        for device in listening {
            let known = store.device(*device)?;
            if known.is_none_or(|known| known.revoked_at_ms.is_some()) {
                revoked.push(*device);
            }
        }
    }
    Ok(Seen {
        ends: store.shelf_heads()?,
        revoked,
        audited: now_audited,
    })
}
