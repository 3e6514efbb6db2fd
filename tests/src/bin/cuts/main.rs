//! Cuts the line in a recorded sync after every byte, in both directions, and looks each time at what is then held.
//!
//! Store, receiving and serving are the product's own; only the line is the test's. `ALONGSIDE_EVERY` says after how many
//! bytes the next cut comes; the ends of frames, one byte before and one after are always among them.

mod answer;

use alongside_tests::dice::Dice;
use alongside_tests::parts::{Said, Seat, Stage, Then, note, person};
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeSet;
use store::hub::HubStore;
use sync_protocol::bytes::Bytes;
use sync_protocol::message::request::SignedRequest;

use answer::Answer;

/// Bytes between two cuts where nothing else is said.
const USUAL_STEP: usize = 29;
/// What the recorded sync has to have in each direction, to be worth cutting.
const LEAST_BYTES: usize = 4 * 1024;
/// Records of the site.
const RECORDS: usize = 14;

#[tokio::main]
async fn main() -> Result<()> {
    let step = match std::env::var("ALONGSIDE_EVERY") {
        Ok(text) => text.parse()?,
        Err(_) => USUAL_STEP,
    };
    let (mut stage, laptop) = play().await?;
    let device = stage.copy(&laptop.folder)?;
    stage.hub.stop();
    let hub = stage.copy(stage.hub.data())?;
    stage.hub.start();

    let request = request_of(&stage, &laptop).await?;
    let cuts = places(request.len(), &ends_of_envelope_frames(&request)?, step);
    request_cuts(&stage, &laptop, &request, &cuts).await?;
    println!(
        "request: {} bytes, {} cuts, each twice",
        request.len(),
        cuts.len()
    );

    // What comes of it when nothing is cut: once by a line that listens, once without, the hub having seen no cut at all.
    device.put_back()?;
    let said = listened_to(&stage, &laptop).await?;
    let whole = laptop.held()?;
    ensure!(
        whole.outbox.is_empty(),
        "all is secured: {:?}",
        whole.outbox
    );
    stage.set_back(&hub)?;
    device.put_back()?;
    share_to_the_end(&stage, &laptop).await?;
    ensure!(
        laptop.held()? == whole,
        "cut requests left something behind at the hub"
    );

    let answer = Answer::read(said.answer, &whole, &laptop)?;
    let cuts = places(answer.bytes.len(), &answer.ends(), step);
    device.put_back()?;
    let before = laptop.held()?;
    for after in &cuts {
        device.put_back()?;
        answer::cut(&stage, &laptop, &answer, *after, (&before, &whole))
            .await
            .with_context(|| format!("the answer cut after byte {after}"))?;
    }
    println!(
        "answer: {} bytes, {} frames, {} cuts",
        answer.bytes.len(),
        answer.frames.len(),
        cuts.len()
    );
    Ok(())
}

/// Something happens on both sides: edits to the same and to other records, a new person, and one who leaves.
async fn play() -> Result<(Stage, Seat)> {
    let mut dice = Dice::printed("cuts");
    let stage = Stage::begin().await?;
    let ward = stage.computer("Ward PC").await?;
    let laptop = stage.computer("Laptop 7").await?;
    let at_ward = ward.open().await?;
    let mut records = Vec::new();
    for number in 0..RECORDS {
        records.push(person(&at_ward, &format!("Fenwick{number}")).await?);
    }
    at_ward.share().await?;
    stage.settle();
    let at_laptop = laptop.open().await?;
    at_laptop.share().await?;

    for record in records.iter().take(RECORDS / 2 + 1) {
        note(&at_ward, record, &words(&mut dice, 520, 16_000)).await?;
    }
    person(&at_ward, "Copsey").await?;
    at_ward.share().await?;
    let left = records.last().context("somebody leaves")?;
    stage
        .hub
        .must(&["record", "unshare", "--record", left, "--site", &stage.site]);
    stage.settle();
    for record in records.iter().skip(RECORDS / 2 - 1).take(RECORDS / 2) {
        for _ in 0..2 {
            note(&at_laptop, record, &words(&mut dice, 360, 360)).await?;
        }
    }
    Ok((stage, laptop))
}

