//! How long a nurse's day takes over the worst line that still is one: 20 kbit/s, 0.8 s there and back, from a cold start.
//!
//! Ours is the real workstation, which shares over TLS and HTTP with the real hub; its day is in one request. The peer
//! speaks TCP and nothing above it, says all its documents' messages side by side, and remembers the last sync. Both are
//! timed from before the connection is opened until the device knows that all is there.

use anyhow::{Context, Result, ensure};
use automerge::sync::{Message, SyncDoc};
use care_record::Sheet;
use std::io;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::peer::{End, Ends, remembered};
use super::real::Real;
use super::row::Row;
use super::saves::{PAST_VISITS, Patient, Peer, Times};
use super::{SEED, notes_of_day_a};
use crate::links::{Link, Weather, Wire};

const FAR: Weather = Weather {
    round_trip: Duration::from_millis(800),
    bits_per_s: Some(20_000),
    ..Weather::FINE
};

const BY_THE_KERNEL: &str = "automerge::sync remembered, bare TCP, rate by tbf";
const BY_THE_LINK: &str = "automerge::sync remembered, bare TCP, rate by the link";

/// The row: seconds.
///
/// # Errors
/// When something is refused. It needs a keyring in its session and the programs beside itself.
pub fn rows() -> Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure())
}

async fn measure() -> Result<Vec<Row>> {
    let wire = wire();
    let how = if wire.is_some() {
        BY_THE_KERNEL
    } else {
        BY_THE_LINK
    };
    let (real, link) = Real::far(wire).await?;
    let nurse = real.computer("Nurse Fairlamb").await?;
    let mut saved = Peer::at(&real.folder().join("peer.db"))?;
    let mut times = Times::default();
    let mut patients = Vec::new();
    let day = notes_of_day_a();
    for number in 1..=day.len() as u64 {
        let mut patient = Patient::begin(&nurse, number).await?;
        for visit in 0..PAST_VISITS {
            patient
                .visit(&nurse, 1 + visit % 2, &mut saved, &mut times)
                .await?;
        }
        patients.push(patient);
    }
    real.share(&nurse).await?;
    let sheets = |patients: &[Patient]| -> Vec<Sheet> {
        let sheets = patients.iter().map(|patient| patient.person.sheet.clone());
        sheets.collect()
    };
    let before = sheets(&patients);
    for (patient, notes) in patients.iter_mut().zip(day) {
        patient.visit(&nurse, notes, &mut saved, &mut times).await?;
    }
    link.set(FAR)?;
    let begun = Instant::now();
    let done = nurse.share().await?;
    let ours = begun.elapsed();
    ensure!(done.sent > 0 && done.refused == 0, "the day was taken");

    let peer = peer(&before, &sheets(&patients)).await?;
    let name = "day_a_20kbit_800ms_s";
    let (ours, peer) = (ours.as_secs_f64(), peer.as_secs_f64());
    Ok(vec![Row::beside(
        name,
        "s",
        hundredths(ours),
        hundredths(peer),
        how,
    )])
}

fn wire() -> Option<Wire> {
    Wire::lay()
        .inspect_err(|reason| println!("no wire, the link keeps the rate itself: {reason}"))
        .ok()
}

fn hundredths(seconds: f64) -> f64 {
    (seconds * 100.0).round() / 100.0
}

/// The same day by the peer.
async fn peer(before: &[Sheet], after: &[Sheet]) -> Result<Duration> {
    let ends = before.iter().zip(after).map(|(before, after)| Ends {
        device: after,
        hub: before,
        before,
    });
    let (mut device, mut hub) = remembered(ends)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let link = Link::to(listener.local_addr()?, wire(), SEED).await?;
    link.set(FAR)?;
    let answering = tokio::spawn(async move {
        let (mut line, _) = listener.accept().await?;
        line.set_nodelay(true)?;
        while let Some(messages) = hear(&mut line).await? {
            take(&mut hub, messages)?;
            say(&mut line, &mut hub).await?;
        }
        Ok::<Vec<End>, anyhow::Error>(hub)
    });
    let begun = Instant::now();
    let mut line = TcpStream::connect(link.at()).await?;
    line.set_nodelay(true)?;
    while say(&mut line, &mut device).await? > 0 {
        let messages = hear(&mut line).await?.context("an answer")?;
        if messages.is_empty() {
            break;
        }
        take(&mut device, messages)?;
    }
    let took = begun.elapsed();
    drop(line);
    let hub = answering.await??;
    for (device, hub) in device.iter().zip(&hub) {
        let same = device.document.get_heads() == hub.document.get_heads();
        ensure!(same, "both ends hold the same");
    }
    Ok(took)
}

/// Messages, each with the number of its document.
type Messages = Vec<(usize, Vec<u8>)>;

/// Says what there is to say of each document, and how much that was. Nothing is said as a zero.
async fn say(line: &mut TcpStream, ends: &mut [End]) -> Result<usize> {
    let (mut count, mut bytes) = (0_u16, Vec::new());
    for (number, end) in (0_u16..).zip(ends.iter_mut()) {
        if let Some(message) = end.document.generate_sync_message(&mut end.state) {
            let message = message.encode();
            bytes.extend(number.to_be_bytes());
            bytes.extend(u32::try_from(message.len())?.to_be_bytes());
            bytes.extend(message);
            count += 1;
        }
    }
    line.write_all(&[&count.to_be_bytes()[..], &bytes].concat())
        .await?;
    Ok(usize::from(count))
}

/// What was said; nothing where the other end has gone.
async fn hear(line: &mut TcpStream) -> Result<Option<Messages>> {
    let count = match line.read_u16().await {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        count => count?,
    };
    let mut messages = Vec::new();
    for _ in 0..count {
        let number = usize::from(line.read_u16().await?);
        let mut message = vec![0; usize::try_from(line.read_u32().await?)?];
        line.read_exact(&mut message).await?;
        messages.push((number, message));
    }
    Ok(Some(messages))
}

fn take(ends: &mut [End], messages: Messages) -> Result<()> {
    for (number, message) in messages {
        let end = ends.get_mut(number).context("a document of both")?;
        let message = Message::decode(&message)?;
        end.document.receive_sync_message(&mut end.state, message)?;
    }
    Ok(())
}
