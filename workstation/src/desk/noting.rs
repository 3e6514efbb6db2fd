//! Writing down what somebody does at this computer without a save: looking, searching, printing, locking.
//!
//! A search is written down when it is over, with the moment it began: while she types, every letter asks anew. How long
//! the words were is kept, the words are not.

use super::{Desk, wire_id};
use crate::error::Refused;
use crate::keys::KeyFile;
use crate::surroundings::now_ms;
use care_record::RecordId;
use store::audit::AuditEntry;
use sync_protocol::ids::StaffId;
use sync_protocol::message::break_glass::GlassReason;

/// What can be printed of one person.
const PRINTED: &[&str] = &[
    "glance",
    "record",
    "note",
    "two_versions",
    "who_looked",
    "folder_sheet",
    "persons_copy",
    "timeline",
    "charts",
    "conversations",
    "papers",
];
/// What can be printed that is of nobody or of several.
const PRINTED_OF_ALL: &[&str] = &["handover", "audit"];

/// A search that may go on.
pub(super) struct Searching {
    staff: StaffId,
    since_ms: i64,
    words: String,
    longest: usize,
}

impl Searching {
    /// Whether these words are the same search, a letter more or less.
    fn goes_on_with(&self, words: &str) -> bool {
        self.words.starts_with(words) || words.starts_with(&self.words)
    }
}

impl Desk {
    /// Writes down that somebody looked at a record.
    pub(crate) fn note_view(&mut self, id: RecordId, act: &str) -> Result<(), Refused> {
        self.note(act, Some(id), String::new())
    }

    /// Writes down that somebody looks at Today: once for each look, since the window asks again whenever there is news.
    pub(crate) fn note_today(&mut self) -> Result<(), Refused> {
        if !self.looks_at_today {
            self.note("today.viewed", None, String::new())?;
            self.looks_at_today = true;
        }
        Ok(())
    }

    /// Writes down that a screen was printed.
    pub(crate) fn note_print(&mut self, id: Option<RecordId>, what: &str) -> Result<i64, Refused> {
        let (known, act) = match id {
            Some(_) => (PRINTED, "record.printed"),
            None => (PRINTED_OF_ALL, "list.printed"),
        };
        if !known.contains(&what) {
            return Err(Refused::NotUnderstood("what was printed"));
        }
        self.note(act, id, what.to_owned())?;
        Ok(now_ms())
    }

    /// Writes down that somebody reads what was done here.
    pub(crate) fn note_audit(&mut self) -> Result<(), Refused> {
        self.note("audit.read", None, String::new())
    }

    /// Writes down that a paper was held against what is recorded, of one person where it was known whose it is.
    pub(crate) fn note_paper_check(&mut self, id: Option<RecordId>) -> Result<(), Refused> {
        self.note("paper.checked", id, String::new())
    }

    /// Writes down that a backup was made, whoever sits here.
    pub(crate) fn note_backup(&mut self) -> Result<(), Refused> {
        self.store.note(&AuditEntry {
            at_ms: now_ms(),
            staff: self.session().ok().map(|session| session.staff),
            act: "store.backed_up".to_owned(),
            record: None,
            detail: String::new(),
        })?;
        Ok(())
    }

    /// Writes down that somebody asks for a record that this computer does not carry.
    pub(crate) fn note_glass(&mut self, reason: GlassReason) -> Result<(), Refused> {
        let reason = reason.name().unwrap_or_default();
        self.note("break_glass.asked", None, reason.to_owned())
    }

    /// Writes down that somebody began or ended practice, also where she is no longer signed in.
    pub(crate) fn note_practice(&mut self, act: &str, staff: StaffId) -> Result<(), Refused> {
        self.store.note(&AuditEntry {
            at_ms: now_ms(),
            staff: Some(staff),
            act: act.to_owned(),
            record: None,
            detail: String::new(),
        })?;
        Ok(())
    }

    /// Writes down what somebody did about a colleague.
    pub(crate) fn note_of_staff(&mut self, act: &str, colleague: StaffId) -> Result<(), Refused> {
        self.note(act, None, colleague.to_string())
    }

    /// Writes down that the screen was locked, where somebody was signed in.
    pub(crate) fn note_lock(&mut self) -> Result<(), Refused> {
        if self.session().is_err() {
            return Ok(());
        }
        self.note("staff.locked", None, String::new())
    }

    /// Somebody searches; no words are the end of a search.
    pub(crate) fn search_goes_on(&mut self, words: &str) -> Result<(), Refused> {
        let words = words.trim();
        let length = words.chars().count();
        if let Some(searching) = self.searching.as_mut()
            && length > 0
            && searching.goes_on_with(words)
        {
            words.clone_into(&mut searching.words);
            searching.longest = searching.longest.max(length);
            return Ok(());
        }
        self.note_search()?;
        if length > 0 {
            self.searching = Some(Searching {
                staff: self.session()?.staff,
                since_ms: now_ms(),
                words: words.to_owned(),
                longest: length,
            });
        }
        Ok(())
    }

    /// Writes down the search that is over.
    pub(super) fn note_search(&mut self) -> Result<(), Refused> {
        let Some(searching) = &self.searching else {
            return Ok(());
        };
        self.store.note(&AuditEntry {
            at_ms: searching.since_ms,
            staff: Some(searching.staff),
            act: "people.searched".to_owned(),
            record: None,
            detail: searching.longest.to_string(),
        })?;
        self.searching = None;
        Ok(())
    }

    /// Writes down the wrong PINs that were kept beside their count while the store was shut. What cannot be written now
    /// stays there.
    pub(super) fn note_wrong_pins(&mut self, keys: &mut KeyFile) {
        let wrong = keys
            .wrong_pins()
            .into_iter()
            .try_for_each(|(staff, at_ms)| {
                self.store.note(&AuditEntry {
                    at_ms,
                    staff: staff.parse().ok(),
                    act: "staff.wrong_pin".to_owned(),
                    record: None,
                    detail: String::new(),
                })?;
                Ok::<(), Refused>(())
            });
        match wrong {
            Ok(()) => keys.forget_wrong_pins(),
            Err(refused) => tracing::error!(code = refused.code(), "wrong PINs not written down"),
        }
    }

    fn note(&mut self, act: &str, record: Option<RecordId>, detail: String) -> Result<(), Refused> {
        let staff = self.session()?.staff;
        self.note_search()?;
        self.looks_at_today = false;
        self.store.note(&AuditEntry {
            at_ms: now_ms(),
            staff: Some(staff),
            act: act.to_owned(),
            record: record.map(wire_id),
            detail,
        })?;
        Ok(())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Err(refused) = self.note_search() {
            tracing::error!(code = refused.code(), "a search was not written down");
        }
    }
}
