//! A hub of its own process and computers in this one, all in a folder that can be set back.

use anyhow::{Context, Result, bail, ensure};
use hub::data::DataFolder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use store::StoreKey;
use store::workstation::Workstation;
use sync_protocol::bytes::Bytes;
use tempfile::TempDir;
use workstation::Workplace;
use workstation::api::{Outcome, Reply, Request};

use super::{Held, Line};
use crate::region::{Hub, PIN, cheapen, number, program, run, store_key, text};
use crate::wait;

/// How long the reading room may take, on a busy machine.
const PUBLISHED_WITHIN: Duration = Duration::from_secs(120);

/// The hub, the line to it, and where everything lies.
#[derive(Debug)]
pub struct Stage {
    /// The hub.
    pub hub: Hub,
    /// The line that all computers know as the hub's address.
    pub line: Line,
    /// The one site.
    pub site: String,
    folder: TempDir,
}

/// A computer and who sits at it.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Its folder.
    pub folder: PathBuf,
    staff: String,
    /// The key of its store.
    pub key: [u8; 32],
}

impl Stage {
    /// A region with one site, whose hub serves.
    ///
    /// # Errors
    /// When it cannot be set up.
    pub async fn begin() -> Result<Self> {
        workstation::use_ring();
        let folder = tempfile::tempdir()?;
        let mut hub = Hub::init(folder.path(), "Fenland");
        hub.start();
        let address = hub.url().trim_start_matches("https://").parse()?;
        let line = Line::to(address, &DataFolder::at(hub.data())).await?;
        let made = hub.must(&["org", "add", "--name", "Fenland Community Care"]);
        let organisation = text(&made, "organisation");
        let name = "District nurses, north";
        let made = hub.must(&[
            "site",
            "add",
            "--organisation",
            organisation,
            "--name",
            name,
        ]);
        let site = text(&made, "site").to_owned();
        Ok(Self {
            hub,
            line,
            site,
            folder,
        })
    }

    /// Joins a computer and lets a district nurse choose her PIN at it.
    ///
    /// # Errors
    /// When anything is refused.
    pub async fn computer(&self, name: &str) -> Result<Seat> {
        let folder = self.folder.path().join(name);
        let place = Workplace::at(&folder, Box::new(|_| {}));
        let invited = self.hub.must(&["device", "invite", "--site", &self.site]);
        let role = "district_nurse";
        let staff = self.hub.must(&[
            "staff", "add", "--site", &self.site, "--name", name, "--role", role,
        ]);
        let enrol = Request::Enrol {
            hub: self.line.url().to_owned(),
            code: text(&invited, "code").to_owned(),
            name: name.to_owned(),
        };
        asked(&place, enrol).await?;
        let staff = text(&staff, "staff").to_owned();
        let invited = self.hub.must(&["staff", "invite", "--staff", &staff]);
        let first = Request::FirstSignIn {
            staff: staff.clone(),
            code: text(&invited, "code").to_owned(),
            pin: PIN.to_owned(),
        };
        asked(&place, first).await?;
        drop(place);
        let key = make_signing_in_cheap(&folder.join("store/keys.json"), name)?;
        Ok(Seat { folder, staff, key })
    }

    /// Waits until everything that was accepted is published.
    pub fn settle(&self) {
        wait::until("everything is published", PUBLISHED_WITHIN, || {
            let report = self.hub.must(&["report"]);
            (number(&report, "waiting") == 0).then_some(())
        });
    }

    /// Copies a folder of a computer or of the hub, nobody using it.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn copy(&self, of: &Path) -> Result<Copy> {
        let name = of.file_name().context("a folder has a name")?;
        let kept = self.folder.path().join("copies").join(name);
        let copy = Copy {
            of: of.to_owned(),
            kept,
        };
        copy_folder(&copy.of, &copy.kept)?;
        Ok(copy)
    }

    /// Sets the hub back to a copy.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn set_back(&mut self, copy: &Copy) -> Result<()> {
        self.hub.kill();
        copy.put_back()?;
        self.hub.start();
        Ok(())
    }
}

/// A copy of a folder.
#[derive(Debug, Clone)]
pub struct Copy {
    of: PathBuf,
    kept: PathBuf,
}

impl Copy {
    /// Makes the folder again what it was.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put_back(&self) -> Result<()> {
        copy_folder(&self.kept, &self.of)
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let from = entry?.path();
        let to = to.join(from.file_name().context("an entry has a name")?);
        match from.is_dir() {
            true => copy_folder(&from, &to)?,
            false => drop(fs::copy(from, to)?),
        }
    }
    Ok(())
}

impl Seat {
    /// Starts the program and signs in.
    ///
    /// # Errors
    /// When that is refused.
    pub async fn open(&self) -> Result<Workplace> {
        let place = Workplace::at(&self.folder, Box::new(|_| {}));
        let (staff, pin) = (self.staff.clone(), PIN.to_owned());
        asked(&place, Request::SignIn { staff, pin }).await?;
        Ok(place)
    }

    /// What its store holds, the program not running.
    ///
    /// # Errors
    /// When the store does not open or is not sound.
    pub fn held(&self) -> Result<Held> {
        Held::of(&self.store(), &self.key)
    }

    /// The envelopes it signed itself, by their numbers, the program not running.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn signed_here(&self) -> Result<BTreeMap<u64, Bytes>> {
        let device = self.held()?.device;
        let store = Workstation::open(&self.store(), &StoreKey::new(self.key))?;
        let kept = store.envelopes_of_device(device, 0, u32::MAX)?.into_iter();
        Ok(kept
            .map(|kept| (kept.note.dev_seq, Bytes::from(kept.bytes)))
            .collect())
    }

    /// Its store.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.join("store/records.db")
    }
}

/// Asks as the window asks.
///
/// # Errors
/// When it is refused: the code.
pub async fn asked(place: &Workplace, request: Request) -> Result<Reply> {
    match place.ask(request).await {
        Outcome::Done { reply } => Ok(reply),
        Outcome::Failed { error } => bail!("{}", error.code),
    }
}

/// Begins a record and gives its id.
///
/// # Errors
/// When it is refused: the code.
pub async fn person(place: &Workplace, family_name: &str) -> Result<String> {
    let request = Request::NewPerson {
        family_name: family_name.to_owned(),
        given_names: "Margaret".to_owned(),
        practice_name: "Fen Road Surgery".to_owned(),
        birth_date: String::new(),
        nhs_number: String::new(),
    };
    match asked(place, request).await? {
        Reply::Saved(saved) => Ok(saved.record),
        _ => bail!("another answer than saved"),
    }
}

/// Writes a note.
///
/// # Errors
/// When it is refused: the code.
pub async fn note(place: &Workplace, record: &str, words: &str) -> Result<()> {
    asked(place, Request::note(record, words)).await.map(drop)
}

/// The key of a store; from now on signing in costs next to nothing, since it is done thousands of times.
fn make_signing_in_cheap(place: &Path, who: &str) -> Result<[u8; 32]> {
    let mut keys: Value = serde_json::from_slice(&fs::read(place)?)?;
    let store = text(&keys, "store").to_owned();
    let said = run(Command::new(program("at-the-keyring")).args(["show", &store]));
    ensure!(said.status == Some(0), "no secret: {}", said.err);
    let secret = said.out.trim();
    let key = store_key(&keys, who, PIN, secret);
    cheapen(&mut keys, who, PIN, secret);
    fs::write(place, serde_json::to_vec(&keys)?)?;
    Ok(key)
}
