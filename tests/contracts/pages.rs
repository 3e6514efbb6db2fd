//! A page that names what is not there sends its reader away: every link, every path and every test of a page is there.

use crate::checkout::{TextFile, assert_none, root, text_files};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is written between the marks of code, where it is one word.
fn code(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split('`').skip(1).step_by(2);
    words.filter(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}

/// Where the links of a line lead, within this checkout.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let ends = line.split("](").skip(1);
    let ends = ends.filter_map(|after| after.split_once(')').map(|(link, _)| link));
    let ends = ends.map(|link| link.split_once('#').map_or(link, |(page, _)| page));
    ends.filter(|link| !link.is_empty() && !link.contains("://"))
}

/// A name as tests have it: a sentence of at least four words.
fn is_test(word: &str) -> bool {
    word.matches('_').count() >= 3
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The folder in which a page lies.
fn folder(page: &TextFile) -> PathBuf {
    let place = root().join(&page.path);
    place.parent().map(Path::to_path_buf).unwrap_or_default()
}

fn pages(files: &[TextFile]) -> impl Iterator<Item = &TextFile> {
    files.iter().filter(|file| file.is(&["md"]))
}

#[test]
fn every_link_leads_somewhere() {
    let files = text_files();
    let mut offences = Vec::new();
    for page in pages(&files) {
        let beside = folder(page);
        for (number, line) in page.lines() {
            for link in links(line).filter(|link| !beside.join(link).exists()) {
                offences.push(format!("{}:{number}: {link}", page.path));
            }
        }
    }
    assert_none(&offences, "a link that leads nowhere");
}

/// From the root, or from where the page lies. Decisions are left as they were made: what they name may have moved since.
#[test]
fn every_path_that_a_page_names_is_there() {
    let files = text_files();
    let folders: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| Some(file.path.split_once('/')?.0))
        .collect();
    let mut offences = Vec::new();
    for page in pages(&files).filter(|page| !page.path.starts_with("docs/adr/")) {
        for (number, line) in page.lines() {
            let named = code(line).filter(|word| {
                word.split_once('/')
                    .is_some_and(|(first, _)| folders.contains(first))
            });
            let is_missing =
                |path: &&str| !root().join(path).exists() && !folder(page).join(path).exists();
            for path in named.filter(is_missing) {
                offences.push(format!("{}:{number}: {path}", page.path));
            }
        }
    }
    assert_none(&offences, "a page names a file or folder that is not there");
}

#[test]
fn every_test_that_the_requirements_name_is_there() {
    let files = text_files();
    let page = files
        .iter()
        .find(|file| file.path == "docs/requirements.md")
        .expect("the requirements are there");
    let there: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.is(&["rs"]))
        .flat_map(|file| file.text.split("fn ").skip(1))
        .filter_map(|after| after.split_once('(').map(|(name, _)| name))
        .collect();
    let mut named = 0;
    let mut offences = Vec::new();
    for (number, line) in page.lines() {
        for test in code(line).filter(|word| is_test(word)) {
            named += 1;
            if !there.contains(test) {
                offences.push(format!("{}:{number}: {test}", page.path));
            }
        }
    }
    assert!(named > 30, "the page is read");
    assert_none(&offences, "the requirements name a test that is not there");
}
