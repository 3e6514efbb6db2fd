//! A disk that fails when it is told to.
//!
//! [`install`] puts a layer between SQLite and its files, for the whole process and for good. What SQLite writes below a
//! watched folder goes to the real files as always, and is remembered as *not yet safe* until SQLite asks for it to be
//! synced. Every write, truncation, sync and removal is counted. At the one that was chosen, the disk does what the plan
//! says: it is full, it answers with an error, or the power goes. After a power cut nothing more is written or read until
//! the program's connections are closed; then [`Disk::power_returns`] leaves the files as such a cut may leave them: with
//! what was synced, and of the rest nothing or any part.
//!
//! *Assumes* that a disk keeps what it has synced, and that a torn write leaves whole sectors of 512 bytes, the first of
//! them new and the others old, and harms nothing beside it: what SQLite assumes as well (`SQLITE_IOCAP_POWERSAFE_OVERWRITE`).
//!
//! *Does not cover* files that are written without SQLite, such as the key file, and errors while reading.

mod image;
mod layer;

use image::Files;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What happens at the chosen operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The power goes; nothing that was not synced is there afterwards.
    PowerCut,
    /// The power goes; of what was not synced any part is there, some of it torn. The seed chooses.
    PowerCutKeeping(u64),
    /// No room is left, from here on until [`Disk::heal`].
    Full,
    /// Writing answers with an error, from here on until [`Disk::heal`].
    Broken,
    /// Writing answers with an error once.
    BrokenOnce,
    /// The power goes and the process ends in this moment, for a program that nobody can close from outside: nothing that
    /// was not synced is kept, or, with a seed, any part.
    Gone(Option<u64>),
}

/// One operation that changes the disk, as it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Bytes are written.
    Write,
    /// A file is cut off.
    Truncate,
    /// What was written is to be safe.
    Sync,
    /// A file is removed.
    Remove,
}

/// The disk. There is one.
#[derive(Debug, Default)]
pub struct Disk(());

#[derive(Debug, Default)]
struct State {
    files: Files,
    plan: Option<(usize, Fault)>,
    done: Vec<Operation>,
    dead: bool,
    failing: Option<Fault>,
    struck: bool,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);

fn state() -> MutexGuard<'static, Option<State>> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the layer in its place. To be called before the first store is opened.
///
/// # Errors
/// When SQLite does not take it.
pub fn install() -> Result<Disk, String> {
    *state() = Some(State::default());
    layer::register().map(Disk)
}

impl Disk {
    /// Watches the files of a folder as they are now, all of them safe. Nobody may have one open.
    pub fn watch(&self, folder: &Path) {
        *state() = Some(State {
            files: Files::watching(folder),
            ..State::default()
        });
    }

    /// Begins to count; at the operation with this number, from zero, the disk fails.
    pub fn fail_at(&self, number: usize, fault: Fault) {
        if let Some(state) = state().as_mut() {
            state.done.clear();
            state.plan = Some((number, fault));
        }
    }

    /// Begins to count, and nothing fails.
    pub fn count(&self) {
        self.fail_at(usize::MAX, Fault::PowerCut);
    }

    /// What was done since it began to count.
    #[must_use]
    pub fn done(&self) -> Vec<Operation> {
        state()
            .as_ref()
            .map(|state| state.done.clone())
            .unwrap_or_default()
    }

    /// Whether the fault has come.
    #[must_use]
    pub fn struck(&self) -> bool {
        state().as_ref().is_some_and(|state| state.struck)
    }

    /// The disk works again.
    pub fn heal(&self) {
        if let Some(state) = state().as_mut() {
            (state.plan, state.failing) = (None, None);
        }
    }

    /// The power goes in this moment and the process ends: nothing that was not synced is kept.
    pub fn end_here(&self) -> ! {
        let mut held = state();
        if let Some(state) = held.as_mut() {
            state.plan = None;
            // Where the files cannot be written, whoever looks finds more than a power cut leaves, or less.
            let _left = state.power_returns();
        }
        std::process::abort()
    }

    /// After a power cut, all connections being closed: the files become what such a cut leaves.
    ///
    /// # Errors
    /// When the real files cannot be written.
    pub fn power_returns(&self) -> std::io::Result<()> {
        match state().as_mut() {
            Some(state) => state.power_returns(),
            None => Ok(()),
        }
    }
}

impl State {
    /// Counts an operation, and says what becomes of it.
    fn judge(&mut self, operation: Operation) -> Option<Fault> {
        let number = self.done.len();
        self.done.push(operation);
        if let Some((at, fault)) = self.plan
            && at == number
        {
            self.struck = true;
            match fault {
                Fault::PowerCut | Fault::PowerCutKeeping(_) | Fault::Gone(_) => self.dead = true,
                Fault::Full | Fault::Broken => self.failing = Some(fault),
                Fault::BrokenOnce => {}
            }
            return Some(fault);
        }
        self.failing
    }

    fn power_returns(&mut self) -> std::io::Result<()> {
        let seed = match self.plan {
            Some((_, Fault::PowerCutKeeping(seed))) => Some(seed),
            Some((_, Fault::Gone(seed))) => seed,
            _ => None,
        };
        (self.dead, self.plan) = (false, None);
        self.files.fall_back(seed)
    }
}
