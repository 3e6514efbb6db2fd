//! What a sync of ours costs.

use anyhow::{Result, ensure};
use care_record::{RecordId, Sheet, face};
use std::collections::BTreeMap;
use sync_protocol::bytes::Bytes;
use sync_protocol::cursor::Cursor;
use sync_protocol::digest::{Heads, HeadsDigest};
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::feed::FeedEntry;
use sync_protocol::frame::Level;
use sync_protocol::hashes::ChangeHash;
use sync_protocol::ids::DocumentId;
use sync_protocol::limits::USUAL_FRAME_KIB;
use sync_protocol::message::faces::FacesRequest;
use sync_protocol::message::request::SyncRequest;
use sync_protocol::session::device::{DeviceSync, Effect, Offer};
use sync_protocol::signed;
use sync_protocol::stream::{FacesPart, FacesReader};

use super::region::{Desk, Hub, MORNING_MS};

/// What the workstation sends at once at most; a day is far less.
pub(super) const BUDGET_BYTES: usize = 1024 * 1024;

/// What went over the line, in application bytes, and how often somebody waited for an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// From the device.
    pub up_bytes: u64,
    /// To the device.
    pub down_bytes: u64,
    /// Requests and answers.
    pub round_trips: u64,
}

impl Cost {
    /// Both directions.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.up_bytes + self.down_bytes
    }
}

/// What a device holds: the sheets that matter here, and of all others the heads.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) sheets: BTreeMap<DocumentId, Sheet>,
    pub(super) heads: BTreeMap<DocumentId, Heads>,
}

impl Held {
    /// Merges what arrived.
    fn apply(&mut self, document: DocumentId, envelope: &[u8]) -> Result<()> {
        let envelope = SignedEnvelope::decode(envelope)?;
        if let Some(sheet) = self.sheets.get_mut(&document) {
            sheet.apply(&envelope.claimed().changes)?;
            self.heads.insert(document, heads_of(sheet));
        }
        Ok(())
    }
}

/// The heads of a sheet as the wire has them.
pub(super) fn heads_of(sheet: &Sheet) -> Heads {
    sheet
        .heads()
        .iter()
        .map(|head| ChangeHash::new(head.0))
        .collect()
}

/// Asks for the faces of a shelf as a new computer does, and checks that each of so many records has one that says something.
pub(super) fn faces(hub: &Hub, desk: &Desk, start: Cursor, records: usize) -> Result<Cost> {
    let request = FacesRequest {
        proto: FacesRequest::PROTO,
        device: desk.device,
        shelf: start.shelf,
        after: None,
    };
    let request = signed::seal(request, &desk.key)?;
    let answer = hub.faces(desk, request.bytes())?;
    let mut reader = FacesReader::default();
    reader.feed(&answer);
    let mut came = 0;
    while let Some(FacesPart::Faces(frame)) = reader.next_part()? {
        for face in &frame.faces {
            let record = RecordId::from_bytes(face.record.to_bytes());
            let view = face::read(record, &face.bytes, None)?;
            ensure!(view.key_items().iter().any(|(_, recorded)| *recorded));
        }
        came += frame.faces.len();
    }
    ensure!(came == records, "{came} faces of {records}");
    Ok(Cost {
        up_bytes: request.bytes().len() as u64,
        down_bytes: answer.len() as u64,
        round_trips: 1,
    })
}

/// Shares as the workstation does, and checks that both ends then hold the same.
pub(super) fn sync(
    hub: &mut Hub,
    desk: &Desk,
    cursor: Cursor,
    envelopes: &[Bytes],
    held: &mut Held,
) -> Result<Cost> {
    let secured = desk.last_number().saturating_sub(envelopes.len() as u64);
    let begun = DeviceSync::begin(
        &Offer {
            device: desk.device,
            cursors: &[cursor],
            clock_ms: MORNING_MS,
            last_secured: secured,
            envelopes,
            budget_bytes: BUDGET_BYTES,
            level: Level::DEVICE,
            own_whole: false,
            proto: SyncRequest::PROTO,
            frame_kib: USUAL_FRAME_KIB,
        },
        &desk.key,
    )?;
    ensure!(begun.taken == envelopes.len(), "all in one request");
    let answer = hub.answer(desk, &begun.request)?;
    let mut session = begun.session;
    session.feed(&answer);
    let mut compared = 0;
    let first = secured + 1;
    let mut own = |number: u64| {
        let place = usize::try_from(number.checked_sub(first)?).ok()?;
        envelopes.get(place).cloned()
    };
    while let Some(effect) = session.next_effect(&mut own)? {
        match effect {
            Effect::Ack { secured, .. } => ensure!(secured == desk.last_number(), "all is secured"),
            Effect::Apply { entries, .. } => {
                for entry in entries {
                    if let FeedEntry::Change {
                        document, envelope, ..
                    } = entry
                    {
                        held.apply(document, &envelope)?;
                    }
                }
            }
            Effect::Finished { marks, more, .. } => {
                ensure!(!more, "all in one answer");
                for mark in marks {
                    ensure!(
                        mark.digest == HeadsDigest::of(&held.heads).tag(),
                        "both ends hold the same"
                    );
                    compared += 1;
                }
            }
            other => anyhow::bail!("not expected: {other:?}"),
        }
    }
    session.close()?;
    ensure!(compared == 1, "one shelf was compared");
    Ok(Cost {
        up_bytes: begun.request.len() as u64,
        down_bytes: answer.len() as u64,
        round_trips: 1,
    })
}
