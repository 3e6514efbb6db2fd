//! A whole region out of its real programs: hub, reading room, computers with an encrypted store, keyrings.
//!
//! Everything lies in one temporary folder. What the programs say to standard error is gathered there, so that a test can
//! search it for a patient's words.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "this is a test's own machinery: what it does not foresee is to stop the test, with a sentence"
)]

mod computer;
mod folder;
mod hub;
mod keyring;
mod pages;
mod process;
mod program;
mod stranger;
mod unwrap;

pub use computer::{Computer, PIN};
pub use folder::{Fingerprints, files_with, fingerprints};
pub use hub::Hub;
pub use keyring::Keyring;
pub use pages::words_in_pages;
pub use process::Process;
pub use program::{Done, Refusal, Said, program, run};
pub use stranger::{Answered, Device, change, document, is_well, replay};
pub use unwrap::{cheapen, store_key, store_key_if};

use data_encoding::HEXLOWER;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use store::StoreKey;
use store::workstation::Workstation;
use tempfile::TempDir;

/// A site of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Id, as the hub printed it.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Id, as the hub printed it.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A region with its hub serving.
#[derive(Debug)]
pub struct Region {
    /// The hub.
    pub hub: Hub,
    /// The keyring of all computers: each keeps its secret under its own store's id.
    pub keyring: Keyring,
    // Last, so that the folder goes after those who write to it.
    folder: TempDir,
}

impl Region {
    /// Sets one up and starts its hub.
    ///
    /// # Panics
    /// When anything is refused.
    #[must_use]
    pub fn begin() -> Self {
        Self::secured_by("commit")
    }

    /// The same, with devices keeping what they sent until the hub was backed up.
    ///
    /// # Panics
    /// When anything is refused.
    #[must_use]
    pub fn secured_by_backup() -> Self {
        Self::secured_by("backup")
    }

    fn secured_by(what: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut hub = Hub::init_secured_by(folder.path(), "Fenland", what);
        hub.start();
        Self {
            hub,
            keyring: Keyring::start(folder.path()),
            folder,
        }
    }

    /// Where everything lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Adds an organisation with one site.
    #[must_use]
    pub fn site(&self, organisation: &str, name: &str) -> Site {
        let made = self.hub.must(&["org", "add", "--name", organisation]);
        let made = self.hub.must(&[
            "site",
            "add",
            "--organisation",
            text(&made, "organisation"),
            "--name",
            name,
        ]);
        Site {
            id: text(&made, "site").to_owned(),
            name: name.to_owned(),
        }
    }

    /// Adds a member of staff.
    #[must_use]
    pub fn staff(&self, site: &Site, name: &str, role: &str) -> Staff {
        self.staff_for(site, name, role, 365)
    }

    /// The same, with a certificate that holds for so many days.
    #[must_use]
    pub fn staff_for(&self, site: &Site, name: &str, role: &str, days: u32) -> Staff {
        let days = days.to_string();
        let who = ["staff", "add", "--site", &site.id, "--name", name];
        let what = ["--role", role, "--valid-days", &days];
        let made = self.hub.must(&[&who[..], &what].concat());
        Staff {
            id: text(&made, "staff").to_owned(),
            name: name.to_owned(),
        }
    }

    /// Joins a computer, and lets the first of these people in with a PIN. The others can follow.
    #[must_use]
    pub fn computer(&self, site: &Site, name: &str, staff: &[&Staff]) -> Computer {
        let computer = self.joined(site, name);
        for who in staff.iter().rev() {
            self.first_sign_in(&computer, who);
        }
        computer
    }

    /// Joins a computer at which nobody has a PIN yet.
    #[must_use]
    pub fn joined(&self, site: &Site, name: &str) -> Computer {
        self.joined_at(site, name, &self.hub.url())
    }

    /// The same, with the hub found at another address.
    #[must_use]
    pub fn joined_at(&self, site: &Site, name: &str, url: &str) -> Computer {
        let computer = self.unjoined(name);
        let invited = self.device_code(site);
        computer.must(&["enrol", "--hub", url, "--code", &invited, "--name", name]);
        computer
    }

    /// A computer that belongs nowhere yet.
    #[must_use]
    pub fn unjoined(&self, name: &str) -> Computer {
        let folder = self.folder().join(name.replace(' ', "-").to_lowercase());
        Computer::at(&folder, &self.keyring, &self.log())
    }

    /// The key of a computer's store, for somebody who has a PIN there and the keyring.
    #[must_use]
    pub fn store_key_of(&self, computer: &Computer, who: &Staff) -> [u8; 32] {
        let file = computer.key_file();
        store_key(
            &file,
            &who.name,
            PIN,
            &self.keyring.secret(text(&file, "store")),
        )
    }

    /// A code that lets one device into a site.
    #[must_use]
    pub fn device_code(&self, site: &Site) -> String {
        let invited = self.hub.must(&["device", "invite", "--site", &site.id]);
        text(&invited, "code").to_owned()
    }

