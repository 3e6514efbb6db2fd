//! One computer, worked with by `alongsidectl`.

use super::keyring::Keyring;
use super::program::{Done, Said, program, run};
use super::text;
use serde_json::Value;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The PIN everybody uses.
pub const PIN: &str = "246810";

/// A computer's folder and the session it is used in.
#[derive(Debug, Clone)]
pub struct Computer {
    folder: PathBuf,
    log: PathBuf,
    surroundings: Vec<(std::ffi::OsString, Option<std::ffi::OsString>)>,
}

impl Computer {
    /// A computer with its data in a folder, there or not.
    #[must_use]
    pub fn at(folder: &Path, keyring: &Keyring, log: &Path) -> Self {
        let mut command = Command::new("true");
        keyring.around(&mut command);
        Self::within(folder, log, &command)
    }

    /// The same folder in another session, such as another account's.
    #[must_use]
    pub fn moved_to(&self, keyring: &Keyring) -> Self {
        Self::at(&self.folder, keyring, &self.log)
    }

    /// The same folder in a session without a bus, and so without a keyring.
    #[must_use]
    pub fn without_a_session(&self, keyring: &Keyring) -> Self {
        let mut command = Command::new("true");
        keyring.without(&mut command);
        Self::within(&self.folder, &self.log, &command)
    }

    /// The same computer with something of its own around every program, such as a clock of its own.
    #[must_use]
    pub fn with_around(&self, around: impl FnOnce(&mut Command)) -> Self {
        let mut command = self.command("alongsidectl");
        around(&mut command);
        Self::within(&self.folder, &self.log, &command)
    }

    /// The same session with the data in another folder.
    #[must_use]
    pub fn with_folder(&self, folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            ..self.clone()
        }
    }

    /// A copy of its folder, as of a disk, in the same session.
    ///
    /// # Panics
    /// When it cannot be copied.
    #[must_use]
    pub fn copied_to(&self, folder: &Path) -> Self {
        copy_folder(&self.folder, folder);
        self.with_folder(folder)
    }

    fn within(folder: &Path, log: &Path, session: &Command) -> Self {
        Self {
            folder: folder.to_owned(),
            log: log.to_owned(),
            surroundings: session
                .get_envs()
                .map(|(name, value)| (name.to_owned(), value.map(std::ffi::OsStr::to_owned)))
                .collect(),
        }
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of its store and keys.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    /// Its key file.
    ///
    /// # Panics
    /// When it is not there or does not read.
    #[must_use]
    pub fn key_file(&self) -> Value {
        let text = fs::read(self.store().join("keys.json")).expect("a key file");
        serde_json::from_slice(&text).expect("a key file reads")
    }

    /// What it is called in a sentence.
    #[must_use]
    pub fn name(&self) -> String {
        self.folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// Any program in this computer's session, with its store and the PIN.
    #[must_use]
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(program(name));
        for (name, value) in &self.surroundings {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
            .env("ALONGSIDE_STORE", &self.folder)
            .env("ALONGSIDE_PIN", PIN);
        command
    }

    /// Runs `alongsidectl --json`, perhaps with another PIN.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn said(&self, pin: &str, words: &[&str]) -> Said {
        let said = run(self
            .command("alongsidectl")
            .env("ALONGSIDE_PIN", pin)
            .arg("--json")
            .args(words));
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.log)
            .and_then(|mut log| log.write_all(said.err.as_bytes()))
            .expect("the log can be written");
        said
    }

    /// Runs a verb.
    pub fn verb(&self, words: &[&str]) -> Done {
        self.said(PIN, words).done()
    }

    /// Runs a verb that must not be refused.
    ///
    /// # Panics
    /// When it is.
    pub fn must(&self, words: &[&str]) -> Value {
        self.verb(words)
            .unwrap_or_else(|refusal| panic!("{}: {words:?}: {refusal}", self.name()))
    }

    /// Runs a verb that must be refused, and gives the code.
    ///
    /// # Panics
    /// When it is not refused.
    #[must_use]
    pub fn refuses(&self, words: &[&str]) -> String {
        match self.verb(words) {
            Ok(answer) => panic!("{}: {words:?} was not refused: {answer}", self.name()),
            Err(refusal) => refusal.code,
        }
    }

    /// Asks many things with one sign-in, none of which may be refused; gives the replies.
    ///
    /// # Panics
    /// When one is refused or the program does not run.
    pub fn ask(&self, requests: &[Value]) -> Vec<Value> {
        let outcomes = self.outcomes(requests).into_iter().zip(requests);
        outcomes
            .map(|(outcome, request)| {
                outcome.unwrap_or_else(|code| panic!("{}: {request}: {code}", self.name()))
            })
            .collect()
    }

    /// Asks many things with one sign-in; gives the reply to each, or the code with which it was refused.
    ///
    /// # Panics
    /// When the program does not run, or does not answer each.
    pub fn outcomes(&self, requests: &[Value]) -> Vec<Result<Value, String>> {
        let lines: String = requests
            .iter()
            .map(|request| format!("{request}\n"))
            .collect();
        let said = self
            .pipe(lines)
            .unwrap_or_else(|error| panic!("{}: {error}", self.name()));
        let outcomes = said
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|outcome| outcome.get("outcome").is_some());
        let outcomes: Vec<_> = outcomes
            .map(|mut outcome| match outcome.get_mut("reply") {
                Some(reply) => Ok(reply.take()),
                None => Err(text(&outcome["error"], "code").to_owned()),
            })
            .collect();
        assert_eq!(outcomes.len(), requests.len(), "{}", self.name());
        outcomes
    }

    fn pipe(&self, lines: String) -> std::io::Result<String> {
        let mut child = self
            .command("alongsidectl")
            .args(["--json", "ask"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        // Written aside: answers fill their pipe while it is still being asked. Should it stop early, its answers say so.
        let asking = child
            .stdin
            .take()
            .map(|mut stdin| std::thread::spawn(move || stdin.write_all(lines.as_bytes())));
        let output = child.wait_with_output()?;
        let _stopped_early = asking.map(std::thread::JoinHandle::join);
        String::from_utf8(output.stdout).map_err(std::io::Error::other)
    }

    /// Signs in somebody who has a PIN here.
    pub fn sign_in(&self, who: &super::Staff) {
        self.must(&["sign-in", "--staff", &who.name]);
    }

    /// Begins a record and gives its id.
    #[must_use]
    pub fn new_person(&self, family: &str, given: &str) -> String {
        let saved = self.must(&[
            "new",
            "--family",
            family,
            "--given",
            given,
            "--practice",
            "Fen Road Surgery",
        ]);
        text(&saved, "record").to_owned()
    }

    /// Writes a note.
    pub fn note(&self, record: &str, words: &str) {
        self.must(&["note", record, "--text", words]);
    }

    /// The words of every note in a record, as often as they are there.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn notes(&self, record: &str) -> Vec<String> {
        // The page of the record shows the newest only; the history has all.
        let said = self.must(&["history", record, "note"]);
        said["lines"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|line| line["standing"] == "open")
            .map(|line| text(&line["value"], "text").to_owned())
            .collect()
    }

    /// The record as a FHIR document, byte for byte as printed.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn export(&self, record: &str) -> String {
        let said = self.said(PIN, &["export", record]);
        assert_eq!(said.status, Some(0), "{}", said.err);
        said.out
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be listed") {
        let place = entry.expect("a folder can be listed").path();
        let copy = to.join(place.file_name().unwrap_or_default());
        if place.is_dir() {
            copy_folder(&place, &copy);
        } else {
            fs::copy(&place, &copy).expect("a file can be copied");
        }
    }
}
