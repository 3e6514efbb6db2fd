//! Simulated worlds: real messages, real decisions, made-up machines.
//!
//! A seed makes a world: a hub and a few devices that save, and sync over a line that is cut anywhere, while documents
//! are shared and unshared, devices and the hub stop between any two steps that are durable, requests come again late,
//! and the hub is backed up. What else befalls a world depends on its kind ([`Kind`]): the hub is set back, devices are
//! lost for ever, or are copied or set back to an image of their disk. Then the line holds, everybody syncs until
//! nothing moves, and this must be true:
//!
//! 1. it comes to rest;
//! 2. in the hub's log is, once, every save of a device that is still there, and every save that such a device held
//!    when the hub was set back, whoever made it;
//! 3. every device holds exactly the documents of its shelves, and holds them as the hub does;
//! 4. nothing is left to send;
//! 5. no device let go of a document that was on its way to its shelf, to have it back a little later;
//! 6. a device that shares its numbers with a copy of it may stop instead, but never thinks of a save that the hub does
//!    not have as shared.
//!
//! The same worlds with a planted bug must fail, or the worlds prove nothing: [`bug::Bug`] says of each what is to be
//! seen. `ALONGSIDE_SEEDS` sets how many worlds are tried; they are spread over the processors.
//!
//! State machines, frames and messages are those of the product. Not so are the stores, which are in memory, and the
//! signatures: all but one world in [`SIGNED`] sign with a hash ([`crate::keys::quick`]), which is as long and refuses
//! the same but could be forged, as nobody here does.

mod bug;
mod check;
mod copies;
mod device;
mod dice;
mod hub;
mod many;
mod tests;

use std::collections::BTreeMap;

use crate::ids::{DocumentId, ShelfId};
use crate::session::device::{DeviceSync, Effect};
use crate::testing::{document, shelf};

use bug::Bug;
use device::Device;
use dice::Dice;
use hub::Hub;
use many::Counts;

/// One in so many worlds signs as the product does.
const SIGNED: u64 = 100;
/// What happens in a world before the line holds.
const STEPS: usize = 40;

/// What befalls a world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The hub is set back, and documents leave shelves.
    SetBack,
    /// The hub is set back, and devices are lost. Then there is one shelf and nothing is unshared, because a hole in
    /// the numbers of a lost device can be filled only by somebody who holds everything it wrote.
    Lossy,
    /// Devices are copied, or set back to an image of their disk. The hub is not set back: if it were, it could take
    /// what a copy wrote in the place of what it forgot, and nobody could give that back.
    Copied,
}

struct World {
    dice: Dice,
    bug: Bug,
    kind: Kind,
    hub: Hub,
    backup: Hub,
    devices: Vec<Device>,
    /// Of the disks of devices, by their places.
    images: BTreeMap<usize, Device>,
    /// A request that is still on its way somewhere, though its device waits no more.
    late: Option<Vec<u8>>,
    next_document: u8,
    next_device: u8,
    /// A device let go of a document that was on its way to its shelf.
    let_go: bool,
    counts: Counts,
}

impl World {
    fn new(seed: u64, bug: Bug) -> Self {
        let mut dice = Dice::new(seed);
        let kind = match dice.below(4) {
            0 => Kind::Lossy,
            1 => Kind::Copied,
            _ => Kind::SetBack,
        };
        let shelves = match kind {
            Kind::Lossy => 1,
            _ => 1 + dice.below(2) as u8,
        };
        let homes = (0..2 + dice.below(2) as u8).map(|number| shelf(1 + number % shelves));
        Self::of(homes.collect(), kind, bug, dice)
    }

    /// A device on each of these shelves.
    fn of(homes: Vec<ShelfId>, kind: Kind, bug: Bug, dice: Dice) -> Self {
        let mut world = Self {
            dice,
            bug,
            kind,
            hub: Hub::default(),
            backup: Hub::default(),
            devices: Vec::new(),
            images: BTreeMap::new(),
            late: None,
            next_document: 1,
            next_device: 10,
            let_go: false,
            counts: Counts::default(),
        };
        homes.into_iter().for_each(|home| world.enrol(home));
        world
    }

    /// Enrolments are confirmed when they are in the backup.
    fn enrol(&mut self, home: ShelfId) {
        let device = Device::new(self.next_device, home, self.hub.epoch);
        self.next_device += 1;
        self.hub.enrol(&device.machine, home);
        self.backup.enrol(&device.machine, home);
        self.devices.push(device);
    }

    fn step(&mut self) {
        let pick = self.dice.below(self.devices.len());
        match self.dice.below(24) {
            0..=7 => self.save(pick),
            8..=15 => drop(self.sync(pick, true)),
            16 => self.back_up(),
            17 if self.kind == Kind::Copied => self.copy(pick),
            17 => self.restore(),
            18..=19 => self.share(),
            20 => self.arrive_late(),
            21 => self.make_image(pick),
            _ if self.kind == Kind::Lossy => self.lose(pick),
            _ => self.unshare(),
        }
    }

