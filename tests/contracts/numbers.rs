//! No real person's NHS number is in the repository, not even by accident.
//!
//! Numbers that begin with 999 are set aside for tests and never given to
//! anybody. Every other number whose check digit is right might be somebody's.

use crate::checkout::{assert_none, text_files};

#[test]
fn every_nhs_number_is_one_of_the_test_range() {
    let mut offences = Vec::new();
    for file in text_files() {
        if file.is(&["hex"]) {
            continue;
        }
        for (number, line) in file.lines() {
            // The number itself is not repeated: it might be somebody's.
            if candidates(line).any(|digits| could_be_somebodys(&digits)) {
                offences.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(
        &offences,
        "use a number that begins with 999 (seconds since 1970 can look the same: \
         write them with underscores)",
    );
}

/// Ten digits in one piece, or three, three and four with a blank or a hyphen.
fn candidates(line: &str) -> impl Iterator<Item = [u8; 10]> + '_ {
    let bytes = line.as_bytes();
    (0..bytes.len())
        .filter(move |&start| start == 0 || !continues_a_word(bytes[start - 1]))
        .flat_map(move |start| {
            [&[10][..], &[3, 3, 4]]
                .into_iter()
                .filter_map(move |groups| digits_in_groups(&bytes[start..], groups))
        })
}

fn digits_in_groups(bytes: &[u8], groups: &[usize]) -> Option<[u8; 10]> {
    let mut digits = Vec::with_capacity(10);
    let mut rest = bytes;
    for (index, &length) in groups.iter().enumerate() {
        if index > 0 {
            let (between, after) = rest.split_first()?;
            if !b" -".contains(between) {
                return None;
            }
            rest = after;
        }
        let (group, after) = rest.split_at_checked(length)?;
        if !group.iter().all(u8::is_ascii_digit) {
            return None;
        }
        digits.extend(group.iter().map(|digit| digit - b'0'));
        rest = after;
    }
    let ends = rest.first().is_none_or(|&next| !continues_a_word(next));
    ends.then(|| digits.try_into().ok()).flatten()
}

fn continues_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The invented person of UK Core's published examples, which the importer's
/// tests read and compare with. No number that begins so was ever given out.
const PUBLISHED_EXAMPLE: [u8; 10] = [9, 9, 1, 2, 0, 0, 3, 8, 8, 8];

/// Outside the test range, and the check digit (modulus 11) is right.
fn could_be_somebodys(digits: &[u8; 10]) -> bool {
    if *digits == PUBLISHED_EXAMPLE {
        return false;
    }
    if digits.starts_with(&[9, 9, 9]) || digits.iter().all(|digit| *digit == digits[0]) {
        return false;
    }
    let sum: u32 = (2..=10)
        .rev()
        .zip(digits)
        .map(|(weight, digit)| weight * u32::from(*digit))
        .sum();
    (11 - sum % 11) % 11 == u32::from(digits[9])
}

#[test]
fn a_number_is_found_in_each_of_its_forms() {
    // Counted up here rather than written, so that this file stays clean.
    let mut body: Vec<u8> = (1..=9).rev().collect();
    let last = (0..10).find(|last| {
        let mut whole = body.clone();
        whole.push(*last);
        could_be_somebodys(&whole.try_into().expect("ten digits"))
    });
    body.push(last.expect("these nine digits have a check digit"));
    let text: String = body.iter().map(|digit| digit.to_string()).collect();
    let grouped = format!("{} {} {}", &text[..3], &text[3..6], &text[6..]);
    for (line, found) in [
        (text.clone(), true),
        (format!("NHS No. {grouped}."), true),
        (format!("\"{}\"", grouped.replace(' ', "-")), true),
        (format!("1{text}"), false),
        (format!("a{text}"), false),
        (format!("{text}0"), false),
    ] {
        let seen = candidates(&line).any(|digits| could_be_somebodys(&digits));
        assert_eq!(seen, found, "in a line of {} characters", line.len());
    }
}
