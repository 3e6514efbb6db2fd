//! A hostile device at a hub that serves: each message is refused by a stable code or kept aside, and the honest go on.

use alongside_tests::dice::Dice;
use alongside_tests::parts::{Seat, Stage, note, person};
use alongside_tests::region::{Device, change, number, text};
use anyhow::{Context, Result, bail, ensure};
use care_record::{Body, Edit, Entry, EntryId, Record, RecordId, SheetKind};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use sync_protocol::bytes::Bytes;
use sync_protocol::envelope::{Envelope, EnvelopeHeader, SignedEnvelope};
use sync_protocol::frame::{EnvelopeFrame, Level};
use sync_protocol::hashes::{CertificateHash, EnvelopeHash};
use sync_protocol::hlc::Hlc;
use sync_protocol::ids::SheetId;
use sync_protocol::message::request::SyncRequest;
use sync_protocol::roles::RoleCode;
use sync_protocol::signed;
use sync_protocol::stream::{Part, PartReader};

use super::bend;

/// After how many messages the honest are asked how they are, and of all that were thrown the part that is waited for when
/// that is more: what they hold grows, and they look through all of it.
const HONEST_EVERY: u64 = 50;
const HONEST_PART: u64 = 20;
/// After how many messages they turn to somebody else's record, so that none grows beyond what people write.
const VICTIM_EVERY: u64 = 1000;

pub(crate) async fn throw(count: u64, dice: &mut Dice) -> Result<()> {
    let mut stage = Stage::begin().await?;
    let (ward, laptop) = (
        stage.computer("Ward PC").await?,
        stage.computer("Laptop 7").await?,
    );
    let mut record = somebody(&stage, &ward).await?;
    let invited = stage.hub.must(&["device", "invite", "--site", &stage.site]);
    let device = Device::enrol(&stage.hub, text(&invited, "code"), dice);
    let mut hostile = Hostile {
        victim: victim(&stage, &device, &record)?,
        device,
        met: BTreeMap::new(),
    };
    let mut look_at = HONEST_EVERY;
    for thrown in 1..=count {
        hostile.throw(&stage, thrown, dice).await?;
        ensure!(
            stage.hub.is_running(),
            "the hub is gone after message {thrown}"
        );
        if thrown == look_at || thrown == count {
            honest(&stage, &ward, &laptop, &record, thrown).await?;
            look_at = thrown + HONEST_EVERY.max(thrown / HONEST_PART);
        }
        if thrown.is_multiple_of(VICTIM_EVERY) {
            record = somebody(&stage, &ward).await?;
            hostile.victim = victim(&stage, &hostile.device, &record)?;
        }
    }
    ensure!(
        !stage.hub.log().contains("panicked"),
        "a panic at the hub: {}",
        stage.hub.log()
    );
    stage.hub.must(&["doctor"]);
    let report = stage.hub.must(&["report"]);
    println!(
        "at the hub: {count} messages, {} kept aside, {:?}",
        number(&report, "quarantined"),
        hostile.met
    );
    ensure!(hostile.met.len() > 3, "messages of every kind were met");
    Ok(())
}

/// A record that the honest have written, and that everybody has.
async fn somebody(stage: &Stage, ward: &Seat) -> Result<String> {
    let at_ward = ward.open().await?;
    let record = person(&at_ward, "Fenwick").await?;
    at_ward.share().await?;
    drop(at_ward);
    stage.settle();
    Ok(record)
}

/// What the site knows of a record, as any of its devices reads it.
fn victim(stage: &Stage, device: &Device, record: &str) -> Result<Record> {
    let id: sync_protocol::ids::RecordId = record.parse().ok().context("an id")?;
    let mut victim = Record::new(RecordId::from_bytes(id.to_bytes()));
    for bytes in device.offer(&stage.hub, &[]).arrived {
        let envelope = SignedEnvelope::decode(&bytes)?;
        if envelope.claimed().header.document.record == id {
            victim
                .sheet_mut(SheetKind::Shared)
                .apply(&envelope.claimed().changes)?;
        }
    }
    Ok(victim)
}

/// What is written now arrives, and both computers hold the same and are sound.
async fn honest(
    stage: &Stage,
    ward: &Seat,
    laptop: &Seat,
    record: &str,
    thrown: u64,
) -> Result<()> {
    let at_ward = ward.open().await?;
    note(&at_ward, record, &format!("After {thrown}")).await?;
    at_ward.share().await?;
    drop(at_ward);
    stage.settle();
    for seat in [laptop, ward] {
        let place = seat.open().await?;
        let done = place.share().await?;
        ensure!(
            done.differing == 0 && done.refused == 0,
            "after {thrown}: {done:?}"
        );
    }
    let (one, other) = (ward.held()?, laptop.held()?);
    ensure!(one.outbox.is_empty(), "what is written is taken");
    ensure!(
        one.documents == other.documents,
        "both computers hold the same"
    );
    Ok(())
}

