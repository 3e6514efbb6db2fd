//! From accepted to published: each envelope is read in the reading room, and goes to the shelves or into quarantine.
//!
//! One task, in the order of acceptance, the envelopes of one document together. What cannot be published now, for
//! want of a reading room or of the store, stays accepted and is tried again; devices go on being answered.

mod judging;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::doorbell::Lines;
use super::readers::Readers;
use super::reading_room::ReadingRoom;
use super::writer::Writer;
use judging::Judging;

/// How long to wait after a failure that no envelope is to blame for.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// How often it is looked whether an administrator gave something back to be judged.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// The task that publishes.
pub(super) struct Publisher {
    /// Counts the wishes that everything accepted so far be published.
    wanted: watch::Sender<u64>,
    /// The last wish that came true.
    done: watch::Receiver<u64>,
    well: Arc<AtomicBool>,
    stop: watch::Sender<bool>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl fmt::Debug for Publisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Publisher(..)")
    }
}

impl Publisher {
    /// Starts the task, which begins with what the last run of the hub left.
    pub(super) fn start(room: ReadingRoom, readers: Readers, writer: Writer, lines: Lines) -> Self {
        let (wanted, mut wishes) = watch::channel(0);
        let (fulfil, done) = watch::channel(0);
        let (stop, mut stopped) = watch::channel(false);
        let well = Arc::new(AtomicBool::new(true));
        let is_well = Arc::clone(&well);
        let mut judging = Judging::new(room, readers, writer, lines);
        let task = tokio::spawn(async move {
            let publishing = async {
                loop {
                    let wish = *wishes.borrow_and_update();
                    match judging.publish_all().await {
                        Ok(()) => {
                            is_well.store(true, Ordering::Relaxed);
                            fulfil.send_replace(wish);
                            if let Ok(Err(_)) = timeout(LOOK_EVERY, wishes.changed()).await {
                                return;
                            }
                        }
                        Err(code) => {
                            is_well.store(false, Ordering::Relaxed);
                            tracing::error!(code, "publishing waits");
                            sleep(RETRY_AFTER).await;
                        }
                    }
                }
            };
            tokio::select! {
                () = publishing => {}
                // Whatever was under way is in one transaction, or was not begun.
                _ = stopped.changed() => {}
            }
        });
        Self {
            wanted,
            done,
            well,
            stop,
            task: Mutex::new(Some(task)),
        }
    }

    /// Waits until everything that is accepted now is published or set aside, but not for longer than this.
    pub(super) async fn wait_for_all(&self, most: Duration) {
        let mut wish = 0;
        self.wanted.send_modify(|wanted| {
            *wanted += 1;
            wish = *wanted;
        });
        let mut done = self.done.clone();
        // Too slow or stopped: the device gets its answer without, and the rest at its next sync.
        let _late = timeout(most, done.wait_for(|done| *done >= wish)).await;
    }

    /// Whether the last try went through.
    pub(super) fn is_well(&self) -> bool {
        self.well.load(Ordering::Relaxed)
    }

    /// Ends the task.
    pub(super) async fn stop(&self) {
        self.stop.send_replace(true);
        if let Some(task) = self.task.lock().await.take() {
            // A task that panicked has stopped too.
            let _panicked = task.await;
        }
    }
}
