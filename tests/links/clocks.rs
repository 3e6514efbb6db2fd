//! Computers whose clocks are wrong by years, as a flat battery leaves them.

use alongside_tests::links::Clock;
use alongside_tests::region::{PIN, Region, run};

#[test]
fn a_computer_that_believes_in_last_year_lets_its_staff_in() {
    let clock = Clock::found();
    if !clock.is_there() {
        println!("SKIPPED: libfaketime is not there");
        return;
    }
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let record = laptop.new_person("Fenwick", "Margaret");
    laptop.must(&["sync"]);
    let at = laptop.folder().with_extension("clock");
    clock.set(&at, "-2y");
    let note = |words: &str| {
        let mut command = laptop.command("alongsidectl");
        clock.around(&mut command, &at);
        run(command.args(["--json", "note", &record, "--text", words]))
    };
    let said = note("Slept well");
    assert_eq!(said.status, Some(0), "{} with PIN {PIN}", said.err);
    // Right again: what was written meanwhile is shared like anything else.
    assert_eq!(laptop.must(&["sync"])["sent"], 1);
    assert_eq!(laptop.must(&["status"])["unshared"], 0);
    assert_eq!(laptop.notes(&record), ["Slept well"]);
}
