//! Versions that differ: what one does not know the other keeps, in both directions.

use super::computers::{Computer, by, drawn, id};
use super::sample;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, Change, ObjId, ObjType, ROOT, ReadDoc};
use care_record::{Edit, Entry, Role, Sheet, SheetKind};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Something that only a newer version writes.
#[derive(Debug, Clone)]
enum Newer {
    /// A register that this version has not declared, in a section that it has.
    Register { section: usize, number: u8 },
    /// A kind of entry that it has not declared.
    Kind { section: usize, number: u8 },
    /// A part, and a remark about the entry, that it has not declared, in a kind that it has.
    Part { kind: usize, number: u8 },
    /// A register value in a form that it cannot read.
    Form { field: usize, number: u8 },
    /// A whole section.
    Section { number: u8 },
}

fn newer() -> impl Strategy<Value = Newer> {
    prop_oneof![
        (0..1000usize, any::<u8>())
            .prop_map(|(section, number)| Newer::Register { section, number }),
        (0..1000usize, any::<u8>()).prop_map(|(section, number)| Newer::Kind { section, number }),
        (0..1000usize, any::<u8>()).prop_map(|(kind, number)| Newer::Part { kind, number }),
        (0..1000usize, any::<u8>()).prop_map(|(field, number)| Newer::Form { field, number }),
        any::<u8>().prop_map(|number| Newer::Section { number }),
    ]
}

/// What a newer version holds: the document itself, as it would read it.
struct NewBuild {
    doc: Automerge,
    /// Entries so far: no build, however new, writes two under one id.
    entries: u64,
}

impl NewBuild {
    fn new() -> Self {
        let mut doc = Automerge::load(&Sheet::genesis().snapshot()).unwrap();
        doc.set_actor(ActorId::from([200_u8; 16].as_slice()));
        Self { doc, entries: 0 }
    }

    fn write(&mut self, what: &Newer) {
        self.entries += 1;
        let id = format!("@{:016x}", 7_000 + self.entries);
        let mut doc = self.doc.transaction();
        match what {
            Newer::Register { section, number } => {
                let names = care_record::sections();
                let map = section_map(&doc, names[section % names.len()].name);
                doc.put(
                    &map,
                    format!("newer_{number}"),
                    format!("\"words {number}\""),
                )
                .unwrap();
            }
            Newer::Kind { section, number } => {
                let names = care_record::sections();
                let map = section_map(&doc, names[section % names.len()].name);
                let text = format!("{{\"kind\":\"newer_{number}\",\"body\":{{\"x\":\"words\"}}}}");
                doc.put(&map, id, text).unwrap();
            }
            Newer::Part { kind, number } => {
                let kinds: Vec<_> = care_record::entry_kinds().collect();
                let kind = kinds[kind % kinds.len()];
                let mut body = sample::body(kind, usize::from(*number), false);
                body.insert("newer_part".to_owned(), "words".into());
                let text =
                    serde_json::json!({ "kind": kind.name, "body": body, "newer_remark": "words" });
                let map = section_map(&doc, kind.section);
                doc.put(&map, id, text.to_string()).unwrap();
            }
            Newer::Form { field, number } => {
                let fields: Vec<_> = care_record::fields().collect();
                let (section, key) = fields[field % fields.len()].place();
                let map = section_map(&doc, section);
                doc.put(&map, key, format!("{{\"newer_form\":{number}}}"))
                    .unwrap();
            }
            Newer::Section { number } => {
                let name = format!("newer_section_{number}");
                if doc.get(ROOT, name.as_str()).unwrap().is_none() {
                    doc.put_object(ROOT, name, ObjType::Map).unwrap();
                }
            }
        }
        doc.commit_with(CommitOptions::default().with_time(0));
    }

    fn receive(&mut self, changes: &[Vec<u8>]) {
        let changes = changes
            .iter()
            .map(|bytes| Change::from_bytes(bytes.clone()).unwrap());
        self.doc.apply_changes(changes).unwrap();
    }

    fn changes(&self) -> Vec<Vec<u8>> {
        let changes = self.doc.get_changes(&[]).into_iter().skip(1);
        changes.map(|change| change.raw_bytes().to_vec()).collect()
    }
}

fn section_map(doc: &impl ReadDoc, name: &str) -> ObjId {
    doc.get(ROOT, name).unwrap().expect("a section").1
}

/// Everything in a document, all concurrent values of every key.
fn everything(doc: &Automerge) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for section in doc.keys(ROOT) {
        for (_, map) in doc.get_all(ROOT, section.as_str()).unwrap() {
            found.entry(section.clone()).or_insert_with(Vec::new);
            for key in doc.keys(&map) {
                let all = doc.get_all(&map, key.as_str()).unwrap();
                let mut all: Vec<String> = all.iter().map(|(value, _)| value.to_string()).collect();
                all.sort();
                found.insert(format!("{section}.{key}"), all);
            }
        }
    }
    found
}

