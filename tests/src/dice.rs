//! Random choices that can be made again: the seed is printed, and `ALONGSIDE_SEED` sets it.

use std::time::Duration;

/// The seed where none is given.
const USUAL_SEED: u64 = 0x5eed;

/// A generator (splitmix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// From `ALONGSIDE_SEED`, or the usual seed; says which.
    #[must_use]
    pub fn printed(whose: &str) -> Self {
        let seed = std::env::var("ALONGSIDE_SEED")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(USUAL_SEED);
        println!("{whose}: ALONGSIDE_SEED={seed}");
        Self(seed)
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit that is not zero.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.number() % limit
    }

    /// A stretch of time below a limit that is not zero.
    pub fn moment_below(&mut self, limit: Duration) -> Duration {
        let limit = u64::try_from(limit.as_micros()).unwrap_or(u64::MAX).max(1);
        Duration::from_micros(self.below(limit))
    }

    /// Bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.number().to_le_bytes()[0])
    }
}
