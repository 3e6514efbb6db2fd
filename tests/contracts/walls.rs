//! Outside crates that are powerful enough to need a wall of their own.
//!
//! `deny.toml` holds the same walls over the whole tree; this test needs
//! neither that tool nor a resolved tree, and it also sees the UI.

use crate::checkout::{assert_none, text_files};
use crate::rooms::members;

/// An outside crate, the rooms that may name it, and why no other may.
struct Wall {
    crates: &'static [&'static str],
    rooms: &'static [&'static str],
    why: &'static str,
}

const WALLS: &[Wall] = &[
    Wall {
        crates: &["automerge"],
        rooms: &["care-record", "tests"],
        why: "it picks a winner quietly; our reading never does (the benchmark measures it)",
    },
    Wall {
        crates: &["rusqlite", "tokio-postgres"],
        rooms: &["store", "tests", "tests/disk"],
        why: "all SQL is in one place (the benchmark measures a plain file beside it, the failing disk lies below it)",
    },
    Wall {
        crates: &["keyring-core", "zbus-secret-service-keyring-store"],
        rooms: &["workstation"],
        why: "the keys of a PC are held in one place",
    },
    Wall {
        crates: &["axum"],
        rooms: &["hub"],
        why: "only the region listens",
    },
    Wall {
        crates: &["tauri", "tauri-build"],
        rooms: &["src-tauri"],
        why: "the window stays thin enough to be replaced",
    },
    Wall {
        crates: &["landlock"],
        rooms: &["reading-room"],
        why: "it shuts itself in before it opens anything",
    },
    Wall {
        crates: &["tokio"],
        rooms: &["workstation", "hub", "reading-room", "src-tauri", "tests"],
        why: "the other rooms are plain functions and state machines",
    },
    Wall {
        crates: &["getrandom", "rand"],
        rooms: &["workstation", "hub", "reading-room", "tests"],
        why: "randomness is handed in, so that a whole region can be replayed",
    },
];

#[test]
fn only_the_rooms_named_use_what_is_walled_in() {
    let mut offences = Vec::new();
    for member in members() {
        for wall in WALLS {
            for name in wall.crates {
                if member.uses.contains(*name) && !wall.rooms.contains(&member.room.as_str()) {
                    offences.push(format!("{} uses {name}: {}", member.room, wall.why));
                }
            }
        }
    }
    assert_none(&offences, "walls of ARCHITECTURE.md");
}

#[test]
fn every_wall_has_something_behind_it() {
    let members = members();
    for wall in WALLS {
        let used = members
            .iter()
            .any(|member| wall.crates.iter().any(|name| member.uses.contains(*name)));
        assert!(
            used,
            "{:?} is used nowhere: take the wall down",
            wall.crates
        );
    }
}

#[test]
fn only_the_backend_of_the_ui_knows_the_window() {
    let mut offences = Vec::new();
    for file in text_files() {
        if !file.path.starts_with("ui/src/")
            || file.path.starts_with("ui/src/backend")
            || !file.is(&["ts", "js", "svelte"])
        {
            continue;
        }
        for (number, line) in file.lines() {
            if line.contains("@tauri-apps/") || line.contains("__TAURI") {
                offences.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(
        &offences,
        "only ui/src/backend may talk to the window: screens ask the backend",
    );
}

/// Functions that ask the world for the time.
const CLOCKS: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Uuid::new_v4",
    "Uuid::now_v7",
];

#[test]
fn the_rooms_underneath_ask_the_world_nothing() {
    let mut offences = Vec::new();
    for file in text_files() {
        let beneath = [
            "care-record/src",
            "sync-protocol/src",
            "store/src",
            "exchange/src",
        ]
        .iter()
        .any(|room| file.path.starts_with(room));
        if !beneath {
            continue;
        }
        for (number, line) in file.lines() {
            if CLOCKS.iter().any(|clock| line.contains(clock)) {
                offences.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(
        &offences,
        "time and randomness are handed in, so that a test can be replayed",
    );
}
