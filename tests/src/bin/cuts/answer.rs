//! Cutting the answer: what whole parts of it brought is there, and nothing of the next.

use alongside_tests::parts::{Held, Seat, Stage, Then};
use anyhow::{Result, ensure};
use std::collections::BTreeSet;
use std::sync::Arc;
use sync_protocol::chain::Chain;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::feed::FeedEntry;
use sync_protocol::frame::Own;
use sync_protocol::hashes::EnvelopeHash;
use sync_protocol::ids::DocumentId;
use sync_protocol::stream::{Part, PartReader};

/// A recorded answer and what is to be there after each of its parts.
pub(crate) struct Answer {
    pub(crate) bytes: Arc<Vec<u8>>,
    head_end: usize,
    pub(crate) frames: Vec<Frame>,
}

/// A frame: where it ends, where the shelf then stands, and what others wrote in it and in those before.
pub(crate) struct Frame {
    end: usize,
    cursor: (u64, Chain),
    envelopes: BTreeSet<EnvelopeHash>,
    left: BTreeSet<DocumentId>,
}

impl Answer {
    pub(crate) fn read(bytes: Vec<u8>, whole: &Held, laptop: &Seat) -> Result<Self> {
        let signed_here = laptop.signed_here()?;
        let mut held = |number: u64| signed_here.get(&number).cloned();
        let mut own = Own::new(whole.device, &mut held);
        let (mut reader, mut head_end, mut frames) = (PartReader::new(), 0, Vec::new());
        let (mut envelopes, mut left) = (BTreeSet::new(), BTreeSet::new());
        for (place, byte) in bytes.iter().enumerate() {
            reader.feed(std::slice::from_ref(byte));
            match reader.next_part_with(Some(&mut own))? {
                Some(Part::Head(_)) => head_end = place + 1,
                Some(Part::Frame(frame)) => {
                    for entry in &frame.entries {
                        match FeedEntry::decode(entry)? {
                            FeedEntry::Change { envelope, .. } => {
                                let read = SignedEnvelope::decode(&envelope)?;
                                if read.claimed().header.device != whole.device {
                                    envelopes.insert(read.hash());
                                }
                            }
                            FeedEntry::Detach { document, .. } => drop(left.insert(document)),
                            _ => {}
                        }
                    }
                    frames.push(Frame {
                        end: place + 1,
                        cursor: (frame.seq, frame.chain),
                        envelopes: envelopes.clone(),
                        left: left.clone(),
                    });
                }
                Some(Part::End(_)) | None => {}
            }
        }
        ensure!(frames.len() >= 3, "an answer of {} frames", frames.len());
        Ok(Self {
            bytes: Arc::new(bytes),
            head_end,
            frames,
        })
    }

    /// How many bytes may have to come again after a cut: a frame, and the head that every answer has.
    fn lost_at_most(&self) -> usize {
        let begins = [self.head_end].into_iter();
        let begins = begins.chain(self.frames.iter().map(|frame| frame.end));
        let sizes = self.frames.iter().zip(begins);
        let largest = sizes.map(|(frame, begin)| frame.end - begin).max();
        self.head_end + largest.unwrap_or_default()
    }

    pub(crate) fn ends(&self) -> Vec<usize> {
        let frames = self.frames.iter().map(|frame| frame.end);
        [self.head_end].into_iter().chain(frames).collect()
    }
}

/// Cuts the answer once, looks at what is held, and lets the hub finish what was begun.
pub(crate) async fn cut(
    stage: &Stage,
    laptop: &Seat,
    answer: &Answer,
    after: usize,
    (before, whole): (&Held, &Held),
) -> Result<()> {
    stage
        .line
        .then(Then::Answer(Arc::clone(&answer.bytes), after));
    let place = laptop.open().await?;
    ensure!(
        place.share().await.is_err(),
        "an answer that was cut is no answer"
    );
    drop(place);
    let cut = laptop.held()?;
    is_as_far_as_it_came(before, &cut, answer, after)?;
    stage.line.then(Then::Carry);
    let place = laptop.open().await?;
    let done = place.share().await?;
    ensure!(done.differing == 0 && done.refused == 0, "{done:?}");
    let twice = (usize::try_from(done.bytes_down)? + after).saturating_sub(answer.bytes.len());
    ensure!(
        twice <= answer.lost_at_most(),
        "{twice} bytes came twice, more than {}",
        answer.lost_at_most()
    );
    drop(place);
    let healed = laptop.held()?;
    ensure!(
        healed == *whole,
        "another end than without a cut:\n{healed:?}\n{whole:?}"
    );
    Ok(())
}

/// What whole frames brought is there, with the cursor after the last of them, and nothing of the next.
fn is_as_far_as_it_came(before: &Held, cut: &Held, answer: &Answer, after: usize) -> Result<()> {
    let cursor = |held: &Held| {
        held.cursors
            .first()
            .map(|cursor| (cursor.seq, cursor.chain))
    };
    match answer.frames.iter().rfind(|frame| frame.end <= after) {
        Some(frame) => {
            let stands = cursor(cut) == Some(frame.cursor);
            ensure!(stands, "the cursor is not after the last whole frame");
            let mut expected = before.of_others_but(&frame.left);
            expected.extend(&frame.envelopes);
            let others = cut.of_others();
            ensure!(
                others == expected,
                "what others wrote is not what whole frames brought"
            );
            let stays = frame
                .left
                .iter()
                .any(|left| cut.documents.contains_key(left));
            ensure!(!stays, "who left is still here");
        }
        None => {
            ensure!(
                cursor(cut) == cursor(before),
                "the cursor moved without a frame"
            );
            ensure!(
                cut.of_others() == before.of_others(),
                "something came without a frame"
            );
        }
    }
    // Nothing that was saved is gone, however it is sealed now; and it waits until the head has said that it is secured.
    for (document, (_, changes)) in &before.documents {
        let kept = cut
            .documents
            .get(document)
            .map_or(u64::MAX, |(_, changes)| *changes);
        ensure!(kept >= *changes, "{document:?} lost changes");
    }
    let waiting = if answer.head_end <= after {
        0
    } else {
        cut.own_count()
    };
    ensure!(
        cut.outbox.len() == waiting,
        "{} envelopes wait, not {waiting}",
        cut.outbox.len()
    );
    ensure!(cut.aside == 0, "something was put aside");
    Ok(())
}
