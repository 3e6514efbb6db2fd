//! Who and what the tests are made of.

use care_record::EntryId;
use chrono::NaiveDate;

/// The day of every import.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("date")
}

/// Entry ids in a row.
pub(crate) fn ids() -> impl FnMut() -> EntryId {
    let mut next = 0_u64;
    move || {
        next += 1;
        EntryId::from_random(next.to_be_bytes())
    }
}
