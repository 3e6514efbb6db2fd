//! The fuzz bodies over random and over nearly right bytes, where no fuzzer runs.

#[path = "../fuzz/src/bodies.rs"]
#[expect(
    unreachable_pub,
    reason = "the file is also the fuzz crate's, where these are its interface"
)]
mod bodies;

use data_encoding::HEXLOWER;
use proptest::prelude::*;

type Body = fn(&[u8]);

const BODIES: [(&str, Body); 10] = [
    ("change_header", bodies::change_header),
    ("envelope", bodies::envelope),
    ("certificate", bodies::certificate),
    ("feed_entry", bodies::feed_entry),
    ("frame", bodies::frame),
    ("request", bodies::request),
    ("attachment", bodies::attachment),
    ("response", bodies::response),
    ("enrolment", bodies::enrolment),
    ("letting_in", bodies::letting_in),
];

/// Every golden file, as a beginning for what is nearly right.
fn seeds() -> Vec<Vec<u8>> {
    let golden = format!("{}/golden", env!("CARGO_MANIFEST_DIR"));
    let mut seeds = Vec::new();
    for folder in [golden.clone(), format!("{golden}/changes")] {
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        paths.sort();
        for path in paths
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "hex"))
        {
            let text = std::fs::read_to_string(path).unwrap();
            seeds.push(HEXLOWER.decode(text.trim().as_bytes()).unwrap());
        }
    }
    seeds
}

fn try_all(bytes: &[u8]) {
    for (_, body) in BODIES {
        body(bytes);
    }
}

#[test]
fn golden_bytes() {
    let seeds = seeds();
    assert!(seeds.len() > 30, "{} golden files", seeds.len());
    seeds.iter().for_each(|seed| try_all(seed));
}

#[test]
fn every_fuzz_target_is_one_of_these() {
    let folder = format!("{}/fuzz/fuzz_targets", env!("CARGO_MANIFEST_DIR"));
    let mut targets: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            file.unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    targets.sort();
    let mut bodies: Vec<&str> = BODIES.iter().map(|(name, _)| *name).collect();
    bodies.sort_unstable();
    assert_eq!(targets, bodies);
}

proptest! {
    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        try_all(&bytes);
    }

    #[test]
    fn nearly_right_bytes(
        seed in any::<prop::sample::Index>(),
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let seeds = seeds();
        let mut bytes = seed.get(&seeds).clone();
        for (place, value) in places {
            *place.get_mut(&mut bytes) ^= value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        try_all(&bytes);
    }
}
