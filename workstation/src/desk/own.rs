//! What belongs to whoever is signed in, and to nobody else: it is never sealed, never shared, and gone with the record.

use super::{Desk, care_id, wire_id};
use crate::api::{Looks, Selection, UnfinishedWords};
use crate::error::Refused;
use crate::surroundings::now_ms;
use care_record::RecordId;
use std::collections::BTreeMap;
use store::workstation::{Draft, DraftPlace};
use sync_protocol::ids;

/// The longest words that are kept before they are saved, in bytes. The longest entry is shorter.
const LONGEST_UNFINISHED: usize = 256 * 1024;
/// Where words stand that are for several people: no record has this number.
const OF_NOBODY: ids::RecordId = ids::RecordId::new([0; 16]);
/// The longest name of a line with its item, in bytes.
const LONGEST_LINE: usize = 200;

impl Desk {
    /// How she likes her screen. What a newer version wrote and this one cannot read is as if she had not chosen.
    pub(crate) fn looks(&self) -> Result<Looks, Refused> {
        let kept = self.store.looks(self.session()?.staff)?;
        Ok(kept
            .and_then(|body| serde_json::from_str(&body).ok())
            .unwrap_or_default())
    }

    /// Keeps how she likes her screen.
    pub(crate) fn keep_looks(&mut self, looks: &Looks) -> Result<(), Refused> {
        let staff = self.session()?.staff;
        let body =
            serde_json::to_string(looks).map_err(|_| Refused::NotUnderstood("the choices"))?;
        Ok(self.store.keep_looks(staff, &body)?)
    }

    /// What she chose to work by; none until she chooses.
    pub(crate) fn chosen_selection(&self) -> Option<Selection> {
        self.looks().ok()?.selection
    }

    /// Words she has not finished, in all records.
    pub(crate) fn unfinished(&self) -> Result<Vec<UnfinishedWords>, Refused> {
        let kept = self.store.drafts(self.session()?.staff, None)?;
        Ok(kept.into_iter().filter_map(|draft| read(&draft)).collect())
    }

    /// Keeps words that are not finished. With none left they are dropped.
    pub(crate) fn keep_unfinished(
        &mut self,
        record: Option<RecordId>,
        words: &UnfinishedWords,
    ) -> Result<(), Refused> {
        let place = DraftPlace {
            staff: self.session()?.staff,
            record: record.map_or(OF_NOBODY, wire_id),
            field: field(&words.line, &words.item)?,
        };
        if words.parts.values().all(|part| part.trim().is_empty()) {
            return Ok(self.store.drop_draft(&place)?);
        }
        let text = serde_json::to_string(&words.parts)
            .ok()
            .filter(|text| text.len() <= LONGEST_UNFINISHED)
            .ok_or(Refused::NotUnderstood("words of this length"))?;
        // A record that is not here has nobody to say it of; its words would never be found again.
        if record.is_some() && self.store.person(place.record)?.is_none() {
            return Err(Refused::UnknownRecord);
        }
        Ok(self.store.keep_draft(&Draft {
            place,
            text,
            drafted_at_ms: now_ms(),
        })?)
    }
}

/// A line and its item as one name.
fn field(line: &str, item: &str) -> Result<String, Refused> {
    serde_json::to_string(&[line, item])
        .ok()
        .filter(|name| name.len() <= LONGEST_LINE)
        .ok_or(Refused::NotUnderstood("the line"))
}

fn read(draft: &Draft) -> Option<UnfinishedWords> {
    let [line, item]: [String; 2] = serde_json::from_str(&draft.place.field).ok()?;
    let parts: BTreeMap<String, String> = serde_json::from_str(&draft.text).ok()?;
    let record = draft.place.record;
    Some(UnfinishedWords {
        record: if record == OF_NOBODY {
            String::new()
        } else {
            care_id(record).to_string()
        },
        line,
        item,
        parts,
    })
}
