use sync_protocol::ids::RecordId;

use super::*;

fn finds(query: &str) -> bool {
    let card = Card {
        family: "O'Neill-Ślązak".to_owned(),
        given: "Zoë Ann".to_owned(),
        known_as: "Maisie".to_owned(),
        birth_date: "1938-02-04".to_owned(),
        nhs_number: "9990000018".to_owned(),
        room: "12b".to_owned(),
        postcode: "CB7 4XY".to_owned(),
        ..Card::blank(RecordId::new([1; 16]))
    };
    let words = words_of(&card);
    wanted(query)
        .iter()
        .all(|word| words.contains(word.as_str()))
}

#[test]
fn a_person_is_found_by_what_is_remembered_of_them() {
    for query in [
        "",
        "  ",
        "oneill",
        "O'Neill",
        "o’neill",
        "O'NEILL-SLAZAK",
        "slaz",
        "zoe",
        "Zoë",
        "ann zo",
        "mais",
        "cb7",
        "CB7 4XY",
        "cb74xy",
        "4xy",
        "9990000018",
        "999 000 0018",
        "999 000",
        "1938-02-04",
        "04/02/1938",
        "4/2/1938",
        "4/2",
        "04-02-1938",
        "04021938",
        "1938",
        "zoe 1938",
        "12B",
    ] {
        assert!(finds(query), "{query}");
    }
}

#[test]
fn a_person_is_not_found_by_what_is_not_theirs() {
    for query in [
        "eill",
        "zoe smith",
        "9990000019",
        "5/2/1938",
        "1939",
        "13",
        "zoe 1939",
    ] {
        assert!(!finds(query), "{query}");
    }
}