    /// Lets somebody choose her PIN at a computer.
    pub fn first_sign_in(&self, computer: &Computer, who: &Staff) {
        let invited = self.hub.must(&["staff", "invite", "--staff", &who.id]);
        computer.must(&[
            "sign-in",
            "--staff",
            &who.name,
            "--code",
            text(&invited, "code"),
        ]);
    }

    /// Lets a site carry a record.
    pub fn share(&self, record: &str, site: &Site) {
        self.hub
            .must(&["record", "share", "--record", record, "--site", &site.id]);
    }

    /// Writes a copy of the hub.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn back_up(&self, name: &str) -> PathBuf {
        let to = self.folder().join(name);
        let place = to.to_str().expect("a place that can be named");
        self.hub.must(&["backup", "--to", place]);
        to
    }

    /// The hub's disk is lost, and a copy of it takes its place.
    ///
    /// # Panics
    /// When it is refused.
    pub fn set_back_to(&mut self, backup: &Path) {
        self.hub.kill();
        fs::remove_dir_all(self.hub.data()).expect("a hub's folder");
        let place = backup.to_str().expect("a place that can be named");
        self.hub.must(&["restore", "--from", place]);
        self.hub.start();
    }

    /// Where the programs' standard error is gathered, but for the hub's.
    fn log(&self) -> PathBuf {
        self.folder().join("computers.log")
    }

    /// Everything any program said to standard error.
    #[must_use]
    pub fn all_logs(&self) -> String {
        let computers = fs::read(self.log()).unwrap_or_default();
        self.hub.log() + &String::from_utf8_lossy(&computers)
    }

    /// Everything that opens something at a computer, as bytes and as they may be written out.
    ///
    /// # Panics
    /// When she has no PIN there, or the store does not open.
    #[must_use]
    pub fn keys_of(&self, computer: &Computer, who: &Staff) -> Vec<(&'static str, Vec<u8>)> {
        let secret = self.keyring.secret(text(&computer.key_file(), "store"));
        let key = self.store_key_of(computer, who);
        let place = computer.store().join("records.db");
        let store = Workstation::open(&place, &StoreKey::new(key)).expect("its store");
        let identity = store.identity().expect("a store").expect("a device");
        let hex = |text: &str| HEXLOWER.decode(text.as_bytes()).expect("hexadecimal");
        vec![
            ("the store's key", key.to_vec()),
            (
                "the store's key, written out",
                HEXLOWER.encode(&key).into_bytes(),
            ),
            ("the signing key", identity.signing_key.to_bytes().to_vec()),
            ("the keyring's secret", hex(&secret)),
            ("the keyring's secret, written out", secret.into_bytes()),
        ]
    }

    /// Lets all share until nobody has anything to give or to take.
    ///
    /// # Panics
    /// When that takes more rounds than news can need, or somebody is refused.
    pub fn run_until_quiet(&self, computers: &[&Computer]) {
        for _ in 0..10 {
            let moved: u64 = computers
                .iter()
                .map(|computer| {
                    let done = computer.must(&["sync"]);
                    assert_eq!(done["refused"], 0, "{}", computer.name());
                    assert_eq!(done["differing"], 0, "{}", computer.name());
                    number(&done, "sent") + number(&done, "received")
                })
                .sum();
            if moved == 0 {
                return;
            }
        }
        panic!("the region does not come to rest");
    }

    /// What must hold when a story is over: nothing waits anywhere, every store is sound, the hub's audit is whole, and
    /// all computers say the same of a record.
    ///
    /// # Panics
    /// When it does not hold.
    pub fn assert_agreed(&self, computers: &[&Computer], records: &[&str]) {
        self.run_until_quiet(computers);
        for computer in computers {
            let status = computer.must(&["status"]);
            assert_eq!(status["unshared"], 0, "{}: {status}", computer.name());
            let doctor = computer.must(&["doctor"]);
            assert_eq!(doctor["store_sound"], true, "{}", computer.name());
            assert_eq!(doctor["waiting"], Value::Array(Vec::new()));
            assert_eq!(doctor["kept_aside"], 0, "{}", computer.name());
        }
        for record in records {
            let mut exports = computers.iter().map(|computer| computer.export(record));
            let first = exports.next().expect("a region has a computer");
            for (export, computer) in exports.zip(computers.iter().skip(1)) {
                assert_eq!(export, first, "{} exports another record", computer.name());
            }
        }
        self.hub.must(&["doctor"]);
    }
}

/// Names of people in the records of these tests, as they would stand in a log.
const SAID_OF_PEOPLE: [&str; 4] = ["fenwick", "ashdown", "margaret", "999 000 00"];

impl Drop for Region {
    /// Whatever was tried, no program has written a word about anybody to its log.
    fn drop(&mut self) {
        let logs = self.all_logs().to_lowercase();
        for words in SAID_OF_PEOPLE {
            // A test that fails anyway says why by itself.
            assert!(
                std::thread::panicking() || !logs.contains(words),
                "{words:?} is in a log: {logs}"
            );
        }
    }
}

/// A text of an answer.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn text<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {answer}"))
}

/// A number of an answer.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn number(answer: &Value, name: &str) -> u64 {
    answer[name]
        .as_u64()
        .unwrap_or_else(|| panic!("no {name} in {answer}"))
}
