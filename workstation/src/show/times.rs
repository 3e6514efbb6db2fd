//! Times as people read them: *today 09:14*, *Tue 17-Nov 14:10*, *12-Oct-2026*, *04-Mar-1938 (88y)*.

use crate::desk::each_of;
use care_record::Attribution;
use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, Local, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};
use std::sync::LazyLock;

/// Days within which a weekday says more than a year.
const RECENT_DAYS: i64 = 6;

// Read once: a list of two thousand people says four thousand dates and moments.
static TODAY: Form = LazyLock::new(|| form("today %H:%M"));
static YESTERDAY: Form = LazyLock::new(|| form("yesterday %H:%M"));
static TOMORROW: Form = LazyLock::new(|| form("tomorrow %H:%M"));
static RECENT: Form = LazyLock::new(|| form("%a %d-%b %H:%M"));
static LONG_AGO: Form = LazyLock::new(|| form("%d-%b-%Y %H:%M"));
static DATE: Form = LazyLock::new(|| form("%d-%b-%Y"));
static DAY: Form = LazyLock::new(|| form("%a %d-%b-%Y"));
static TIME: Form = LazyLock::new(|| form("%H:%M"));

type Form = LazyLock<Vec<Item<'static>>>;

fn form(text: &'static str) -> Vec<Item<'static>> {
    StrftimeItems::new(text).collect()
}

/// A moment as people say it.
pub(crate) fn when(at_ms: i64, now: &DateTime<Local>) -> String {
    let Some(at) = Local.timestamp_millis_opt(at_ms).single() else {
        return "at an unknown time".to_owned();
    };
    let days = now
        .date_naive()
        .signed_duration_since(at.date_naive())
        .num_days();
    let form = match days {
        0 => &TODAY,
        1 => &YESTERDAY,
        2..=RECENT_DAYS => &RECENT,
        _ => &LONG_AGO,
    };
    at.format_with_items(form.iter()).to_string()
}

/// A moment to come as people say it; one that has passed like any other.
pub(super) fn until(at_ms: i64, now: &DateTime<Local>) -> String {
    let Some(at) = Local.timestamp_millis_opt(at_ms).single() else {
        return "at an unknown time".to_owned();
    };
    let days = at
        .date_naive()
        .signed_duration_since(now.date_naive())
        .num_days();
    let form = match days {
        1 => &TOMORROW,
        2..=RECENT_DAYS => &RECENT,
        _ => return when(at_ms, now),
    };
    at.format_with_items(form.iter()).to_string()
}

/// The calendar day of a moment.
pub(super) fn day(at_ms: i64) -> Option<NaiveDate> {
    Some(Local.timestamp_millis_opt(at_ms).single()?.date_naive())
}

/// The first moment of a calendar day.
pub(super) fn start_of(day: NaiveDate) -> i64 {
    let midnight = day.and_time(NaiveTime::MIN);
    let here = Local.from_local_datetime(&midnight).earliest();
    here.map_or_else(
        || midnight.and_utc().timestamp_millis(),
        |at| at.timestamp_millis(),
    )
}

/// The day and the time of day of a moment, where the computer stands: "Tue 17-Nov-2026", "14:10".
pub(super) fn day_and_time(at_ms: i64) -> Option<(String, String)> {
    let at = Local.timestamp_millis_opt(at_ms).single()?;
    let said = |form: &Form| at.format_with_items(form.iter()).to_string();
    Some((said(&DAY), said(&TIME)))
}

/// What is said of a moment that was taken from a clock known to be wrong.
pub(super) const UNCERTAIN: &str = "time uncertain";
/// What is said of somebody who may not write any more.
pub(super) const AFTER_END: &str = "arrived after their access had ended";

/// When something was written, by a clock that may have been known to be wrong, and by whom it may not be any more.
pub(super) fn written(by: &Attribution, now: &DateTime<Local>) -> String {
    let (uncertain, after_end) = (by.clock_off_ms.is_some(), by.after_end);
    written_at(by.recorded_at_ms, uncertain, after_end, now)
}

/// The same of what is kept of it in a digest.
pub(super) fn written_at(
    at_ms: i64,
    uncertain: bool,
    after_end: bool,
    now: &DateTime<Local>,
) -> String {
    let mut at = when(at_ms, now);
    if uncertain {
        at.push_str(", ");
        at.push_str(UNCERTAIN);
    }
    if after_end {
        at.push_str(", ");
        at.push_str(AFTER_END);
    }
    at
}

/// A moment for machines.
pub(crate) fn rfc3339(at_ms: i64) -> String {
    Utc.timestamp_millis_opt(at_ms)
        .single()
        .map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
        .unwrap_or_default()
}

/// A calendar date `YYYY-MM-DD` as people read it; other text as it is.
pub(super) fn date(text: &str) -> String {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) => date.format_with_items(DATE.iter()).to_string(),
        // A month alone.
        Err(_) => match NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d") {
            Ok(month) => month.format("%b-%Y").to_string(),
            Err(_) => text.to_owned(),
        },
    }
}

