//! What a region of twenty thousand records costs its hub: processor time for each envelope, memory, and what of it goes
//! into opening records when there is nothing new.
//!
//! The hub and its reading room are the real processes, and the kernel counts. While acceptance is measured the reading
//! room is held still, so that nothing of publishing is in the figure.

use anyhow::{Context, Result, ensure};
use automerge::Automerge;
use care_record::{RecordId, Sheet};
use rustix::process::{Pid, Signal, kill_process};
use std::num::NonZero;
use std::thread;
use std::time::Duration;
use sync_protocol::bytes::Bytes;

use super::SEED;
use super::person::Person;
use super::row::{Row, count};
use crate::dice::Dice;
use crate::region::{Device, Process, Region, number};
use crate::wait;

/// Records of a caseload with which nothing new is looked for, and of the region.
const CASELOAD: usize = 2_000;
const RECORDS: usize = 20_000;
/// Envelopes in one request.
const TOGETHER: usize = 2_000;
/// Looks with nothing new.
const LOOKS: u32 = 50;
/// Devices that fetch everything at once.
const DEVICES: usize = 8;
const PUBLISHED_WITHIN: Duration = Duration::from_mins(10);

const RESIDENT: &str = "automerge, the same documents loaded";

/// The rows.
///
/// # Errors
/// When something is refused.
pub fn rows() -> Result<Vec<Row>> {
    let region = Region::begin();
    let site = region.site("Fenland Community Care", "District nurses, north");
    let _nurse = region.staff(&site, "Nurse Fairlamb", "district_nurse");
    let mut dice = Dice::seeded(SEED);
    let mut join = || Device::enrol(&region.hub, &region.device_code(&site), &mut dice);
    let (mut first, mut others) = (join(), Vec::new());
    others.resize_with(DEVICES, join);
    let hub = region.hub.process().context("the hub serves")?;
    let [room] = hub.children()[..] else {
        anyhow::bail!("the hub has one reading room");
    };
    let mut persons: Vec<(Person, Vec<u8>)> = grow()?;
    let rest = persons.split_off(CASELOAD);

    push(&region, &mut first, &persons)?;
    published(&region, CASELOAD);
    catch_up(&region, &mut first)?;
    let (asked, used) = (room.turns(), hub.processor_time());
    for _ in 0..LOOKS {
        let looked = first.offer(&region.hub, &[]);
        ensure!(looked.whole && looked.arrived.is_empty(), "nothing is new");
    }
    let (asked, used) = (room.turns() - asked, hub.processor_time() - used);
    let mut rows = vec![
        Row::alone("idle_2000_reading_room_turns", "turns", count(asked)),
        Row::alone("idle_2000_hub_cpu_us", "us", each(used, LOOKS as usize)),
    ];

    let before = (hub.processor_time(), room.processor_time(), room.turns());
    kill_process(pid(room)?, Signal::STOP)?;
    let pushed = push(&region, &mut first, &rest);
    let accepted = hub.processor_time() - before.0;
    kill_process(pid(room)?, Signal::CONT)?;
    pushed?;
    published(&region, RECORDS);
    ensure!(
        room.turns() > before.2,
        "the turns of the reading room are counted"
    );
    let in_hub = hub.processor_time() - before.0;
    let in_room = room.processor_time() - before.1;
    rows.extend([
        Row::alone("hub_accept_cpu_us", "us", each(accepted, rest.len())),
        Row::alone(
            "hub_accept_and_publish_cpu_us",
            "us",
            each(in_hub, rest.len()),
        ),
        Row::alone("reading_room_cpu_us", "us", each(in_room, rest.len())),
    ]);

    let fetched: Result<Vec<()>> = thread::scope(|scope| {
        let fetching: Vec<_> = others
            .iter_mut()
            .map(|device| scope.spawn(|| catch_up(&region, device)))
            .collect();
        let done = fetching.into_iter().map(|thread| thread.join());
        done.map(|done| done.map_err(|_| anyhow::anyhow!("a thread died"))?)
            .collect()
    });
    fetched?;
    persons.extend(rest);
    let memory = hub.most_memory_kib();
    rows.extend([
        Row::beside(
            "hub_memory_20000_mib",
            "MiB",
            mib(memory),
            mib(resident(&persons)?),
            RESIDENT,
        ),
        Row::alone(
            "reading_room_memory_20000_mib",
            "MiB",
            mib(room.most_memory_kib()),
        ),
    ]);
    Ok(rows)
}

