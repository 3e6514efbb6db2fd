//! What must be known of a value is told in every place where the value appears: a table of states and places, each cell
//! saying how, or why the value is not there. What is painted of these answers is in `ui/tests/browser/places.test.ts`.
//!
//! A new state or a new place does not compile without an answer for each of its cells.

mod people;
mod table;

use people::World;
use table::{Cell, Place, State, cell};

/// What of a cell is not so.
fn missing(world: &World, state: State, place: Place) -> Vec<String> {
    let record = world.record(state);
    let told: Vec<String> = match (cell(state, place), world.said(place, record)) {
        (Cell::Told { words, signs }, Ok(said)) => {
            let text = said.to_string();
            let words = words.iter().map(|words| world.filled(words));
            let unsaid = words.filter(|words| !text.contains(words.as_str()));
            let unset = signs.iter().filter(|sign| !table::is_set(said, sign));
            unsaid.chain(unset.map(|sign| (*sign).to_owned())).collect()
        }
        (Cell::Refused { code, why }, Err(refused)) => {
            assert!(!why.is_empty());
            let other = Some(refused.clone()).filter(|refused| refused != code);
            other.into_iter().collect()
        }
        (_, said) => vec![format!("{said:?}")],
    };
    let name = |what: String| format!("{state:?} in {place:?}: {what}");
    told.into_iter().map(name).collect()
}

/// What a place says of somebody of whom it is not so.
fn wrongly(world: &World, state: State, place: Place, other: &str) -> Vec<String> {
    let (Cell::Told { words, signs }, Ok(said)) = (cell(state, place), world.said(place, other))
    else {
        return Vec::new();
    };
    let text = said.to_string();
    // Some words stand in many records; the first are the state's own.
    let first = words.iter().take(1).map(|words| world.filled(words));
    let said_too = first.filter(|words| text.contains(words.as_str()));
    let set_too = signs.iter().filter(|sign| table::is_set(said, sign));
    said_too
        .chain(set_too.map(|sign| (*sign).to_owned()))
        .map(|what| format!("{state:?} in {place:?} of {other}: {what}"))
        .collect()
}

#[test]
fn each_state_is_told_in_every_place_where_the_value_appears() {
    let Some(world) = World::new() else {
        println!("SKIPPED: libfaketime is not there");
        return;
    };
    let mut wrong = Vec::new();
    for (state, place) in table::cells() {
        wrong.extend(missing(&world, state, place));
        // And of nobody else, or it would tell nothing.
        let others = State::ALL.iter().filter(|other| **other != state);
        for other in others.map(|other| world.record(*other)) {
            wrong.extend(wrongly(&world, state, place, other));
        }
        wrong.extend(wrongly(&world, state, place, &world.calm));
    }
    assert_eq!(wrong, Vec::<String>::new());

    // What is withheld itself is nowhere, and outside nobody is told why.
    let record = world.record(State::Withheld);
    for place in Place::ALL {
        let said = world.said(*place, record).as_ref().unwrap().to_string();
        assert!(!said.contains("Has told nobody"), "{place:?}");
    }
    let outside = world
        .said(Place::Export, record)
        .as_ref()
        .unwrap()
        .to_string();
    assert!(!outside.contains("Abuse"), "{outside}");
}
