//! The whole program without a window: one folder, perhaps an open desk, and whoever listens for news.

use crate::api::{Event, Outcome, Request};
use crate::ask::{Practice, clear_practice};
use crate::desk::Desk;
use crate::error::Refused;
use crate::surroundings::now_ms;
use crate::sync::{Asked, SyncReport, share_telling};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use sync_protocol::ids::ShelfId;
use tokio::sync::{Notify, watch};

type Listener = dyn Fn(Event) + Send + Sync;

/// One computer.
pub struct Workplace {
    folder: PathBuf,
    /// Where files go that are saved outside the store.
    downloads: Option<PathBuf>,
    pub(crate) desk: Mutex<Option<Desk>>,
    listener: Arc<Listener>,
    /// Whether everybody here is invented.
    is_practice: bool,
    /// Where whoever is signed in practises meanwhile.
    practice: Mutex<Option<Practice>>,
    /// Woken by a save, so that what was written does not wait for the next look.
    wake: Notify,
    /// Whether the store is open, for whoever holds a line to the region meanwhile.
    store_open: watch::Sender<bool>,
    sharing: AtomicBool,
    /// Since when the region has not answered; zero while it does.
    silent_since_ms: AtomicI64,
    /// Whether the region said that this computer is a copy, or was set back.
    copied: AtomicBool,
    /// One sharing at a time.
    one_at_a_time: tokio::sync::Mutex<()>,
}

impl fmt::Debug for Workplace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workplace").finish_non_exhaustive()
    }
}

impl Workplace {
    /// A computer whose data lies in a folder. `listener` is told of news.
    #[must_use]
    pub fn at(folder: &Path, listener: Box<Listener>) -> Self {
        // What is in the way of practice is said to whoever wants to practise.
        if let Err(refused) = clear_practice(folder) {
            tracing::info!(code = refused.code(), "practice was not cleared away");
        }
        Self::told(folder, listener.into())
    }

    /// A place for practice with its desk, whose news goes where this computer's goes.
    pub(crate) fn for_practice(&self, folder: &Path, desk: Desk) -> Self {
        Self {
            desk: Mutex::new(Some(desk)),
            is_practice: true,
            ..Self::told(folder, Arc::clone(&self.listener))
        }
    }

    fn told(folder: &Path, listener: Arc<Listener>) -> Self {
        Self {
            folder: folder.to_owned(),
            downloads: None,
            desk: Mutex::new(None),
            listener,
            is_practice: false,
            practice: Mutex::new(None),
            wake: Notify::new(),
            store_open: watch::Sender::new(false),
            sharing: AtomicBool::new(false),
            silent_since_ms: AtomicI64::new(0),
            copied: AtomicBool::new(false),
            one_at_a_time: tokio::sync::Mutex::new(()),
        }
    }

    /// The same, with a folder for files that somebody saves outside the store.
    #[must_use]
    pub fn saving_to(self, downloads: PathBuf) -> Self {
        Self {
            downloads: Some(downloads),
            ..self
        }
    }

    /// Answers a request. What it refuses it refuses in words.
    pub async fn ask(&self, request: Request) -> Outcome {
        match self.answer(request).await {
            Ok(reply) => Outcome::Done { reply },
            Err(refused) => {
                tracing::info!(code = refused.code(), "refused");
                Outcome::Failed {
                    error: refused.for_people(),
                }
            }
        }
    }

    /// Who last signed in on this computer.
    #[must_use]
    pub fn last_staff(&self) -> Option<String> {
        let keys = crate::keys::KeyFile::read(&crate::desk::key_file_place(&self.folder)).ok()?;
        (!keys.last_staff.is_empty()).then_some(keys.last_staff)
    }

    pub(crate) fn downloads(&self) -> Option<&Path> {
        self.downloads.as_deref()
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn is_practice(&self) -> bool {
        self.is_practice
    }

    pub(crate) fn practice(&self) -> MutexGuard<'_, Option<Practice>> {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn desk(&self) -> MutexGuard<'_, Option<Desk>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The desk with somebody at it, for as long as a closure runs.
    pub(crate) fn at_desk<T>(
        &self,
        act: impl FnOnce(&mut Desk) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let mut held = self.desk();
        let desk = held.as_mut().ok_or(Refused::SignedOut)?;
        if desk.session()?.until_ms <= now_ms() {
            // The window locks by itself when it is told that nobody is signed in.
            desk.lock();
            return Err(Refused::SignedOut);
        }
        act(desk)
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.listener)(event);
    }

    /// Something was saved: share it soon.
    pub(crate) fn saved(&self) {
        self.wake();
        self.tell(Event::Connection);
    }

    /// Somebody signed in: the store is open.
    pub(crate) fn let_in(&self) {
        self.store_open.send_replace(self.desk().is_some());
        self.saved();
    }

