//! Properties over made-up files and records.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cast::{ASHA, BRONWEN, COLIN, Computer, Person, body, id, whole_record};
use crate::checker::{all, check, is_marked};
use crate::everything::try_everything;
use care_record::{Cardinality, Edit, Entry, PartType, Statement, entry_kinds, fields};

/// What is damaged, made once.
static EXPORTED: LazyLock<String> = LazyLock::new(|| whole_record().export());

/// A resource of a kind we read, full of things that are nearly right.
fn nearly(depth: u32) -> impl Strategy<Value = Value> {
    let words = prop_oneof![
        Just(json!("Patient/p")),
        Just(json!("#p")),
        Just(json!("active")),
        Just(json!("9990000018")),
        Just(json!("https://fhir.nhs.uk/Id/nhs-number")),
        Just(json!("http://snomed.info/sct")),
        Just(json!("716186003")),
        Just(json!("1941-03-02")),
        Just(json!("patient-privacy")),
        Just(json!("phone")),
        Just(json!(null)),
        Just(json!(true)),
        any::<i64>().prop_map(|n| json!(n)),
        ".{0,40}".prop_map(|s| json!(s)),
    ];
    let names = prop::sample::select(vec![
        "resourceType",
        "id",
        "identifier",
        "system",
        "value",
        "name",
        "family",
        "given",
        "text",
        "use",
        "birthDate",
        "patient",
        "subject",
        "reference",
        "code",
        "coding",
        "display",
        "status",
        "scope",
        "contact",
        "relationship",
        "telecom",
        "extension",
        "url",
        "contained",
        "verificationStatus",
        "reaction",
        "manifestation",
        "severity",
        "provision",
        "type",
        "period",
        "end",
        "entry",
        "resource",
        "communication",
        "language",
        "address",
        "line",
    ]);
    words.prop_recursive(depth, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map(names.clone().prop_map(str::to_owned), inner, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn kinds() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Patient",
        "RelatedPerson",
        "AllergyIntolerance",
        "Flag",
        "Consent",
        "Bundle",
    ])
}

/// One thing somebody writes, of any line, in words that may be anything.
fn edit(number: u64) -> impl Strategy<Value = Edit> {
    let kinds: Vec<_> = entry_kinds().collect();
    let registers: Vec<_> = fields().collect();
    (0..kinds.len() + registers.len(), any::<u64>(), ".{1,30}").prop_map(
        move |(line, pick, words)| {
            let choose = |kind: &PartType| match kind.choices() {
                [] => match kind {
                    PartType::Date => format!("19{:02}-0{}-11", pick % 90 + 10, pick % 9 + 1),
                    PartType::NhsNumber => {
                        ["9990000018", "9990000026", "9990000034"][(pick % 3) as usize].to_owned()
                    }
                    PartType::Number(least, ..) => least.to_string(),
                    PartType::PartDate => format!("20{:02}", pick % 26),
                    PartType::Moment => format!("2026-11-{:02}T09:14+00:00", pick % 28 + 1),
                    PartType::RecordRef => format!("00000000-0000-4000-8000-{pick:012x}"),
                    _ => words.clone(),
                },
                choices => choices[pick as usize % choices.len()].code.to_owned(),
            };
            if let Some(kind) = kinds.get(line) {
                let parts: Vec<(&str, String)> = kind
                    .parts
                    .iter()
                    .map(|part| (part.name, choose(&part.kind)))
                    .collect();
                let parts: Vec<(&str, &str)> = parts
                    .iter()
                    .map(|(name, words)| (*name, words.as_str()))
                    .collect();
                return Edit::enter(id(number), Entry::new(kind.name, body(&parts)));
            }
            let field = registers[line - kinds.len()];
            Edit::set(field.name, Statement::words(choose(&field.kind)))
        },
    )
}

fn who() -> impl Strategy<Value = Person> {
    prop::sample::select(vec![ASHA, BRONWEN, COLIN])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        try_everything(&bytes);
    }

    #[test]
    fn nearly_right_resources_never_panic(kind in kinds(), mut tree in nearly(5), at in 0_usize..400, byte in any::<u8>()) {
        if let Some(members) = tree.as_object_mut() {
            members.insert("resourceType".to_owned(), json!(kind));
        }
        let text = tree.to_string();
        try_everything(text.as_bytes());
        let mut bytes = text.into_bytes();
        let end = bytes.len();
        bytes[at % end] = byte;
        try_everything(&bytes);
    }

    #[test]
    fn a_damaged_export_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = EXPORTED.as_bytes().to_vec();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        try_everything(&bytes);
    }

    #[test]
    fn xml_of_any_sort_never_panics(inner in "(<(/)?(id|name|text|div|contact|extension)( (value|url|xmlns|id)=\"[a-z&;:#<]{0,9}\")?(/)?>|[a-z ]|&[a-z]{1,3};){0,60}") {
        try_everything(format!("<Patient xmlns=\"http://hl7.org/fhir\">{inner}</Patient>").as_bytes());
    }
}

proptest! {
    // Each case writes and merges three records.
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_record_is_a_sound_document_on_every_computer(
        writings in prop::collection::vec((0_usize..3, who(), 0_i64..500, any::<bool>()), 1..14),
        edits in (0_u64..14).map(edit).collect::<Vec<_>>(),
    ) {
        let mut computers = [Computer::new(1), Computer::new(2), Computer::new(3)];
        for ((at, who, minute, meet), edit) in writings.into_iter().zip(edits) {
            computers[at].writes(who, minute, &[edit]);
            if meet {
                let other = computers[(at + 1) % 3].clone();
                computers[at].hears(&other);
            }
        }
        for _ in 0..2 {
            for (to, from) in [(0, 1), (0, 2), (1, 0), (2, 0), (1, 2)] {
                let other = computers[from].clone();
                computers[to].hears(&other);
            }
        }
        let text = computers[0].export();
        prop_assert_eq!(&text, &computers[1].export());
        prop_assert_eq!(&text, &computers[2].export());
        let bundle = check(&text);
        // Whatever people disagree about is marked, and a decision in dispute never stands alone.
        let view = computers[0].view();
        for kind in entry_kinds().filter(|kind| kind.cardinality == Cardinality::One) {
            if view.one(kind.name).is_several() {
                let conflicts = crate::checker::section(&bundle, "Conflicting information");
                prop_assert!(conflicts.to_lowercase().contains("conflicting"));
            }
        }
        let cpr: Vec<_> = all(&bundle, "Flag").into_iter().filter(|flag| flag["category"][0]["coding"][0]["code"] == "cpr").collect();
        prop_assert_eq!(cpr.len(), view.one("cpr_decision").values().len());
        prop_assert_eq!(cpr.iter().any(|flag| is_marked(flag)), view.one("cpr_decision").is_several());
        try_everything(text.as_bytes());
    }
}
