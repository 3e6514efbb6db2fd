//! How this computer speaks with its region: learned from how the last answers came, while the program runs.

use std::time::Duration;
use sync_protocol::limits::{MAX_FRAME_KIB, MIN_FRAME_KIB, USUAL_FRAME_KIB};
use sync_protocol::message::request::SyncRequest;

/// An answer that came faster than this had frames that could be larger.
const SWIFT: Duration = Duration::from_secs(2);

/// The version of requests, and how much a cut may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Manner {
    pub(super) proto: u8,
    pub(super) frame_kib: u16,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            proto: SyncRequest::PROTO,
            frame_kib: USUAL_FRAME_KIB,
        }
    }
}

impl Manner {
    /// The line broke in the middle of an answer: less is lost the next time.
    pub(super) fn after_a_cut(self) -> Self {
        Self {
            frame_kib: (self.frame_kib / 2).max(MIN_FRAME_KIB),
            ..self
        }
    }

    /// An answer came whole.
    pub(super) fn after_an_answer(self, took: Duration) -> Self {
        let larger = self.frame_kib.saturating_mul(2).min(MAX_FRAME_KIB);
        Self {
            frame_kib: if took < SWIFT { larger } else { self.frame_kib },
            ..self
        }
    }

    /// The region does not know this version: the one before, if there is one.
    pub(super) fn older(self) -> Option<Self> {
        let proto = self.proto.checked_sub(1)?;
        (proto >= SyncRequest::OLDEST).then_some(Self { proto, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_shrink_with_cuts_and_grow_on_a_swift_line() {
        let mut manner = Manner::default();
        for _ in 0..20 {
            manner = manner.after_a_cut();
        }
        assert_eq!(manner.frame_kib, MIN_FRAME_KIB);
        assert_eq!(manner.after_an_answer(SWIFT), manner);
        for _ in 0..20 {
            manner = manner.after_an_answer(Duration::from_millis(100));
        }
        assert_eq!(manner.frame_kib, MAX_FRAME_KIB);
    }

    #[test]
    fn there_is_a_version_before_each_but_the_oldest() {
        let mut manner = Manner::default();
        while let Some(older) = manner.older() {
            assert_eq!(older.proto + 1, manner.proto);
            manner = older;
        }
        assert_eq!(manner.proto, SyncRequest::OLDEST);
    }
}