    /// Signs whoever it is out, and closes the store as soon as nothing waits in it.
    pub(crate) fn lock(&self) {
        self.end_practice();
        if let Some(desk) = self.desk().as_mut() {
            desk.lock();
            // Nobody waits for it now.
            desk.back_up_if_due();
        }
        self.close_if_left();
        self.tell(Event::Locked);
    }

    /// Closes the store, and with it goes its key, when everybody has left and nothing waits to be shared.
    pub(crate) fn close_if_left(&self) {
        // What is being shared is let finish, and whoever shares looks again.
        let Ok(_nobody_shares) = self.one_at_a_time.try_lock() else {
            return;
        };
        let mut desk = self.desk();
        if desk.as_ref().is_some_and(|desk| desk.is_left(now_ms())) {
            *desk = None;
            self.store_open.send_replace(false);
        }
    }

    /// Look at the region soon.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Waits until there is a reason to look at the region.
    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Waits until the store is open, or until it is closed.
    pub(crate) async fn store_is(&self, open: bool) {
        let mut watched = self.store_open.subscribe();
        // The sender lives as long as this workplace, and so does whoever waits.
        let _there = watched.wait_for(|now| *now == open).await;
    }

    /// The region says that a shelf has come to this entry: look, unless it is here already.
    pub(crate) async fn rung(&self, shelf: ShelfId, seq: u64) {
        // What is being shared just now may bring it.
        let _shared = self.one_at_a_time.lock().await;
        let Some(shelves) = self.desk().as_ref().map(|desk| desk.store.shelves()) else {
            return;
        };
        let here = shelves.is_ok_and(|shelves| {
            let mut shelves = shelves.iter().map(|known| known.cursor);
            shelves.any(|cursor| cursor.shelf == shelf && cursor.seq >= seq)
        });
        if !here {
            self.wake();
        }
    }

    fn is_signed_in(&self) -> bool {
        self.desk()
            .as_ref()
            .is_some_and(|desk| desk.session().is_ok())
    }

    pub(crate) fn is_sharing(&self) -> bool {
        self.sharing.load(Ordering::Relaxed)
    }

    pub(crate) fn is_copied(&self) -> bool {
        self.copied.load(Ordering::Relaxed)
    }

    pub(crate) fn silent_since_ms(&self) -> Option<i64> {
        match self.silent_since_ms.load(Ordering::Relaxed) {
            0 => None,
            since => Some(since),
        }
    }

    /// Shares with the region once, to the end.
    ///
    /// # Errors
    /// When it does not come to an end. What was taken stays taken.
    pub async fn share(&self) -> Result<SyncReport, Refused> {
        self.share_as(Asked::ByItself).await
    }

    /// The same, because somebody asked for it: nothing that can be told waits for a better moment.
    ///
    /// # Errors
    /// When it does not come to an end. What was taken stays taken.
    pub async fn share_now(&self) -> Result<SyncReport, Refused> {
        self.share_as(Asked::ByPerson).await
    }

    async fn share_as(&self, asked: Asked) -> Result<SyncReport, Refused> {
        let shared = self.share_once(asked).await;
        self.close_if_left();
        shared
    }

    async fn share_once(&self, asked: Asked) -> Result<SyncReport, Refused> {
        let _one = self.one_at_a_time.lock().await;
        let was_signed_in = self.is_signed_in();
        self.sharing.store(true, Ordering::Relaxed);
        self.tell(Event::Connection);
        let shared = share_telling(&self.desk, asked, &|records| {
            self.tell(Event::Changed {
                records: records.iter().map(ToString::to_string).collect(),
            });
            self.tell(Event::Connection);
        })
        .await;
        self.sharing.store(false, Ordering::Relaxed);
        // Her access may have ended by what came.
        if was_signed_in && !self.is_signed_in() {
            self.tell(Event::Locked);
        }
        self.copied
            .store(matches!(shared, Err(Refused::Copied)), Ordering::Relaxed);
        match &shared {
            Ok(report) => {
                self.silent_since_ms.store(0, Ordering::Relaxed);
                if report.pieces_left && report.pieces_sent + report.pieces_received > 0 {
                    self.wake();
                }
            }
            // It answered: another try brings nothing, and it is not silent.
            Err(Refused::Copied) => {}
            Err(refused) => {
                tracing::info!(code = refused.code(), "not shared");
                let now = now_ms();
                // Only the first silence counts; a later one goes on from it.
                let _kept = self.silent_since_ms.compare_exchange(
                    0,
                    now,
                    Ordering::Relaxed,
                    Ordering::Relaxed,
                );
            }
        }
        self.tell(Event::Connection);
        shared
    }
}
