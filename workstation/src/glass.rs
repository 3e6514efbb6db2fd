//! Breaking the glass: in an emergency somebody reads the face of a record that this computer does not carry. She says
//! why, the region writes it down before it answers, and after some hours it is gone from here.

use crate::api::{Opened, Reply, Request};
use crate::desk::{Desk, care_id, each_of};
use crate::error::Refused;
use crate::region::Region;
use crate::show;
use crate::surroundings::{now_here, now_ms};
use crate::workplace::Workplace;
use care_record::{RecordId, RecordView, face, finding};
use store::audit::AuditEntry;
use store::workstation::{Card, OpenedFace};
use sync_protocol::frame::{Face, FaceFrame};
use sync_protocol::ids::StaffId;
use sync_protocol::message::break_glass::{BreakGlass, FindingHash, GlassReason};
use sync_protocol::signed;
use thiserror::Error;

/// How long what was opened is shown: a night visit with the way there and back, and no longer.
const SHOWN_MS: i64 = 4 * 60 * 60 * 1000;

/// Why nothing was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GlassRefused {
    /// Neither a whole NHS number nor a family name with a date of birth.
    #[error("that is neither a whole NHS number nor a family name with a date of birth")]
    NotExact,
    /// Her role does not open records of others.
    #[error("your role does not open a record that is looked after elsewhere")]
    NotYours,
    /// The home stands alone.
    #[error("this home stands alone: no other records can be asked for")]
    Alone,
    /// The region could not be asked.
    #[error("there is no signal, so a record that is not on this computer cannot be shown")]
    NoSignal,
    /// Nobody was found.
    #[error("the region has nobody under this who may be shown")]
    Nobody,
    /// Too many were found.
    #[error("several people have this name and birthday")]
    Several,
    /// Asked too often.
    #[error("this computer has asked for too many records today")]
    TooOften,
    /// There is more to her record, which is looked after elsewhere.
    #[error("in an emergency only “At a glance” is opened")]
    OnlyGlance,
    /// A backup would hold what somebody has open.
    #[error("a record is open in an emergency: it must not get into a backup")]
    StillOpen,
}

impl GlassRefused {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotExact => "break_glass.not_exact",
            Self::NotYours => "break_glass.not_yours",
            Self::Alone => "break_glass.alone",
            Self::NoSignal => "break_glass.no_signal",
            Self::Nobody => "break_glass.nobody",
            Self::Several => "break_glass.several",
            Self::TooOften => "break_glass.too_often",
            Self::OnlyGlance => "break_glass.only_glance",
            Self::StillOpen => "break_glass.still_open",
        }
    }

    /// What is safe, and what to do.
    #[must_use]
    pub const fn advice(self) -> (&'static str, &'static str) {
        match self {
            Self::NotExact => (
                "Nobody was asked.",
                "Type the ten digits of the NHS number, or the family name and the date of birth.",
            ),
            Self::NotYours | Self::Alone => (
                "Nothing was opened.",
                "Ring whoever looks after them. Where a life is in danger, ring 999.",
            ),
            Self::NoSignal => (
                "Nothing was opened. That you asked is written down.",
                "Ring whoever looks after them, or try again where there is a signal. Where a life is in danger, ring 999.",
            ),
            Self::Nobody => (
                "Nothing was opened. That you asked is written down.",
                "Check the number, or the name and the birthday, then ring whoever looks after them. They may have no record here, or not want it shown.",
            ),
            Self::Several => ("Nothing was opened.", "Ask by the NHS number."),
            Self::TooOften => (
                "Nothing was opened. What is open stays open.",
                "Ring whoever looks after them, and the privacy officer of the region.",
            ),
            Self::OnlyGlance => (
                "Nothing was changed.",
                "Tell whoever looks after them what you saw and did. Their number is on “At a glance”.",
            ),
            Self::StillOpen => (
                "The backups made before are kept. What they read goes after four hours.",
                "Try again later.",
            ),
        }
    }

    fn from_region(code: &str) -> Option<Self> {
        [Self::NotYours, Self::Nobody, Self::Several, Self::TooOften]
            .into_iter()
            .find(|refused| refused.code() == code)
    }
}

