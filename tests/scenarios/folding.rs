//! A day without signal is shared as few envelopes, and each save keeps its own moment; what the region was once offered
//! stays as it was.

use alongside_tests::dice::Dice;
use alongside_tests::region::{Computer, Device, Region, text};
use chrono::DateTime;
use sync_protocol::envelope::SignedEnvelope;

/// When each note of a record was written, as the computer shows it to machines.
fn moments(computer: &Computer, record: &str) -> Vec<(String, String)> {
    let history = computer.must(&["history", record, "note"]);
    let lines = history["lines"].as_array().unwrap();
    let mut moments: Vec<_> = lines
        .iter()
        .map(|line| {
            let note = &line["value"];
            let source = &note["sources"][0];
            (
                text(note, "text").to_owned(),
                text(source, "recorded_at").to_owned(),
            )
        })
        .collect();
    moments.sort();
    moments
}

#[test]
fn a_day_without_signal_is_few_envelopes_and_many_moments() {
    let mut region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let ben = region.staff(&home, "Ben Cole", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha, &ben]);
    let lounge = region.computer(&home, "Lounge PC", &[&asha]);
    let people = ["Fenwick", "Marlow"].map(|family| office.new_person(family, "Margaret"));
    region.run_until_quiet(&[&office, &lounge]);

    // Signal goes. Each try to share finds nobody, and offers nothing.
    region.hub.stop();
    for round in 0..5 {
        for record in &people {
            office.note(record, &format!("Round {round}"));
        }
        assert_eq!(office.refuses(&["sync"]), "region.no_answer");
    }
    office.sign_in(&ben);
    office.note(&people[0], "Ben took over");
    let kept = people.each_ref().map(|record| moments(&office, record));
    assert_eq!(office.must(&["status"])["unshared"], 11);

    region.hub.start();
    assert_eq!(office.must(&["sync"])["sent"], 11, "saves, not envelopes");
    region.run_until_quiet(&[&office, &lounge]);
    for (record, kept) in people.iter().zip(&kept) {
        let shared = moments(&office, record);
        assert_eq!(moments(&lounge, record), shared);
        for ((words, at), (kept_words, kept_at)) in shared.iter().zip(kept) {
            assert_eq!(words, kept_words);
            let [at, kept_at] = [at, kept_at].map(|at| DateTime::parse_from_rfc3339(at).unwrap());
            let later = (at - kept_at).num_milliseconds();
            assert!((0..1000).contains(&later), "{words}: {kept_at}, then {at}");
        }
    }

    let reader = Device::enrol(
        &region.hub,
        &region.device_code(&home),
        &mut Dice::printed("folding"),
    );
    let arrived = reader.offer(&region.hub, &[]).arrived;
    let mut sizes: Vec<usize> = arrived
        .iter()
        .map(|bytes| {
            SignedEnvelope::decode(bytes)
                .unwrap()
                .claimed()
                .changes
                .len()
        })
        .filter(|count| *count > 1)
        .collect();
    sizes.sort_unstable();
    assert_eq!(
        sizes,
        [5, 5],
        "Asha's day is an envelope a person, beside Ben's one"
    );
    assert_eq!(arrived.len(), 2 + 2 + 1, "and what began the two records");
}
