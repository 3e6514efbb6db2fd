//! Random days of a region: edits, decisions, resolutions and syncs on three computers with a hub that comes and goes, by
//! the real programs. Whatever the order, at the end all agree and nothing is lost.

use alongside_tests::dice::Dice;
use alongside_tests::region::{Computer, Region};
use std::collections::BTreeSet;

/// Days that are lived through.
const DAYS: u64 = 3;
/// What happens in one.
const STEPS: usize = 30;

#[test]
fn after_any_day_all_agree_and_nothing_is_lost() {
    let mut dice = Dice::printed("days of a region");
    for day in 0..DAYS {
        let seed = dice.number();
        println!("day {day}: seed {seed}");
        live_through(Dice::seeded(seed));
    }
}

fn live_through(mut dice: Dice) {
    let mut region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let team = region.site("Fenland Community Trust", "District nursing, east");
    let maria = region.staff(&home, "Maria Okafor", "senior_carer");
    let joe = region.staff(&team, "Joe Marsh", "district_nurse");
    let nell = region.staff(&team, "Nell Byrne", "district_nurse");
    let office = region.computer(&home, "Office PC", &[&maria]);
    let first = region.computer(&team, "Laptop 7", &[&joe]);
    let second = region.computer(&team, "Laptop 8", &[&nell]);
    let computers = [&office, &first, &second];
    let record = office.new_person("Fenwick", "Margaret");
    office.must(&["sync"]);
    region.share(&record, &team);
    region.run_until_quiet(&computers);

    let (mut notes, mut decisions, mut serving) = (BTreeSet::new(), 0, true);
    let mut told = Vec::new();
    for step in 0..STEPS {
        let who = dice.below(3);
        let computer = computers[usize::try_from(who).unwrap()];
        let nurse = who != 0;
        let act = dice.below(8);
        told.push(format!("{step}: {} {act}", computer.name()));
        match act {
            0 | 1 => {
                let text = format!("Note {step}");
                computer.note(&record, &text);
                notes.insert(text);
            }
            2 => {
                computer.must(&["set", &record, "home.room", &format!("Room {step}")]);
            }
            3 if nurse => {
                decide(computer, &record, "decide", step, &mut dice);
                decisions += 1;
            }
            4 if nurse => {
                let open = computer.must(&["conflicts", &record])["open"].to_string();
                let disputed = open.contains("cpr_decision");
                let verb = if disputed { "resolve" } else { "decide" };
                decide(computer, &record, verb, step, &mut dice);
                decisions += 1;
            }
            5 if serving => {
                region.hub.stop();
                serving = false;
            }
            5 => {
                region.hub.start();
                serving = true;
            }
            _ if serving => {
                computer.must(&["sync"]);
            }
            _ => {
                assert_eq!(computer.refuses(&["sync"]), "region.no_answer");
            }
        }
    }
    println!("{told:?}");
    if !serving {
        region.hub.start();
    }
    region.assert_agreed(&computers, &[&record]);
    let conflicts = office.must(&["conflicts", &record]);
    for computer in computers {
        let found = computer.notes(&record);
        assert_eq!(found.len(), notes.len(), "each once");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), notes);
        // Every decision ever made is in the history, replaced or not.
        let history = computer.must(&["history", &record, "cpr_decision"]);
        assert_eq!(history["lines"].as_array().unwrap().len(), decisions);
        let open = computer.must(&["conflicts", &record]);
        assert_eq!(
            open["open"].as_array().unwrap().len(),
            conflicts["open"].as_array().unwrap().len()
        );
    }
}

fn decide(computer: &Computer, record: &str, verb: &str, step: usize, dice: &mut Dice) {
    let value = ["not_for_cpr", "for_cpr"][usize::try_from(dice.below(2)).unwrap()];
    let on = format!("decided_on=2026-01-{:02}", step % 28 + 1);
    computer.must(&[
        verb,
        record,
        "cpr_decision",
        "--value",
        value,
        "--part",
        &on,
    ]);
}
