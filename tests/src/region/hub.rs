//! The hub as a process of its own, with its reading room.

use super::process::Process;
use super::program::{Done, program, run};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use sync_protocol::message::request::SyncRequest;

/// A busy machine may take long to start a program.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A hub and its folder.
#[derive(Debug)]
pub struct Hub {
    data: PathBuf,
    log: PathBuf,
    listen: String,
    serving: Option<Child>,
    fingerprint: String,
    /// The newest version of a sync request that it takes.
    pub newest_protocol: u8,
}

impl Hub {
    /// Sets up a region in a new folder. Nothing serves yet.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn init(folder: &Path, region: &str) -> Self {
        Self::init_secured_by(folder, region, "commit")
    }

    /// The same, with what makes an accepted save safe from the loss of the hub.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn init_secured_by(folder: &Path, region: &str, secured_by: &str) -> Self {
        let mut hub = Self {
            data: folder.join("hub"),
            log: folder.join("hub.log"),
            listen: own_address(),
            serving: None,
            fingerprint: String::new(),
            newest_protocol: SyncRequest::PROTO,
        };
        let made = hub.must(&["init", "--region", region, "--secured-by", secured_by]);
        made["fingerprint"]
            .as_str()
            .expect("init says its fingerprint")
            .clone_into(&mut hub.fingerprint);
        hub
    }

    /// Where it is found, whether it serves or not.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}", self.listen)
    }

    /// SHA-256 of the certificate it shows.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Its folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Everything it ever said to standard error.
    ///
    /// # Panics
    /// When the log cannot be read.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read(&self.log).map_or_else(
            |_| String::new(),
            |bytes| String::from_utf8_lossy(&bytes).into_owned(),
        )
    }

    /// Runs a verb.
    pub fn verb(&self, words: &[&str]) -> Done {
        run(Command::new(program("alongside-hub"))
            .arg("--data")
            .arg(&self.data)
            .arg("--json")
            .args(words))
        .done()
    }

    /// Runs a verb that must not be refused.
    ///
    /// # Panics
    /// When it is.
    pub fn must(&self, words: &[&str]) -> Value {
        self.verb(words)
            .unwrap_or_else(|refusal| panic!("alongside-hub {words:?}: {refusal}"))
    }

    /// Starts serving, and returns when it listens: always at the same address.
    ///
    /// # Panics
    /// When it does not listen within a minute.
    pub fn start(&mut self) {
        assert!(self.serving.is_none(), "the hub serves already");
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.log)
            .expect("the log can be written");
        let mut child = Command::new(program("alongside-hub"))
            .arg("--data")
            .arg(&self.data)
            .args([
                "--json",
                "serve",
                "--listen",
                &self.listen,
                "--reading-room",
            ])
            .arg(program("alongside-reading-room"))
            .args(self.older_protocol())
            // As much as it ever says: what must not be in a log must not be in this one either.
            .env(
                "ALONGSIDE_LOG",
                "info,hub=trace,store=trace,sync_protocol=trace",
            )
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the hub starts");
        let out = child.stdout.take().expect("its output is piped");
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(out).read_line(&mut line);
            // Whoever waited may have given up.
            let _gone = tell.send(read.map(|_| line));
        });
        let line = told.recv_timeout(START_LIMIT);
        let Ok(Ok(line)) = line else {
            let _dead = child.kill();
            panic!("the hub does not say where it listens: {}", self.log());
        };
        let said: Value = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("the hub said {line:?}: {}", self.log()));
        assert_eq!(said["listening"], self.url());
        self.serving = Some(child);
    }

    /// A hub of an older build knows no such option, and speaks what it speaks.
    fn older_protocol(&self) -> Vec<String> {
        match self.newest_protocol {
            SyncRequest::PROTO => Vec::new(),
            older => vec!["--newest-protocol".to_owned(), older.to_string()],
        }
    }

    /// Tells it to stop, and waits until it has.
    ///
    /// # Panics
    /// When it does not serve or does not end well.
    pub fn stop(&mut self) {
        let mut child = self.serving.take().expect("the hub serves");
        let pid = Pid::from_child(&child);
        kill_process(pid, Signal::TERM).expect("the hub can be told to stop");
        let status = child.wait().expect("the hub ends");
        assert!(
            status.success(),
            "the hub ended with {status}: {}",
            self.log()
        );
    }

    /// `kill -9`.
    ///
    /// # Panics
    /// When it does not serve.
    pub fn kill(&mut self) {
        let mut child = self.serving.take().expect("the hub serves");
        child.kill().expect("the hub can be killed");
        child.wait().expect("the hub ends");
    }

    /// The process, while it serves.
    #[must_use]
    pub fn process(&self) -> Option<Process> {
        self.serving.as_ref().map(|child| Process(child.id()))
    }

    /// Whether the process still runs.
    pub fn is_running(&mut self) -> bool {
        self.serving
            .as_mut()
            .is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    /// Posts bytes over TLS as any stranger could: the status and the body of the answer.
    ///
    /// # Panics
    /// When there is no answer at all.
    pub fn post(&self, path: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let folder = tempfile::tempdir().expect("a folder for one question");
        let (question, answer) = (folder.path().join("question"), folder.path().join("answer"));
        fs::write(&question, body).expect("the question can be written");
        File::create(&answer).expect("the answer can be written");
        let said = run(self
            .curl(path)
            .arg("--data-binary")
            .arg(format!("@{}", question.display()))
            .args(["--write-out", "%{http_code}", "--output"])
            .arg(&answer));
        assert_eq!(said.status, Some(0), "no answer from the hub: {}", said.err);
        let status = said.out.parse().expect("curl says a status");
        (status, fs::read(answer).expect("the answer can be read"))
    }

    /// `curl`, ready to ask this hub something. It takes any certificate: who asks here proves nothing by TLS.
    #[must_use]
    pub fn curl(&self, path: &str) -> Command {
        let mut command = Command::new("curl");
        command
            .args(["--silent", "--show-error", "--insecure", "--noproxy", "*"])
            .args([
                "--max-time",
                "120",
                "--header",
                "content-type: application/cbor",
            ])
            // Without this a large question waits for a "100 Continue".
            .args(["--header", "expect:"])
            .arg(format!("{}/{path}", self.url()));
        command
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        if let Some(mut child) = self.serving.take() {
            let _dead = child.kill();
            let _ended = child.wait();
        }
    }
}

/// An address that no other test on this machine takes, so that a hub that was stopped finds its own free again. All of
/// 127.0.0.0/8 is this machine.
fn own_address() -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let [_, high, middle, low] = std::process::id().to_be_bytes();
    let port = 20_000 + NEXT.fetch_add(1, Ordering::Relaxed);
    format!("127.{}.{middle}.{low}:{port}", 64 + (high & 0x3f))
}
