//! Every planted fault can still be planted: one that no longer fits the program would prove nothing.

use crate::checkout::root;
use std::fs;
use std::process::Command;

#[test]
fn every_planted_fault_fits_the_program_as_it_is() {
    let mut patches: Vec<_> = fs::read_dir(root().join("tests/planted"))
        .expect("the faults can be listed")
        .map(|entry| entry.expect("the faults can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end == "patch"))
        .collect();
    patches.sort();
    assert!(!patches.is_empty(), "no fault is planted");
    for patch in patches {
        let fits = Command::new("git")
            .current_dir(root())
            .args(["apply", "--check"])
            .arg(&patch)
            .status()
            .expect("git is there");
        assert!(fits.success(), "{} has to be made anew", patch.display());
    }
}
