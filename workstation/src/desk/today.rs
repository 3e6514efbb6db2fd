//! What Today is made from: digests, a round, and when somebody was last here.

use super::{Desk, card, wire_id};
use crate::error::Refused;
use crate::show::Known;
use crate::surroundings::now_ms;
use care_record::RecordId;
use store::audit::AuditEntry;
use sync_protocol::ids;

/// So long without an act of hers ends somebody's shift.
const SHIFT_ENDS_AFTER_MS: i64 = 5 * 60 * 60 * 1000;
/// The most people of a round.
const MOST_VISITS: usize = 200;

impl Desk {
    /// The people here, each with the digest of her record.
    pub(crate) fn known(&mut self, limit: usize) -> Result<Vec<Known>, Refused> {
        self.digests.read_from(&self.store)?;
        let people = self.store.people("", limit)?.into_iter();
        let known = people.map(|person| {
            let digest = self.digests.of(person.card.record);
            Known {
                // What has come of a record that is shown by its face may be older than that.
                digest: digest.filter(|_| !person.is_face),
                person,
            }
        });
        Ok(known.collect())
    }

    /// Makes the card of a record anew, and its digest with it. A record that does not open stays without: it is told of
    /// where the health of this computer is.
    pub(crate) fn make_digest(&mut self, id: RecordId) -> Result<(), Refused> {
        let versions = self.store.versions_of(wire_id(id))?;
        let loaded = match self.load(id) {
            Ok(Some(loaded)) => loaded,
            Ok(None) => return Ok(()),
            Err(Refused::Unreadable) => {
                tracing::warn!("a record could not be read for Today");
                return Ok(());
            }
            Err(refused) => return Err(refused),
        };
        let card = card::of(&loaded.view(), now_ms());
        self.store.refresh_card(&card, versions)?;
        Ok(())
    }

    /// When whoever is signed in was last here, before what she does now.
    pub(crate) fn last_left_ms(&self) -> Result<Option<i64>, Refused> {
        let staff = self.session()?.staff;
        Ok(self
            .store
            .last_left_at_ms(staff, now_ms(), SHIFT_ENDS_AFTER_MS)?)
    }

    /// Whom she visits, in her order.
    pub(crate) fn round(&self) -> Result<Vec<ids::RecordId>, Refused> {
        Ok(self.store.round(self.session()?.staff)?)
    }

    /// Puts a round in place of the one before. Whoever is named twice is visited once.
    pub(crate) fn plan_round(&mut self, records: &[RecordId]) -> Result<(), Refused> {
        let staff = self.session()?.staff;
        let before = self.store.round(staff)?;
        let mut planned = Vec::new();
        for record in records.iter().copied().map(wire_id) {
            if before.contains(&record) || self.store.person(record)?.is_some() {
                if !planned.contains(&record) {
                    planned.push(record);
                }
            } else {
                return Err(Refused::UnknownRecord);
            }
        }
        if planned.len() > MOST_VISITS {
            return Err(Refused::NotUnderstood("the round"));
        }
        let entry = AuditEntry {
            at_ms: now_ms(),
            staff: Some(staff),
            act: "round.planned".to_owned(),
            record: None,
            detail: planned.len().to_string(),
        };
        self.store.plan_round(staff, &planned, &entry)?;
        Ok(())
    }
}
