//! One-time codes that a person reads from one screen and types into another: `K7QF-2M9X-TB4D`.
//!
//! Twelve characters of Crockford's base 32, sixty bits. The first three are public and say which code is meant;
//! the other nine are the secret that both sides prove to know without sending it.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Decoder, Encode, Encoder};
use thiserror::Error;

use crate::secret::Secret;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LEN: usize = 12;
const SELECTOR_LEN: usize = 3;
const SECRET_LEN: usize = 9;

/// The public part of a one-time code: which code is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Selector([u8; SELECTOR_LEN]);

/// A one-time code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeCode {
    selector: Selector,
    secret: Secret<SECRET_LEN>,
}

/// A text that is not a one-time code. It does not say where: the text is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a code: expected twelve letters and digits")]
pub struct CodeError;

impl OneTimeCode {
    /// A code from random bytes, of which it uses sixty bits.
    #[must_use]
    pub fn from_random(random: [u8; 8]) -> Self {
        let bits = u64::from_le_bytes(random);
        let mut characters = [b'0'; LEN];
        for (place, character) in (0_u32..).zip(characters.iter_mut()) {
            *character = digit((bits >> (place * 5)) & 31);
        }
        Self::from_characters(characters)
    }

    /// The public part.
    #[must_use]
    pub const fn selector(&self) -> Selector {
        self.selector
    }

    /// The secret part, as typed characters in upper case: what is stretched into a key.
    #[must_use]
    pub const fn secret(&self) -> &Secret<SECRET_LEN> {
        &self.secret
    }

    /// The code as a person reads it, in groups of four. To be shown once and kept nowhere.
    #[must_use]
    pub fn dangerously_show(&self) -> String {
        let mut text = String::with_capacity(LEN + 2);
        let characters = self
            .selector
            .0
            .iter()
            .chain(self.secret.dangerously_reveal());
        for (place, character) in characters.enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(*character));
        }
        text
    }

    fn from_characters(characters: [u8; LEN]) -> Self {
        let mut selector = [b'0'; SELECTOR_LEN];
        let mut secret = [b'0'; SECRET_LEN];
        let all = selector.iter_mut().chain(secret.iter_mut());
        for (place, character) in all.zip(characters) {
            *place = character;
        }
        Self {
            selector: Selector(selector),
            secret: Secret::new(secret),
        }
    }
}

impl FromStr for OneTimeCode {
    type Err = CodeError;

    /// Takes what a person types: small letters, spaces, hyphens or none, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut characters = [b'0'; LEN];
        let mut typed = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        for place in &mut characters {
            *place = typed.next().and_then(plain).ok_or(CodeError)?;
        }
        if typed.next().is_some() {
            Err(CodeError)
        } else {
            Ok(Self::from_characters(characters))
        }
    }
}

impl Selector {
    /// The public part from its three characters.
    #[must_use]
    pub fn from_slice(characters: &[u8]) -> Option<Self> {
        let known = characters
            .iter()
            .all(|character| ALPHABET.contains(character));
        characters.try_into().ok().filter(|_| known).map(Self)
    }

    /// Its three characters.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; SELECTOR_LEN] {
        &self.0
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|character| fmt::Write::write_char(f, char::from(*character)))
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<C> Encode<C> for Selector {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Selector {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let at = d.position();
        Self::from_slice(d.bytes()?)
            .ok_or_else(|| minicbor::decode::Error::message("not a selector").at(at))
    }
}

/// The character for five bits.
#[must_use]
pub fn digit(value: u64) -> u8 {
    usize::try_from(value)
        .ok()
        .and_then(|value| ALPHABET.get(value))
        .copied()
        .unwrap_or(b'0')
}

/// The character that somebody meant who typed this one: small letters, O for 0, I and L for 1.
#[must_use]
pub fn plain(typed: u8) -> Option<u8> {
    let character = match typed.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    ALPHABET.contains(&character).then_some(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = OneTimeCode::from_str("K7QF-2M9X-TB10").unwrap();
        assert_eq!(code.dangerously_show(), "K7QF-2M9X-TB10");
        assert_eq!(code.selector().to_string(), "K7Q");
        assert_eq!(code.secret().dangerously_reveal(), b"F2M9XTB10");
        for typed in ["k7qf 2m9x tblo", "K7QF2M9XTBIO", "k7qf-2m9x-tb1o"] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        for typed in [
            "",
            "K7QF-2M9X-TB1",
            "K7QF-2M9X-TB100",
            "K7QF-2M9X-TBU0",
            "K7QF-2M9X-TBé",
        ] {
            assert_eq!(typed.parse::<OneTimeCode>(), Err(CodeError), "{typed}");
        }
    }

    #[test]
    fn a_code_does_not_reach_a_log() {
        let code = OneTimeCode::from_random([0xff; 8]);
        assert_eq!(
            format!("{code:?}"),
            "OneTimeCode { selector: ZZZ, secret: *** }"
        );
    }

    proptest! {
        #[test]
        fn every_bit_of_sixty_counts(random in any::<u64>(), bit in 0..60_u32) {
            let code = OneTimeCode::from_random(random.to_le_bytes());
            let other = OneTimeCode::from_random((random ^ (1 << bit)).to_le_bytes());
            prop_assert_ne!(code.dangerously_show(), other.dangerously_show());
            prop_assert_eq!(code.dangerously_show().parse(), Ok(code));
        }
    }
}
