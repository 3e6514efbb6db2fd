//! Who may rest on whom: what cargo sees must equal the map.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::checkout;

/// A room by its folder, as seen from the root.
type Room = String;

/// A member of the workspace, as far as the walls care.
pub(crate) struct Member {
    /// Its folder.
    pub(crate) room: Room,
    /// The rooms it names, for building, for testing or for its build script.
    pub(crate) rests_on: BTreeSet<Room>,
    /// The outside crates it names.
    pub(crate) uses: BTreeSet<String>,
}

/// The members of the workspace, by what their manifests say.
pub(crate) fn members() -> Vec<Member> {
    let seen = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(checkout::root())
        .output()
        .expect("cargo runs, since it started this test");
    assert!(
        seen.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&seen.stderr)
    );
    let seen: Value = serde_json::from_slice(&seen.stdout).expect("cargo writes JSON");
    list(&seen, "packages").iter().map(member).collect()
}

fn member(package: &Value) -> Member {
    let mut member = Member {
        room: folder(text(package, "manifest_path").trim_end_matches("Cargo.toml")),
        rests_on: BTreeSet::new(),
        uses: BTreeSet::new(),
    };
    for dependency in list(package, "dependencies") {
        match dependency["path"].as_str() {
            Some(path) => member.rests_on.insert(folder(path)),
            None => member.uses.insert(text(dependency, "name").to_owned()),
        };
    }
    member
}

fn folder(path: &str) -> Room {
    let root = checkout::root().to_string_lossy().into_owned();
    path.strip_prefix(&root)
        .unwrap_or(path)
        .trim_matches(['/', '\\'])
        .replace('\\', "/")
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().expect("cargo's format is stable")
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key].as_str().expect("cargo's format is stable")
}

/// The table between the two marks in ARCHITECTURE.md.
fn map() -> BTreeMap<Room, BTreeSet<Room>> {
    let page = checkout::read("ARCHITECTURE.md");
    let (_, rest) = page
        .split_once("<!-- edges")
        .expect("the map begins with its mark");
    let (table, _) = rest
        .split_once("<!-- end of edges -->")
        .expect("the map ends with its mark");
    table
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let room = cells.next().expect("a row has a room").to_owned();
            let rests_on = cells.next().expect("a row has a second cell");
            let rests_on = rests_on
                .split(',')
                .map(|room| room.trim().to_owned())
                .filter(|room| !room.is_empty())
                .collect();
            (room, rests_on)
        })
        .collect()
}

#[test]
fn the_map_shows_every_edge_and_no_other() {
    let found: BTreeMap<Room, BTreeSet<Room>> = members()
        .into_iter()
        .filter(|member| !member.room.starts_with("tests"))
        .map(|member| (member.room, member.rests_on))
        .collect();
    assert_eq!(
        found,
        map(),
        "left: what cargo sees; right: ARCHITECTURE.md. A new edge is a decision: \
         write docs/adr/NNN first, then the map, then deny.toml"
    );
}

#[test]
fn nothing_rests_on_the_tests() {
    for member in members() {
        let on_tests = member.rests_on.iter().any(|room| room.starts_with("tests"));
        assert!(
            !on_tests || member.room == "tests",
            "{} rests on the tests",
            member.room
        );
    }
}

#[test]
fn the_hub_cannot_reach_what_opens_a_record() {
    let edges: BTreeMap<Room, BTreeSet<Room>> = members()
        .into_iter()
        .map(|member| (member.room, member.rests_on))
        .collect();
    let mut reached = BTreeSet::from(["hub".to_owned()]);
    let mut to_visit = vec!["hub".to_owned()];
    while let Some(room) = to_visit.pop() {
        for next in edges.get(&room).into_iter().flatten() {
            if reached.insert(next.clone()) {
                to_visit.push(next.clone());
            }
        }
    }
    for closed in ["care-record", "exchange", "workstation", "reading-room"] {
        assert!(!reached.contains(closed), "the hub reaches {closed}");
    }
}

#[test]
fn what_is_known_and_what_is_said_do_not_know_each_other() {
    for member in members() {
        if ["care-record", "sync-protocol"].contains(&member.room.as_str()) {
            assert_eq!(
                member.rests_on,
                BTreeSet::new(),
                "{} is a leaf",
                member.room
            );
        }
    }
}

/// The only room with a lint of its own: SQLite's interface for disks is C. It ships with nothing.
const SPEAKS_C: &str = "tests/disk";

#[test]
fn every_room_takes_the_lints_of_the_workspace() {
    for member in members() {
        if member.room == SPEAKS_C {
            continue;
        }
        let manifest = checkout::read(&format!("{}/Cargo.toml", member.room));
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{}/Cargo.toml has lints of its own",
            member.room
        );
    }
}
