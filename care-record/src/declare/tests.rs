use super::*;
use std::collections::BTreeSet;

#[test]
fn names_are_unique_and_stand_in_their_section() {
    let mut names = BTreeSet::new();
    for section in sections() {
        for field in section.fields {
            assert!(names.insert(field.name), "{} twice", field.name);
            assert_eq!(field.place().0, section.name, "{}", field.name);
            assert!(!field.place().1.starts_with('@'), "keys with @ are entries");
        }
        for kind in section.kinds {
            assert!(names.insert(kind.name), "{} twice", kind.name);
            assert_eq!(kind.section, section.name, "{}", kind.name);
            assert!(
                !kind.rule.write.is_empty(),
                "{} can be written by nobody",
                kind.name
            );
            let parts: BTreeSet<_> = kind.parts.iter().map(|part| part.name).collect();
            assert_eq!(
                parts.len(),
                kind.parts.len(),
                "{} has a part twice",
                kind.name
            );
            for part in kind.headline {
                assert!(
                    parts.contains(part),
                    "{} has no {part} for its headline",
                    kind.name
                );
            }
        }
    }
    for item in KEY_ITEMS {
        for line in item.lines {
            assert!(names.contains(line), "key item {} names {line}", item.label);
        }
    }
}

#[test]
fn references_name_a_kind_of_entry() {
    for kind in entry_kinds() {
        for part in kind.parts {
            if let PartType::EntryRef(other) = part.kind {
                assert!(
                    entry_kind(other).is_some(),
                    "{}.{} names {other}",
                    kind.name,
                    part.name
                );
            }
        }
    }
}

#[test]
fn what_may_hurt_says_what_to_do_meanwhile() {
    for kind in entry_kinds().filter(|kind| kind.class == MergeClass::Alarm) {
        assert!(
            !kind.meanwhile.is_empty(),
            "{} says nothing of what to do meanwhile",
            kind.name
        );
    }
}

fn value_sets() -> impl Iterator<Item = (String, &'static [Code])> {
    let of_fields = fields().map(|field| (field.name.to_owned(), field.kind.choices()));
    let of_parts = entry_kinds().flat_map(|kind| {
        kind.parts
            .iter()
            .map(move |part| (format!("{}.{}", kind.name, part.name), part.kind.choices()))
    });
    of_fields
        .chain(of_parts)
        .filter(|(_, codes)| !codes.is_empty())
}

#[test]
fn codes_are_unique_within_their_set_and_all_have_words() {
    for (line, set) in value_sets() {
        let codes: BTreeSet<_> = set.iter().map(|code| code.code).collect();
        assert_eq!(codes.len(), set.len(), "{line} has a code twice");
        assert!(
            set.iter().all(|code| !code.words.trim().is_empty()),
            "{line}"
        );
    }
}

#[test]
fn every_coded_question_takes_an_honest_non_answer() {
    for (line, set) in value_sets() {
        let kind = PartType::Choice(set);
        for code in ["not_known", "not_asked", "does_not_apply"] {
            assert!(kind.code(code).is_some(), "{line} does not take {code}");
        }
    }
}

/// Verhoeff's check digit, as SNOMED CT ids carry it.
fn verhoeff_holds(digits: &str) -> bool {
    const MULTIPLY: [[usize; 10]; 10] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ];
    const PERMUTE: [usize; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let check = digits
        .bytes()
        .rev()
        .enumerate()
        .fold(0, |check, (place, digit)| {
            let moved = (0..place % 8).fold(usize::from(digit - b'0'), |digit, _| PERMUTE[digit]);
            MULTIPLY[check][moved]
        });
    check == 0
}

#[test]
fn the_check_digit_of_every_concept_holds() {
    assert!(!verhoeff_holds("450476009"), "a wrong digit must be seen");
    assert!(!verhoeff_holds("405476008"), "swapped digits must be seen");
    for (line, set) in value_sets() {
        for id in set.iter().filter_map(|code| code.snomed) {
            assert!(verhoeff_holds(id), "{line}: {id}");
        }
    }
}
