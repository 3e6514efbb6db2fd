//! Small rules that no compiler holds.

use crate::checkout::{TextFile, assert_none, text_files};

/// What people write and read line by line.
const SOURCES: &[&str] = &[
    "rs", "ts", "js", "mjs", "svelte", "scss", "css", "sh", "sql",
];

/// What tools write is judged where the tools are.
fn is_written_by_hand(file: &TextFile) -> bool {
    file.is(SOURCES) && !file.path.contains("/generated/")
}

/// A source file past this length is two files.
const LONGEST_FILE: usize = 800;

#[test]
fn no_file_is_too_long() {
    let mut offences = Vec::new();
    for file in text_files() {
        let length = file.text.lines().count();
        if is_written_by_hand(&file) && length > LONGEST_FILE {
            offences.push(format!("{}: {length} lines", file.path));
        }
    }
    assert_none(&offences, "a file past 800 lines does not land");
}

#[test]
fn nothing_is_left_to_do_later() {
    // Put together here, so that this file does not find itself.
    let marks = ["TO", "FIX", "XX"].map(|start| match start {
        "TO" => "TODO".to_owned(),
        "FIX" => format!("{start}ME"),
        other => format!("{other}X"),
    });
    find(
        |file, line| {
            file.path != "tests/contracts/tidy.rs" && marks.iter().any(|mark| has_word(line, mark))
        },
        "write an issue or do it now",
    );
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    const HOMES: &[&str] = &["/work/", "/root/", "/home/", "/Users/", "C:\\Users"];
    find(
        |file, line| {
            file.path != "tests/contracts/tidy.rs" && HOMES.iter().any(|home| line.contains(home))
        },
        "a path of one machine works on one machine",
    );
}

#[test]
fn no_test_is_switched_off() {
    const SWITCHES: &[&str] = &[
        "#[ignore",
        "it.skip(",
        "test.skip(",
        "describe.skip(",
        "it.only(",
        "test.only(",
        "describe.only(",
    ];
    find(
        |file, line| {
            file.path != "tests/contracts/tidy.rs"
                && SWITCHES.iter().any(|switch| line.contains(switch))
        },
        "a test that may not run is a fault with an issue, not a line to skip",
    );
}

/// The one file that may pause: it asks again until something holds, with a
/// limit, and fails when the limit is reached.
const WAITS: &str = "tests/src/wait.rs";

#[test]
fn no_test_sleeps_and_hopes() {
    let mut offences = Vec::new();
    for file in text_files() {
        if !file.is(&["rs"]) || file.path == WAITS || file.path == "tests/contracts/tidy.rs" {
            continue;
        }
        let mut in_tests = is_test_file(&file);
        for (number, line) in file.lines() {
            in_tests |= line.contains("#[cfg(test)]");
            if in_tests && (line.contains("thread::sleep") || line.contains("time::sleep")) {
                offences.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(
        &offences,
        "a test waits for what it wants (tests/src/wait.rs), not for a while",
    );
}

fn is_test_file(file: &TextFile) -> bool {
    file.path.starts_with("tests/")
        || file.path.contains("/tests/")
        || file.path.ends_with("/tests.rs")
}

#[test]
fn modules_are_named_after_their_file() {
    let offences: Vec<String> = text_files()
        .into_iter()
        .filter(|file| file.path.ends_with("/mod.rs"))
        .map(|file| file.path)
        .collect();
    assert_none(&offences, "thing.rs with thing/ beside it, never mod.rs");
}

#[test]
fn every_room_opens_with_an_essay() {
    let mut offences = Vec::new();
    for file in text_files() {
        let is_room = file.path.ends_with("/src/lib.rs")
            && file.path.matches('/').count() == 2
            && !file.path.starts_with("tests/");
        let essay = file
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .count();
        if is_room && essay < 8 {
            offences.push(format!("{}: {essay} lines", file.path));
        }
    }
    assert_none(
        &offences,
        "a room says first what it owns, what it never does and what always holds",
    );
}

#[test]
fn lines_end_where_their_text_ends() {
    find(
        |file, line| is_written_by_hand(file) && (line.ends_with([' ', '\t', '\r'])),
        "blanks at the end of a line make noise in every comparison",
    );
}

/// Whether a word stands in a line by itself, not as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|found| found == word)
}

/// Fails with every line that the rule finds.
fn find(is_offence: impl Fn(&TextFile, &str) -> bool, rule: &str) {
    let mut offences = Vec::new();
    for file in text_files() {
        for (number, line) in file.lines() {
            if is_offence(&file, line) {
                offences.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(&offences, rule);
}
