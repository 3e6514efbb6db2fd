//! The connection line, and this computer.

use super::MOST_PEOPLE;
use crate::api::{Connection, ConnectionState, Reply, ThisComputer, Waiting};
use crate::error::Refused;
use crate::show::{rfc3339, when};
use crate::surroundings::{now_here, now_ms};
use crate::workplace::Workplace;
use std::collections::BTreeMap;

/// Silence after which the line turns amber, milliseconds.
const STALE_MS: i64 = 24 * 60 * 60 * 1000;
/// Rows of the outbox looked at for "This computer".
const OUTBOX_ROWS: u32 = 10_000;

impl Workplace {
    pub(super) fn connection(&self) -> Result<Connection, Refused> {
        self.at_desk(|desk| {
            let now = now_here();
            let waiting = desk.store.waiting(None)?;
            let last = desk
                .store
                .last_completed_sync(&desk.link.url)?
                .map(|sync| sync.completed_at_ms);
            let people = desk.store.people("", MOST_PEOPLE)?;
            let two_versions = people
                .iter()
                .map(|person| person.card.conflicts_count)
                .sum();
            let unshared = u32::try_from(waiting.unshared).unwrap_or(u32::MAX);
            let silent = self.silent_since_ms();
            let (state, words) = if self.is_sharing() && unshared > 0 {
                (
                    ConnectionState::Sharing,
                    format!("Sharing {}…", changes(unshared)),
                )
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
                let waits = if unshared > 0 {
                    format!(". {} saved here, not yet shared", changes(unshared))
                } else {
                    String::new()
                };
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
                    format!("{} saved here, not yet shared", changes(unshared)),
                )
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
            Ok(Connection {
                state,
                words,
                unshared,
                last_completed: last.map(rfc3339),
                two_versions,
            })
        })
    }

    pub(super) fn this_computer(&self) -> Result<Reply, Refused> {
        self.at_desk(|desk| {
            let now = now_here();
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
                counted.0 = counted.0.saturating_add(1);
                counted.1 = counted.1.min(since);
            }
            let last = desk.store.last_completed_sync(&desk.link.url)?;
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
                last_shared: last.map_or_else(
                    || "Never".to_owned(),
                    |sync| when(sync.completed_at_ms, &now),
                ),
                kept_aside: u32::try_from(aside).unwrap_or(u32::MAX),
                store_sound: desk.store.examine()?.is_sound(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            }))
        })
    }
}

fn changes(number: u32) -> String {
    if number == 1 {
        "1 change".to_owned()
    } else {
        format!("{number} changes")
    }
}