/// So many letters that nothing makes smaller, and then the same again: frames are cut by what they hold, not by what
/// they take.
fn words(dice: &mut Dice, drawn: usize, all: usize) -> String {
    let letter = |_| char::from(b'a' + u8::try_from(dice.below(26)).unwrap_or_default());
    let drawn: String = (0..drawn).map(letter).collect();
    drawn.chars().cycle().take(all).collect()
}

/// Every so many bytes, and around each end.
fn places(length: usize, ends: &[usize], step: usize) -> BTreeSet<usize> {
    let around = ends
        .iter()
        .flat_map(|end| [end.saturating_sub(1), *end, end + 1]);
    let all = (0..length).step_by(step).chain(around).chain([length - 1]);
    all.filter(|place| *place < length).collect()
}

/// The request the laptop makes; the hub hears nothing of it.
async fn request_of(stage: &Stage, laptop: &Seat) -> Result<Vec<u8>> {
    stage.line.then(Then::Swallow);
    let before = laptop.open().await?;
    ensure!(before.share().await.is_err(), "nobody answered");
    drop(before);
    let said = stage.line.heard();
    let [Said { request, .. }] = said.as_slice() else {
        bail!("{} requests where one was to be made", said.len());
    };
    ensure!(
        request.len() >= LEAST_BYTES,
        "a request of {} bytes",
        request.len()
    );
    Ok(request.clone())
}

fn ends_of_envelope_frames(request: &[u8]) -> Result<Vec<usize>> {
    let read = SignedRequest::decode(request)?;
    let frames = read.claimed().frames.iter();
    let end = |frame: &Bytes| {
        let found = request
            .windows(frame.len())
            .position(|part| part == &frame[..]);
        found.map(|start| start + frame.len())
    };
    frames
        .map(end)
        .collect::<Option<_>>()
        .context("frames are in the request as they are")
}

/// Each cut once as a line that breaks, once as a shorter request that arrives whole.
async fn request_cuts(
    stage: &Stage,
    laptop: &Seat,
    request: &[u8],
    cuts: &BTreeSet<usize>,
) -> Result<()> {
    let store = HubStore::open(&stage.hub.data().join("hub.store"))?;
    let device = laptop.held()?.device;
    let look = || -> Result<_> {
        let known = store.device(device)?.context("it is enrolled")?;
        Ok((
            known.head,
            known.secured,
            store.shelf_heads()?,
            store.quarantined()?.len(),
            store.audit_head()?,
            store.waiting(0, 10)?.len(),
        ))
    };
    let before = look()?;
    for after in cuts {
        let part = request.get(..*after).context("within the request")?;
        let broken = stage.line.offer(part, request.len()).await?;
        let short = stage.line.offer(part, part.len()).await?;
        for (how, answer) in [("broken off", broken), ("short", short)] {
            if let Some(answer) = answer {
                let (status, code) = (answer.status, answer.code());
                let refused = status == 400 && code.starts_with("request.");
                ensure!(refused, "{how} after {after}: {status} {code}");
            }
        }
        ensure!(
            look()? == before,
            "something of a request cut after byte {after} was taken"
        );
    }
    Ok(())
}

async fn listened_to(stage: &Stage, laptop: &Seat) -> Result<Said> {
    stage.line.then(Then::Listen);
    let place = laptop.open().await?;
    place.share().await?;
    drop(place);
    let mut said = stage.line.heard();
    share_to_the_end(stage, laptop).await?;
    ensure!(!said.is_empty(), "something was said");
    let said = said.swap_remove(0);
    ensure!(
        said.answer.len() >= LEAST_BYTES,
        "an answer of {} bytes",
        said.answer.len()
    );
    Ok(said)
}

/// Shares with the hub itself until nothing moves any more.
async fn share_to_the_end(stage: &Stage, laptop: &Seat) -> Result<()> {
    stage.line.then(Then::Carry);
    let place = laptop.open().await?;
    loop {
        let done = place.share().await?;
        ensure!(
            done.refused == 0 && done.differing == 0,
            "both ends hold the same: {done:?}"
        );
        if done.sent + done.received == 0 {
            return Ok(());
        }
        stage.settle();
    }
}
