//! What is to be known and done now.

use super::{MOST_PEOPLE, record_id, viewing};
use crate::api::{Reply, Request};
use crate::desk::{Desk, care_id};
use crate::error::Refused;
use crate::show::{self, Arriving, Known, Seen};
use crate::workplace::Workplace;
use care_record::{Agreed, EntryView, RecordId, RecordView, computed, entry_kind};
use std::collections::{BTreeMap, HashMap};
use sync_protocol::ids;

impl Workplace {
    pub(super) async fn today(&self, request: Request) -> Result<Reply, Refused> {
        match request {
            Request::Today { all_news } => {
                self.at_desk(Desk::note_today)?;
                self.show_today(false, all_news)
            }
            Request::AnswerTask {
                record,
                entry,
                state,
                because,
            } => self.answer_task(record, &entry, &state, &because),
            Request::PlanRound { records } => {
                let records: Vec<_> = records
                    .iter()
                    .map(|record| record_id(record))
                    .collect::<Result<_, _>>()?;
                self.at_desk(|desk| desk.plan_round(&records))?;
                self.show_today(false, false)
            }
            Request::GetReady => self.get_ready().await,
            _ => Err(Refused::NotUnderstood("the request")),
        }
    }

    /// Shares, and then says of each visit what of it is here. Without a signal it says so, and what is here all the same.
    async fn get_ready(&self) -> Result<Reply, Refused> {
        let alone = self.at_desk(|desk| Ok(desk.is_alone()))?;
        let not_reached = !alone
            && match self.share_now().await {
                Ok(_) => false,
                Err(refused) => {
                    tracing::info!(code = refused.code(), "not shared before a round");
                    true
                }
            };
        self.show_today(not_reached, false)
    }

    /// From digests alone. Those that are not there are made first, one after another: others may use the desk in between.
    fn show_today(&self, not_reached: bool, all_news: bool) -> Result<Reply, Refused> {
        let (reply, without) = self.at_desk(|desk| today(desk, not_reached, all_news))?;
        if without.is_empty() {
            return Ok(reply);
        }
        for record in without {
            self.at_desk(|desk| desk.make_digest(record))?;
        }
        Ok(self.at_desk(|desk| today(desk, not_reached, all_news))?.0)
    }

    /// The same task in its new state, in place of the one before.
    fn answer_task(
        &self,
        record: String,
        entry: &str,
        state: &str,
        because: &str,
    ) -> Result<Reply, Refused> {
        if !["accepted", "done", "declined"].contains(&state) {
            return Err(Refused::NotUnderstood("the state"));
        }
        let id = record_id(&record)?;
        let (mut body, replaced, me) = self.at_desk(|desk| {
            let session = desk.session()?;
            let view = desk.view_for(id, &session.roles)?;
            let (body, replaced) = open_task(&view, entry)?;
            Ok((body, replaced, session.name.clone()))
        })?;
        body.insert("state".to_owned(), state.to_owned());
        // Whoever takes it on has it from now on, whoever was asked.
        if state == "accepted" {
            body.insert("owner".to_owned(), me);
        }
        body.remove("because");
        if !because.trim().is_empty() {
            body.insert("because".to_owned(), because.trim().to_owned());
        }
        self.enter(Request::enter(record, "task", body, replaced))?;
        // The list says what became of it.
        self.show_today(false, false)
    }
}

/// The parts of a task that is open and of which one version stands, and the entries that say so.
fn open_task(
    view: &RecordView,
    entry: &str,
) -> Result<(BTreeMap<String, String>, Vec<String>), Refused> {
    let items = view.items("task");
    let is_meant = |said: &EntryView| said.id.as_str() == entry;
    let item = items.iter().find(|item| {
        let values = item.reading.values().into_iter();
        values.flat_map(Agreed::all).any(is_meant)
    });
    let item = item.ok_or(Refused::TaskNotOpen)?;
    if item.reading.is_several() {
        return Err(Refused::TaskInDispute);
    }
    let open = computed::open_tasks(view);
    let all: Vec<&EntryView> = item
        .reading
        .values()
        .into_iter()
        .flat_map(Agreed::all)
        .collect();
    let task = all.first().ok_or(Refused::TaskNotOpen)?;
    if !open
        .iter()
        .any(|open| all.iter().any(|said| said.id == open.id))
        || task.needs_newer()
    {
        return Err(Refused::TaskNotOpen);
    }
    let parts = entry_kind("task").map_or(&[][..], |kind| kind.parts);
    let parts = parts.iter();
    let body = parts.filter_map(|part| Some((part.name.to_owned(), task.part(part.name)?)));
    let replaced = all.iter().map(|said| said.id.to_string());
    Ok((body.collect(), replaced.collect()))
}

/// Today, for whoever is signed in, and the records that it says nothing of because they have no digest yet.
fn today(
    desk: &mut Desk,
    not_reached: bool,
    all_news: bool,
) -> Result<(Reply, Vec<RecordId>), Refused> {
    let people = desk.known(MOST_PEOPLE)?;
    let without = people.iter().filter(|known| known.is_without());
    let without = without
        .map(|known| care_id(known.person.card.record))
        .collect();
    let left_ms = desk.last_left_ms()?;
    let round = desk.round()?;
    let mut papers: HashMap<ids::RecordId, usize> = HashMap::new();
    for record in desk.store.papers_on_their_way()? {
        *papers.entry(record).or_default() += 1;
    }
    let by_record: HashMap<ids::RecordId, &Known> = people
        .iter()
        .map(|known| (known.person.card.record, known))
        .collect();
    let reply = viewing(desk, |viewer| {
        let visits = round.iter().filter(|_| viewer.reads_care()).map(|record| {
            let arriving = Arriving {
                papers: papers.get(record).copied().unwrap_or(0),
                not_reached,
            };
            show::visit(*record, by_record.get(record).copied(), arriving, viewer)
        });
        let seen = Seen {
            chosen: desk.chosen_selection(),
            left_ms,
            all_news,
            round: visits.collect(),
        };
        Reply::Today(Box::new(show::today(&people, seen, viewer)))
    })?;
    Ok((reply, without))
}
