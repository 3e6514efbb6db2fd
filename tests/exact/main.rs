//! What a sync of the seeded data costs, to the byte.
//!
//! `tests/exact/bytes.txt` holds what `./do bench` measures of bytes and round trips, ours and the peer's. A byte more
//! fails here, a byte less too: either is a decision. Times are not in it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails by panicking"
)]

use alongside_tests::bench::{Row, byte_rows};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// One figure a line: name, ours, the peer's where there is one.
fn as_lines(rows: &[Row]) -> String {
    let mut lines = String::new();
    for row in rows {
        let peer = row.peer.map(|peer| format!(" {peer}")).unwrap_or_default();
        writeln!(lines, "{} {}{peer}", row.name, row.ours).unwrap();
    }
    lines
}

#[test]
fn every_byte_is_as_written_down() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("exact/bytes.txt");
    let found = as_lines(&byte_rows().unwrap());
    if std::env::var_os("ALONGSIDE_REFRESH").is_some() {
        fs::write(&place, &found).unwrap();
    }
    let written = fs::read_to_string(&place).unwrap_or_default();
    let changed: Vec<String> = found
        .lines()
        .filter(|line| !written.lines().any(|known| known == *line))
        .map(|line| {
            let name = line.split(' ').next().unwrap_or_default();
            let before = written
                .lines()
                .find(|known| known.split(' ').next() == Some(name));
            format!("  now {line}\n  was {}", before.unwrap_or("not there"))
        })
        .collect();
    assert!(
        changed.is_empty() && found == written,
        "what a sync costs has changed:\n{}\nIf that was meant, run \
         ALONGSIDE_REFRESH=1 cargo test -p alongside-tests --test exact, write docs/benchmarks.md anew from a run of \
         ./do bench, and say in the commit what the bytes bought.",
        changed.join("\n")
    );
}

/// A line of 20 kbit/s carries this much in under two and a half minutes.
const USABLE_AFTER_BYTES: u64 = 350 * 1024;

#[test]
fn a_new_computer_shows_everybody_after_few_bytes() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("exact/bytes.txt");
    let written = fs::read_to_string(place).unwrap();
    let mut lines = written.lines().filter_map(|line| line.split_once(' '));
    let (_, bytes) = lines
        .find(|(name, _)| *name == "first_500_faces_bytes")
        .unwrap();
    assert!(bytes.parse::<u64>().unwrap() <= USABLE_AFTER_BYTES);
}
