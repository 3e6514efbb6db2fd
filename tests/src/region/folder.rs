//! Looking at files as whoever stole the disk would.

use aho_corasick::AhoCorasick;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every file of a folder with its SHA-256.
pub type Fingerprints = BTreeMap<PathBuf, [u8; 32]>;

/// Every file of a folder with its SHA-256, in all depths.
///
/// # Panics
/// When a file cannot be read.
#[must_use]
pub fn fingerprints(folder: &Path) -> Fingerprints {
    let mut found = BTreeMap::new();
    each_file(folder, &mut |path, bytes| {
        let name = path.strip_prefix(folder).unwrap_or(path).to_owned();
        found.insert(name, Sha256::digest(bytes).into());
    });
    found
}

/// Which of these words stand in which file of a folder: as they are, in UTF-16, in hexadecimal or in base 64.
///
/// # Panics
/// When a file cannot be read.
#[must_use]
pub fn files_with(folder: &Path, words: &[String]) -> Vec<(PathBuf, String)> {
    let forms = words.iter().flat_map(|word| {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let hex = data_encoding::HEXLOWER.encode(word.as_bytes());
        let coded = data_encoding::BASE64_NOPAD.encode(word.as_bytes());
        [word.clone().into(), wide, hex.into(), coded.into()]
    });
    let forms: Vec<Vec<u8>> = forms.collect();
    let of_each_word = forms.len() / words.len().max(1);
    let search = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(&forms)
        .expect("the words can be searched for");
    let mut found = BTreeSet::new();
    each_file(folder, &mut |path, bytes| {
        // All of them, also where one stands within another.
        for hit in search.find_overlapping_iter(bytes) {
            if let Some(word) = words.get(hit.pattern().as_usize() / of_each_word) {
                found.insert((path.to_owned(), word.clone()));
            }
        }
    });
    found.into_iter().collect()
}

fn each_file(folder: &Path, look: &mut dyn FnMut(&Path, &[u8])) {
    let listed = fs::read_dir(folder).expect("the folder can be listed");
    for entry in listed {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            each_file(&path, look);
        } else {
            look(&path, &fs::read(&path).expect("the file can be read"));
        }
    }
}
