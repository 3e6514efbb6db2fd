//! A laptop whose disk was copied: the copy gives numbers that the first one gave. Neither loses a word.

use alongside_tests::region::{Computer, Region, number};
use std::fs;
use std::path::Path;

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn unshared(computer: &Computer) -> u64 {
    number(&computer.must(&["status"]), "unshared")
}

#[test]
fn a_copied_computer_is_told_so_and_nothing_written_on_either_is_lost() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let lounge = region.computer(&home, "Lounge PC", &[&asha]);
    let record = office.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&office, &lounge]);

    let copied = region.folder().join("copy-of-office");
    copy_folder(office.folder(), &copied);
    let copy = office.with_folder(&copied);
    office.note(&record, "Written on the first");
    office.must(&["sync"]);
    copy.note(&record, "Written on the copy");
    for _ in 0..2 {
        assert_eq!(copy.refuses(&["sync"]), "session.forked");
        assert_eq!(unshared(&copy), 1, "it waits, and is not taken for shared");
    }
    assert!(
        copy.notes(&record)
            .contains(&"Written on the copy".to_owned())
    );

    // The first goes on as if nothing had been.
    office.note(&record, "And again");
    region.run_until_quiet(&[&office, &lounge]);
    let mut there = lounge.notes(&record);
    there.sort();
    assert_eq!(there, ["And again", "Written on the first"]);
}
