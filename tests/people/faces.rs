//! A face says what its record says: At a glance and the list, field for field, for everybody who may look.

use alongside_tests::people::{Kept, NOW_MS, by_hand, invented};
use care_record::{Record, RecordView, Role, SheetKind, face};
use chrono::{Local, TimeZone};
use serde_json::Value;
use workstation::shown::{card_of, glance};

const SEED: u64 = 2026;
const INVENTED: u64 = 60;
/// Each person is looked at on so many days of the past as well.
const DAYS: i64 = 4;
const DAY_MS: i64 = 86_400_000;
/// One of each way of reading: everything, no restricted sheet, the office only.
const READERS: &[Role] = &[
    Role::DistrictNurse,
    Role::CareAssistant,
    Role::Administrator,
];

fn everybody() -> Vec<(String, Kept)> {
    let told = by_hand().unwrap().into_iter();
    let told = told.chain((0..INVENTED).map(|number| invented(SEED, number, NOW_MS)));
    told.map(|told| (told.key.clone(), told.kept().unwrap()))
        .collect()
}

/// What all who care for the person can read, now and on some days before.
fn shared(kept: &Kept) -> Vec<RecordView> {
    let mut record = Record::new(kept.record.id());
    *record.sheet_mut(SheetKind::Shared) = kept.record.sheet(SheetKind::Shared).into_owned();
    let by = |hash: &care_record::Hash| kept.by(hash).cloned();
    let today = record.view(&by);
    let first = today.entries().filter_map(|entry| {
        let by = entry.by.as_ref()?;
        Some(by.recorded_at_ms)
    });
    let first = first.min().unwrap_or(NOW_MS);
    let step = ((NOW_MS - first) / DAYS).max(DAY_MS);
    (0..DAYS)
        .map(|back| record.as_it_stood(NOW_MS - back * step, &by).view(&by))
        .collect()
}

/// A screen without the ids by which one would write: nobody writes to a face.
fn read_as(screen: &impl serde::Serialize) -> Value {
    let mut value = serde_json::to_value(screen).unwrap();
    without_ids(&mut value);
    value
}

fn without_ids(value: &mut Value) {
    match value {
        Value::Object(parts) => {
            parts.remove("id");
            parts.values_mut().for_each(without_ids);
        }
        Value::Array(items) => items.iter_mut().for_each(without_ids),
        _ => {}
    }
}

#[test]
fn a_face_says_what_its_record_says() {
    let mut compared = 0;
    for (key, kept) in everybody() {
        for whole in shared(&kept) {
            let bytes = face::face(&whole).unwrap();
            let read = face::read(whole.record, &bytes, None).unwrap();
            assert_eq!(card_of(&read), card_of(&whole), "{key}, in the list");
            // A year later as well: what ages by then ages alike.
            for now_ms in [NOW_MS, NOW_MS + 365 * DAY_MS] {
                let now = Local.timestamp_millis_opt(now_ms).unwrap();
                for role in READERS {
                    let of = |view: &RecordView| read_as(&glance(view, &[*role], now));
                    assert_eq!(of(&read), of(&whole), "{key} as {}", role.words());
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 1_500, "{compared}");
}

#[test]
fn what_is_withheld_is_in_no_face_and_known_to_be_more_than_one() {
    let mut more = 0;
    for (_, kept) in everybody() {
        let whole = kept.view();
        let shared = shared(&kept).remove(0);
        assert_eq!(face::face(&whole), face::face(&shared));
        assert!(!face::is_more_than_a_face(&shared));
        more += usize::from(face::is_more_than_a_face(&whole));
    }
    println!("{more} say on a narrower sheet what At a glance would show");
}
