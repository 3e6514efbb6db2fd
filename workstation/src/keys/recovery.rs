//! The recovery sheet: 24 characters on paper in the home's safe, 120 random bits. With it a store opens where every PIN
//! is forgotten or the keyring has lost its secret, and so does a backup, on whatever computer.

use super::wrap::Wrapped;
use crate::error::Refused;
use crate::surroundings::random;
use store::StoreKey;
use sync_protocol::one_time_code::{digit, plain};
use zeroize::Zeroizing;

/// Of the alphabet that one-time codes are in.
const LENGTH: usize = 24;

/// What stands on the sheet.
pub(crate) struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// A new one.
    pub(crate) fn fresh() -> Result<Self, Refused> {
        let bytes = Zeroizing::new(random::<LENGTH>()?);
        let characters = bytes
            .iter()
            .map(|byte| char::from(digit(u64::from(byte & 31))));
        Ok(Self(Zeroizing::new(characters.collect())))
    }

    /// What a person typed: small letters, spaces, hyphens or none, O for 0, I and L for 1.
    pub(crate) fn typed(text: &str) -> Result<Self, Refused> {
        let letters = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        let code = letters.map(plain).map(|letter| letter.map(char::from));
        let code = code.collect::<Option<String>>().map(Zeroizing::new);
        code.filter(|code| code.len() == LENGTH)
            .map(Self)
            .ok_or(Refused::NotACode)
    }

    /// As a person reads it, in groups of four. To be shown once and kept nowhere.
    pub(crate) fn dangerously_show(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = letters
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join("-")
    }

    /// Wraps the key of a store.
    pub(crate) fn wrap(&self, key: &StoreKey, store: &str) -> Result<Wrapped, Refused> {
        Wrapped::under_recovery(key, self.0.as_bytes(), store)
    }

    /// Opens a wrap.
    pub(crate) fn open(&self, wrapped: &Wrapped, store: &str) -> Result<StoreKey, Refused> {
        wrapped
            .open_with_recovery(self.0.as_bytes(), store)?
            .ok_or(Refused::WrongSheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_opens_what_it_wrapped_however_it_is_typed() {
        let code = RecoveryCode::fresh().unwrap();
        let shown = code.dangerously_show();
        assert_eq!(shown.len(), 29);
        let wrapped = code.wrap(&StoreKey::new([5; 32]), "store").unwrap();
        let typed = shown
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        for text in [shown, typed] {
            let again = RecoveryCode::typed(&text).unwrap();
            let key = again.open(&wrapped, "store").unwrap();
            assert_eq!(key.expose_for_wrapping(), &[5; 32]);
            assert_eq!(
                again.open(&wrapped, "other").err(),
                Some(Refused::WrongSheet)
            );
        }
        let other = RecoveryCode::fresh().unwrap();
        assert_eq!(
            other.open(&wrapped, "store").err(),
            Some(Refused::WrongSheet)
        );
        assert!(RecoveryCode::typed("7K3Q-W8MN").is_err());
        assert!(RecoveryCode::typed(&"U".repeat(LENGTH)).is_err());
    }
}
