//! The one thread that writes, and its queue.
//!
//! A commit costs an fsync, whatever is in it. So the thread takes everything that waits when it comes back from
//! one, and what was offered meanwhile by many devices goes into the next together.
//!
//! *Guarantees* that a job is answered only after the commit that holds it.

use std::fmt;
use std::io;
use std::thread::{self, JoinHandle};

use store::Trouble;
use store::hub::{HubStore, Incoming, Outcome};
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

/// How many jobs may wait; who comes later waits for a place, and so does its device.
const MAX_WAITING_JOBS: usize = 256;

/// About how many envelopes go into one commit: a commit that takes long makes everybody wait.
const MAX_ENVELOPES_PER_COMMIT: usize = 2048;

/// Why a job was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum WriteError {
    /// The hub is stopping.
    #[error("the hub is stopping")]
    Stopping,
    /// The store failed; nothing was written.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl WriteError {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Stopping => "hub.stopping",
            Self::Store(trouble) => trouble.code(),
        }
    }
}

type Act = Box<dyn FnOnce(&mut HubStore) + Send>;
type Answer<T> = oneshot::Sender<Result<T, Trouble>>;

enum Job {
    Accept(Vec<Incoming>, Answer<Vec<Outcome>>),
    Act(Act),
    Stop,
}

/// The way to the thread that writes.
#[derive(Clone)]
pub(super) struct Writer(mpsc::Sender<Job>);

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer(..)")
    }
}

/// The thread, to wait for its end.
#[derive(Debug)]
pub(super) struct Writing(JoinHandle<Result<(), Trouble>>);

impl Writing {
    /// Waits until everything that was queued is written and the store is closed. What comes later is refused.
    pub(super) async fn finish(self, writer: &Writer) -> Result<(), Trouble> {
        // Where the thread has ended already, there is nothing to stop.
        let _ended = writer.send(Job::Stop).await;
        let joined = tokio::task::spawn_blocking(move || self.0.join()).await;
        match joined {
            Ok(Ok(closed)) => closed,
            // The thread or the runtime is gone; what was committed is committed.
            _ => Err(Trouble::Fault(0)),
        }
    }
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(store: HubStore) -> io::Result<(Self, Writing)> {
        let (jobs, queue) = mpsc::channel(MAX_WAITING_JOBS);
        let thread = thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || write(store, queue))?;
        Ok((Self(jobs), Writing(thread)))
    }

    /// Accepts envelopes, together with those of others.
    pub(super) async fn accept(&self, batch: Vec<Incoming>) -> Result<Vec<Outcome>, WriteError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Accept(batch, answer)).await?;
        Ok(answered.await.map_err(|_| WriteError::Stopping)??)
    }

    /// Does something else with the store.
    pub(super) async fn act<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut HubStore) -> T + Send + 'static,
    ) -> Result<T, WriteError> {
        let (answer, answered) = oneshot::channel();
        let act: Act = Box::new(move |store| {
            // Whoever asked may have gone; the act is done all the same.
            let _gone = answer.send(act(store));
        });
        self.send(Job::Act(act)).await?;
        answered.await.map_err(|_| WriteError::Stopping)
    }

    async fn send(&self, job: Job) -> Result<(), WriteError> {
        self.0.send(job).await.map_err(|_| WriteError::Stopping)
    }
}

fn write(mut store: HubStore, mut queue: mpsc::Receiver<Job>) -> Result<(), Trouble> {
    let mut stopped = false;
    while !stopped && let Some(job) = queue.blocking_recv() {
        let mut gathered = Gathered::default();
        let mut next = Some(job);
        while let Some(job) = next {
            match job {
                Job::Stop => {
                    stopped = true;
                    break;
                }
                Job::Accept(batch, answer) => gathered.add(batch, answer),
                Job::Act(act) => {
                    // In the order in which they came.
                    std::mem::take(&mut gathered).commit(&mut store);
                    act(&mut store);
                }
            }
            let full = gathered.envelopes.len() >= MAX_ENVELOPES_PER_COMMIT;
            next = if full { None } else { queue.try_recv().ok() };
        }
        gathered.commit(&mut store);
    }
    store.close()
}

/// Envelopes of several requests, on their way into one commit.
#[derive(Default)]
struct Gathered {
    envelopes: Vec<Incoming>,
    /// How many of them each request brought, and where its outcomes go.
    shares: Vec<(usize, Answer<Vec<Outcome>>)>,
}

impl Gathered {
    fn add(&mut self, batch: Vec<Incoming>, answer: Answer<Vec<Outcome>>) {
        self.shares.push((batch.len(), answer));
        self.envelopes.extend(batch);
    }

    fn commit(self, store: &mut HubStore) {
        if self.shares.is_empty() {
            return;
        }
        let mut outcomes = match store.accept_batch(&self.envelopes) {
            Ok(outcomes) => outcomes.into_iter(),
            Err(trouble) => {
                tracing::error!(code = trouble.code(), "envelopes could not be written");
                for (_, answer) in self.shares {
                    let _gone = answer.send(Err(trouble));
                }
                return;
            }
        };
        for (count, answer) in self.shares {
            let share = outcomes.by_ref().take(count).collect();
            let _gone = answer.send(Ok(share));
        }
    }
}
