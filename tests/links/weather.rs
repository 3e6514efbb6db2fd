//! The run itself: a short one always, a long one for `./do check links`.

use crate::world::{Plan, World};
use std::time::Duration;

/// Fits beside all other tests.
const SHORT: Plan = Plan {
    devices: 4,
    sites: 2,
    lasting: Duration::from_secs(5),
};

const SITES: usize = 3;
const DEVICES: usize = 30;

/// `ALONGSIDE_LINKS_MINUTES` asks for the long run.
fn plan() -> Plan {
    let minutes = std::env::var("ALONGSIDE_LINKS_MINUTES").ok();
    match minutes.and_then(|minutes| minutes.parse().ok()) {
        Some(minutes) => Plan {
            devices: DEVICES,
            sites: SITES,
            lasting: Duration::from_mins(minutes),
        },
        None => SHORT,
    }
}

#[test]
fn after_any_weather_everybody_holds_everything_once() {
    let mut world = World::begin(plan());
    world.live();
    world.heal();
    let history = world.history();
    println!(
        "{} notes said to be saved, {} envelopes in the log, {} kept apart, {} sightings",
        history
            .said
            .values()
            .map(std::collections::BTreeSet::len)
            .sum::<usize>(),
        history.hub.log.len(),
        history.hub.set_aside.len(),
        history.sightings.values().map(Vec::len).sum::<usize>(),
    );
    let faults = alongside_tests::links::faults(&history);
    assert!(faults.is_empty(), "{faults:#?}");
}
