//! The line holds, and what must be true then.

use std::collections::BTreeSet;

use super::device::Device;
use super::{Kind, World};
use crate::hashes::ChangeHash;
use crate::ids::DocumentId;

/// In so many rounds any world comes to rest.
const ROUNDS: usize = 12;

impl World {
    /// The line holds until nothing moves. Says what is wrong then, if anything.
    pub(super) fn heal(&mut self) -> Result<(), String> {
        self.hub.is_busy = false;
        let mut before = None;
        for _ in 0..ROUNDS {
            self.back_up();
            let mut pick = 0;
            while pick < self.devices.len() {
                self.sync_to_the_end(pick)?;
                pick += 1;
            }
            let devices = self.devices.iter().map(Device::standing);
            let now = (self.hub.entries(), devices.collect::<Vec<_>>());
            if before.as_ref() == Some(&now) {
                return self.check();
            }
            before = Some(now);
        }
        Err("does not come to rest".into())
    }

    /// Who finds that there is a copy of it is enrolled anew, beside the store that a person must see to.
    fn sync_to_the_end(&mut self, pick: usize) -> Result<(), String> {
        let knew = self.devices[pick].is_copied;
        // Who lacks what it wrote itself asks for it the second time.
        let ended = self.sync(pick, false) || self.sync(pick, false);
        if self.devices[pick].is_copied {
            if !knew {
                self.counts.noticed += 1;
                self.enrol(self.devices[pick].home);
            }
            return Ok(());
        }
        if ended {
            Ok(())
        } else {
            Err("a device cannot follow the hub".into())
        }
    }

    fn check(&mut self) -> Result<(), String> {
        self.counts.alarms = self.devices.iter().map(|device| device.alarms).sum();
        let logged = self.hub.logs.values().flatten();
        let logged: Vec<ChangeHash> = logged.flat_map(|log| log.changes.iter().copied()).collect();
        let unique: BTreeSet<ChangeHash> = logged.iter().copied().collect();
        if self.hub.was_forked && self.kind != Kind::Copied {
            return Err("a device gave one number to two envelopes".into());
        }
        if self.let_go {
            return Err("a document was let go that was on its way".into());
        }
        if unique.len() != logged.len() {
            return Err("a save is in the log twice".into());
        }
        for device in &self.devices {
            let lost: BTreeSet<_> = device.must().difference(&unique).copied().collect();
            if device.is_copied {
                if !lost.is_subset(&device.unshared().copied().collect()) {
                    return Err("a save is lost on a device that was copied".into());
                }
            } else if lost.is_empty() {
                self.holds_what_it_should(device)?;
            } else {
                return Err("a save is lost".into());
            }
        }
        Ok(())
    }

    fn holds_what_it_should(&self, device: &Device) -> Result<(), String> {
        let scope = self.hub.scope(&device.home);
        let held: Vec<DocumentId> = device.documents.keys().copied().collect();
        if held != scope {
            return Err(match held.len() < scope.len() {
                true => "a document is missing",
                false => "a document is held that its shelf does not have",
            }
            .into());
        }
        let mut documents = device.documents.iter();
        if documents.any(|(id, held)| *held.heads() != self.hub.heads(id)) {
            return Err("a document differs from the hub's".into());
        }
        if !device.pending().is_empty() {
            return Err("something is still to be sent".into());
        }
        Ok(())
    }
}