fn snapshot(computer: &Computer) -> Automerge {
    Automerge::load(&computer.record.sheet(SheetKind::Shared).snapshot()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_thousand_pairs_of_builds_lose_nothing_of_each_other(
        by_the_newer in prop::collection::vec(newer(), 1..12),
        by_the_older in prop::collection::vec((any::<bool>(), 0..1000usize), 1..8),
        again in prop::collection::vec(newer(), 0..4),
    ) {
        let (mut new, mut old) = (NewBuild::new(), Computer::new(0));
        for what in &by_the_newer {
            new.write(what);
        }
        // The older build opens what the newer wrote.
        let arrived = new.changes();
        old.record.sheet_mut(SheetKind::Shared).apply(&arrived).unwrap();
        prop_assert_eq!(everything(&snapshot(&old)), everything(&new.doc));
        let unknown = old.view().unknown;
        prop_assert!(unknown > 0, "what it cannot show is announced");
        // It edits, and nothing of the newer is lost.
        let before = everything(&new.doc);
        for (step, (enter, pick)) in by_the_older.iter().enumerate() {
            let (role, edit) = if *enter {
                let kinds: Vec<_> = care_record::entry_kinds().collect();
                let kind = kinds[pick % kinds.len()];
                let entry = Entry::new(kind.name, sample::body(kind, *pick, true));
                (kind.rule.write[0], Edit::enter(id(step as u64), entry))
            } else {
                let fields: Vec<_> = care_record::fields().collect();
                let field = fields[pick % fields.len()];
                (field.rule.write[0], sample::set(field, *pick))
            };
            old.write(role, edit);
        }
        let written: Vec<Vec<u8>> = old.held.iter().map(|sent| sent.bytes.clone()).collect();
        for what in &again {
            new.write(what);
        }
        // The newer build takes the edits of the older, and both hold the same.
        new.receive(&written);
        old.record.sheet_mut(SheetKind::Shared).apply(&new.changes()).unwrap();
        let after = everything(&new.doc);
        prop_assert_eq!(&everything(&snapshot(&old)), &after);
        for key in before.keys() {
            prop_assert!(after.contains_key(key), "{} is gone", key);
        }
        // A register that the older build wrote anew is the only thing that may have changed its value.
        for (key, values) in &before {
            if care_record::field(key).is_none() && !key.contains("newer_") {
                prop_assert_eq!(&after[key], values, "{} was changed", key);
            }
        }
    }
}

/// A record with every kind of entry and every register, as this version writes it.
fn full() -> Computer {
    let mut computer = Computer::new(0);
    let mut number = 0;
    for section in care_record::sections() {
        for kind in section.kinds {
            number += 1;
            let entry = Entry::new(kind.name, sample::body(kind, number, true));
            computer.write(kind.rule.write[0], Edit::enter(id(number as u64), entry));
        }
        for field in section.fields {
            number += 1;
            computer.write(field.rule.write[0], sample::set(field, number));
        }
    }
    computer
}

/// The authors of the stored records are not stored with them: everybody may write everything here.
fn read(sheet: Sheet) -> String {
    let mut computer = Computer::new(0);
    *computer.record.sheet_mut(SheetKind::Shared) = sheet;
    let view = computer.record.view(&|_| Some(by(Role::Gp)));
    // Who attributes is this test; a part of it that came later says nothing of what was kept.
    let drawn = drawn(&view)
        .replace("clock_off_ms: None, ", "")
        .replace("after_end: false, ", "");
    format!("{} unknown\n{drawn}\n", view.unknown)
}

/// Records of every released version: each has a snapshot and what it must read as. A new version adds a folder and never
/// changes one.
#[test]
fn records_of_every_version_open_and_read_as_they_did() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/records");
    let this = corpus.join(env!("CARGO_PKG_VERSION"));
    if std::env::var_os("ALONGSIDE_BLESS_RECORDS").is_some() {
        let sheet = full().record.sheet(SheetKind::Shared).into_owned();
        std::fs::create_dir_all(&this).unwrap();
        std::fs::write(this.join("full.automerge"), sheet.snapshot()).unwrap();
        std::fs::write(this.join("full.txt"), read(sheet)).unwrap();
    }
    let mut versions = 0;
    for version in std::fs::read_dir(&corpus).unwrap() {
        let version = version.unwrap().path();
        let sheet = Sheet::load(&std::fs::read(version.join("full.automerge")).unwrap()).unwrap();
        let expected = std::fs::read_to_string(version.join("full.txt")).unwrap();
        let found = read(sheet);
        for line in expected.lines() {
            assert!(
                found.lines().any(|other| other == line),
                "{}: lost {line}",
                version.display()
            );
        }
        versions += 1;
    }
    assert!(
        versions > 0 && this.exists(),
        "this version has no record in the corpus"
    );
}
