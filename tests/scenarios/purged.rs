//! What a record leaves behind on a computer that is to keep nothing of it.

use alongside_tests::region::{Computer, Region, Staff, text, words_in_pages};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

use crate::locked::Program;

const FAMILY: &str = "Quillfeather";
const WORDS: &str = "Slept under the walnut tree";

/// Which words of the record are on any page, for somebody who has every key.
fn left_of_it(computer: &Computer, region: &Region, who: &Staff) -> BTreeSet<String> {
    let key = region.store_key_of(computer, who);
    words_in_pages(&computer.store().join("records.db"), &key, &[FAMILY, WORDS])
}

#[test]
fn what_is_purged_is_on_no_page_and_in_no_log() {
    let region = Region::begin();
    let trust = region.site("Fenland Community Trust", "District nursing, east");
    let home = region.site("Riverside Care", "Riverside House");
    let joe = region.staff(&trust, "Joe Marsh", "district_nurse");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let laptop = region.computer(&trust, "Laptop 7", &[&joe]);
    let sue = region.staff(&home, "Sue Hill", "home_manager");
    let office = region.computer(&home, "Office PC", &[&asha, &sue]);
    let record = laptop.new_person(FAMILY, "Margaret");
    laptop.note(&record, WORDS);
    laptop.must(&["sync"]);
    region.share(&record, &home);

    // One program all the time, as the window is: its log is not emptied by ending.
    let mut program = Program::at(&office);
    let share = json!({ "kind": "share_now" });
    program.ask(&share);
    program.ask(&json!({ "kind": "glance", "record": record }));
    let all: BTreeSet<String> = [FAMILY, WORDS].map(str::to_owned).into();
    assert_eq!(
        left_of_it(&office, &region, &asha),
        all,
        "the search finds what is there"
    );

    region
        .hub
        .must(&["record", "unshare", "--record", &record, "--site", &home.id]);
    program.ask(&share);
    assert_eq!(left_of_it(&office, &region, &asha), BTreeSet::new());
    let copy = office.copied_to(&region.folder().join("a-copy-of-its-disk"));
    assert_eq!(left_of_it(&copy, &region, &asha), BTreeSet::new());

    // Nor is it in a backup that is made now.
    office.sign_in(&sue);
    office.must(&["recovery-sheet"]);
    let to = region.folder().join("backups");
    let made = office.must(&["backup", "--to", to.to_str().unwrap()]);
    let backup = Path::new(text(&made, "place")).join("records.db");
    let key = region.store_key_of(&office, &asha);
    assert_eq!(
        words_in_pages(&backup, &key, &[FAMILY, WORDS]),
        BTreeSet::new()
    );
    assert_eq!(
        words_in_pages(&backup, &key, &["CREATE TABLE"]).len(),
        1,
        "the search reads the backup"
    );
}
