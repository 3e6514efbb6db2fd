//! The story of the issue, as the script a reader can follow.

use alongside_tests::region::{Keyring, program, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where real examples of FHIR resources are, if they are here.
const SHARED_DATA: &str = "ALONGSIDE_SHARED_DATA";

#[test]
fn the_straight_line_holds_with_a_made_up_patient() {
    tell_the_story(None);
}

#[test]
fn the_straight_line_holds_with_the_examples_of_uk_core() {
    let Some(examples) = uk_core() else {
        println!("SKIPPED: no UK Core examples here; {SHARED_DATA} says where they are");
        return;
    };
    tell_the_story(Some(&examples));
}

fn tell_the_story(examples: Option<&Path>) {
    let folder = tempfile::tempdir().unwrap();
    let keyring = Keyring::start(folder.path());
    let programs = program("alongsidectl");
    let mut story = Command::new("bash");
    story
        .arg(checkout().join("tests/straight_line.sh"))
        .arg(programs.parent().unwrap())
        .args(examples)
        .env("TMPDIR", folder.path());
    let said = run(keyring.around(&mut story));
    println!("{}", said.out);
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert!(said.out.ends_with("The straight line holds.\n"));
}

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn uk_core() -> Option<PathBuf> {
    let data = std::env::var_os(SHARED_DATA)
        .map_or_else(|| checkout().join("../shared/data"), PathBuf::from);
    let examples = data.join("uk-core");
    examples.is_dir().then_some(examples)
}