    fn save(&mut self, pick: usize) {
        let device = &mut self.devices[pick];
        let held: Vec<DocumentId> = device.documents.keys().copied().collect();
        let old = self.dice.one_of(&held).filter(|_| !self.dice.one_in(4));
        let target = old.unwrap_or_else(|| {
            self.next_document += 1;
            document(self.next_document)
        });
        device.save(target, self.dice.roll());
    }

    /// One sync over a line that may be cut at any byte, before or behind the hub. Says whether it came to its end.
    fn sync(&mut self, pick: usize, weak_line: bool) -> bool {
        self.counts.syncs += 1;
        let budget = if weak_line && self.dice.one_in(3) {
            300
        } else {
            1_000_000
        };
        let (session, request) = self.devices[pick].begin(budget, self.bug);
        if weak_line && self.dice.one_in(6) {
            self.counts.cuts += 1;
            self.late = Some(request);
            return false;
        }
        if weak_line && self.dice.one_in(8) {
            self.counts.repeats += 1;
            self.answer(&request);
        }
        let committed = (weak_line && self.dice.one_in(16)).then(|| self.hub.clone());
        let mut response = self.answer(&request);
        if let Some(before) = committed {
            self.counts.crashes += 1;
            self.hub = before;
            if !self.bug.acks_before_commit() {
                return false;
            }
        }
        if weak_line && self.dice.one_in(2) {
            self.counts.cuts += 1;
            response.truncate(self.dice.below(response.len() + 1));
        }
        self.follow(pick, session, &response, weak_line)
    }

    fn answer(&mut self, request: &[u8]) -> Vec<u8> {
        let frame_size = [1, 300, 64_000][self.dice.below(3)];
        self.hub.lags = self.hub.is_busy && self.dice.one_in(4);
        self.hub.answer(request, frame_size, self.bug)
    }

    fn follow(
        &mut self,
        pick: usize,
        mut session: DeviceSync,
        response: &[u8],
        weak_line: bool,
    ) -> bool {
        let device = &mut self.devices[pick];
        // Now and then a device has lost what it wrote itself.
        let forgets = weak_line && self.dice.one_in(8);
        let mut rest = response;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(1 + self.dice.below(rest.len().min(2000)));
            rest = after;
            session.feed(piece);
            loop {
                let mut own = |number| device.own(number).filter(|_| !forgets);
                let effect = match session.next_effect(&mut own) {
                    Ok(Some(effect)) => effect,
                    Ok(None) => break,
                    Err(error) => {
                        device.ended(Some(error));
                        return false;
                    }
                };
                self.counts.repairs += u64::from(matches!(
                    effect,
                    Effect::Repair { .. } | Effect::OfferAgain { .. }
                ));
                // A crash between two effects: what is durable stays, the session is gone.
                let crash = weak_line && self.dice.one_in(12);
                self.counts.crashes += u64::from(crash);
                let held: Vec<DocumentId> = device.documents.keys().copied().collect();
                let goes_on = device.apply(effect, crash, self.bug);
                let mut gone = held.iter().filter(|id| !device.documents.contains_key(id));
                self.let_go |= gone.any(|id| self.hub.is_on_its_way(id, device.home));
                if !goes_on || crash {
                    return false;
                }
            }
        }
        device.ended(None);
        session.close().is_ok()
    }

    /// A request arrives whose device has long hung up.
    fn arrive_late(&mut self) {
        if let Some(request) = self.late.take() {
            self.counts.repeats += 1;
            self.answer(&request);
        }
    }

    fn back_up(&mut self) {
        self.hub.secure();
        self.backup = self.hub.clone();
    }

    fn lose(&mut self, pick: usize) {
        if self.devices.len() > 1 && self.dice.one_in(3) {
            self.counts.lost += 1;
            self.devices.remove(pick);
        }
    }

    fn restore(&mut self) {
        self.counts.restores += 1;
        self.devices.iter_mut().for_each(Device::witness);
        let epoch = self.hub.epoch + u64::from(self.bug.raises_the_epoch());
        self.hub = self.backup.clone();
        self.hub.epoch = epoch;
    }

    fn share(&mut self) {
        if let Some((document, to)) = self.some_document_and_shelf() {
            self.hub.attach(to, document, self.bug);
        }
    }

    fn unshare(&mut self) {
        if let Some((document, from)) = self.some_document_and_shelf() {
            self.hub.detach(from, document, self.bug);
        }
    }

    fn some_document_and_shelf(&mut self) -> Option<(DocumentId, ShelfId)> {
        let known: Vec<DocumentId> = self.hub.logs.keys().copied().collect();
        let shelves: Vec<ShelfId> = self.hub.shelves.keys().copied().collect();
        Some((self.dice.one_of(&known)?, self.dice.one_of(&shelves)?))
    }
}

/// A world that lived and healed, or what is wrong with it.
fn lived(seed: u64, bug: Bug) -> Result<Counts, String> {
    let live = || {
        let mut world = World::new(seed, bug);
        for _ in 0..STEPS {
            world.step();
        }
        world.heal()?;
        Ok(world.counts)
    };
    if seed.is_multiple_of(SIGNED) {
        live()
    } else {
        crate::keys::quick::during(live)
    }
}
