//! One person over time.

use super::{record_id, viewing};
use crate::api::Reply;
use crate::desk::wire_id;
use crate::error::Refused;
use crate::show::{self, Viewer};
use crate::workplace::Workplace;
use care_record::RecordView;
use store::workstation::Person;

impl Workplace {
    pub(super) fn timeline(&self, record: &str) -> Result<Reply, Refused> {
        self.story(record, "record.timeline_viewed", |view, person, viewer| {
            Reply::Timeline(Box::new(show::timeline(view, person, viewer)))
        })
    }

    pub(super) fn charts(&self, record: &str) -> Result<Reply, Refused> {
        self.story(record, "record.charts_viewed", |view, person, viewer| {
            Reply::Charts(Box::new(show::charts(view, person, viewer)))
        })
    }

    /// What whoever is signed in may read of a record, shown; and written down that it was looked at.
    fn story(
        &self,
        record: &str,
        act: &str,
        show: impl FnOnce(&RecordView, Option<&Person>, &Viewer<'_>) -> Reply,
    ) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let id = record_id(record)?;
            let view = desk.view_for(id, &desk.session()?.roles)?;
            desk.note_view(id, act)?;
            let person = desk.store.person(wire_id(id))?;
            viewing(desk, |viewer| show(&view, person.as_ref(), viewer))
        })
    }
}
