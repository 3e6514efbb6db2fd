//! A hostile hub at a computer: whatever it answers, the computer's store stays sound, what was saved there stays, and the
//! hub itself brings it back to where it should be.

use alongside_tests::dice::Dice;
use alongside_tests::parts::{Held, Seat, Stage, Then, note, person};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::sync::Arc;
use sync_protocol::bytes::Bytes;
use sync_protocol::cursor::Cursor;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::feed::FeedEntry;
use sync_protocol::frame::{FeedFrame, Level, Own};
use sync_protocol::message::response::SyncHead;
use sync_protocol::stream::{Part, PartReader, frame_part, head_part};

use super::bend;

pub(crate) async fn throw(count: u64, dice: &mut Dice) -> Result<()> {
    let stage = Stage::begin().await?;
    let (ward, laptop) = (
        stage.computer("Ward PC").await?,
        stage.computer("Laptop 7").await?,
    );
    let at_ward = ward.open().await?;
    let record = person(&at_ward, "Fenwick").await?;
    at_ward.share().await?;
    stage.settle();
    let place = laptop.open().await?;
    place.share().await?;
    note(&place, &record, "From the laptop").await?;
    drop(place);
    for name in ["Copsey", "Carter"] {
        let new = person(&at_ward, name).await?;
        note(&at_ward, &new, "Came yesterday").await?;
        note(&at_ward, &record, name).await?;
    }
    at_ward.share().await?;
    stage.settle();
    let device = stage.copy(&laptop.folder)?;

    let start = laptop.held()?.cursors.first().copied();
    stage.line.then(Then::Listen);
    laptop.open().await?.share().await?;
    let answer = stage
        .line
        .heard()
        .into_iter()
        .next()
        .context("an answer")?
        .answer;
    stage.settle();
    let whole = healed(&stage, &laptop).await?;
    let parts = Parts::read(&answer, start.context("a cursor")?, &laptop)?;
    let mut met = BTreeMap::<String, u64>::new();
    for thrown in 0..count {
        device.put_back()?;
        let bent = parts.bent(&answer, dice)?;
        let length = bent.len();
        stage.line.then(Then::Answer(Arc::new(bent), length));
        let place = laptop.open().await?;
        let code = match place.share().await {
            Ok(_) => "taken".to_owned(),
            Err(refused) => refused.code(),
        };
        drop(place);
        *met.entry(code).or_default() += 1;
        laptop
            .held()
            .with_context(|| format!("after answer {thrown}"))?;
        let back = healed(&stage, &laptop).await?;
        ensure!(
            back.documents == whole.documents,
            "after answer {thrown}: {back:?}\n{whole:?}"
        );
        ensure!(
            back.outbox.is_empty() && back.own_count() == whole.own_count(),
            "after answer {thrown}"
        );
    }
    println!("at a computer: {count} answers, {met:?}");
    ensure!(met.len() > 3, "answers of every kind were met");
    Ok(())
}

/// Shares with the hub itself until nothing moves any more.
async fn healed(stage: &Stage, laptop: &Seat) -> Result<Held> {
    stage.line.then(Then::Carry);
    let place = laptop.open().await?;
    loop {
        let done = place.share().await?;
        ensure!(done.refused == 0, "{done:?}");
        if done.sent + done.received == 0 {
            drop(place);
            return laptop.held();
        }
    }
}

/// A recorded answer, part by part.
struct Parts {
    head: SyncHead,
    frame: FeedFrame,
    /// Where the frame begins and ends.
    at: (usize, usize),
    start: Cursor,
}

