//! Who broke the glass, for the privacy officer.

use store::hub::BrokenGlass;
use sync_protocol::limits::MAX_NAME_BYTES;

use super::{Admin, AdminError, Doer, act, check_text};

impl Admin {
    /// How often the glass was broken, the newest first, each with who it was.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn broken_glass(
        &self,
        unreviewed_only: bool,
    ) -> Result<Vec<(BrokenGlass, Doer)>, AdminError> {
        let rows = self.store.broken_glass(unreviewed_only)?.into_iter();
        rows.map(|row| {
            let doer = self.doer(row.staff)?;
            Ok((row, doer))
        })
        .collect()
    }

    /// Notes that somebody looked at one.
    ///
    /// # Errors
    /// When there is none under this number that nobody has looked at, the name is none, or the store fails.
    pub fn review_glass(&mut self, number: u64, by: &str, now_ms: i64) -> Result<(), AdminError> {
        check_text(by, MAX_NAME_BYTES)?;
        let entry = act(now_ms, "break_glass.reviewed", format!("{number} {by}"));
        if self.store.review_glass(number, by, &entry)? {
            Ok(())
        } else {
            Err(AdminError::NothingToReview)
        }
    }
}
