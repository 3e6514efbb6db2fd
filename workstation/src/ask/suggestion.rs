//! Taking a suggestion up, and turning it down. What is then written is decided here and nowhere else.

use super::record_id;
use crate::api::Reply;
use crate::desk::Desk;
use crate::error::Refused;
use crate::show::would_replace;
use crate::workplace::Workplace;
use care_record::{Agreed, Edit, Entry, EntryId, EntryView, Meta, Reading};

impl Workplace {
    pub(super) fn take_up(&self, record: &str, suggestion: &str) -> Result<Reply, Refused> {
        let act = "record.suggestion_taken_up";
        self.answer_suggestion(record, suggestion, act, |said, standing| match standing {
            Reading::Several(_) => Err(Refused::InDispute),
            _ if said.needs_newer() => Err(Refused::NotUnderstood("a newer suggestion")),
            _ => {
                let gone = standing.values().into_iter().flat_map(Agreed::all);
                let gone = gone.map(|entry| entry.id.clone()).collect();
                Ok(again(said, gone, said))
            }
        })
    }

    pub(super) fn turn_down(&self, record: &str, suggestion: &str) -> Result<Reply, Refused> {
        let act = "record.suggestion_turned_down";
        self.answer_suggestion(record, suggestion, act, |said, standing| match standing {
            Reading::One(agreed)
                if agreed.value.sheet == said.sheet && !agreed.value.needs_newer() =>
            {
                let same = agreed.all().map(|entry| entry.id.clone()).collect();
                Ok(Entry {
                    confirms: Some(agreed.value.id.clone()),
                    ..again(&agreed.value, same, said)
                })
            }
            // Nothing stands that could be confirmed in its place, or not one thing.
            _ => Ok(Entry::in_error(said.kind.clone(), vec![said.id.clone()])),
        })
    }

    fn answer_suggestion(
        &self,
        record: &str,
        suggestion: &str,
        act: &str,
        answer: impl FnOnce(&EntryView, &Reading<EntryView>) -> Result<Entry, Refused>,
    ) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        let at = self.at_desk(|desk| {
            let view = desk.view_for(id, &desk.session()?.roles)?;
            let mut waiting = view.suggestions().into_iter();
            let said = waiting.find(|said| said.id.as_str() == suggestion);
            let said = said.ok_or(Refused::Answered)?;
            let entry = answer(said, &would_replace(said, &view))?;
            let edit = Edit::enter(Desk::fresh_entry_id()?, entry);
            desk.write(id, said.sheet, &[edit], act)
        })?;
        Ok(self.saved_to(id, at))
    }
}

/// The same said once more, in place of these and of the suggestion. How its author knew is not how this one knows.
fn again(words: &EntryView, mut gone: Vec<EntryId>, suggestion: &EntryView) -> Entry {
    gone.push(suggestion.id.clone());
    Entry {
        answer: words.answer.clone(),
        supersedes: gone,
        meta: Meta {
            effective: words.meta.effective.clone(),
            comment: words.meta.comment.clone(),
            ..Meta::default()
        },
        ..Entry::new(words.kind.clone(), words.body.clone())
    }
}