impl Parts {
    fn read(answer: &[u8], start: Cursor, laptop: &Seat) -> Result<Self> {
        let (held, signed_here) = (laptop.held()?, laptop.signed_here()?);
        let mut signed_here = |number: u64| signed_here.get(&number).cloned();
        let mut own = Own::new(held.device, &mut signed_here);
        let mut reader = PartReader::new();
        let (mut head, mut frame, mut at) = (None, None, (0, 0));
        for (place, byte) in answer.iter().enumerate() {
            reader.feed(std::slice::from_ref(byte));
            match reader.next_part_with(Some(&mut own)) {
                Ok(Some(Part::Head(read))) => (head, at.0) = (Some(read), place + 1),
                Ok(Some(Part::Frame(read))) => (frame, at.1) = (Some(read), place + 1),
                Ok(_) => {}
                Err(error) => anyhow::bail!("the recorded answer: {}", error.code()),
            }
        }
        let (head, frame) = (head.context("a head")?, frame.context("a frame")?);
        let length = frame.entries.len() as u64;
        ensure!(
            frame.seq == start.seq + length,
            "one frame, from the cursor on"
        );
        Ok(Self {
            head,
            frame,
            at,
            start,
        })
    }

    /// The answer, broken in one way or another.
    fn bent(&self, answer: &[u8], dice: &mut Dice) -> Result<Vec<u8>> {
        let (from, to) = self.at;
        let around = |head: &[u8], frame: &[u8]| {
            [head, frame, answer.get(to..).unwrap_or_default()].concat()
        };
        let head = answer.get(..from).unwrap_or_default();
        let body = answer.get(from..to).unwrap_or_default();
        Ok(match dice.below(4) {
            0 => {
                let mut all = answer.to_vec();
                bend::bytes(&mut all, 0, dice);
                all
            }
            1 => {
                let mut frame = self.frame.encode(Level::HUB)?;
                bend::frame(&mut frame, dice);
                around(head, &frame_part(&frame))
            }
            2 => {
                let mut claims = self.head.clone();
                match dice.below(4) {
                    0 => claims.dev_accepted = dice.below(9),
                    1 => claims.dev_secured = claims.dev_accepted,
                    2 => claims.epoch = dice.below(3),
                    _ => claims.clock_ms = dice.number(),
                }
                around(&head_part(claims), body)
            }
            _ => around(
                head,
                &frame_part(&self.other_entries(dice)?.encode(Level::HUB)?),
            ),
        })
    }

    /// The frame with one entry broken within, and a chain that fits.
    fn other_entries(&self, dice: &mut Dice) -> Result<FeedFrame> {
        let mut frame = self.frame.clone();
        let place = usize::try_from(dice.below(frame.entries.len() as u64))?;
        if let Some(entry) = frame.entries.get_mut(place) {
            *entry = bent_entry(entry, dice)?;
        }
        let after = frame
            .entries
            .iter()
            .try_fold(self.start, |cursor, entry| cursor.after(entry));
        frame.chain = after.context("a cursor")?.chain;
        Ok(frame)
    }
}

fn bent_entry(entry: &Bytes, dice: &mut Dice) -> Result<Bytes> {
    let bend = |bytes: &Bytes, dice: &mut Dice| {
        let mut bytes = bytes.to_vec();
        bend::bytes(&mut bytes, 0, dice);
        Bytes::from(bytes)
    };
    Ok(match FeedEntry::decode(entry)? {
        FeedEntry::Change {
            document,
            doc_seq,
            envelope,
        } => {
            // Sometimes an honest envelope under another document's name.
            let other = SignedEnvelope::decode(&envelope).is_ok() && dice.below(3) == 0;
            let mut document = document;
            if other {
                document.record = sync_protocol::ids::RecordId::new(dice.bytes());
            }
            let envelope = if other {
                envelope
            } else {
                bend(&envelope, dice)
            };
            FeedEntry::Change {
                document,
                doc_seq,
                envelope,
            }
            .encode()
        }
        FeedEntry::Certificate { kind, certificate } => FeedEntry::Certificate {
            kind,
            certificate: bend(&certificate, dice),
        }
        .encode(),
        _ => bend(entry, dice),
    })
}
