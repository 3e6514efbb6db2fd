//! Balance of just-in-case medicines, from everything that came, was given, went and was counted.

use crate::{EntryView, RecordView};
use std::collections::BTreeMap;

/// What ought to be there of one medicine, and what was last counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// Medicine and strength, as first written.
    pub medicine: String,
    /// Received less given, returned and destroyed. Below zero when something was not written down.
    pub balance: i64,
    /// The newest count.
    pub counted: Option<Counted>,
    /// When it was last given, milliseconds since 1970.
    pub last_given_ms: Option<i64>,
}

/// One count of what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many were there.
    pub count: i64,
    /// How many ought to have been there at that moment, from what is known now.
    pub expected: i64,
    /// When, milliseconds since 1970.
    pub at_ms: Option<i64>,
}

impl Stock {
    /// Does the count differ from what ought to have been there, or is more gone than ever came?
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        let miscounted = self
            .counted
            .is_some_and(|counted| counted.count != counted.expected);
        miscounted || self.balance < 0
    }
}

/// The stock of each medicine, in alphabetical order.
#[must_use]
pub fn stock(view: &RecordView) -> Vec<Stock> {
    let mut moves: BTreeMap<String, Moves<'_>> = BTreeMap::new();
    for (kind, part, sign) in [
        ("supply", "quantity", 1),
        ("administration", "used", -1),
        ("disposal", "quantity", -1),
    ] {
        for entry in view.log(kind) {
            if let Some(moves) = of_medicine(&mut moves, entry) {
                let many = number(entry, part).unwrap_or(0);
                moves.changes.push((entry.happened_ms(), sign * many));
                if kind == "administration" && was_given(entry) {
                    moves.last_given_ms = moves.last_given_ms.max(entry.happened_ms());
                }
            }
        }
    }
    for entry in view.log("stock_check") {
        if let Some(moves) = of_medicine(&mut moves, entry) {
            // The log is newest first.
            moves.check = moves.check.or(Some(entry));
        }
    }
    moves.into_values().map(Moves::settle).collect()
}

#[derive(Default)]
struct Moves<'a> {
    medicine: String,
    changes: Vec<(Option<i64>, i64)>,
    check: Option<&'a EntryView>,
    last_given_ms: Option<i64>,
}

impl Moves<'_> {
    fn settle(self) -> Stock {
        let until = |at: Option<i64>| -> i64 {
            let before = self
                .changes
                .iter()
                .filter(|(when, _)| at.is_none() || *when <= at);
            before.map(|(_, many)| many).sum()
        };
        let counted = self.check.and_then(|check| {
            Some(Counted {
                count: number(check, "counted")?,
                expected: until(check.happened_ms()),
                at_ms: check.happened_ms(),
            })
        });
        Stock {
            balance: until(None),
            counted,
            medicine: self.medicine,
            last_given_ms: self.last_given_ms,
        }
    }
}

/// Medicines are the same when their words are, whatever the capitals and spaces.
fn of_medicine<'m, 'a>(
    moves: &'m mut BTreeMap<String, Moves<'a>>,
    entry: &'a EntryView,
) -> Option<&'m mut Moves<'a>> {
    let words = entry.part("medicine")?;
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let moves = moves.entry(name.to_lowercase()).or_default();
    if moves.medicine.is_empty() {
        moves.medicine = name;
    }
    Some(moves)
}

/// One that was not wanted or left out may still have used an ampoule; only what was given counts as a dose.
fn was_given(entry: &EntryView) -> bool {
    entry
        .part("outcome")
        .is_none_or(|outcome| outcome == "given")
}

fn number(entry: &EntryView, part: &str) -> Option<i64> {
    entry.part(part)?.parse().ok()
}
