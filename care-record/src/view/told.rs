//! What of a view others are told.

use super::{RecordView, agreed};
use crate::{Agreed, Attribution, SheetKind};

impl RecordView {
    /// What stands on the sheet that is for all who care for the person.
    #[must_use]
    pub fn shared_only(&self) -> Self {
        self.only(&|_, sheet| sheet == SheetKind::Shared)
    }

    /// As any computer reads it that holds the same: how far it has got from here is not told.
    #[must_use]
    pub fn as_anywhere(&self) -> Self {
        let mut view = self.clone();
        let shared = |by: &mut Option<Attribution>| {
            if let Some(by) = by {
                by.shared = true;
            }
        };
        for entry in view.entries.values_mut().flatten() {
            shared(&mut entry.by);
        }
        for reading in view.registers.values_mut() {
            let values = reading.values().into_iter().flat_map(Agreed::all);
            let mut values: Vec<_> = values.cloned().collect();
            values.iter_mut().for_each(|value| shared(&mut value.by));
            *reading = agreed(values);
        }
        view
    }
}
