//! The connection line, and this computer.

use crate::api::{Connection, ConnectionState, Reply, ThisComputer, Waiting};
use crate::clock;
use crate::desk::Desk;
use crate::error::Refused;
use crate::show::{rfc3339, when};
use crate::surroundings::{now_here, now_ms};
use crate::workplace::Workplace;
use std::collections::BTreeMap;
use store::audit::AuditChain;

/// Silence after which the line turns amber, milliseconds.
const STALE_MS: i64 = 24 * 60 * 60 * 1000;
/// Rows of the outbox looked at for "This computer".
const OUTBOX_ROWS: u32 = 10_000;

impl Workplace {
    pub(super) fn connection(&self) -> Result<Connection, Refused> {
        self.at_desk(|desk| {
            let now = now_here();
            if desk.is_alone() {
                return Ok(Connection {
                    state: ConnectionState::Alone,
                    words: "This home only. Everything is kept on this computer".to_owned(),
                    unshared: 0,
                    papers_waiting: 0,
                    last_completed: None,
                    two_versions: desk.store.conflicts_count()?,
                });
            }
            let waiting = desk.store.waiting(None)?;
            let last = desk
                .store
                .last_completed_sync(&desk.link.url)?
                .map(|sync| sync.completed_at_ms);
            let two_versions = desk.store.conflicts_count()?;
            let unshared = u32::try_from(waiting.unshared).unwrap_or(u32::MAX);
            let papers = desk.store.attachments_waiting()?;
            let here = waiting_here(unshared, papers);
            let silent = self.silent_since_ms();
            let coming = u32::try_from(desk.store.still_coming()?.len()).unwrap_or(u32::MAX);
            let (state, words) = if self.is_copied() {
                let left = if here.is_empty() {
                    "nothing more is shared".to_owned()
                } else {
                    format!("{here} saved here cannot be shared")
                };
                (
                    ConnectionState::Problem,
                    format!("This computer was copied or set back: {left}"),
                )
            } else if self.is_sharing() && coming > 0 {
                (ConnectionState::Sharing, so_far(coming))
            } else if self.is_sharing() && unshared > 0 {
                (ConnectionState::Sharing, format!("Sharing {here}…"))
            } else if waiting.refused > 0 {
                (
                    ConnectionState::Problem,
                    format!(
                        "{} could not be shared: look",
                        changes(u32::try_from(waiting.refused).unwrap_or(u32::MAX))
                    ),
                )
            } else if let Some(since) = silent {
                let stale = last.is_none_or(|at| now_ms().saturating_sub(at) > STALE_MS);
                let state = if stale {
                    ConnectionState::Stale
                } else {
                    ConnectionState::Waiting
                };
                let mut waits = if here.is_empty() {
                    String::new()
                } else {
                    format!(". {here} saved here, not yet shared")
                };
                if coming > 0 {
                    waits = format!(". {}{waits}", so_far(coming));
                }
                (
                    state,
                    format!(
                        "No signal since {}{waits}",
                        when(since, &now).trim_start_matches("today ")
                    ),
                )
            } else if unshared > 0 {
                (
                    ConnectionState::Waiting,
                    format!("{here} saved here, not yet shared"),
                )
            } else if papers > 0 {
                let state = if self.is_sharing() {
                    ConnectionState::Sharing
                } else {
                    ConnectionState::Waiting
                };
                (state, on_its_way(papers))
            } else {
                match last {
                    Some(at) => (
                        ConnectionState::Shared,
                        format!("Shared with {} {}", desk.link.region_name, when(at, &now)),
                    ),
                    None => (
                        ConnectionState::Waiting,
                        "Not yet shared with the region".to_owned(),
                    ),
                }
            };
            let clock = desk.store.clock()?.as_ref().and_then(clock::words);
            let words = match clock {
                Some(clock) => format!("{words}. {clock}"),
                None => words,
            };
            Ok(Connection {
                state,
                words,
                unshared,
                papers_waiting: papers,
                last_completed: last.map(rfc3339),
                two_versions,
            })
        })
    }

