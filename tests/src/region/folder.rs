//! Looking at files as whoever stole the disk would.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
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
    let mut found = Vec::new();
    each_file(folder, &mut |path, bytes| {
        for word in words {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let hex = data_encoding::HEXLOWER.encode(word.as_bytes());
            let coded = data_encoding::BASE64_NOPAD.encode(word.as_bytes());
            let forms: [&[u8]; 4] = [word.as_bytes(), &wide, hex.as_bytes(), coded.as_bytes()];
            if forms.iter().any(|form| holds(bytes, form)) {
                found.push((path.to_owned(), word.clone()));
            }
        }
    });
    found
}

fn holds(bytes: &[u8], form: &[u8]) -> bool {
    bytes
        .windows(form.len())
        .any(|window| window.eq_ignore_ascii_case(form))
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
