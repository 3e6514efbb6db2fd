//! A home with one computer, two people who work there, and a few who live there.

use alongside_tests::caseload::caseload;
use alongside_tests::region::{Computer, Region, Site, Staff};
use alongside_tests::window::Window;
use std::fs;
use std::path::Path;

/// People in the list.
pub(crate) const RESIDENTS: usize = 8;

pub(crate) struct Scene {
    pub(crate) computer: Computer,
    pub(crate) grace: Staff,
    pub(crate) sam: Staff,
    /// The record of Margaret Ashdown, who has something in most sections.
    pub(crate) margaret: String,
    // Goes last: it owns the folder.
    _region: Region,
}

/// A region with a site and nothing more.
pub(crate) fn empty() -> (Region, Site) {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    (region, home)
}

impl Scene {
    /// Sets it up. Grace, a senior carer, and Sam, a district nurse, have a PIN; nobody is signed in at the window.
    pub(crate) fn set() -> Self {
        let (region, home) = empty();
        let grace = region.staff(&home, "Grace Adeyemi", "senior_carer");
        let sam = region.staff(&home, "Sam Bell", "district_nurse");
        let computer = region.computer(&home, "Office PC", &[&sam, &grace]);
        let folder = region.folder().join("files");
        fs::create_dir_all(&folder).unwrap();
        let files = caseload(2026, 2026);
        for file in files.iter().take(RESIDENTS) {
            fs::write(folder.join(&file.name), &file.text).unwrap();
        }
        computer.must(&["import", folder.to_str().unwrap()]);
        let found = computer.must(&["people", &files[0].person.nhs_number]);
        let margaret = found["rows"][0]["record"].as_str().unwrap().to_owned();
        Self {
            computer,
            grace,
            sam,
            margaret,
            _region: region,
        }
    }

    pub(crate) async fn window(&self) -> Window {
        Window::open(&self.computer).await.unwrap()
    }

    /// A CPR decision by Sam, beside any that is there.
    pub(crate) fn decide(&self, decision: &str, day: &str) {
        self.computer.sign_in(&self.sam);
        self.computer.must(&[
            "decide",
            &self.margaret,
            "cpr_decision",
            "--value",
            decision,
            "--part",
            &format!("decided_on={day}"),
            "--part",
            "maker_name=Dr Helen Marsh",
            "--part",
            "document_location=Bedside folder",
        ]);
    }
}

/// The text of axe, as the lock file of the UI has it.
pub(crate) fn axe() -> String {
    let place =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    fs::read_to_string(place).expect("axe is there: ./do test installs the UI's packages first")
}

/// Asserts that axe finds nothing, and says where it did.
pub(crate) async fn assert_accessible(window: &Window, axe: &str, screen: &str) {
    let found = window.axe(axe).await.unwrap();
    assert!(found.is_empty(), "{screen}: {found:#?}");
}
