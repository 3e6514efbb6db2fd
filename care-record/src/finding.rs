//! By what a record is found by somebody who does not carry it and needs it now: an NHS number, or a family name with a
//! date of birth.
//!
//! *Guarantees* that a record is found under everything that somebody holds to be its number, name or birthday, also where
//! people disagree; and under nothing where the person does not want it given out.

use crate::{Agreed, Judgement, NhsNumber, RecordView, computed, judgements};
use std::collections::BTreeSet;

/// The name under which a record with this NHS number is found; nothing where it is no such number.
#[must_use]
pub fn by_nhs_number(number: &str) -> Option<String> {
    let number = NhsNumber::parse(number).ok()?;
    Some(format!("nhs_number {}", number.digits()))
}

/// The name under which somebody of this family, born on this day (`YYYY-MM-DD`), is found; nothing where either is
/// empty. Case, spaces, hyphens and apostrophes do not count.
#[must_use]
pub fn by_name(family: &str, birth_date: &str) -> Option<String> {
    let family: String = family
        .chars()
        .flat_map(char::to_lowercase)
        .flat_map(plain)
        .filter(|c| c.is_alphanumeric())
        .collect();
    let birth_date = birth_date.trim();
    (!family.is_empty() && !birth_date.is_empty()).then(|| format!("name {family} {birth_date}"))
}

/// The letter under an accent, for the letters of European names; any other letter as it is. *Frozen:* hubs keep what is
/// made of it.
fn plain(letter: char) -> impl Iterator<Item = char> {
    const ACCENTED: [(&str, &str); 19] = [
        ("àáâãäåāăą", "a"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ìíîïīĭįı", "i"),
        ("ķ", "k"),
        ("ĺļľł", "l"),
        ("ñńņň", "n"),
        ("òóôõöøōŏő", "o"),
        ("œ", "oe"),
        ("ŕř", "r"),
        ("śŝşšș", "s"),
        ("ß", "ss"),
        ("ţťț", "t"),
        ("ùúûüūŭůűų", "u"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
    ];
    let found = ACCENTED
        .iter()
        .find(|(accented, _)| accented.contains(letter));
    let other = found.is_none().then_some(letter);
    let under = found.map_or("", |(_, under)| under);
    under.chars().chain(other)
}

/// Everything under which a record is found.
#[must_use]
pub fn names(view: &RecordView) -> BTreeSet<String> {
    let goes_on = |judgement: &Judgement| matches!(judgement, Judgement::GoesOn(_));
    if computed::release(view) == computed::Release::Stopped || judgements(view).iter().any(goes_on)
    {
        return BTreeSet::new();
    }
    let numbers = said(view, "nhs_number");
    let families = said(view, "family_name");
    let days = said(view, "birth_date");
    let named = families
        .iter()
        .flat_map(|family| days.iter().filter_map(|day| by_name(family, day)));
    numbers
        .iter()
        .filter_map(|number| by_nhs_number(number))
        .chain(named)
        .collect()
}

/// Every value that stands.
fn said(view: &RecordView, kind: &str) -> Vec<String> {
    let reading = view.one(kind);
    let all = reading.values().into_iter().flat_map(Agreed::all);
    all.filter_map(|entry| entry.part("value")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Attribution, Body, Edit, Entry, EntryId, Record, RecordId, Role, SheetKind};

    fn view(said: &[(&str, &str, &str)]) -> RecordView {
        let mut record = Record::new(RecordId::from_bytes([7; 16]));
        for (number, (kind, part, words)) in (1..).zip(said) {
            let body: Body = [((*part).to_owned(), (*words).into())]
                .into_iter()
                .collect();
            let entry = Edit::enter(EntryId::from_random([number; 8]), Entry::new(*kind, body));
            record
                .sheet_mut(SheetKind::Shared)
                .write([number; 8], &[entry])
                .unwrap();
        }
        record.view(&|_| {
            Some(Attribution {
                staff: String::new(),
                name: String::new(),
                role: Some(Role::Gp),
                registration: None,
                organisation: String::new(),
                site: String::new(),
                device: String::new(),
                recorded_at_ms: 0,
                clock_off_ms: None,
                after_end: false,
                received_at_ms: None,
                shared: true,
            })
        })
    }

    const PEGGY: &[(&str, &str, &str)] = &[
        ("family_name", "value", "O’Neill-Smith"),
        ("birth_date", "value", "1938-03-04"),
        ("nhs_number", "value", "9990000018"),
    ];

    #[test]
    fn a_record_is_found_by_its_number_or_by_name_and_birthday_however_they_are_typed() {
        let names = names(&view(PEGGY));
        assert_eq!(names.len(), 2);
        for typed in ["9990000018", "999 000 0018", "999-000-0018"] {
            assert!(names.contains(&by_nhs_number(typed).unwrap()), "{typed}");
        }
        for typed in ["O’Neill-Smith", "oneill smith", "O'NEILL SMITH"] {
            let name = by_name(typed, " 1938-03-04").unwrap();
            assert!(names.contains(&name), "{typed}");
        }
        assert!(!names.contains(&by_name("O’Neill", "1938-03-04").unwrap()));
    }

    #[test]
    fn accents_do_not_count_however_they_are_written() {
        for (written, typed) in [
            ("Müller", "muller"),
            ("Beaupré", "BEAUPRE"),
            ("Beaupre\u{301}", "Beaupré"),
            ("Łoś", "los"),
            ("Voß", "voss"),
            ("Żak", "zak"),
        ] {
            let found = by_name(written, "1938-03-04");
            assert_eq!(found, by_name(typed, "1938-03-04"), "{written}");
        }
    }

    #[test]
    fn half_of_what_is_asked_finds_nobody() {
        assert_eq!(by_nhs_number("9990000019"), None, "the check digit");
        assert_eq!(by_name("", "1938-03-04"), None);
        assert_eq!(by_name("Smith", " "), None);
        assert!(names(&view(PEGGY.get(..1).unwrap())).is_empty());
    }

    #[test]
    fn where_people_disagree_the_record_is_found_under_either() {
        let mut said = PEGGY.to_vec();
        said.push(("nhs_number", "value", "9990000026"));
        said.push(("birth_date", "value", "1938-04-03"));
        assert_eq!(names(&view(&said)).len(), 4);
    }

    #[test]
    fn who_does_not_want_it_given_out_is_not_found() {
        for state in ["declined", "withdrawn"] {
            let said = [PEGGY, &[("consent", "state", state)]].concat();
            assert!(names(&view(&said)).is_empty(), "{state}");
        }
        let said = [PEGGY, &[("consent", "state", "given")]].concat();
        assert_eq!(names(&view(&said)).len(), 2);
    }
}
