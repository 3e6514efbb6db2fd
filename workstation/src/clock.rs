//! How far this computer's clock can be believed.
//!
//! Every answer of the region says what its clock says. Where the two differ by more than the way of the answer explains,
//! what is written here says so for ever, and people are told; nobody is refused anything for it.

use std::time::Duration;
use store::workstation::ClockReading;
use sync_protocol::hlc::Hlc;

/// Up to here a clock is as right as clocks on walls are.
const OFF_MS: i64 = 2 * 60 * 1000;
/// A way that took longer says too little.
const LONGEST_WAY: Duration = Duration::from_secs(60);
/// After this a comparison that found the same is kept all the same, since a clock set back is known by it.
const KEPT_FOR_MS: i64 = 60 * 60 * 1000;
const MINUTE_MS: i64 = 60 * 1000;

/// Compares: the region's clock was read some time during the way, and this one says `now_ms` at its end.
pub(crate) fn compared(hub_at_ms: u64, now_ms: i64, way: Duration) -> Option<ClockReading> {
    if way > LONGEST_WAY {
        return None;
    }
    let hub_at_ms = i64::try_from(hub_at_ms).ok().filter(|at| *at > 0)?;
    let within_ms = i64::try_from(way.as_millis()).ok()? / 2 + 1;
    Some(ClockReading {
        hub_at_ms,
        ahead_ms: now_ms.saturating_sub(within_ms).saturating_sub(hub_at_ms),
        within_ms,
    })
}

/// Whether a comparison says nothing that the kept one does not.
pub(crate) fn says_the_same(kept: &ClockReading, new: &ClockReading) -> bool {
    let differ = kept.ahead_ms.abs_diff(new.ahead_ms);
    let passed = kept.hub_at_ms.abs_diff(new.hub_at_ms);
    off_ms(kept).is_some() == off_ms(new).is_some()
        && differ <= kept.within_ms.saturating_add(new.within_ms).unsigned_abs()
        && passed < KEPT_FOR_MS.unsigned_abs()
}

/// How far ahead this computer's clock is, or behind, where it is certainly wrong.
fn off_ms(reading: &ClockReading) -> Option<i64> {
    let least = reading.ahead_ms.saturating_abs() - reading.within_ms;
    (least > OFF_MS).then_some(reading.ahead_ms)
}

/// Whether it was set back since the comparison: it is earlier now than the region's clock was then.
fn is_set_back(reading: &ClockReading, now_ms: i64) -> bool {
    now_ms.saturating_add(OFF_MS) < reading.hub_at_ms
}

/// What an envelope says of the clock it was written by: nothing where the clock is right, or was never compared. In whole
/// minutes, so that a morning's saves say the same.
pub(crate) fn uncertainty_ms(reading: Option<&ClockReading>, now_ms: i64) -> Option<u32> {
    let reading = reading?;
    let known = off_ms(reading).map(|off| off.saturating_abs().saturating_add(reading.within_ms));
    let back = is_set_back(reading, now_ms).then(|| reading.hub_at_ms.saturating_sub(now_ms));
    let most = known.max(back)?;
    let minutes = (most + MINUTE_MS - 1).div_euclid(MINUTE_MS);
    Some(u32::try_from(minutes.saturating_mul(MINUTE_MS)).unwrap_or(u32::MAX))
}

/// The moment of the next save. It is later than the last one's, unless the clock was far ahead then and is no longer:
/// following it would date what is written from now on into a time when its author may hold no certificate.
pub(crate) fn next_moment(last: Hlc, reading: Option<&ClockReading>, now_ms: u64) -> Hlc {
    let now = i64::try_from(now_ms).unwrap_or(i64::MAX);
    if reading.is_some_and(|reading| is_set_back(reading, now)) {
        // It is this clock that is wrong, and not the one before.
        return last.tick(now_ms);
    }
    Hlc::default().after_hearing(last, now_ms).tick(now_ms)
}

/// "This computer's clock is 14 minutes fast", where it certainly is.
pub(crate) fn words(reading: &ClockReading) -> Option<String> {
    let off = off_ms(reading)?;
    let minutes = (off.saturating_abs() + MINUTE_MS / 2) / MINUTE_MS;
    let how_much = match minutes {
        0..120 => format!("{minutes} minutes"),
        120..2880 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    };
    let which = if off > 0 { "fast" } else { "slow" };
    Some(format!("This computer's clock is {how_much} {which}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_348_800_000;

    fn ahead(ahead_ms: i64) -> ClockReading {
        let way = Duration::from_secs(2);
        compared(NOON.unsigned_abs(), NOON + ahead_ms + 1000, way).unwrap()
    }

    #[test]
    fn a_right_clock_says_nothing_and_a_wrong_one_how_wrong_it_may_be() {
        assert_eq!(uncertainty_ms(None, NOON), None);
        for right in [0, 90_000, -90_000, OFF_MS + 500] {
            assert_eq!(uncertainty_ms(Some(&ahead(right)), NOON + right), None);
            assert_eq!(words(&ahead(right)), None);
        }
        let fast = ahead(14 * MINUTE_MS);
        assert_eq!(uncertainty_ms(Some(&fast), NOON), Some(15 * 60_000));
        assert_eq!(
            words(&fast).unwrap(),
            "This computer's clock is 14 minutes fast"
        );
        assert_eq!(
            words(&ahead(-50 * 60 * MINUTE_MS)).unwrap(),
            "This computer's clock is 2 days slow"
        );
        // Right when compared, and two years behind since.
        let years = 2 * 365 * 24 * 60 * MINUTE_MS;
        assert_eq!(
            uncertainty_ms(Some(&ahead(0)), NOON - years),
            Some(u32::MAX)
        );
        assert_eq!(compared(1, NOON, Duration::from_secs(61)), None);
    }

    #[test]
    fn a_long_way_proves_no_clock_wrong() {
        let way = Duration::from_secs(50);
        let reading = compared(NOON.unsigned_abs(), NOON + OFF_MS + 30_000, way).unwrap();
        assert_eq!(off_ms(&reading), None);
    }

    #[test]
    fn moments_rise_but_for_a_clock_that_was_far_ahead() {
        let now = NOON.unsigned_abs();
        let last = Hlc::default().tick(now + 60_000);
        assert!(next_moment(last, None, now) > last, "a minute is followed");
        let far = Hlc::default().tick(now + 3_600_000);
        assert_eq!(next_moment(far, None, now).ms(), now);
        assert_eq!(next_moment(far, Some(&ahead(0)), now).ms(), now);
        // The clock went back to the beginning of time: what came before was right.
        let before = Hlc::default().tick(now);
        assert!(next_moment(before, Some(&ahead(0)), 5) > before);
    }

    #[test]
    fn what_was_found_before_is_not_written_down_again_for_an_hour() {
        let kept = ahead(10);
        assert!(says_the_same(&kept, &ahead(400)));
        assert!(!says_the_same(&kept, &ahead(5_000)));
        let later = ClockReading {
            hub_at_ms: NOON + KEPT_FOR_MS,
            ..kept
        };
        assert!(!says_the_same(&kept, &later));
    }
}
