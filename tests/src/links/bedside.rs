//! A computer at a bedside, with somebody at it who writes until the program is killed.

use super::gather::{Sight, device, look};
use super::history::{DeviceEnd, Note, Noticed};
use super::link::Link;
use crate::region::{Computer, Done, Keyring, PIN, Staff, number, run, store_key, text};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// The computer, the person and the line.
#[derive(Debug)]
pub struct Bedside {
    /// What it is called.
    pub name: String,
    /// The computer.
    pub computer: Computer,
    /// Its line to the region.
    pub link: Arc<Link>,
    /// Whether its folder was copied, or is the copy.
    pub copied: bool,
    /// What was said to be saved here.
    pub said: Vec<Note>,
    /// Why the last sharing was refused, if it was.
    pub said_at_last: Option<String>,
    staff: Staff,
    key: [u8; 32],
    at_work: Option<AtWork>,
}

#[derive(Debug)]
struct AtWork {
    child: Child,
    listening: JoinHandle<Vec<Note>>,
}

impl Bedside {
    /// A computer that has joined, at which this person has a PIN.
    ///
    /// # Panics
    /// When its key file cannot be read.
    #[must_use]
    pub fn of(computer: Computer, staff: &Staff, link: Arc<Link>, keyring: &Keyring) -> Self {
        let keys = fs::read(computer.store().join("keys.json")).expect("a key file");
        let keys: Value = serde_json::from_slice(&keys).expect("a key file");
        let secret = keyring.secret(text(&keys, "store"));
        Self {
            name: computer.name(),
            key: store_key(&keys, &staff.name, PIN, &secret),
            computer,
            link,
            copied: false,
            said: Vec::new(),
            said_at_last: None,
            staff: staff.clone(),
            at_work: None,
        }
    }

    /// A copy of its folder, as of a disk, in the same account. Nobody may be at work at it.
    ///
    /// # Panics
    /// When the folder cannot be copied.
    pub fn copy(&mut self) -> Self {
        assert!(self.at_work.is_none(), "nobody is at work at it");
        let folder = self.computer.folder().with_extension("copy");
        let computer = self.computer.copied_to(&folder);
        self.copied = true;
        Self {
            name: computer.name(),
            computer,
            link: Arc::clone(&self.link),
            copied: true,
            said: Vec::new(),
            said_at_last: None,
            staff: self.staff.clone(),
            key: self.key,
            at_work: None,
        }
    }

    /// Lets the person begin. `seed` decides what is written.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn begin(&mut self, seed: u64, clock: &Clock) {
        assert!(self.at_work.is_none(), "somebody is at work already");
        let mut command = self.computer.command("at-a-bedside");
        clock.around(&mut command, &self.clock());
        let mut child = command
            .args([&self.staff.id, &self.name, &seed.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(self.words()).expect("a log can be written"))
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("its output is piped");
        let listening = thread::spawn(move || {
            let lines = BufReader::new(out).lines().map_while(Result::ok);
            lines.filter_map(|line| note(&line)).collect()
        });
        self.at_work = Some(AtWork { child, listening });
    }

    /// `kill -9`. What it said before it died was said.
    ///
    /// # Panics
    /// When it has died by itself.
    pub fn kill(&mut self) {
        let Some(AtWork {
            mut child,
            listening,
        }) = self.at_work.take()
        else {
            return;
        };
        let alive = matches!(child.try_wait(), Ok(None));
        let words = fs::read_to_string(self.words()).unwrap_or_default();
        assert!(alive, "{} ended by itself: {words}", self.name);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        self.said.extend(listening.join().expect("a listener ends"));
    }

    /// Where the clock of this computer is set.
    #[must_use]
    pub fn clock(&self) -> PathBuf {
        self.computer.folder().with_extension("clock")
    }

    /// Shares once, and says how much moved.
    ///
    /// # Errors
    /// The code of the refusal.
    pub fn share(&mut self) -> Result<u64, String> {
        let done = self.computer.verb(&["sync"]);
        let done = done.map_err(|refusal| refusal.code);
        self.said_at_last = done.as_ref().err().cloned();
        done.map(|done| number(&done, "sent") + number(&done, "received"))
    }

    /// Looks into its store, whoever is at work.
    #[must_use]
    pub fn look(&self) -> Option<Sight> {
        look(&self.store(), &self.key)
    }

    /// What it holds when all is over.
    #[must_use]
    pub fn end(&self) -> DeviceEnd {
        let noticed = || Noticed(self.said_at_last.as_deref() == Some("session.forked"));
        device(&self.store(), &self.key, self.copied.then(noticed))
    }

    /// What the program said to standard error since it last began.
    fn words(&self) -> PathBuf {
        self.computer.folder().with_extension("log")
    }

    fn store(&self) -> PathBuf {
        self.computer.store().join("records.db")
    }
}

impl Drop for Bedside {
    fn drop(&mut self) {
        if let Some(mut work) = self.at_work.take() {
            let _dead = work.child.kill();
            let _ended = work.child.wait();
        }
    }
}

fn note(line: &str) -> Option<Note> {
    let (record, words) = line.split_once(' ')?;
    Some((record.parse().ok()?, words.to_owned()))
}

/// The way to set a program's clock while it runs: libfaketime, where it is.
#[derive(Debug, Clone)]
pub struct Clock(Option<PathBuf>);

impl Clock {
    /// Looks for it.
    #[must_use]
    pub fn found() -> Self {
        let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
        let places = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
        Self(places.into_iter().find(|place| place.exists()))
    }

    /// Whether clocks can be set.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }

    /// Sets a clock ahead or back.
    ///
    /// # Panics
    /// When that cannot be written down.
    pub fn set(&self, place: &Path, offset: &str) {
        if self.is_there() {
            fs::write(place, offset).expect("the clock can be set");
        }
    }

    /// What `alongsidectl` does at a computer whose clock is that far ahead or back.
    ///
    /// # Errors
    /// When it is refused.
    pub fn said_at(&self, offset: &str, computer: &Computer, words: &[&str]) -> Done {
        let place = computer.folder().with_extension("clock");
        self.set(&place, offset);
        let mut command = computer.command("alongsidectl");
        self.around(&mut command, &place);
        command.env("ALONGSIDE_PIN", PIN);
        run(command.arg("--json").args(words)).done()
    }

    /// Lets a program go by the clock at a place.
    ///
    /// # Panics
    /// When it cannot be set.
    pub fn around(&self, command: &mut std::process::Command, place: &Path) {
        let Some(library) = &self.0 else { return };
        if !place.exists() {
            self.set(place, "+0");
        }
        command
            .env("LD_PRELOAD", library)
            .env("FAKETIME_TIMESTAMP_FILE", place)
            .env("FAKETIME_CACHE_DURATION", "1")
            // What measures how long something takes is not the clock on the wall.
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1");
    }
}
