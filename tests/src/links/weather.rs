//! What a line is like for a while, and what becomes of one connection.

use crate::dice::Dice;
use std::time::Duration;

/// What a line is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weather {
    /// There and back.
    pub round_trip: Duration,
    /// Bits in a second, each way; nothing where it is as fast as it can be.
    pub bits_per_s: Option<u32>,
    /// Packets lost in a hundred, each way. Only a wire loses packets.
    pub loss_percent: u8,
    /// Of a hundred connections, how many are cut somewhere in the middle.
    pub cut_percent: u8,
    /// Of a hundred connections, how many stay open and fall silent.
    pub silent_percent: u8,
    /// Whether anything gets through at all.
    pub mood: Mood,
}

/// Whether anything gets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It does.
    Open,
    /// Whoever calls is sent away at once.
    Refusing,
    /// Whoever calls is answered by nobody; connections that stood say nothing any more.
    Away,
}

impl Weather {
    /// Nothing in the way.
    pub const FINE: Self = Self {
        round_trip: Duration::ZERO,
        bits_per_s: None,
        loss_percent: 0,
        cut_percent: 0,
        silent_percent: 0,
        mood: Mood::Open,
    };

    /// Any weather, from good to none at all.
    #[must_use]
    pub fn any(dice: &mut Dice) -> Self {
        let mood = match dice.below(8) {
            0 => Mood::Away,
            1 => Mood::Refusing,
            _ => Mood::Open,
        };
        let percent = |dice: &mut Dice, most: u64| u8::try_from(dice.below(most + 1)).unwrap_or(0);
        Self {
            round_trip: Duration::from_millis(300 + dice.below(2_700)),
            bits_per_s: [Some(20_000), Some(64_000), Some(400_000), None]
                .into_iter()
                .cycle()
                .nth(usize::try_from(dice.below(4)).unwrap_or(0))
                .flatten(),
            loss_percent: percent(dice, 30),
            cut_percent: percent(dice, 40),
            silent_percent: percent(dice, 10),
            mood,
        }
    }
}

/// After how many bytes, both ways together, a connection is cut or falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It ends when its two ends end it.
    Whole,
    /// It is cut.
    CutAfter(u64),
    /// Both ends still believe in it.
    SilentAfter(u64),
}

/// A connection's bytes, about: handshake, a request, an answer. A fate that strikes later strikes nobody.
const USUAL_BYTES: u64 = 24 * 1024;

impl Fate {
    pub(super) fn of(weather: &Weather, dice: &mut Dice) -> Self {
        let (falls, bytes) = (dice.below(100), dice.below(USUAL_BYTES));
        let (cut, silent) = (weather.cut_percent, weather.silent_percent);
        if falls < u64::from(cut) {
            Self::CutAfter(bytes)
        } else if falls < u64::from(cut) + u64::from(silent) {
            Self::SilentAfter(bytes)
        } else {
            Self::Whole
        }
    }
}
