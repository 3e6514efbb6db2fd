//! An invented record for the tests of what is shown: who wrote what, when, and when it came here.

use super::Viewer;
use crate::desk::SignedIn;
use care_record::{
    Attribution, Body, Edit, Entry, EntryId, Hash, Policy, Record, RecordId, RecordView, Role,
    SheetKind,
};
use chrono::{DateTime, Local, TimeZone};
use std::collections::BTreeMap;
use sync_protocol::hashes::CertificateHash;
use sync_protocol::ids::StaffId;

pub(super) const MINUTE: i64 = 60 * 1000;
pub(super) const HOUR: i64 = 60 * MINUTE;

/// When all of it begins: five past eight in the morning, where the computer stands.
pub(super) fn morning() -> i64 {
    let at = Local.with_ymd_and_hms(2026, 11, 17, 8, 5, 0);
    at.single().unwrap().timestamp_millis()
}

/// A moment as a record holds it.
pub(super) fn moment(at_ms: i64) -> String {
    let at = Local.timestamp_millis_opt(at_ms).single().unwrap();
    at.format("%Y-%m-%dT%H:%M%:z").to_string()
}

/// A nurse of the hospice, who wrote it at this moment.
pub(super) fn nurse(recorded_at_ms: i64) -> Attribution {
    Attribution {
        staff: "ayesha".to_owned(),
        name: "Ayesha Khan".to_owned(),
        role: Some(Role::HospiceNurse),
        registration: None,
        organisation: "St Wulfram's Hospice".to_owned(),
        site: "St Wulfram's Hospice".to_owned(),
        device: "1".to_owned(),
        recorded_at_ms,
        clock_off_ms: None,
        after_end: false,
        received_at_ms: None,
        shared: true,
    }
}

/// A carer of the home, who wrote it at this moment.
pub(super) fn carer(recorded_at_ms: i64) -> Attribution {
    Attribution {
        staff: "joan".to_owned(),
        name: "Joan Bright".to_owned(),
        role: Some(Role::SeniorCarer),
        organisation: "Fen Homes".to_owned(),
        site: "Reed House".to_owned(),
        ..nurse(recorded_at_ms)
    }
}

/// A record in the making.
pub(super) struct Invented {
    record: Record,
    authors: BTreeMap<Hash, Attribution>,
    entries: u64,
}

impl Invented {
    pub(super) fn new() -> Self {
        Self {
            record: Record::new(RecordId::from_bytes([7; 16])),
            authors: BTreeMap::new(),
            entries: 0,
        }
    }

    /// An entry on the shared sheet.
    pub(super) fn enter(&mut self, by: Attribution, kind: &str, parts: &[(&str, &str)]) -> EntryId {
        self.draft(by, SheetKind::Shared, plain(kind, parts))
    }

    /// An entry as it is drafted, on a sheet.
    pub(super) fn draft(&mut self, by: Attribution, sheet: SheetKind, draft: Entry) -> EntryId {
        self.entries += 1;
        let id = EntryId::from_random(self.entries.to_be_bytes());
        let edit = Edit::enter(id.clone(), draft);
        let sheet = self.record.sheet_mut(sheet);
        let written = sheet.write([1; 8], &[edit]).unwrap();
        self.authors.insert(written.hash, by);
        id
    }

    /// What it says to somebody with this role.
    pub(super) fn view(&self, role: Role) -> RecordView {
        let author = |hash: &Hash| self.authors.get(hash).cloned();
        self.record.view(&author).for_reader(&[role])
    }
}

/// An entry of these parts.
pub(super) fn plain(kind: &str, parts: &[(&str, &str)]) -> Entry {
    let parts = parts.iter();
    let body: Body = parts
        .map(|(name, text)| ((*name).to_owned(), (*text).into()))
        .collect();
    Entry::new(kind, body)
}

/// Shows something to somebody with this role, at this moment.
pub(super) fn shown<T>(role: Role, now_ms: i64, show: impl FnOnce(&Viewer<'_>) -> T) -> T {
    let session = SignedIn {
        staff: StaffId::new([3; 16]),
        name: "Joan Bright".to_owned(),
        roles: vec![role],
        certificate: CertificateHash::new([4; 32]),
        until_ms: i64::MAX,
    };
    let now: DateTime<Local> = Local.timestamp_millis_opt(now_ms).single().unwrap();
    show(&Viewer {
        session: &session,
        now,
        shared_at_ms: None,
        policy: Policy::default(),
        region: "Fenland",
        alone: false,
    })
}
