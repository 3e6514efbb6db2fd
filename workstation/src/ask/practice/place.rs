//! The folder in which practice happens: made, held and taken away again. It is only ever this one, and nothing is
//! followed out of it.

use crate::error::Refused;
use crate::surroundings::make_private_anew;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Folder of practice within the computer's folder.
const FOLDER: &str = "practice";
/// Held under a lock by the program that practises, and by none once that has ended in whatever way. By it we know the
/// folder for ours.
const IN_USE: &str = "in-use";

/// The folder, for as long as somebody practises.
pub(super) struct Place {
    folder: PathBuf,
    _in_use: File,
}

impl Place {
    /// Makes it afresh.
    pub(super) fn make(computer: &Path) -> Result<Self, Refused> {
        clear(computer)?;
        let folder = computer.join(FOLDER);
        make_private_anew(&folder)?;
        let in_use = File::create_new(folder.join(IN_USE))?;
        hold(&in_use)?;
        Ok(Self {
            folder,
            _in_use: in_use,
        })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be taken away now goes at the next start; nobody has a key to it.
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(kind = %error.kind(), "practice was left behind");
        }
    }
}

/// Takes away what practice left behind when the program was killed.
///
/// # Errors
/// Where another program practises in it, or where it is not what this program made.
pub(crate) fn clear(computer: &Path) -> Result<(), Refused> {
    let folder = computer.join(FOLDER);
    let found = match fs::symlink_metadata(&folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        found => found?,
    };
    if !found.is_dir() {
        return Err(Refused::NoPlaceForPractice);
    }
    let mark = folder.join(IN_USE);
    match fs::symlink_metadata(&mark) {
        Ok(found) if found.is_file() => hold(&File::open(&mark)?)?,
        // Killed before there was anything in it; or it is somebody else's, and stays.
        _ => return fs::remove_dir(&folder).map_err(|_| Refused::NoPlaceForPractice),
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn hold(in_use: &File) -> Result<(), Refused> {
    match in_use.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(Refused::PracticeBusy),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
