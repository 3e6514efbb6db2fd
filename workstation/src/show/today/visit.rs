//! One visit of a nurse's round, ready to be read at the kerb.

use super::{Known, Of, source};
use crate::api::{Alarm, Visit};
use crate::show::Viewer;
use crate::show::times::{born, when};
use care_record::computed::Age;
use sync_protocol::ids::RecordId;

/// What is not here yet.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Arriving {
    /// Papers that were asked for.
    pub(crate) papers: usize,
    /// The region was asked just now, and did not answer.
    pub(crate) not_reached: bool,
}

/// A visit to somebody, who may not be on this computer any more.
pub(crate) fn visit(
    record: RecordId,
    known: Option<&Known>,
    arriving: Arriving,
    viewer: &Viewer<'_>,
) -> Visit {
    let missing = missing(known, arriving, viewer);
    let mut visit = Visit {
        record: record.to_string(),
        person: "Not on this computer".to_owned(),
        born: "Not known".to_owned(),
        address: "Not known".to_owned(),
        way_in: false,
        stock: String::new(),
        stock_alarm: Alarm::Quiet,
        last_note: String::new(),
        matters: Vec::new(),
        here: missing.is_empty(),
        missing,
    };
    let Some(known) = known else {
        return visit;
    };
    let card = &known.person.card;
    visit.person = super::card_name(card);
    if !card.birth_date.is_empty() {
        visit.born = born(&card.birth_date, viewer.now.date_naive());
    }
    if let Some(of) = Of::known(known, viewer) {
        of.tell(&mut visit);
    }
    visit
}

impl Of<'_> {
    fn tell(&self, visit: &mut Visit) {
        let digest = self.digest;
        if !digest.address.is_empty() {
            visit.address.clone_from(&digest.address);
        }
        visit.way_in = digest.access || digest.key_safe && self.viewer.reads_withheld("home");
        if let Some(stock) = &digest.stock {
            let (age, _) = self.stock_age(stock);
            let mut words = vec![stock.place.clone(), self.counted(stock)];
            words.extend(stock.wrong.iter().cloned());
            words.retain(|part| !part.is_empty());
            visit.stock = words.join(", ");
            visit.stock_alarm = match age {
                _ if !stock.wrong.is_empty() => Alarm::Look,
                Age::Amber | Age::Red => Alarm::Look,
                Age::Fresh | Age::Unaged => Alarm::Quiet,
            };
        }
        if let Some(note) = &digest.last_note {
            visit.last_note = match &note.by {
                Some(by) => format!("{} ({})", note.words, source(by, self.viewer)),
                None => note.words.clone(),
            };
        }
        // What could do harm first, then what somebody asked for, then what is due.
        let lists = [
            self.open(),
            self.worries(),
            self.unstable(),
            self.tasks(),
            self.due(),
        ];
        visit.matters = lists.into_iter().flat_map(super::placed).collect();
    }
}

/// What of it is not on this computer, in words.
fn missing(known: Option<&Known>, arriving: Arriving, viewer: &Viewer<'_>) -> String {
    let mut missing = Vec::new();
    match known {
        None => missing.push("This record is not on this computer.".to_owned()),
        Some(known) if known.person.is_face => missing.push(
            "The record is still coming to this computer. Only At a glance is here.".to_owned(),
        ),
        Some(known) if known.person.still_coming => missing.push(
            "The record is still coming to this computer. Newer entries may be missing.".to_owned(),
        ),
        Some(known) if known.is_without() => {
            missing.push("This record could not be read on this computer.".to_owned());
        }
        Some(_) => {}
    }
    match arriving.papers {
        0 => {}
        1 => missing.push("1 paper that was asked for is not here yet.".to_owned()),
        many => missing.push(format!(
            "{many} papers that were asked for are not here yet."
        )),
    }
    if arriving.not_reached {
        missing.push(match viewer.shared_at_ms {
            Some(at) => format!(
                "The region could not be reached. What others wrote since {} may be missing.",
                when(at, &viewer.now)
            ),
            None => "The region has not been reached yet.".to_owned(),
        });
    }
    missing.join(" ")
}
