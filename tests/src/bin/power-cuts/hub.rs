//! The hub's disk fails while a computer pushes to it and pulls from it.

use alongside_tests::parts::Held;
use alongside_tests::region::program;
use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use store::hub::HubStore;

use super::story::Story;

/// The ways in which it fails, as `failing-hub` names them.
const FAULTS: [&str; 4] = ["gone", "torn", "full", "once"];

/// The power goes in the moment in which the computer has been answered.
const TOLD: &str = "told";

/// Where nothing else is said, every so many places get one of the faults each: a hub takes a while to start.
const USUAL_STEP: usize = 5;

pub(crate) async fn fails(story: &mut Story, all: bool) -> Result<()> {
    let count = attempt(story, usize::MAX, "gone").await?;
    let told = attempt(story, usize::MAX, TOLD).await;
    told.context("the power goes when the computer has been answered")?;
    let (mut tried, step) = (1, if all { 1 } else { USUAL_STEP });
    for number in (0..count).step_by(step) {
        for (which, fault) in FAULTS.into_iter().enumerate() {
            if all || which == (number / step) % FAULTS.len() {
                tried += 1;
                let done = attempt(story, number, fault).await;
                done.with_context(|| format!("the hub's disk, {fault} at {number} of {count}"))?;
            }
        }
    }
    println!("the hub: {count} operations, {tried} faults");
    Ok(())
}

/// Serves on the failing disk and lets a computer share; then the hub itself comes back. Gives the number of operations.
async fn attempt(story: &mut Story, number: usize, fault: &str) -> Result<usize> {
    story.stage.hub.kill();
    story.hub.put_back()?;
    story.device.put_back()?;
    let mut count = 0;
    if let Some(failing) = FailingHub::start(story, number, fault)? {
        let place = story.laptop.open().await?;
        let shared = place.share().await;
        if shared.is_err() && fault == "once" {
            // It was told that this was not taken; a disk that works again takes it.
            let again = place.share().await;
            ensure!(
                again.is_ok(),
                "an error once, and the hub is lost: {again:?}"
            );
        }
        drop(place);
        count = match fault {
            TOLD => {
                shared.context("nothing fails before it is told")?;
                failing.lose_power()?
            }
            _ => failing.stop()?,
        };
    }
    let held = story.laptop.held()?;
    holds_what_it_acknowledged(story, &held)?;
    story.stage.hub.start();
    // What was accepted before is published by itself.
    story.stage.settle();
    story.share_to_the_end().await?;
    let healed = story.laptop.held()?;
    ensure!(
        healed == story.whole,
        "another end:\n{healed:?}\n{:?}",
        story.whole
    );
    Ok(count)
}

/// Its store opens, is sound, and has everything that the computer no longer holds to be its own affair.
fn holds_what_it_acknowledged(story: &Story, held: &Held) -> Result<()> {
    let store = HubStore::open(&story.stage.hub.data().join("hub.store"))?;
    let health = store.examine()?;
    ensure!(health.is_sound(), "not sound: {health:?}");
    let there = store.device(held.device)?.and_then(|device| device.head);
    let there = there.map_or(0, |head| head.dev_seq);
    let waits = |number: u64| {
        held.outbox
            .iter()
            .any(|(waiting, _, accepted)| *waiting == number && !accepted)
    };
    for kept in held
        .envelopes
        .values()
        .filter(|kept| kept.device == held.device)
    {
        let acknowledged = !waits(kept.dev_seq);
        ensure!(
            !acknowledged || kept.dev_seq <= there,
            "{} was acknowledged and is lost",
            kept.dev_seq
        );
    }
    Ok(())
}

struct FailingHub {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl FailingHub {
    /// Starts it; nothing where the disk fails before it serves.
    fn start(story: &Story, number: usize, fault: &str) -> Result<Option<Self>> {
        let hub = &story.stage.hub;
        let mut child = Command::new(program("failing-hub"))
            .arg(hub.data())
            .arg(hub.url().trim_start_matches("https://"))
            .arg(program("alongside-reading-room"))
            .arg(number.to_string())
            .arg(if fault == TOLD { "gone" } else { fault })
            .arg(number.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut out = BufReader::new(child.stdout.take().context("its output is piped")?);
        let mut line = String::new();
        out.read_line(&mut line)?;
        if line.contains("listening") {
            return Ok(Some(Self { child, out }));
        }
        child.wait()?;
        Ok(None)
    }

    /// Lets the power go.
    fn lose_power(mut self) -> Result<usize> {
        let mut wire = self.child.stdin.take().context("its input is piped")?;
        wire.write_all(b"now\n")?;
        self.child.wait()?;
        Ok(0)
    }

    /// Ends it, if it has not ended; gives what it counted, if it could say.
    fn stop(mut self) -> Result<usize> {
        // It may be gone already.
        let _told = kill_process(Pid::from_child(&self.child), Signal::TERM);
        self.child.wait()?;
        let mut rest = String::new();
        self.out.read_to_string(&mut rest)?;
        Ok(rest
            .split(' ')
            .next()
            .and_then(|count| count.parse().ok())
            .unwrap_or(0))
    }
}
