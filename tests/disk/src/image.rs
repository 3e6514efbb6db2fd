//! What of each file is safe, and what was written since.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a torn write is torn into.
const SECTOR: usize = 512;

/// The watched files.
#[derive(Debug, Default)]
pub(crate) struct Files {
    folder: Option<PathBuf>,
    files: BTreeMap<PathBuf, Image>,
}

/// One file.
#[derive(Debug, Default, Clone)]
struct Image {
    /// What is safe; nothing where not even the file's name is.
    safe: Option<Vec<u8>>,
    /// What is not, in the order in which it was asked for.
    since: Vec<Change>,
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
    Remove,
}

impl Files {
    pub(crate) fn watching(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if let Ok(bytes) = fs::read(entry.path()) {
                let image = Image {
                    safe: Some(bytes),
                    since: Vec::new(),
                };
                files.insert(entry.path(), image);
            }
        }
        Self {
            folder: Some(folder.to_owned()),
            files,
        }
    }

    pub(crate) fn is_watched(&self, path: &Path) -> bool {
        self.folder
            .as_ref()
            .is_some_and(|folder| path.starts_with(folder))
    }

    pub(crate) fn write(&mut self, path: &Path, at: usize, bytes: &[u8]) {
        self.note(path, Change::Write(at, bytes.to_vec()));
    }

    pub(crate) fn truncate(&mut self, path: &Path, length: usize) {
        self.note(path, Change::Truncate(length));
    }

    /// A removal is safe at once only where the folder is synced with it.
    pub(crate) fn remove(&mut self, path: &Path, synced: bool) {
        self.note(path, Change::Remove);
        if synced {
            self.sync(path);
        }
    }

    pub(crate) fn sync(&mut self, path: &Path) {
        let image = self.files.entry(path.to_owned()).or_default();
        let since = std::mem::take(&mut image.since);
        image.safe = since.into_iter().fold(image.safe.take(), with);
    }

    fn note(&mut self, path: &Path, change: Change) {
        self.files
            .entry(path.to_owned())
            .or_default()
            .since
            .push(change);
    }

    /// Makes the real files what a power cut leaves: of what is not safe nothing, or what the seed chooses.
    pub(crate) fn fall_back(&mut self, seed: Option<u64>) -> io::Result<()> {
        let mut dice = seed.map(Dice);
        for (path, image) in &mut self.files {
            let since = std::mem::take(&mut image.since).into_iter();
            let kept = since.filter_map(|change| dice.as_mut().and_then(|dice| dice.keep(change)));
            image.safe = kept.fold(image.safe.take(), with);
            match &image.safe {
                Some(bytes) => fs::write(path, bytes)?,
                None if path.exists() => fs::remove_file(path)?,
                None => {}
            }
            // What several programs share of a log lives in memory only.
            let mut shared = path.clone().into_os_string();
            shared.push("-shm");
            let _not_there = fs::remove_file(shared);
        }
        Ok(())
    }
}

/// A file with one more change.
fn with(safe: Option<Vec<u8>>, change: Change) -> Option<Vec<u8>> {
    let mut bytes = safe.unwrap_or_default();
    match change {
        Change::Write(at, written) => {
            let end = at + written.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            if let Some(place) = bytes.get_mut(at..end) {
                place.copy_from_slice(&written);
            }
            Some(bytes)
        }
        Change::Truncate(length) => {
            bytes.truncate(length);
            Some(bytes)
        }
        Change::Remove => None,
    }
}

/// Chooses what a power cut keeps (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// One in four is lost, one in four torn after some sectors, the others are kept.
    fn keep(&mut self, change: Change) -> Option<Change> {
        match (self.below(4), change) {
            (0, _) => None,
            (1, Change::Write(at, mut bytes)) => {
                let sectors = bytes.len().div_ceil(SECTOR) as u64;
                let kept = usize::try_from(self.below(sectors.max(1))).unwrap_or(0);
                bytes.truncate(kept * SECTOR);
                Some(Change::Write(at, bytes))
            }
            (_, change) => Some(change),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_synced_stays_and_the_rest_goes() {
        let folder = std::env::temp_dir().join(format!("disk-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let place = folder.join("file");
        fs::write(&place, b"old").unwrap();
        let mut files = Files::watching(&folder);
        files.write(&place, 0, b"new");
        files.sync(&place);
        files.write(&place, 3, b"er");
        files.fall_back(None).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"new");
        files.remove(&place, false);
        files.fall_back(None).unwrap();
        assert!(place.exists(), "a removal that was not synced");
        files.remove(&place, true);
        files.fall_back(None).unwrap();
        assert!(!place.exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
