//! A file that a nurse's PC has run is never edited.
//!
//! `tests/contracts/released-migrations.sha256` lists the steps that are in a release,
//! in the form `sha256sum` writes. They may not change any more: a store that
//! has passed such a step will not pass it again. Steps after them are still
//! being written.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::checkout::{TextFile, read, text_files};

const FOLDER: &str = "store/migrations/";
const RELEASED: &str = "tests/contracts/released-migrations.sha256";

/// Steps by schema (the folder's name), in their order.
fn steps() -> BTreeMap<String, Vec<TextFile>> {
    let mut found: BTreeMap<String, Vec<TextFile>> = BTreeMap::new();
    for file in text_files() {
        let Some(rest) = file.path.strip_prefix(FOLDER) else {
            continue;
        };
        if let (Some((schema, _)), true) = (rest.split_once('/'), file.is(&["sql"])) {
            found.entry(schema.to_owned()).or_default().push(file);
        }
    }
    for steps in found.values_mut() {
        steps.sort_by(|one, other| one.path.cmp(&other.path));
    }
    found
}

/// What was released: path below the folder, and its SHA-256 in hex.
fn released() -> BTreeMap<String, String> {
    read(RELEASED)
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let (hash, path) = line.split_once("  ").expect("hash, two blanks, path");
            (path.to_owned(), hash.to_owned())
        })
        .collect()
}

#[test]
fn steps_are_numbered_without_a_gap() {
    for (schema, steps) in steps() {
        for (index, step) in steps.iter().enumerate() {
            let expected = format!("{FOLDER}{schema}/{:03}_", index + 1);
            assert!(
                step.path.starts_with(&expected),
                "{} should begin with {expected}",
                step.path
            );
        }
    }
}

#[test]
fn released_steps_are_as_they_were_released() {
    let by_path: BTreeMap<String, TextFile> = steps()
        .into_values()
        .flatten()
        .map(|step| (step.path[FOLDER.len()..].to_owned(), step))
        .collect();
    for (path, hash) in released() {
        let step = by_path
            .get(&path)
            .unwrap_or_else(|| panic!("{path} was released and is gone"));
        let now = Sha256::digest(step.text.as_bytes());
        assert_eq!(
            data_encoding::HEXLOWER.encode(&now),
            hash,
            "{path} was released: add a step after it instead of editing it"
        );
    }
}

#[test]
fn what_is_released_comes_first() {
    let released = released();
    for (schema, steps) in steps() {
        let mut earlier_is_open = false;
        for step in steps {
            let is_released = released.contains_key(&step.path[FOLDER.len()..]);
            assert!(
                !(is_released && earlier_is_open),
                "{}: a step of {schema} before it is not released",
                step.path
            );
            earlier_is_open |= !is_released;
        }
    }
}
