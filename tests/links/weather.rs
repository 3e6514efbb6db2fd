//! The run itself, for `./do check links`.

use crate::world::{Plan, World};
use std::time::Duration;

/// From here on there is time for a whole region to come to rest again.
const LONG_MINUTES: u64 = 5;

/// What `ALONGSIDE_LINKS_MINUTES` asks for: a few devices for a few minutes, thirty for many.
fn plan() -> Option<Plan> {
    let minutes = std::env::var("ALONGSIDE_LINKS_MINUTES").ok()?;
    let minutes = minutes.parse().unwrap();
    let (devices, sites) = if minutes < LONG_MINUTES {
        (4, 2)
    } else {
        (30, 3)
    };
    Some(Plan {
        devices,
        sites,
        lasting: Duration::from_mins(minutes),
    })
}

#[test]
fn after_any_weather_everybody_holds_everything_once() {
    let Some(plan) = plan() else {
        println!("SKIPPED: takes minutes, and ./do check links says how many");
        return;
    };
    let mut world = World::begin(plan);
    world.live();
    world.heal();
    let history = world.history();
    println!(
        "{} notes said to be saved, {} envelopes in the log, kept apart: {:?}, {} sightings",
        history
            .said
            .values()
            .map(std::collections::BTreeSet::len)
            .sum::<usize>(),
        history.hub.log.len(),
        history.hub.set_aside,
        history.sightings.values().map(Vec::len).sum::<usize>(),
    );
    let faults = alongside_tests::links::faults(&history);
    assert!(faults.is_empty(), "{faults:#?}");
}
