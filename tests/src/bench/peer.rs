//! What `automerge::sync` costs on the same documents.
//!
//! It syncs one document at a time and must ask for each one that either end might have changed. All documents go
//! side by side here, so that they share round trips.

use anyhow::{Result, ensure};
use automerge::Automerge;
use automerge::sync::{State, SyncDoc};
use care_record::Sheet;

use super::ours::Cost;

/// What the two ends remember of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Nothing: a reinstalled app, or a server that keeps nothing for each device.
    Fresh,
    /// For each document what both had after the last sync, at both ends.
    Remembered,
}

/// One document at one end.
pub(super) struct End {
    pub(super) document: Automerge,
    pub(super) state: State,
}

/// The same documents at both ends, each remembering the last sync.
pub(super) fn remembered<'a>(ends: impl Iterator<Item = Ends<'a>>) -> Result<(Vec<End>, Vec<End>)> {
    let (mut device, mut hub) = (Vec::new(), Vec::new());
    for end in ends {
        let (at_device, at_hub) = remember(&Automerge::load(&end.before.snapshot())?)?;
        for (all, sheet, state) in [
            (&mut device, end.device, at_device),
            (&mut hub, end.hub, at_hub),
        ] {
            let document = Automerge::load(&sheet.snapshot())?;
            all.push(End { document, state });
        }
    }
    Ok((device, hub))
}

/// One document at both ends.
struct Pair {
    device: Automerge,
    hub: Automerge,
    at_device: State,
    at_hub: State,
}

/// The documents as the device and the hub hold them, as snapshots; and what both held before.
pub(super) struct Ends<'a> {
    pub(super) device: &'a Sheet,
    pub(super) hub: &'a Sheet,
    pub(super) before: &'a Sheet,
}

/// Syncs until nobody has anything to say.
pub(super) fn sync<'a>(ends: impl Iterator<Item = Ends<'a>>, memory: Memory) -> Result<Cost> {
    let mut pairs = Vec::new();
    for end in ends {
        let (at_device, at_hub) = match memory {
            Memory::Fresh => (State::new(), State::new()),
            Memory::Remembered => remember(&Automerge::load(&end.before.snapshot())?)?,
        };
        pairs.push(Pair {
            device: Automerge::load(&end.device.snapshot())?,
            hub: Automerge::load(&end.hub.snapshot())?,
            at_device,
            at_hub,
        });
    }
    let cost = exchange(&mut pairs)?;
    for pair in &pairs {
        ensure!(
            pair.device.get_heads() == pair.hub.get_heads(),
            "both ends hold the same"
        );
    }
    Ok(cost)
}

/// What is kept of a sync that ran to its end, written down and read again as at a restart.
fn remember(document: &Automerge) -> Result<(State, State)> {
    let mut pair = [Pair {
        device: document.clone(),
        hub: document.clone(),
        at_device: State::new(),
        at_hub: State::new(),
    }];
    exchange(&mut pair)?;
    let [pair] = pair;
    Ok((
        State::decode(&pair.at_device.encode())?,
        State::decode(&pair.at_hub.encode())?,
    ))
}

fn exchange(pairs: &mut [Pair]) -> Result<Cost> {
    let mut cost = Cost::default();
    let mut turns = 0_u64;
    loop {
        let (mut up, mut down) = (0, 0);
        for pair in pairs.iter_mut() {
            if let Some(message) = pair.device.generate_sync_message(&mut pair.at_device) {
                up += message.clone().encode().len() as u64;
                pair.hub.receive_sync_message(&mut pair.at_hub, message)?;
            }
        }
        for pair in pairs.iter_mut() {
            if let Some(message) = pair.hub.generate_sync_message(&mut pair.at_hub) {
                down += message.clone().encode().len() as u64;
                pair.device
                    .receive_sync_message(&mut pair.at_device, message)?;
            }
        }
        cost.up_bytes += up;
        cost.down_bytes += down;
        turns += u64::from(up > 0) + u64::from(down > 0);
        if up + down == 0 {
            cost.round_trips = turns.div_ceil(2);
            return Ok(cost);
        }
    }
}
