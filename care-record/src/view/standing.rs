//! Which entries stand: the rule for decisions, the same on every computer.
//!
//! - An entry whose author may not write its kind is kept and shown, and counts for nothing.
//! - An entry marked as entered in error, by a mark that itself stands, counts for nothing: what it replaced stands again.
//! - An entry is replaced when one that counts names it.
//! - A suggestion replaces nothing; it waits until an entry that counts names it.
//! - Where unmarking needs two people, a mark of error works only together with that of somebody else.
//! - What is left is open.
//!
//! A link counts only towards an older entry of the same kind in the same sheet; age is Lamport time, so no circle of
//! links can make everything vanish. An entry whose author is not known here is shown as open but replaces nothing:
//! showing too much can be read, hiding cannot.

use super::{Attribution, EntryView};
use crate::permission::may_enter;
use crate::sheet::RawEntry;
use crate::{EntryId, SheetId, TwoPeople, entry_kind};
use std::collections::{BTreeMap, BTreeSet};

/// Does an entry stand?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has replaced it.
    Open,
    /// Replaced by an entry that counts.
    Superseded,
    /// Marked as entered in error.
    EnteredInError,
    /// A mark that others were entered in error; it says nothing else.
    ErrorMark,
    /// Its author may not write this kind.
    NotInForce,
    /// A suggestion that nobody has taken up yet.
    Suggested,
}

pub(super) fn stand(sheet: SheetId, raw: Vec<(RawEntry, Option<Attribution>)>) -> Vec<EntryView> {
    let rights: Vec<Right> = raw
        .iter()
        .map(|(entry, by)| right(entry, by.as_ref()))
        .collect();
    // Newest first: whether an entry counts depends only on newer ones.
    let mut order: Vec<usize> = (0..raw.len()).collect();
    order.sort_by_key(|&at| {
        raw.get(at)
            .map(|(entry, _)| std::cmp::Reverse((entry.lamport, entry.change)))
    });
    let mut errors: BTreeMap<(&str, &EntryId), Vec<Mark<'_>>> = BTreeMap::new();
    let mut in_error = vec![false; raw.len()];
    for &at in &order {
        let (Some((entry, by)), Some(right)) = (raw.get(at), rights.get(at)) else {
            continue;
        };
        let key = (entry.entry.kind.as_str(), &entry.id);
        let wrong = errors.get(&key).is_some_and(|marks| enough(entry, marks));
        if let Some(flag) = in_error.get_mut(at) {
            *flag = wrong;
        }
        if !wrong && *right == Right::Counts {
            for target in &entry.entry.error_of {
                errors
                    .entry((entry.entry.kind.as_str(), target))
                    .or_default()
                    .push(Mark {
                        lamport: entry.lamport,
                        staff: by.as_ref().map(|by| by.staff.as_str()),
                    });
            }
        }
    }
    let mut replaced: BTreeMap<(&str, &EntryId), u64> = BTreeMap::new();
    for (at, (entry, _)) in raw.iter().enumerate() {
        let counts = rights.get(at) == Some(&Right::Counts) && in_error.get(at) == Some(&false);
        if counts && !entry.entry.meta.suggested {
            for target in entry.entry.replaces() {
                let newest = replaced
                    .entry((entry.entry.kind.as_str(), target))
                    .or_default();
                *newest = (*newest).max(entry.lamport);
            }
        }
    }
    let standings: Vec<Standing> = raw
        .iter()
        .enumerate()
        .map(|(at, (entry, _))| {
            let key = (entry.entry.kind.as_str(), &entry.id);
            if rights.get(at) == Some(&Right::None) {
                Standing::NotInForce
            } else if in_error.get(at) == Some(&true) {
                Standing::EnteredInError
            } else if !entry.entry.has_value() {
                Standing::ErrorMark
            } else if replaced.get(&key).is_some_and(|&by| by > entry.lamport) {
                Standing::Superseded
            } else if entry.entry.meta.suggested {
                Standing::Suggested
            } else {
                Standing::Open
            }
        })
        .collect();
    raw.into_iter()
        .zip(standings)
        .map(|((raw, by), standing)| view(sheet, raw, by, standing))
        .collect()
}

/// A mark that an entry was entered in error.
struct Mark<'a> {
    lamport: u64,
    staff: Option<&'a str>,
}

/// Do these marks, of those that had seen the entry, suffice?
fn enough(entry: &RawEntry, marks: &[Mark<'_>]) -> bool {
    let seen = marks.iter().filter(|mark| mark.lamport > entry.lamport);
    let people: BTreeSet<_> = seen.map(|mark| mark.staff).collect();
    let two =
        entry_kind(&entry.entry.kind).is_some_and(|kind| kind.two_people == TwoPeople::ToUnmark);
    people.len() >= if two { 2 } else { 1 }
}

/// What an author's role gives an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Right {
    /// It counts.
    Counts,
    /// Author not known here: shown, replaces nothing.
    Shown,
    /// Kept only.
    None,
}

fn right(entry: &RawEntry, by: Option<&Attribution>) -> Right {
    let Some(by) = by else { return Right::Shown };
    let allowed = entry_kind(&entry.entry.kind)
        .zip(by.role)
        .is_some_and(|(kind, role)| may_enter(kind, kind.rule.right(role), &entry.entry));
    if allowed { Right::Counts } else { Right::None }
}

fn view(sheet: SheetId, raw: RawEntry, by: Option<Attribution>, standing: Standing) -> EntryView {
    let RawEntry {
        id, entry, change, ..
    } = raw;
    EntryView {
        id,
        kind: entry.kind,
        body: entry.body,
        answer: entry.answer,
        supersedes: entry.supersedes,
        confirms: entry.confirms,
        error_of: entry.error_of,
        meta: entry.meta,
        change,
        sheet,
        by,
        standing,
    }
}

/// For each entry the smallest id of the chain of replacements it belongs to. What counts for nothing joins nothing: two
/// items of a list do not become two versions of one by the word of somebody who may not write there.
pub(super) fn chains(entries: &[&EntryView]) -> Vec<EntryId> {
    let mut smallest: BTreeMap<&EntryId, &EntryId> =
        entries.iter().map(|entry| (&entry.id, &entry.id)).collect();
    // Links join two chains into one; repeated until nothing moves, at most once for each entry.
    for _ in entries {
        let mut moved = false;
        let counting = entries
            .iter()
            .filter(|entry| entry.standing != Standing::NotInForce);
        for entry in counting {
            for target in entry
                .supersedes
                .iter()
                .chain(&entry.confirms)
                .chain(&entry.error_of)
            {
                let (Some(&a), Some(&b)) = (smallest.get(&entry.id), smallest.get(target)) else {
                    continue;
                };
                let least = a.min(b);
                if a != least || b != least {
                    smallest.insert(&entry.id, least);
                    smallest.insert(target, least);
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    entries
        .iter()
        .map(|entry| {
            smallest
                .get(&entry.id)
                .map_or_else(|| entry.id.clone(), |&id| id.clone())
        })
        .collect()
}