    pub(super) fn this_computer(&self) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let now = now_here();
            // Where there is nobody to share with, nothing waits.
            let by = if desk.is_alone() {
                BTreeMap::new()
            } else {
                waiting_by(desk)?
            };
            let last = desk.store.last_completed_sync(&desk.link.url)?;
            let backups = desk.keys.backups.as_ref();
            let health = desk.store.examine()?;
            let audit_broken_at = match health.audit {
                AuditChain::Whole { .. } => None,
                AuditChain::BrokenAt { seq } => Some(u32::try_from(seq).unwrap_or(u32::MAX)),
            };
            let aside = desk.store.kept_aside(None)?.len() + desk.store.quarantined(None)?.len();
            Ok(Reply::ThisComputer(ThisComputer {
                name: desk.keys.name.clone(),
                site: desk.keys.site.clone(),
                waiting: by
                    .into_iter()
                    .map(|(by, (changes, since))| Waiting {
                        by,
                        changes,
                        since: when(since, &now),
                    })
                    .collect(),
                papers_waiting: if desk.is_alone() {
                    0
                } else {
                    desk.store.attachments_waiting()?
                },
                last_shared: match last {
                    _ if desk.is_alone() => "With nobody: this home stands alone".to_owned(),
                    Some(sync) => when(sync.completed_at_ms, &now),
                    None => "Never".to_owned(),
                },
                kept_aside: u32::try_from(aside).unwrap_or(u32::MAX),
                store_sound: health.is_sound(),
                audit_broken_at,
                recovery_sheet: desk.keys.recovery_wrap.is_some(),
                backup_folder: backups.map_or_else(String::new, |backups| {
                    backups.folder.to_string_lossy().into_owned()
                }),
                last_backup: backups
                    .map_or_else(|| "Never".to_owned(), |backups| when(backups.last_ms, &now)),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            }))
        })
    }
}

/// Changes that the region has not taken, by author, and since when.
fn waiting_by(desk: &Desk) -> Result<BTreeMap<String, (u32, i64)>, Refused> {
    let mut by: BTreeMap<String, (u32, i64)> = BTreeMap::new();
    for entry in desk.store.outbox(desk.identity.device, 0, OUTBOX_ROWS)? {
        if entry.accepted_at_ms.is_some() {
            continue;
        }
        let Some(kept) = desk.store.envelope(entry.envelope)? else {
            continue;
        };
        let name = desk.staff_name(kept.note.author)?;
        let since = kept.note.received_at_ms;
        let counted = by.entry(name).or_insert((0, since));
        counted.0 = counted.0.saturating_add(entry.saves_count);
        counted.1 = counted.1.min(since);
    }
    Ok(by)
}

/// "3 changes and 1 paper"; empty where nothing waits.
fn waiting_here(unshared: u32, papers: u32) -> String {
    let mut waits = Vec::new();
    if unshared > 0 {
        waits.push(changes(unshared));
    }
    if papers > 0 {
        waits.push(counted(papers, "paper"));
    }
    waits.join(" and ")
}

fn on_its_way(papers: u32) -> String {
    let are = if papers == 1 { "is" } else { "are" };
    let their = if papers == 1 { "its" } else { "their" };
    format!("{} {are} on {their} way", counted(papers, "paper"))
}

/// The first copy of everything is on its way.
fn so_far(people: u32) -> String {
    let have = if people == 1 {
        "1 person has"
    } else {
        &format!("{people} people have")
    };
    format!("{have} come so far, more is on its way")
}

fn changes(number: u32) -> String {
    counted(number, "change")
}

fn counted(number: u32, what: &str) -> String {
    let more = if number == 1 { "" } else { "s" };
    format!("{number} {what}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_counted_beside_changes() {
        assert_eq!(waiting_here(0, 0), "");
        assert_eq!(waiting_here(3, 0), "3 changes");
        assert_eq!(waiting_here(1, 1), "1 change and 1 paper");
        assert_eq!(on_its_way(1), "1 paper is on its way");
        assert_eq!(on_its_way(2), "2 papers are on their way");
        assert_eq!(so_far(1), "1 person has come so far, more is on its way");
        assert_eq!(so_far(9), "9 people have come so far, more is on its way");
    }
}
