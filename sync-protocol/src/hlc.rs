//! Hybrid logical clocks: a time that never runs backwards on one device.
//!
//! 48 bits of milliseconds since 1970 and 16 bits of counter. It orders what one device wrote even when its
//! wall clock is set back; nothing is ever merged by it.

use std::fmt;

use minicbor::{Decode, Encode};

use crate::limits::MAX_CLOCK_LEAD_MS;

const COUNTER_BITS: u32 = 16;
const MAX_MS: u64 = (1 << 48) - 1;

/// A moment of a hybrid logical clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Hlc(#[n(0)] u64);

impl Hlc {
    /// Wraps the 64 bits.
    #[must_use]
    pub const fn new(bits: u64) -> Self {
        Self(bits)
    }

    /// The 64 bits.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn ms(self) -> u64 {
        self.0 >> COUNTER_BITS
    }

    /// How many moments within one millisecond came before.
    #[must_use]
    pub const fn counter(self) -> u16 {
        (self.0 & 0xffff) as u16
    }

    /// The next moment after this one when the wall clock says `now_ms`. Always later than this one.
    #[must_use]
    pub const fn tick(self, now_ms: u64) -> Self {
        let now_ms = if now_ms > MAX_MS { MAX_MS } else { now_ms };
        if now_ms > self.ms() {
            Self(now_ms << COUNTER_BITS)
        } else {
            // The counter runs over into the milliseconds by itself; the end of time stays the end of time.
            Self(self.0.saturating_add(1))
        }
    }

    /// This clock after hearing of `other` when the wall clock says `now_ms`. A machine whose clock is far ahead
    /// is not followed: it would drag every clock of the region with it.
    #[must_use]
    pub fn after_hearing(self, other: Self, now_ms: u64) -> Self {
        if other.ms() > now_ms.saturating_add(MAX_CLOCK_LEAD_MS) {
            self
        } else {
            self.max(other)
        }
    }
}

impl fmt::Display for Hlc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.ms(), self.counter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_clock_set_back_does_not_set_time_back() {
        let noon = Hlc::default().tick(1_000);
        let later = noon.tick(10);
        assert!(later > noon);
        assert_eq!((later.ms(), later.counter()), (1_000, 1));
        assert_eq!(later.tick(2_000), Hlc::new(2_000 << 16));
    }

    #[test]
    fn a_clock_far_ahead_is_not_followed() {
        let mine = Hlc::default().tick(1_000);
        let near = Hlc::default().tick(1_000 + MAX_CLOCK_LEAD_MS);
        let far = Hlc::default().tick(1_001 + MAX_CLOCK_LEAD_MS);
        assert_eq!(mine.after_hearing(near, 1_000), near);
        assert_eq!(mine.after_hearing(far, 1_000), mine);
    }

    proptest! {
        #[test]
        fn every_tick_is_later(bits in 0..u64::MAX, now in any::<u64>()) {
            prop_assert!(Hlc::new(bits).tick(now) > Hlc::new(bits));
        }
    }
}
