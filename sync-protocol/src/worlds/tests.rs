//! What is asserted of all these worlds.

use super::bug::{Bug, Expected};
use super::many::{live_through, seeds};
use super::{Dice, Kind, World};
use crate::testing::{document, shelf};

/// How many worlds `cargo test` lives through.
const USUAL: u64 = 20_000;

#[test]
fn every_world_heals_and_no_alarm_sounds() {
    let lived = live_through(seeds(USUAL), Bug::None, |lived| {
        let (worlds, violations) = (lived.worlds, lived.violations);
        println!("{worlds} worlds, {violations} violations");
    });
    println!("{lived:#?}");
    assert_eq!(lived.first, None, "{} worlds are wrong", lived.violations);
    assert_eq!(
        lived.counts.alarms, 0,
        "digests differed where nothing is wrong"
    );
    let counts = lived.counts;
    let happened = [
        counts.cuts,
        counts.repeats,
        counts.crashes,
        counts.restores,
        counts.repairs,
        counts.lost,
        counts.copies,
        counts.noticed,
    ];
    assert!(!happened.contains(&0), "something never happened");
}

#[test]
fn what_is_planted_is_found_or_healed() {
    // Enough for the rarest of them.
    let tried = (seeds(USUAL) / 50).clamp(2_000, 4_000);
    let right = live_through(tried, Bug::None, |_| {});
    let mut wrong = Vec::new();
    for (bug, expected) in Bug::PLANTED {
        let lived = live_through(tried, *bug, |_| {});
        let share = lived.violations as f64 * 100.0 / lived.worlds as f64;
        let first = lived
            .first
            .as_ref()
            .map_or_else(String::new, |(seed, how)| format!("world {seed}: {how}"));
        println!(
            "{bug:?} ({expected:?}): {share:.1} % of {tried}, {} noticed beside {}; {first}",
            lived.noticed(),
            right.noticed(),
        );
        let is_right = match expected {
            Expected::Found => lived.violations > 0,
            Expected::Healed => {
                let (noticed, few) = (lived.noticed(), lived.worlds / 100);
                lived.violations <= few && noticed > 0 && noticed != right.noticed()
            }
            Expected::Harmless => lived.violations == 0 && lived.counts.alarms == 0,
            Expected::Written => {
                a_save_that_waits_for_another(*bug).is_err() || what_was_given_back(*bug).is_err()
            }
        };
        if !is_right {
            wrong.push(bug);
        }
    }
    assert!(wrong.is_empty(), "not as expected: {wrong:?}");
}

/// What random worlds seldom bring: the hub is set back, and who depends on another's lost save syncs twice before
/// the other comes. He cannot give it back himself, because it follows a save that he never held.
fn a_save_that_waits_for_another(bug: Bug) -> Result<(), String> {
    let homes = vec![shelf(1), shelf(2)];
    let mut world = World::of(homes, Kind::SetBack, bug, Dice::new(1));
    let (elsewhere, shared) = (document(1), document(2));
    world.devices[1].save(elsewhere, 1);
    world.devices[1].save(shared, 2);
    assert!(world.sync(1, false), "a sync over a good line");
    world.hub.attach(shelf(1), shared, bug);
    assert!(world.sync(0, false), "a sync over a good line");
    world.devices[0].save(shared, 3);
    world.restore();
    for _ in 0..2 {
        assert!(world.sync(0, false), "a sync over a good line");
        assert!(world.hub.logs.is_empty(), "nothing can be taken yet");
    }
    world.heal()
}

/// The hub is set back to before a save, and whoever holds it gives it back, while the hub publishes now and then only.
fn what_was_given_back(bug: Bug) -> Result<(), String> {
    for seed in 0..64 {
        let homes = vec![shelf(1), shelf(1)];
        let mut world = World::of(homes, Kind::SetBack, bug, Dice::new(seed));
        world.devices[1].save(document(1), 1);
        while world.hub.scope(&shelf(1)).is_empty() {
            assert!(world.sync(1, false), "a sync over a good line");
        }
        assert!(world.sync(0, false), "a sync over a good line");
        world.restore();
        for _ in 0..8 {
            assert!(world.sync(0, false), "a sync over a good line");
        }
        world.heal()?;
    }
    Ok(())
}

#[test]
fn what_was_refused_is_offered_until_it_is_taken() {
    assert_eq!(a_save_that_waits_for_another(Bug::None), Ok(()));
}

#[test]
fn what_was_given_back_stays_while_it_is_published() {
    assert_eq!(what_was_given_back(Bug::None), Ok(()));
}