/// A moment as written in a record, where the computer stands; other text as it is.
pub(super) fn moment(text: &str) -> String {
    match DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z") {
        Ok(at) => on_paper(&at.with_timezone(&Local)),
        Err(_) => text.to_owned(),
    }
}

/// A moment as a paper says it, which is read on another day: "Fri 20-Nov-2026 09:14".
pub(super) fn on_paper(at: &DateTime<Local>) -> String {
    at.format("%a %d-%b-%Y %H:%M").to_string()
}

/// A date of birth with the age today; where a card holds more than one, each of them.
pub(super) fn born(text: &str, today: NaiveDate) -> String {
    let each: Vec<String> = each_of(text).map(|day| born_on(day, today)).collect();
    each.join(" or ")
}

fn born_on(text: &str, today: NaiveDate) -> String {
    let Ok(born) = text.parse::<NaiveDate>() else {
        return date(text);
    };
    let before_birthday = (today.month(), today.day()) < (born.month(), born.day());
    let years = today.year() - born.year() - i32::from(before_birthday);
    format!("{} ({years}y)", born.format_with_items(DATE.iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_counts_from_the_birthday() {
        let on = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(born("1938-03-04", on(2026, 3, 3)), "04-Mar-1938 (87y)");
        assert_eq!(born("1938-03-04", on(2026, 3, 4)), "04-Mar-1938 (88y)");
        assert_eq!(born("1940-02-29", on(2026, 2, 28)), "29-Feb-1940 (85y)");
        assert_eq!(
            born("1938-03-04 / 1938-04-03", on(2026, 3, 4)),
            "04-Mar-1938 (88y) or 03-Apr-1938 (87y)"
        );
        assert_eq!(born("1938", on(2026, 3, 4)), "1938");
    }

    #[test]
    fn near_times_are_said_and_far_ones_dated() {
        let now = Local.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap();
        let at = |d, h| {
            Local
                .with_ymd_and_hms(2026, 11, d, h, 14, 0)
                .unwrap()
                .timestamp_millis()
        };
        assert_eq!(when(at(22, 9), &now), "today 09:14");
        assert_eq!(when(at(21, 9), &now), "yesterday 09:14");
        assert_eq!(when(at(17, 14), &now), "Tue 17-Nov 14:14");
        assert_eq!(when(at(2, 9), &now), "02-Nov-2026 09:14");
        assert_eq!(until(at(22, 18), &now), "today 18:14");
        assert_eq!(until(at(23, 9), &now), "tomorrow 09:14");
        assert_eq!(until(at(28, 9), &now), "Sat 28-Nov 09:14");
        assert_eq!(until(at(30, 9), &now), "30-Nov-2026 09:14");
        assert_eq!(until(at(21, 9), &now), "yesterday 09:14");
    }
}
