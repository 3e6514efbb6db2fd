//! Disks that are copied.

use super::World;

/// The most devices in a world.
const MOST: usize = 6;

impl World {
    pub(super) fn make_image(&mut self, pick: usize) {
        self.images.insert(pick, self.devices[pick].clone());
    }

    /// A device is set back to an image of its disk, or the image is started beside it. What is only on the disk that
    /// is overwritten is lost: its owner knows that.
    pub(super) fn copy(&mut self, pick: usize) {
        let image = self.images.get(&pick).unwrap_or(&self.devices[pick]);
        let copy = image.copied(self.dice.roll());
        self.counts.copies += 1;
        if self.dice.one_in(2) {
            self.devices[pick] = copy;
        } else if self.devices.len() < MOST {
            self.devices.push(copy);
        }
    }
}
