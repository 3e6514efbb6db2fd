//! A hub whose disk is lost, and whose last backup knows less than the computers do.

use alongside_tests::region::{Computer, Region, number};
use serde_json::Value;

fn people(computer: &Computer) -> usize {
    let listed = computer.must(&["people"]);
    listed["rows"].as_array().map_or(0, Vec::len)
}

#[test]
fn a_record_that_the_hub_no_longer_shares_is_given_back_and_then_leaves() {
    let mut region = Region::secured_by_backup();
    let trust = region.site("Fenland Community Trust", "District nursing, east");
    let home = region.site("Riverside Care", "Riverside House");
    let joe = region.staff(&trust, "Joe Marsh", "district_nurse");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let laptop = region.computer(&trust, "Laptop 7", &[&joe]);
    let office = region.computer(&home, "Office PC", &[&asha]);
    let record = laptop.new_person("Fenwick", "Margaret");
    laptop.must(&["sync"]);
    let backup = region.back_up("before-it-was-shared");
    region.share(&record, &home);
    office.must(&["sync"]);
    office.note(&record, "Slept well");
    office.must(&["sync"]);
    assert_eq!(people(&office), 1);

    region.set_back_to(&backup);
    // The home gives back what it wrote, and is told nothing of the record any more: it would grow old there unseen.
    region.run_until_quiet(&[&office, &laptop]);
    assert_eq!(people(&office), 0);
    let refused = office.refuses(&["note", &record, "--text", "Nobody would read this"]);
    assert_eq!(refused, "record.unknown");
    assert_eq!(laptop.notes(&record), ["Slept well"]);

    // Shared again it is whole again.
    region.share(&record, &home);
    region.run_until_quiet(&[&office, &laptop]);
    assert_eq!(office.notes(&record), ["Slept well"]);
    assert_eq!(office.export(&record), laptop.export(&record));
    let _secured = region.back_up("after");
    region.assert_agreed(&[&office, &laptop], &[&record]);
}

#[test]
fn a_record_that_only_computers_have_stays_on_them() {
    let mut region = Region::secured_by_backup();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let lounge = region.computer(&home, "Lounge PC", &[&asha]);
    let empty = region.back_up("empty");
    let record = office.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&office, &lounge]);
    lounge.note(&record, "Slept well");

    region.set_back_to(&empty);
    // It cannot take what was written on one computer before it has what it builds on from the other.
    for computer in [&lounge, &office, &lounge, &office] {
        computer.must(&["sync"]);
        assert_eq!(people(computer), 1, "{}", computer.name());
    }
    assert_eq!(office.notes(&record), ["Slept well"]);
    let status: Value = lounge.must(&["status"]);
    assert_eq!(number(&status, "unshared"), 0);
}
