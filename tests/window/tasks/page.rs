//! The page that lists what each task takes: it says what was counted, or the test fails.

use alongside_tests::window::{Taken, as_table};
use chrono::Utc;
use std::fs::{self, File};
use std::path::Path;
use std::thread::available_parallelism;

/// Asserts that every task kept to its budget, and that the page lists exactly these. `ALONGSIDE_REFRESH=1` writes them
/// into the page instead.
pub(super) fn lists(who: &str, all: &[Taken]) {
    for taken in all {
        assert!(taken.actions <= taken.budget, "over its budget: {taken:?}");
    }
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/tasks.md");
    // Three tests write into one page, each in a process of its own.
    let held = File::open(&place).unwrap();
    held.lock().unwrap();
    let page = fs::read_to_string(&place).unwrap();
    let (begin, end) = (
        format!("<!-- {who}: counted -->\n"),
        format!("<!-- end of {who} -->"),
    );
    let (before, rest) = page.split_once(&begin).unwrap();
    let (listed, after) = rest.split_once(&end).unwrap();
    let table = as_table(all);
    if std::env::var_os("ALONGSIDE_REFRESH").is_some() {
        let measured = measured_on();
        let written = format!("{before}{begin}\n{table}\n{measured}\n\n{end}{after}");
        fs::write(&place, written).unwrap();
        return;
    }
    assert_eq!(
        counted(&table),
        counted(listed),
        "docs/tasks.md lists something else; ALONGSIDE_REFRESH=1 writes it anew"
    );
}

/// The rows without their last column, which is of one machine.
fn counted(table: &str) -> Vec<&str> {
    let rows = table.lines().filter(|line| line.starts_with('|'));
    rows.filter_map(|row| row.trim_end_matches('|').rsplit_once('|'))
        .map(|(exact, _seconds)| exact)
        .collect()
}

fn measured_on() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("a processor that does not say which", |(_, model)| model);
    let cores = available_parallelism().map_or(0, usize::from);
    let day = Utc::now().format("%Y-%m-%d");
    format!("Seconds of {day}: {cores} cores, {model}.")
}
