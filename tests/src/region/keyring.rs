//! A session bus and an unlocked keyring of its own: GNOME's, the real one. Another of these is another account.

use super::program::{program, run};
use std::fs::{self, DirBuilder};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running keyring.
#[derive(Debug)]
pub struct Keyring {
    home: PathBuf,
    address: String,
    bus: Child,
    daemon: Child,
}

impl Keyring {
    /// Starts one with a home of its own below a folder.
    ///
    /// # Panics
    /// When `dbus-daemon` or `gnome-keyring-daemon` is not there or does not come up.
    #[must_use]
    pub fn start(folder: &Path) -> Self {
        Self::begin(folder, &mut Command::new("dbus-daemon"))
    }

    /// The same where there is no screen, and so nobody whom it could ask for its password.
    ///
    /// # Panics
    /// As [`Self::start`].
    #[must_use]
    pub fn start_without_a_screen(folder: &Path) -> Self {
        let mut bus = Command::new("dbus-daemon");
        bus.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        Self::begin(folder, &mut bus)
    }

    fn begin(folder: &Path, bus: &mut Command) -> Self {
        let home = folder.join("home");
        for place in [&home, &runtime(&home)] {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(place)
                .expect("a home can be made");
        }
        let mut bus = bus
            .args(["--session", "--nofork", "--print-address=1"])
            .env("HOME", &home)
            .env("XDG_RUNTIME_DIR", runtime(&home))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is there: ./do setup installs it");
        let out = bus.stdout.take().expect("its output is piped");
        let mut address = String::new();
        BufReader::new(out)
            .read_line(&mut address)
            .expect("the bus says its address");
        let address = address.trim().to_owned();
        assert!(!address.is_empty(), "the bus did not come up");

        let mut daemon = Command::new("gnome-keyring-daemon");
        daemon.args(["--foreground", "--unlock", "--components=secrets"]);
        for (name, value) in surroundings(&home, Some(&address)) {
            daemon.env(name, value);
        }
        let mut daemon = daemon
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is there: ./do setup installs it");
        let mut password = daemon.stdin.take().expect("its input is piped");
        password
            .write_all(b"a password for one test")
            .expect("the keyring takes a password");
        drop(password);
        let keyring = Self {
            home,
            address,
            bus,
            daemon,
        };
        let mut wait = Command::new("gdbus");
        wait.args([
            "wait",
            "--session",
            "--timeout",
            "60",
            "org.freedesktop.secrets",
        ]);
        let said = run(keyring.around(&mut wait));
        assert_eq!(
            said.status,
            Some(0),
            "the keyring did not come up: {}",
            said.err
        );
        keyring
    }

    /// Lets a command live in this session.
    pub fn around<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(surroundings(&self.home, Some(&self.address)))
    }

    /// Lets a command live where there is no session bus, and so no keyring, as on a server or in a broken session.
    pub fn without<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let nowhere = self.home.join("nowhere");
        fs::create_dir_all(runtime(&nowhere)).expect("a folder can be made");
        command
            .env_remove("DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .envs(surroundings(&nowhere, None))
    }

    /// What is kept under a store's id.
    ///
    /// # Panics
    /// When nothing is.
    #[must_use]
    pub fn secret(&self, store: &str) -> String {
        let said = run(self.around(Command::new(program("at-the-keyring")).args(["show", store])));
        assert_eq!(said.status, Some(0), "no secret: {}", said.err);
        said.out.trim().to_owned()
    }

    /// Whether anything is kept under a store's id.
    #[must_use]
    pub fn holds(&self, store: &str) -> bool {
        let said = run(self.around(Command::new(program("at-the-keyring")).args(["show", store])));
        said.status == Some(0)
    }

    /// Locks it, as it is before somebody has signed in to the account with a password.
    ///
    /// # Panics
    /// When it does not lock.
    pub fn lock(&self) {
        let said = run(self.around(Command::new(program("at-the-keyring")).arg("lock")));
        assert_eq!(said.status, Some(0), "not locked: {}", said.err);
    }

    /// Puts another secret under a store's id, as a copy of the folder to another account would find it.
    ///
    /// # Panics
    /// When it is not taken.
    pub fn plant(&self, store: &str, secret: &str) {
        let said = run(
            self.around(Command::new(program("at-the-keyring")).args(["plant", store, secret]))
        );
        assert_eq!(said.status, Some(0), "not planted: {}", said.err);
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        for child in [&mut self.daemon, &mut self.bus] {
            let _dead = child.kill();
            let _ended = child.wait();
        }
    }
}

fn runtime(home: &Path) -> PathBuf {
    home.join("run")
}

fn surroundings(home: &Path, address: Option<&str>) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("HOME", home.display().to_string()),
        ("XDG_RUNTIME_DIR", runtime(home).display().to_string()),
        ("XDG_DATA_HOME", home.join("data").display().to_string()),
        ("XDG_CONFIG_HOME", home.join("config").display().to_string()),
        ("XDG_CACHE_HOME", home.join("cache").display().to_string()),
    ];
    all.extend(address.map(|address| ("DBUS_SESSION_BUS_ADDRESS", address.to_owned())));
    all
}
