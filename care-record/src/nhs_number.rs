//! NHS numbers: ten digits, the last a check digit (NHS data dictionary).

use std::fmt;
use thiserror::Error;

/// A number that passes the check-digit rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NhsNumber(String);

/// Why a text is not an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NhsNumberError {
    /// Not ten digits once spaces and hyphens are taken out.
    #[error("an NHS number has ten digits")]
    NotTenDigits,
    /// The last digit does not fit the first nine.
    #[error("the last digit does not fit the others")]
    CheckDigit,
}

impl NhsNumberError {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NhsNumberError::NotTenDigits => "nhs_number.not_ten_digits",
            NhsNumberError::CheckDigit => "nhs_number.check_digit",
        }
    }
}

impl NhsNumber {
    /// From text with or without spaces or hyphens.
    ///
    /// # Errors
    /// When it is not ten digits or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, NhsNumberError> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
        if values.len() != 10 || digits.chars().count() != 10 {
            return Err(NhsNumberError::NotTenDigits);
        }
        let weights = (2..=10).rev();
        let sum: u32 = values
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum();
        // 11 stands for 0, and a remainder that would need the digit 10 belongs to no number.
        let check = (11 - sum % 11) % 11;
        if values.last() == Some(&check) {
            Ok(Self(digits))
        } else {
            Err(NhsNumberError::CheckDigit)
        }
    }

    /// Ten digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// As people read it: 3-3-4.
impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |range: std::ops::Range<usize>| self.0.get(range).unwrap_or_default();
        write!(f, "{} {} {}", digit(0..3), digit(3..6), digit(6..10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_numbers_pass_and_read_three_three_four() {
        for number in [
            "9990000018",
            "999 000 0026",
            "999-000-0034",
            "9990000042",
            "9990000050",
            "9990000158",
        ] {
            assert!(
                NhsNumber::parse(number).is_ok(),
                "{number} is a valid test number"
            );
        }
        assert_eq!(
            NhsNumber::parse("9990000018").unwrap().to_string(),
            "999 000 0018"
        );
    }

    #[test]
    fn a_wrong_digit_anywhere_is_caught() {
        let good = "9990000018";
        for place in 0..10 {
            for digit in b'0'..=b'9' {
                let mut text = good.as_bytes().to_vec();
                if text[place] == digit {
                    continue;
                }
                text[place] = digit;
                let text = String::from_utf8(text).unwrap();
                assert_eq!(
                    NhsNumber::parse(&text),
                    Err(NhsNumberError::CheckDigit),
                    "{text}"
                );
            }
        }
        assert_eq!(
            NhsNumber::parse("999000001"),
            Err(NhsNumberError::NotTenDigits)
        );
        assert_eq!(
            NhsNumber::parse("99900000I8"),
            Err(NhsNumberError::NotTenDigits)
        );
    }
}
