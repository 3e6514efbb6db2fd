//! What a frame has said so far: the same on both sides at every place, so that the rest can point to it.

use std::collections::BTreeMap;

use crate::envelope::EnvelopeHeader;
use crate::frame::FrameError;
use crate::frame::lean::{Lean, Reader};
use crate::hashes::{CertificateHash, ChangeHash, EnvelopeHash};
use crate::ids::{DeviceId, DocumentId};

/// Things told once in full and by number from then on; 0 is the next new one.
#[derive(Debug)]
pub(super) struct Table<T> {
    things: Vec<T>,
    places: BTreeMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            things: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

impl<T: Clone + Ord> Table<T> {
    /// Writes the number; says whether the thing itself must follow.
    pub(super) fn write(&mut self, thing: &T, lean: &mut Lean) -> bool {
        let known = self.places.get(thing);
        lean.number(known.map_or(0, |place| *place as u64 + 1));
        let is_new = known.is_none();
        if is_new {
            self.add(thing.clone());
        }
        is_new
    }

    /// The thing of the number that comes next; a new one is read.
    pub(super) fn read<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        new: impl FnOnce(&mut Reader<'a>) -> Result<T, FrameError>,
    ) -> Result<T, FrameError> {
        let place = reader.count(self.things.len())?;
        if let Some(place) = place.checked_sub(1) {
            let known = self.things.get(place).cloned();
            return known.ok_or(FrameError::Malformed);
        }
        let thing = new(reader)?;
        self.add(thing.clone());
        Ok(thing)
    }

    /// Adds a thing that was told in another way.
    pub(super) fn add(&mut self, thing: T) {
        self.places
            .entry(thing.clone())
            .or_insert(self.things.len());
        self.things.push(thing);
    }
}

/// The envelope of a device that came last.
#[derive(Debug)]
pub(super) struct LastEnvelope {
    pub(super) header: EnvelopeHeader,
    pub(super) hash: EnvelopeHash,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) devices: Table<DeviceId>,
    pub(super) authors: Table<CertificateHash>,
    pub(super) documents: Table<DocumentId>,
    pub(super) actors: Table<Vec<u8>>,
    pub(super) changes: Table<ChangeHash>,
    pub(super) ids: Table<[u8; 8]>,
    pub(super) envelopes: BTreeMap<DeviceId, LastEnvelope>,
    /// The last change of each document.
    pub(super) heads: BTreeMap<DocumentId, ChangeHash>,
    /// The sequence number and first operation of each actor's last change.
    pub(super) numbers: BTreeMap<Vec<u8>, (u64, u64)>,
    /// What changes with one operation look like.
    pub(super) shapes: Table<Vec<u8>>,
    /// The last place in the history that each column has named.
    pub(super) places: BTreeMap<u64, u64>,
    /// The number of the last entry of each document's log.
    pub(super) log_ends: BTreeMap<DocumentId, u64>,
    /// The number of the last envelope that was only referred to.
    pub(super) own: u64,
}

impl Said {
    /// In what a device sends it is known already, from the request around it.
    pub(super) fn by(sender: DeviceId) -> Self {
        let mut said = Self::default();
        said.devices.add(sender);
        said
    }
}