/// What the region is asked, and for whom.
struct Asking {
    staff: StaffId,
    region: Region,
    bytes: Vec<u8>,
}

impl Workplace {
    pub(crate) async fn break_glass(&self, request: Request) -> Result<Reply, Refused> {
        let Request::BreakGlass {
            nhs_number,
            family_name,
            birth_date,
            reason,
        } = request
        else {
            return Err(Refused::NotUnderstood("the request"));
        };
        let reason = GlassReason::named(&reason).ok_or(Refused::NotUnderstood("the reason"))?;
        let name = if nhs_number.trim().is_empty() {
            finding::by_name(&family_name, &birth_date)
        } else {
            finding::by_nhs_number(&nhs_number)
        };
        let name = name.ok_or(GlassRefused::NotExact)?;
        let here = self.at_desk(|desk| desk.found_here(&name, &nhs_number, &family_name))?;
        if !here.is_empty() {
            return Ok(Reply::GlassBroken {
                records: ids(&here),
            });
        }
        let asking = self.at_desk(|desk| desk.ask_region(&name, reason))?;
        let answer = asking.region.post("break-glass", asking.bytes).await;
        // Soon the region hears of it from here as well.
        self.wake();
        let answer = answer.map_err(|refused| match &refused {
            Refused::NoAnswer => GlassRefused::NoSignal.into(),
            Refused::RegionRefused(code) => {
                GlassRefused::from_region(code).map_or(refused, Refused::from)
            }
            _ => refused,
        })?;
        let frame = FaceFrame::decode(&answer)
            .map_err(|error| Refused::BadAnswer(error.code().to_owned()))?;
        let opened = self.at_desk(|desk| desk.keep_opened(asking.staff, frame.faces, reason))?;
        Ok(Reply::GlassBroken {
            records: ids(&opened),
        })
    }
}

fn ids(records: &[RecordId]) -> Vec<String> {
    records.iter().map(RecordId::to_string).collect()
}

/// Everything under which a record is found by its card, which holds all values where people disagree.
fn names_on(card: &Card) -> impl Iterator<Item = String> {
    let numbers = each_of(&card.nhs_number).filter_map(finding::by_nhs_number);
    let named = each_of(&card.family).flat_map(|family| {
        each_of(&card.birth_date).filter_map(move |day| finding::by_name(family, day))
    });
    numbers.chain(named)
}

impl Desk {
    /// Records of this computer that are found by a name: for those nobody breaks any glass.
    fn found_here(
        &self,
        name: &str,
        nhs_number: &str,
        family_name: &str,
    ) -> Result<Vec<RecordId>, Refused> {
        let search = if nhs_number.trim().is_empty() {
            family_name
        } else {
            nhs_number
        };
        let people = self.store.people(search, super::ask::MOST_PEOPLE)?;
        let found = people.iter().map(|person| &person.card);
        let found = found.filter(|card| names_on(card).any(|known| known == name));
        Ok(found.map(|card| care_id(card.record)).collect())
    }

    /// Writes down that she asks, and makes what the region is asked with.
    fn ask_region(&mut self, name: &str, reason: GlassReason) -> Result<Asking, Refused> {
        let session = self.session()?.clone();
        if !session.has(care_record::may_break_glass) {
            return Err(GlassRefused::NotYours.into());
        }
        if self.is_alone() {
            return Err(GlassRefused::Alone.into());
        }
        let request = BreakGlass {
            proto: BreakGlass::PROTO,
            device: self.identity.device,
            author: session.certificate,
            found_by: FindingHash::of(name),
            reason,
        };
        let sealed = signed::seal(request, &self.identity.signing_key)
            .map_err(|error| Refused::BadAnswer(error.code().to_owned()))?;
        self.note_glass(reason)?;
        let link = &self.link;
        Ok(Asking {
            staff: session.staff,
            region: Region::known(&link.url, *link.tls_fingerprint.as_bytes())?,
            bytes: sealed.bytes().to_vec(),
        })
    }

