//! The few things done to files outside the database engine.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::open_error::OpenError;

/// The path with `ending` put after its last letter.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Makes a rename in the folder of `path` last through a power cut.
pub(crate) fn sync_folder(path: &Path) -> Result<(), OpenError> {
    // Windows has no handle for a folder's entries and flushes them with the file.
    if cfg!(unix) {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The right to make a store at a path: two programs that make one at once would share a file that
/// each believes empty.
#[derive(Debug)]
pub(crate) struct Making {
    place: PathBuf,
    unfinished: PathBuf,
    _lock: File,
}

impl Making {
    /// Takes the right, clears what an interrupted making left, and refuses if a store is there.
    pub(crate) fn at(place: &Path) -> Result<Self, OpenError> {
        let lock = File::create(beside(place, ".making")).map_err(no_folder)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(OpenError::Busy),
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
        if place.try_exists()? {
            let _ = fs::remove_file(beside(place, ".making"));
            return Err(OpenError::AlreadyThere);
        }
        let making = Self {
            place: place.to_owned(),
            unfinished: beside(place, ".unfinished"),
            _lock: lock,
        };
        making.clear();
        Ok(making)
    }

    /// Where to build the store until it is whole.
    pub(crate) fn unfinished(&self) -> &Path {
        &self.unfinished
    }

    /// Puts the finished store in its place.
    pub(crate) fn finish(self) -> Result<(), OpenError> {
        fs::rename(&self.unfinished, &self.place)?;
        sync_folder(&self.place)
    }

    fn clear(&self) {
        // Only ever our own unfinished file: nothing in it was ever reported as saved.
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(beside(&self.unfinished, ending));
        }
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.clear();
        // Only once a store is there: before that, another program may have opened this very file
        // and wait for its lock, and a third would lock a new one.
        if self.place.exists() {
            let _ = fs::remove_file(beside(&self.place, ".making"));
        }
    }
}

/// A missing folder is a disk matter here: `NotThere` would speak of the store.
fn no_folder(error: std::io::Error) -> OpenError {
    match OpenError::from(error) {
        OpenError::NotThere => OpenError::Io,
        other => other,
    }
}
