//! Chance that falls the same way each time: the data of a measurement is the same on every machine.

use crate::dice::Dice;

/// Dice for one purpose.
#[derive(Debug, Clone)]
pub(crate) struct Chance(Dice);

impl Chance {
    /// Another purpose with the same seed throws other numbers.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        let mut of_purpose = Dice::seeded(purpose);
        Self(Dice::seeded(seed ^ of_purpose.number()))
    }

    /// The dice themselves.
    pub(crate) fn dice(&mut self) -> &mut Dice {
        &mut self.0
    }

    /// A number below a limit that is not zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.below(limit as u64)).unwrap_or(0)
    }

    /// Bytes without a pattern.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.0.bytes()
    }

    /// One of several.
    pub(crate) fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        from.get(self.below(from.len()))
            .copied()
            .unwrap_or_default()
    }

    /// So many of several, in their order.
    pub(crate) fn choose<T: Copy>(&mut self, from: &[T], count: usize) -> Vec<T> {
        let mut chosen = Vec::with_capacity(count);
        for (passed, one) in from.iter().enumerate() {
            let wanted = count.saturating_sub(chosen.len());
            if self.below(from.len() - passed) < wanted {
                chosen.push(*one);
            }
        }
        chosen
    }
}