    /// Keeps what the region gave, for whoever asked; she may have locked the screen meanwhile.
    fn keep_opened(
        &mut self,
        staff: StaffId,
        faces: Vec<Face>,
        reason: GlassReason,
    ) -> Result<Vec<RecordId>, Refused> {
        if self.session()?.staff != staff {
            return Err(Refused::SignedOut);
        }
        let now = now_ms();
        let mut opened = Vec::new();
        for Face { record, bytes, .. } in faces {
            face::read(care_id(record), &bytes, Some(now))
                .map_err(|error| Refused::BadAnswer(error.code().to_owned()))?;
            let face = OpenedFace {
                record,
                staff,
                bytes: bytes.into_vec(),
                opened_at_ms: now,
                until_ms: now.saturating_add(SHOWN_MS),
            };
            let entry = AuditEntry {
                at_ms: now,
                staff: Some(staff),
                act: "break_glass.opened".to_owned(),
                record: Some(record),
                detail: reason.name().unwrap_or_default().to_owned(),
            };
            opened.push((face, entry));
        }
        self.store.keep_opened(&opened)?;
        let records = opened.iter().map(|(face, _)| care_id(face.record));
        Ok(records.collect())
    }

    /// What whoever is signed in has open of a record that this computer does not carry, and the face it shows.
    pub(crate) fn opened(&mut self, id: RecordId) -> Result<(OpenedFace, RecordView), Refused> {
        let (staff, now) = (self.session()?.staff, now_ms());
        self.store.close_opened(now)?;
        let mut open = self.store.opened(staff, now)?.into_iter();
        let face = open
            .find(|face| care_id(face.record) == id)
            .ok_or(Refused::UnknownRecord)?;
        let view = face::read(id, &face.bytes, Some(face.opened_at_ms));
        let view = view.map_err(|_| Refused::Unreadable)?;
        Ok((face, view.for_reader(&self.session()?.roles)))
    }

    /// Why a record is not here: it is not, or she may read no more of it than its face.
    pub(crate) fn not_here(&self, id: RecordId) -> Refused {
        let open = self
            .session()
            .and_then(|session| Ok(self.store.opened(session.staff, now_ms())?));
        match open {
            Ok(open) if open.iter().any(|face| care_id(face.record) == id) => {
                GlassRefused::OnlyGlance.into()
            }
            Ok(_) => Refused::UnknownRecord,
            Err(refused) => refused,
        }
    }

    /// Everything she has open, for a list.
    pub(crate) fn all_opened(&self) -> Result<Vec<Opened>, Refused> {
        let now = now_here();
        let mut rows = Vec::new();
        for face in self.store.opened(self.session()?.staff, now_ms())? {
            let id = care_id(face.record);
            // Where the record has come here since, it is in the list of everybody.
            if self.load(id)?.is_none()
                && let Ok(view) = face::read(id, &face.bytes, Some(face.opened_at_ms))
            {
                rows.push(show::opened(&view, face.until_ms, &now));
            }
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sync_protocol::ids;

    #[test]
    fn a_card_is_found_under_each_of_the_values_that_people_hold() {
        let card = Card {
            family: "O’Neill / Smith".to_owned(),
            given: "Margaret".to_owned(),
            birth_date: "1938-03-04 / 1938-04-03".to_owned(),
            nhs_number: "9990000018 / 9990000026".to_owned(),
            conflicts_count: 3,
            ..Card::blank(ids::RecordId::new([7; 16]))
        };
        let names: Vec<String> = names_on(&card).collect();
        assert_eq!(names.len(), 6);
        for number in ["9990000018", "9990000026"] {
            assert!(names.contains(&finding::by_nhs_number(number).unwrap()));
        }
        assert!(names.contains(&finding::by_name("smith", "1938-04-03").unwrap()));
    }
}
