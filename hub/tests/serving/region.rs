//! A region: a folder, the program's verbs, and the program serving.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const HUB: &str = env!("CARGO_BIN_EXE_alongside-hub");

/// A region with its hub, which ends with it.
pub(crate) struct Region {
    folder: TempDir,
    data: PathBuf,
    serving: Option<Child>,
    pub(crate) url: String,
}

/// A site and someone who works there.
pub(crate) struct Team {
    pub(crate) organisation: String,
    pub(crate) site: String,
    pub(crate) staff: String,
    pub(crate) sign_in_code: String,
}

impl Region {
    /// A region that is set up and serves.
    pub(crate) fn serving() -> Self {
        let mut region = Self::set_up(&[]);
        region.serve();
        region
    }

    pub(crate) fn set_up(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let region = Self {
            data: folder.path().join("hub"),
            folder,
            serving: None,
            url: String::new(),
        };
        region.admin(&[&["init", "--region", "Fenland"], more].concat());
        region
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Goes on with another folder as the hub's.
    pub(crate) fn move_to(&mut self, name: &str) {
        self.data = self.path(name);
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(HUB)
            .arg("--data")
            .arg(&self.data)
            .arg("--json")
            .args(args)
            .output()
            .unwrap()
    }

    /// Does something that must succeed, and gives what it answers.
    pub(crate) fn admin(&self, args: &[&str]) -> Value {
        let done = self.run(args);
        assert!(
            done.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        serde_json::from_slice(&done.stdout).unwrap()
    }

    /// Does something that must be refused, and gives the code.
    pub(crate) fn refused(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(done.status.code(), Some(1), "{args:?}");
        let said = String::from_utf8(done.stderr).unwrap();
        let last = said.lines().last().unwrap();
        let said: Value = serde_json::from_str(last).unwrap();
        text(&said, "code")
    }

    /// An organisation with one site and one member of staff.
    pub(crate) fn team(&self, name: &str, role: &str) -> Team {
        let added = self.admin(&["org", "add", "--name", name]);
        let organisation = text(&added, "organisation");
        self.team_of(&organisation, name, role)
    }

    pub(crate) fn team_of(&self, organisation: &str, name: &str, role: &str) -> Team {
        let added = self.admin(&[
            "site",
            "add",
            "--organisation",
            organisation,
            "--name",
            name,
        ]);
        let site = text(&added, "site");
        let who = format!("Nurse of {name}");
        let added = self.admin(&[
            "staff", "add", "--site", &site, "--name", &who, "--role", role,
        ]);
        Team {
            organisation: organisation.to_owned(),
            site,
            staff: text(&added, "staff"),
            sign_in_code: text(&added, "code"),
        }
    }

    pub(crate) fn device_code(&self, site: &str) -> String {
        text(&self.admin(&["device", "invite", "--site", site]), "code")
    }

    pub(crate) fn serve(&mut self) {
        let room = Path::new(HUB).with_file_name("alongside-reading-room");
        self.serve_reading_in(&room);
    }

    /// Serves with a reading room of which the first process dies after so many questions.
    pub(crate) fn serve_with_a_death_after(&mut self, questions: u32) {
        let (room, mark) = (self.path("mortal-room"), self.path("has-died"));
        let real = Path::new(HUB).with_file_name("alongside-reading-room");
        // A question is its length in four bytes and then itself.
        let script = format!(
            "#!/bin/bash\nPATH=/usr/bin:/bin\n[[ -e {mark:?} ]] && exec {real:?}\n\
             for ((n = 0; n < {questions}; n++)); do\n  head -c 4 >{mark:?}; cat {mark:?}\n  \
             head -c $((0x$(od -An -tx1 {mark:?} | tr -d ' \\n')))\ndone | {real:?}\n"
        );
        std::fs::write(&room, script).unwrap();
        std::fs::set_permissions(&room, std::fs::Permissions::from_mode(0o755)).unwrap();
        self.serve_reading_in(&room);
    }

    fn serve_reading_in(&mut self, room: &Path) {
        assert!(
            room.exists(),
            "the reading room is not built; `cargo build -p reading-room` builds it"
        );
        let mut serving = Command::new(HUB)
            .arg("--data")
            .arg(&self.data)
            .args([
                "--json",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--reading-room",
            ])
            .arg(room)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(serving.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        self.serving = Some(serving);
        let said: Value = serde_json::from_str(&line).expect("it says where it listens");
        self.url = text(&said, "listening");
    }

    fn pid(&self) -> u32 {
        self.serving.as_ref().unwrap().id()
    }

    fn signal(name: &str, pid: u32) {
        let sent = Command::new("kill")
            .arg(format!("-{name}"))
            .arg(pid.to_string())
            .status();
        assert!(sent.unwrap().success());
    }

    /// Asks the hub to stop, and gives its exit status.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        Self::signal("TERM", self.pid());
        self.serving.take().unwrap().wait().unwrap().code()
    }

    /// Ends the hub in the middle of whatever it does.
    pub(crate) fn kill(&mut self) {
        let mut serving = self.serving.take().unwrap();
        serving.kill().unwrap();
        serving.wait().unwrap();
    }

    /// Ends the reading room behind the hub's back.
    pub(crate) fn kill_reading_room(&self) {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        let mut children = String::new();
        for task in tasks {
            let list = task.unwrap().path().join("children");
            children += &std::fs::read_to_string(list).unwrap_or_default();
        }
        let pid = children.split_whitespace().next().expect("it has a child");
        Self::signal("KILL", pid.parse().unwrap());
    }

    pub(crate) fn report(&self, name: &str) -> u64 {
        self.admin(&["report"])[name].as_u64().unwrap()
    }

    /// The details of all audit rows of one kind.
    pub(crate) fn audited(&self, act: &str) -> Vec<String> {
        let audit = self.admin(&["audit"]);
        assert_eq!(audit["whole"], Value::Bool(true));
        let rows = audit["rows"].as_array().unwrap();
        rows.iter()
            .filter(|row| row["act"] == act)
            .map(|row| text(row, "detail"))
            .collect()
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        if let Some(mut serving) = self.serving.take() {
            let _dead = serving.kill();
            let _waited = serving.wait();
        }
    }
}

pub(crate) fn text(value: &Value, key: &str) -> String {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} in {value}"))
        .to_owned()
}
