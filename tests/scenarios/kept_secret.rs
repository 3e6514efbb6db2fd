//! What whoever steals the disk, or reads the logs, can read: nothing of a person.

use alongside_tests::region::{Computer, Region, files_with, fingerprints};
use care_record::{PartType, entry_kinds, fields};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// An NHS number and a birthday that are nobody's.
const NHS_NUMBER: &str = "9990000018";
const BORN: &str = "1938-03-04";

/// Words that stand nowhere else, one for each place a person can type into.
#[derive(Default)]
struct Markers(Vec<String>);

impl Markers {
    /// A word of at most so many letters.
    fn new_word(&mut self, longest: usize) -> String {
        let number = self.0.len();
        let word = format!("Qz{number:02}xwvzyqxjkmarker");
        let word: String = word.chars().take(longest).collect();
        self.0.push(word.clone());
        word
    }

    /// What a part of this type takes; choices hold no words of a person.
    fn value(&mut self, kind: PartType) -> String {
        match kind {
            PartType::Text(longest) | PartType::LongText(longest) => self.new_word(longest),
            PartType::Date => BORN.to_owned(),
            PartType::Machine(_) => "code".to_owned(),
            PartType::PartDate => BORN.to_owned(),
            PartType::Moment => "2026-11-22T09:14".to_owned(),
            PartType::Number(least, ..) => least.to_string(),
            PartType::EntryRef(_) => "0000000000000001".to_owned(),
            PartType::RecordRef => "00000000-0000-4000-8000-000000000001".to_owned(),
            PartType::NhsNumber => NHS_NUMBER.to_owned(),
            PartType::YesNo => "yes".to_owned(),
            PartType::Choice(codes) | PartType::Choices(codes) | PartType::DateOr(codes) => {
                codes.first().unwrap().code.to_owned()
            }
        }
    }
}

#[test]
fn no_word_of_a_record_can_be_read_in_any_file_or_log() {
    let region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "gp");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);

    let mut markers = Markers::default();
    let record = fill_every_line(&laptop, &mut markers);
    let shown = laptop.must(&["show", &record]).to_string() + &laptop.export(&record);
    for word in &markers.0 {
        assert!(shown.contains(word.as_str()), "{word} was not saved");
    }

    // What was not understood is kept too.
    let strange = markers.new_word(20);
    let file = region.folder().join("strange.json");
    fs::write(
        &file,
        format!(r#"{{"resourceType": "Basic", "id": "b", "text": {{"div": "{strange}"}}}}"#),
    )
    .unwrap();
    let report = laptop.must(&["import", file.to_str().unwrap()]);
    assert!(
        !report.to_string().contains(&strange),
        "a report repeats nothing"
    );
    fs::remove_file(&file).unwrap();

    make_it_complain(&laptop, &record, &mut markers);
    let searched = markers.0.first().unwrap().clone();
    laptop.must(&["people", &searched]);
    laptop.must(&["sync"]);

    // Killed in the middle: what it wrote last lies in the log beside the store.
    let written = markers.new_word(20);
    let mut child = laptop
        .command("saves-without-end")
        .args([&joe.id, &record, &written])
        .arg("alone")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for _ in 0..3 {
        lines.next().unwrap().unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let mut words = markers.0.clone();
    words.extend([
        NHS_NUMBER.to_owned(),
        "999 000 0018".to_owned(),
        BORN.to_owned(),
    ]);
    let kept = fingerprints(laptop.folder());
    let names: Vec<String> = kept.keys().map(|path| path.display().to_string()).collect();
    println!("{} words, {} files: {names:?}", words.len(), names.len());
    let log = laptop.store().join("records.db-wal");
    assert!(
        fs::metadata(&log).unwrap().len() > 0,
        "there is a log to look into"
    );

    assert_eq!(files_with(laptop.folder(), &words), []);
    let head = fs::read(laptop.store().join("records.db")).unwrap();
    assert!(!head.starts_with(b"SQLite format 3"));
    // The same search finds what is there: names of staff stand on the sign-in tiles.
    let found = files_with(laptop.folder(), &["Joe Marsh".to_owned()]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.ends_with("keys.json"));

    let logs = region.all_logs().to_lowercase();
    assert!(logs.contains("info"), "there is a log to look into");
    for word in &words {
        assert!(!logs.contains(&word.to_lowercase()), "{word} is in a log");
    }
}

/// A record with a marker in every place that takes words; gives its id.
fn fill_every_line(laptop: &Computer, markers: &mut Markers) -> String {
    let record = laptop.new_person(&markers.new_word(20), &markers.new_word(20));
    let mut requests = Vec::new();
    for field in fields() {
        requests.push(json!({
            "kind": "set", "record": record, "field": field.name,
            "text": markers.value(field.kind), "answer": null, "comment": markers.new_word(20),
        }));
    }
    for kind in entry_kinds() {
        let parts = kind.parts.iter();
        let body: BTreeMap<&str, String> = parts
            .map(|part| (part.name, markers.value(part.kind)))
            .collect();
        requests.push(json!({
            "kind": "enter", "record": record, "entry_kind": kind.name, "body": body,
            "supersedes": [], "confirms": null, "error_of": [], "basis": null, "effective": null,
            "comment": markers.new_word(20),
        }));
    }
    laptop.ask(&requests);
    record
}

/// Everything that is refused is refused in words: none of them may be hers.
fn make_it_complain(laptop: &Computer, record: &str, markers: &mut Markers) {
    let long = markers.new_word(20).repeat(100);
    for words in [
        vec!["set", record, "person.phone", &long],
        vec!["set", record, "person.nickname", &long],
        vec!["set", record, "person.sex_at_birth", &long],
        vec!["decide", record, "nhs_number", "--value", &long],
        vec!["decide", record, "birth_date", "--value", &long],
        vec!["decide", record, "cpr_decision", "--value", &long],
        vec!["decide", record, "note", "--part", &long],
        vec!["show", &long],
        vec!["import", &long],
    ] {
        let said = laptop.said(alongside_tests::region::PIN, &words);
        assert_ne!(said.status, Some(0), "{words:?}");
        assert!(!said.err.contains(&long[..20]), "{}", said.err);
    }
}
