//! How somebody likes her screen and the words she has not finished: hers alone, on this computer alone, across a lock and a
//! power cut.

use alongside_tests::region::{Computer, Region, Staff};
use serde_json::{Value, json};

fn home() -> (Region, Computer, [Staff; 2], String) {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let joe = region.staff(&home, "Joe Pembury", "care_assistant");
    let office = region.computer(&home, "Office PC", &[&joe, &asha]);
    office.sign_in(&asha);
    let record = office.new_person("Ashdown", "Margaret");
    (region, office, [asha, joe], record)
}

fn one(computer: &Computer, request: Value) -> Value {
    computer.ask(&[request]).remove(0)
}

fn keep(record: &str, item: &str, text: &str) -> Value {
    json!({ "kind": "keep_unfinished", "words": {
        "record": record, "line": "note", "item": item, "parts": { "text": text },
    } })
}

fn unfinished(computer: &Computer) -> Value {
    one(computer, json!({ "kind": "unfinished" }))["words"].clone()
}

/// Each request runs in a program of its own that ends at once: what is read again was on the disk.
#[test]
fn unfinished_words_are_hers_until_she_saves_or_leaves_them() {
    let (region, office, [asha, joe], record) = home();
    one(&office, keep(&record, "", "Restless since f"));
    one(&office, keep(&record, "", "Restless since four."));
    one(&office, keep(&record, "other", "More."));
    let kept = unfinished(&office);
    assert_eq!(kept.as_array().unwrap().len(), 2, "{kept}");
    assert_eq!(kept[0]["parts"]["text"], "Restless since four.");
    assert_eq!(kept[0]["record"], record);

    office.sign_in(&joe);
    assert_eq!(unfinished(&office), json!([]));
    office.sign_in(&asha);
    one(&office, keep(&record, "", "  "));
    assert_eq!(unfinished(&office).as_array().unwrap().len(), 1);

    // Nobody has signed them: they are never sealed and never shared.
    office.must(&["sync"]);
    assert!(!region.all_logs().contains("More."));
    let waiting = office.must(&["status"]);
    assert!(!waiting.to_string().contains("More."), "{waiting}");

    let stranger = "00000000-0000-4000-8000-000000000000";
    let refused = office.outcomes(&[
        keep(stranger, "", "Nobody"),
        keep(&record, "", &"long ".repeat(100_000)),
        keep(&record, &"i".repeat(300), "text"),
    ]);
    assert!(refused.iter().all(Result::is_err), "{refused:?}");
    assert_eq!(unfinished(&office).as_array().unwrap().len(), 1);
}

#[test]
fn how_she_likes_her_screen_is_hers() {
    let (_region, office, [asha, joe], _record) = home();
    let looks = json!({ "night": true, "compact": false, "selection": "review", "toured": true });
    let set = one(&office, json!({ "kind": "set_looks", "looks": looks }));
    assert_eq!(set["looks"], looks);
    let read = || one(&office, json!({ "kind": "looks" }))["looks"].clone();
    let today = || one(&office, json!({ "kind": "today" }))["selection"].clone();
    assert_eq!(today(), "review");
    office.sign_in(&joe);
    assert_eq!(read()["night"], false);
    assert_eq!(today(), "shift");
    office.sign_in(&asha);
    assert_eq!(read(), looks);
}