/// Everybody with what begins a record and a first visit, as two changes, on as many threads as there are cores.
fn grow() -> Result<Vec<(Person, Vec<u8>)>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let numbers: Vec<u64> = (1..=RECORDS as u64).collect();
    let grown: Vec<Result<Vec<_>>> = thread::scope(|scope| {
        let growing: Vec<_> = numbers
            .chunks(RECORDS.div_ceil(threads))
            .map(|share| scope.spawn(|| share.iter().map(|number| begun(*number)).collect()))
            .collect();
        let done = growing.into_iter().map(|thread| thread.join());
        done.map(|done| done.unwrap_or_else(|_| Err(anyhow::anyhow!("a thread died"))))
            .collect()
    });
    let grown: Result<Vec<Vec<_>>> = grown.into_iter().collect();
    Ok(grown?.into_iter().flatten().collect())
}

fn begun(number: u64) -> Result<(Person, Vec<u8>)> {
    let mut person = Person::new(SEED, number);
    let actor = person.actor();
    let mut edits = person.beginning();
    edits.extend(
        person
            .visit(1, super::Saving::EachVisit)
            .into_iter()
            .flatten(),
    );
    let change = person.write(actor, &edits)?.change;
    Ok((person, change))
}

/// Offers each as an envelope of its own, and reads nothing.
fn push(region: &Region, device: &mut Device, persons: &[(Person, Vec<u8>)]) -> Result<()> {
    for some in persons.chunks(TOGETHER) {
        let sealed: Vec<Bytes> = some
            .iter()
            .map(|(person, change)| {
                let record = RecordId::from_bytes(*person.document.record.as_bytes());
                let envelope = device.seal(record, vec![change.clone()]);
                Bytes::from(envelope.bytes())
            })
            .collect();
        let answered = device.offer(&region.hub, &sealed);
        ensure!(
            answered.whole && answered.refused.is_empty(),
            "all is taken"
        );
        device.start = answered.cursor.unwrap_or(device.start);
    }
    Ok(())
}

fn published(region: &Region, records: usize) {
    wait::until("everything is published", PUBLISHED_WITHIN, || {
        let report = region.hub.must(&["report"]);
        assert_eq!(number(&report, "quarantined"), 0);
        let all = number(&report, "waiting") == 0 && number(&report, "records") == records as u64;
        all.then_some(())
    });
}

/// Reads all there is.
fn catch_up(region: &Region, device: &mut Device) -> Result<()> {
    loop {
        let answered = device.offer(&region.hub, &[]);
        ensure!(answered.whole, "a whole answer");
        match answered.cursor {
            Some(cursor) => device.start = cursor,
            None => return Ok(()),
        }
    }
}

/// What the peer needs to sync the same records: each loaded.
fn resident(persons: &[(Person, Vec<u8>)]) -> Result<u64> {
    let saved = |sheet: &Sheet| sheet.snapshot();
    let snapshots: Vec<Vec<u8>> = persons
        .iter()
        .map(|(person, _)| saved(&person.sheet))
        .collect();
    let before = Process::own().memory_kib();
    let loaded: Result<Vec<Automerge>, _> = snapshots
        .iter()
        .map(|bytes| Automerge::load(bytes))
        .collect();
    let loaded = loaded?;
    let memory = Process::own().memory_kib().saturating_sub(before);
    ensure!(loaded.len() == RECORDS, "all are loaded");
    Ok(memory)
}

fn pid(process: Process) -> Result<Pid> {
    Pid::from_raw(i32::try_from(process.0)?).context("a process has a number")
}

#[expect(clippy::cast_precision_loss, reason = "a count of envelopes")]
fn each(time: Duration, among: usize) -> f64 {
    (time.as_secs_f64() * 10_000_000.0 / among as f64).round() / 10.0
}

fn mib(kib: u64) -> f64 {
    (count(kib) / 1024.0 * 10.0).round() / 10.0
}
