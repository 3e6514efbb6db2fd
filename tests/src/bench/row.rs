//! The rows of the table and of `results.json`.

use serde::Serialize;
use std::fmt::Write;

use super::first::First;
use super::{Cost, Measured};

const REMEMBERED: &str = "automerge::sync, last sync remembered";
const FRESH: &str = "automerge::sync, nothing remembered";

/// One figure of ours, and where there is one to compare it with, that of a peer. *Frozen:* others read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// What was measured; does not change.
    pub name: String,
    /// Of what.
    pub unit: &'static str,
    /// Ours.
    pub ours: f64,
    /// The peer's.
    pub peer: Option<f64>,
    /// Which peer.
    pub peer_name: Option<&'static str>,
    /// Ours divided by the peer's: below one, ours is less.
    pub ratio: Option<f64>,
}

impl Row {
    /// A figure beside a peer's.
    #[must_use]
    pub fn beside(
        name: impl Into<String>,
        unit: &'static str,
        ours: f64,
        peer: f64,
        peer_name: &'static str,
    ) -> Self {
        Self {
            name: name.into(),
            unit,
            ours,
            peer: Some(peer),
            peer_name: Some(peer_name),
            ratio: (peer > 0.0).then(|| (ours / peer * 1000.0).round() / 1000.0),
        }
    }

    /// A figure by itself.
    #[must_use]
    pub fn alone(name: impl Into<String>, unit: &'static str, ours: f64) -> Self {
        Self {
            name: name.into(),
            unit,
            ours,
            peer: None,
            peer_name: None,
            ratio: None,
        }
    }
}

/// Bytes are far below the point where a float would round them.
#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
pub(super) fn count(number: u64) -> f64 {
    number as f64
}

/// Both directions together, and round trips, beside a peer that remembers and one that does not.
pub(super) fn of(name: &str, measured: &Measured) -> Vec<Row> {
    let ours = measured.ours;
    let bytes = |name: String, peer: Cost, peer_name| {
        Row::beside(
            name,
            "bytes",
            count(ours.bytes()),
            count(peer.bytes()),
            peer_name,
        )
    };
    let trips = |name: String, peer: Cost, peer_name| {
        Row::beside(
            name,
            "round trips",
            count(ours.round_trips),
            count(peer.round_trips),
            peer_name,
        )
    };
    vec![
        bytes(format!("{name}_bytes"), measured.remembered, REMEMBERED),
        bytes(format!("{name}_bytes_against_fresh"), measured.fresh, FRESH),
        trips(
            format!("{name}_round_trips"),
            measured.remembered,
            REMEMBERED,
        ),
        trips(
            format!("{name}_round_trips_against_fresh"),
            measured.fresh,
            FRESH,
        ),
    ]
}

/// Everything to a device that has nothing.
pub(super) fn first(first: First) -> Vec<Row> {
    let beside = |name, unit, ours, peer| Row::beside(name, unit, count(ours), count(peer), FRESH);
    let First { ours, peer, faces } = first;
    vec![
        beside("first_500_bytes", "bytes", ours.bytes(), peer.bytes()),
        beside(
            "first_500_round_trips",
            "round trips",
            ours.round_trips,
            peer.round_trips,
        ),
        Row::alone(
            "first_500_faces_bytes".to_owned(),
            "bytes",
            count(faces.bytes()),
        ),
    ]
}

/// Ours alone, where the peer's are those of another row.
pub(super) fn ours(name: &str, measured: &Measured) -> Vec<Row> {
    let bytes = count(measured.ours.bytes());
    vec![Row::alone(format!("{name}_bytes"), "bytes", bytes)]
}

/// Where the bytes go.
pub(super) fn inside(name: &str, measured: &Measured) -> Vec<Row> {
    let (ours, peer) = (measured.ours, measured.remembered);
    let mut rows = vec![
        Row::beside(
            format!("{name}_up_bytes"),
            "bytes",
            count(ours.up_bytes),
            count(peer.up_bytes),
            REMEMBERED,
        ),
        Row::beside(
            format!("{name}_down_bytes"),
            "bytes",
            count(ours.down_bytes),
            count(peer.down_bytes),
            REMEMBERED,
        ),
        Row::alone(format!("{name}_saves"), "changes", count(measured.saves)),
        Row::alone(
            format!("{name}_envelopes"),
            "envelopes",
            count(measured.envelopes),
        ),
        Row::alone(
            format!("{name}_changes_unpacked_bytes"),
            "bytes",
            count(measured.changes_bytes),
        ),
        Row::alone(
            format!("{name}_envelopes_unpacked_bytes"),
            "bytes",
            count(measured.envelopes_bytes),
        ),
    ];
    let Some(inside) = measured.inside else {
        return rows;
    };
    let parts = [
        ("signatures", inside.signatures),
        ("names", inside.names),
        ("dependencies", inside.dependencies),
        ("ids", inside.ids),
        ("text", inside.text),
        ("text_packed", inside.packed),
        ("around", inside.around),
    ];
    rows.extend(
        parts.map(|(part, bytes)| {
            Row::alone(format!("{name}_up_{part}_bytes"), "bytes", count(bytes))
        }),
    );
    rows
}

/// The rows as `results.json` has them.
///
/// # Errors
/// When a figure is not a number.
pub fn as_json(rows: &[Row]) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(rows)? + "\n")
}

/// The rows as a table to be read.
#[must_use]
pub fn as_table(rows: &[Row]) -> String {
    let mut table = String::new();
    line(
        &mut table,
        ["name", "ours", "peer", "ratio", "unit", "peer_name"],
    );
    for row in rows {
        let peer = row.peer.map_or_else(String::new, figure);
        let ratio = row
            .ratio
            .map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        line(
            &mut table,
            [
                &row.name,
                &figure(row.ours),
                &peer,
                &ratio,
                row.unit,
                row.peer_name.unwrap_or_default(),
            ],
        );
    }
    table
}

fn line(table: &mut String, [name, ours, peer, ratio, unit, peer_name]: [&str; 6]) {
    let line = format!("{name:<42}{ours:>10}{peer:>10}{ratio:>8}  {unit:<12}  {peer_name}");
    // Writing to a string does not fail.
    let _written = writeln!(table, "{}", line.trim_end());
}

fn figure(number: f64) -> String {
    if number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.2}")
    }
}
