//! What another device had saved, written once more as this computer's.

use super::records::{Carried, Loaded, SAVE_TRIES, attribution, care_id, ms};
use super::{Desk, card};
use crate::error::Refused;
use crate::surroundings::now_ms;
use care_record::{Hash, SheetId};
use store::audit::AuditEntry;
use store::workstation::{AppendError, Save};
use sync_protocol::change::ChangeHeader;
use sync_protocol::envelope::{Envelope, EnvelopeHeader, Saved};

impl Desk {
    /// Writes once more, as this computer's, what another device had saved. Says how many saves that were; none where all
    /// of it is here.
    pub(crate) fn write_again(&mut self, saved: &Envelope) -> Result<u64, Refused> {
        for _ in 0..SAVE_TRIES {
            match self.try_to_write_again(saved) {
                Err(Refused::Append(AppendError::OutOfTurn { .. } | AppendError::Moved { .. })) => {
                }
                done => return done,
            }
        }
        Err(Refused::Store(store::Trouble::Busy))
    }

    fn try_to_write_again(&mut self, saved: &Envelope) -> Result<u64, Refused> {
        let document = saved.header.document;
        let sheet = SheetId::from_code(document.sheet.get()).ok_or(Refused::Unreadable)?;
        let id = care_id(document.record);
        let mut loaded = self.load(id)?.unwrap_or_else(|| Loaded::empty(id));
        let fresh = loaded
            .record
            .sheet_mut(sheet)
            .apply(&saved.changes)
            .map_err(|_| Refused::Unreadable)?
            .len();
        if fresh == 0 {
            return Ok(0);
        }
        let head = self.store.own_head(self.identity.device)?;
        let header = EnvelopeHeader {
            device: self.identity.device,
            dev_seq: head.map_or(1, |head| head.dev_seq.saturating_add(1)),
            prev: head.map(|head| head.envelope),
            ..saved.header.clone()
        };
        let author = self.author(header.author)?.ok_or(Refused::UnknownStaff)?;
        let saves = saved.changes.iter().zip(&saved.moments);
        let saves = saves.map(|(change, before_ms)| Saved {
            change: change.clone(),
            before_ms: *before_ms,
        });
        let envelope = Envelope::seal_saves(header, saves, &self.identity.signing_key)
            .map_err(|error| Refused::BadAnswer(error.code().to_owned()))?;
        let mut changes = Vec::new();
        for (change, saved_at) in saved.saves() {
            let hash = ChangeHeader::read(change)
                .map_err(|_| Refused::Unreadable)?
                .hash;
            let carried = Carried {
                device: self.identity.device,
                owner: self.owner_of(self.identity.device)?,
                role: saved.header.role,
                saved_at_ms: ms(saved_at),
                clock_off_ms: saved.header.clock_uncertainty_ms,
                after_end: false,
                received_at_ms: None,
                shared: false,
            };
            loaded.attribute(Hash(hash.to_bytes()), attribution(&carried, &author));
            changes.push(hash);
        }
        let now = now_ms();
        self.store.append_save(&Save {
            changes,
            saved_at_ms: now,
            document: loaded.document(sheet, fresh),
            card: card::of(&loaded.view(), now),
            audit: AuditEntry {
                at_ms: now,
                staff: self.session().ok().map(|session| session.staff),
                act: "record.brought_back".to_owned(),
                record: Some(document.record),
                detail: String::new(),
            },
            ends_draft: None,
            envelope,
        })?;
        Ok(fresh as u64)
    }
}