struct Hostile {
    device: Device,
    /// A record that others write too.
    victim: Record,
    /// What came of the messages.
    met: BTreeMap<String, u64>,
}

impl Hostile {
    async fn throw(&mut self, stage: &Stage, thrown: u64, dice: &mut Dice) -> Result<()> {
        let envelope = self.envelope(dice)?;
        let mut frame = EnvelopeFrame {
            sender: self.device.id,
            envelopes: vec![envelope.clone()],
        }
        .encode(Level::DEVICE)?;
        if dice.below(6) == 0 {
            bend::frame(&mut frame, dice);
        }
        let request = SyncRequest {
            proto: SyncRequest::PROTO,
            device: self.device.id,
            // All that was ever taken comes in answer to it, so it is asked for ever more rarely.
            cursors: if dice.below(thrown.isqrt()) == 0 {
                vec![self.device.start]
            } else {
                Vec::new()
            },
            clock_ms: dice.number(),
            last_secured: dice.below(3),
            frames: vec![Bytes::from(frame)],
            own_whole: true,
            frame_kib: None,
        };
        let mut request = Bytes::from(signed::seal(request, &self.device.key)?.bytes());
        if dice.below(6) == 0 {
            let mut payload = bend::payload(&request);
            bend::bytes(&mut payload, 0, dice);
            request = bend::sign::<true>(payload, &self.device.key);
        }
        let answer = stage
            .line
            .offer(&request, request.len())
            .await?
            .context("an answer")?;
        let met = if answer.status == 200 {
            self.follow(&answer.body, &envelope)?
        } else {
            answer.code()
        };
        let stable = ["request.", "refused.", "taken"]
            .iter()
            .any(|kind| met.starts_with(kind));
        ensure!(stable, "answered {} {met:?}", answer.status);
        *self.met.entry(met).or_default() += 1;
        Ok(())
    }

    /// An envelope that its device signed, broken in one way or another.
    fn envelope(&self, dice: &mut Dice) -> Result<Bytes> {
        let body: Body = [("text".to_owned(), "Slept well".into())]
            .into_iter()
            .collect();
        let edit = Edit::enter(EntryId::from_random(dice.bytes()), Entry::new("note", body));
        let mut record = match dice.below(2) {
            0 => Record::new(RecordId::from_bytes(dice.bytes())),
            _ => self.victim.clone(),
        };
        let (mut chunk, _) = change(&mut record, dice.bytes(), &[edit]);
        let mut header = self.device.header(record.id());
        let kind = dice.below(4);
        match kind {
            0 | 1 => bend::change(&mut chunk, dice),
            2 => claim(&mut header, dice),
            _ => {}
        }
        let sealed = Envelope::seal(header, vec![Bytes::from(chunk)], &self.device.key);
        let Ok(sealed) = sealed else {
            // No honest program could seal it; the next throw is another.
            return Ok(Bytes::from(dice.bytes::<200>().to_vec()));
        };
        let bytes = Bytes::from(sealed.bytes());
        Ok(match kind {
            3 => {
                let mut payload = bend::payload(&bytes);
                bend::bytes(&mut payload, 0, dice);
                bend::sign::<false>(payload, &self.device.key)
            }
            _ => bytes,
        })
    }

    /// What the answer says of the envelope; where it was taken, the next one follows it.
    fn follow(&mut self, answer: &[u8], envelope: &[u8]) -> Result<String> {
        let mut reader = PartReader::new();
        reader.feed(answer);
        let Some(Part::Head(head)) = reader.next_part()? else {
            bail!("an answer without a head");
        };
        let hash = EnvelopeHash::new(Sha256::digest(envelope).into());
        self.device.went_on(head.dev_accepted, hash);
        let refused = head.refused.first();
        Ok(refused
            .map_or("taken", |refusal| refusal.code.code())
            .to_owned())
    }
}

/// Claims something that no honest device would.
fn claim(header: &mut EnvelopeHeader, dice: &mut Dice) {
    match dice.below(8) {
        0 => header.document.sheet = SheetId::new(dice.below(6)).unwrap_or(SheetId::SHARED),
        1 => header.author = CertificateHash::new(dice.bytes()),
        2 => header.role = RoleCode::new(dice.bytes::<1>()[0]),
        3 => header.hlc = Hlc::new(dice.number()),
        4 => header.grants_seen = dice.number(),
        5 => header.clock_uncertainty_ms = Some(u32::MAX),
        6 => header.event_time_ms = Some(i64::MIN),
        _ => header.dev_seq = dice.below(1 << 40),
    }
}
