//! People invented from a seed, each with a past: events on days, and at each event somebody writes something down.

mod after;
mod days;
mod home;
mod illness;
mod legal;
mod making;
mod medicines;
mod pump;
mod who;
mod wishes;

use super::Told;
use making::{Making, Stage};

/// When the past ends: noon of 20 November 2026.
pub const NOW_MS: i64 = 1_795_176_000_000;

/// Something that happens.
type Event = fn(&mut Making);

/// What may happen any day.
const OF_A_DAY: &[Event] = &[
    days::measured,
    days::change,
    days::fall,
    days::task,
    days::handover,
    days::sbard,
    days::skin_and_mouth,
];

/// Person `number` of a seed, as things stand at `now_ms`. The same three give the same words.
#[must_use]
pub fn invented(seed: u64, number: u64, now_ms: i64) -> Told {
    let mut making = Making::begin(seed, number, now_ms);
    for (day, event) in plan(&mut making) {
        making.turn_to(day);
        event(&mut making);
    }
    making.told(seed, number)
}

/// What happens on which day.
fn plan(making: &mut Making) -> Vec<(usize, Event)> {
    let length = making.length;
    let last = length.saturating_sub(1);
    let mut plan: Vec<(usize, Event)> = vec![
        (0, who::identity),
        (0, who::practice),
        (0, home::dwelling),
        (0, who::contacts),
        (0, who::consent),
        (1, home::needs),
        (1, illness::allergies),
        (1, medicines::list),
        (2, illness::problems),
        (2, who::professionals),
        (3, home::about_me),
        (3, home::equipment),
        (5, illness::prognosis),
        (7, wishes::conversation),
        (7, wishes::places),
        (9, wishes::treatment_plan),
        (11, legal::papers),
        (12, wishes::contingency),
        (13, after::documents),
        (14, wishes::care_plan),
        (length / 2, medicines::compared),
        (length / 2, who::mended),
        (length * 2 / 3, wishes::conversation),
        (length * 2 / 3, after::feedback),
        (length * 3 / 4, after::review),
    ];
    if making.chance.below(10) < 9 {
        plan.push((8, wishes::cpr));
    }
    let often = match making.stage {
        Stage::Year => 21,
        Stage::Months => 14,
        Stage::Weeks => 9,
        Stage::Days | Stage::Died => 6,
    };
    for day in (2..length).step_by(often) {
        plan.push((day, days::carer));
        if making.chance.below(2) == 0 {
            plan.push((day + 1, days::night));
        }
        if making.chance.below(3) < 2 {
            plan.push((day + 2, days::nurse));
        }
        let event = OF_A_DAY.get(making.chance.below(OF_A_DAY.len()));
        plan.extend(event.map(|event| (day + 3, *event)));
        plan.push((day + 4, illness::scores));
    }
    if making.stage != Stage::Year {
        plan.push((length / 3, medicines::just_in_case));
        plan.push((length / 2, illness::worse));
        plan.push((length * 4 / 5, medicines::given));
    }
    if matches!(making.stage, Stage::Days | Stage::Died) && making.chance.below(3) < 2 {
        plan.push((last.saturating_sub(3), pump::started));
        plan.push((last.saturating_sub(2), pump::looked_at));
        plan.push((last.saturating_sub(1), pump::looked_at));
        plan.push((last, pump::looked_at));
    }
    if matches!(making.stage, Stage::Days | Stage::Died) {
        plan.push((last.saturating_sub(2), days::dying));
        plan.push((last, days::dying));
    }
    plan.retain(|(day, _)| *day < length.max(1));
    if making.stage == Stage::Died {
        plan.push((length, after::death));
    }
    plan.sort_by_key(|(day, _)| *day);
    plan
}
