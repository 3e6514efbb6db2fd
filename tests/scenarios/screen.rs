//! A screen that somebody left on, and what the hub notes of it.

use alongside_tests::region::{Computer, Hub, Staff};
use alongside_tests::wait::until;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// How long a busy machine may take for what takes a moment.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A screen that somebody left on. It ends with this.
pub(crate) struct Screen {
    child: Child,
    said: Receiver<String>,
}

impl Screen {
    /// Signs in and leaves.
    pub(crate) fn left_on(computer: &Computer, staff: &Staff) -> Self {
        let mut child = computer
            .command("a-screen-left-on")
            .arg(&staff.id)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, said) = channel();
        thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                // Whoever listened may have gone.
                let _gone = tell.send(line);
            }
        });
        Self { child, said }
    }

    /// Waits until something of a record has arrived.
    pub(crate) fn says(&self, record: &str) {
        until("news of the record", PATIENCE, || {
            self.said.try_iter().find(|said| said == record)
        });
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _dead = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// How often the hub noted something of a device.
pub(crate) fn noted(hub: &Hub, what: &str, device: &str) -> usize {
    let log = hub.log();
    let of_device = format!("device={device}");
    log.lines()
        .filter(|line| line.contains(what) && line.contains(&of_device))
        .count()
}

/// The one device that listens.
pub(crate) fn listens(hub: &Hub) -> String {
    until("somebody listens", PATIENCE, || {
        let log = hub.log();
        let (_, device) = log.split_once(": listens device=")?;
        Some(device.split_whitespace().next()?.to_owned())
    })
}
