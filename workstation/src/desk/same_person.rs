//! Two records that may be, or are, of one person.

use super::{Desk, care_id, wire_id};
use crate::error::Refused;
use care_record::{Judgement, RecordId, RecordView, Role, judgements};
use store::workstation::{Card, Person};

/// Rows of a search for others of the same name or number; more would help nobody.
const MOST: usize = 50;

/// Another record that may be of the same person.
pub(crate) struct Other {
    pub(crate) person: Person,
    pub(crate) why: &'static str,
}

impl Desk {
    /// What a record says to somebody with these roles, read together with those that two people have put to it.
    pub(crate) fn view_for(&self, id: RecordId, roles: &[Role]) -> Result<RecordView, Refused> {
        self.joined(self.record(id)?.view_for(roles), roles)
    }

    /// A view read together with those of the same person.
    pub(crate) fn joined(
        &self,
        mut view: RecordView,
        roles: &[Role],
    ) -> Result<RecordView, Refused> {
        for judgement in judgements(&view) {
            // One that is not on this computer is not read, and nothing else stops.
            if let Judgement::GoesOn(other) = judgement
                && let Some(other) = self.load(other)?
            {
                view = view.joined_with(&other.view_for(roles));
            }
        }
        Ok(view)
    }

    /// Other records here with the same NHS number, or the same name and date of birth.
    pub(crate) fn possible_duplicates(&self, id: RecordId) -> Result<Vec<Other>, Refused> {
        let Some(own) = self.store.person(wire_id(id))? else {
            return Ok(Vec::new());
        };
        let mut found: Vec<Other> = Vec::new();
        for search in [&own.card.nhs_number, &own.card.family] {
            if search.is_empty() {
                continue;
            }
            for person in self.store.people(search, MOST)? {
                let known = found
                    .iter()
                    .any(|other| other.person.card.record == person.card.record);
                let why = alike(&own.card, &person.card).filter(|_| !known);
                found.extend(why.map(|why| Other { person, why }));
            }
        }
        Ok(found)
    }
}

impl Other {
    pub(crate) fn id(&self) -> RecordId {
        care_id(self.person.card.record)
    }
}

fn alike(one: &Card, other: &Card) -> Option<&'static str> {
    let same = |part: fn(&Card) -> &String| {
        !part(one).is_empty() && part(one).to_lowercase() == part(other).to_lowercase()
    };
    if one.record == other.record {
        None
    } else if same(|card| &card.nhs_number) {
        Some("the same NHS number")
    } else if same(|card| &card.family) && same(|card| &card.given) && same(|card| &card.birth_date)
    {
        Some("the same name and date of birth")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::alike;
    use store::workstation::Card;
    use sync_protocol::ids::RecordId;

    fn card(record: u8, family: &str, birth_date: &str, nhs_number: &str) -> Card {
        Card {
            family: family.to_owned(),
            given: "Margaret".to_owned(),
            birth_date: birth_date.to_owned(),
            nhs_number: nhs_number.to_owned(),
            ..Card::blank(RecordId::new([record; 16]))
        }
    }

    #[test]
    fn people_are_alike_by_number_or_by_name_and_birthday() {
        let peggy = card(1, "Smith", "1938-03-04", "9990000018");
        assert!(
            alike(&peggy, &peggy).is_none(),
            "nobody is her own duplicate"
        );
        assert!(alike(&peggy, &card(2, "Jones", "1940-01-01", "9990000018")).is_some());
        assert!(alike(&peggy, &card(2, "SMITH", "1938-03-04", "")).is_some());
        assert!(alike(&peggy, &card(2, "Smith", "1939-03-04", "9990000026")).is_none());
        let unknown = card(3, "Smith", "", "");
        assert!(
            alike(&unknown, &card(2, "Smith", "", "")).is_none(),
            "a name alone is not enough"
        );
    }
}
