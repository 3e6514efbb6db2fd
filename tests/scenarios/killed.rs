//! `kill -9`: of a computer in the moment it has said "saved", of the hub in the moment it has acknowledged.

use alongside_tests::dice::Dice;
use alongside_tests::region::{Computer, Device, Region, Staff, change};
use alongside_tests::wait;
use care_record::{Body, Edit, Entry, EntryId, Record, RecordId};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};
use sync_protocol::bytes::Bytes;
use sync_protocol::envelope::{Envelope, SignedEnvelope};

/// How often the computer is killed.
const KILLS: usize = 200;
/// Records its notes go to.
const RECORDS: usize = 8;
/// How often the hub is killed.
const HUB_KILLS: usize = 20;
/// A busy machine may take long to publish.
const PUBLISH_LIMIT: Duration = Duration::from_secs(60);

#[test]
fn what_was_said_to_be_saved_outlives_200_kills_and_is_sent_once() {
    let mut dice = Dice::printed("kills of a computer");
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let records: Vec<String> = (0..RECORDS)
        .map(|number| office.new_person(&format!("Fenwick{number}"), "Margaret"))
        .collect();

    let mut said: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut saved_count = 0;
    for round in 0..KILLS {
        let record = records[round % RECORDS].as_str();
        // By turns with and without the loop that shares while it is written.
        let sharing = if (round / RECORDS).is_multiple_of(2) {
            "share"
        } else {
            "alone"
        };
        let saved = write_until_killed(
            &office,
            &asha,
            &[record, &format!("Round {round} note"), sharing],
            &mut dice,
        );
        saved_count += saved.len();
        said.entry(record).or_default().extend(saved);
    }
    println!("{KILLS} kills, {saved_count} notes said to be saved");

    let mut kept = BTreeMap::new();
    for record in &records {
        let notes = office.notes(record);
        let once: BTreeSet<String> = notes.iter().cloned().collect();
        assert_eq!(once.len(), notes.len(), "a note is there twice");
        let said = &said[record.as_str()];
        let lost: Vec<_> = said.difference(&once).collect();
        assert!(lost.is_empty(), "said to be saved and lost: {lost:?}");
        // Killed between the commit and the word: at most the one after the last of a round.
        assert!(once.len() <= said.len() + KILLS / RECORDS);
        kept.insert(record.as_str(), once);
    }
    assert_eq!(office.must(&["doctor"])["store_sound"], true);

    let lounge = region.computer(&home, "Lounge PC", &[&asha]);
    let all: Vec<&str> = records.iter().map(String::as_str).collect();
    region.assert_agreed(&[&office, &lounge], &all);
    for record in &all {
        let there: BTreeSet<String> = lounge.notes(record).into_iter().collect();
        assert_eq!(there, kept[record], "what arrived is what was kept");
    }

    // At the hub each save is there once, in envelopes numbered without a gap, and there is nothing else.
    let reader = Device::enrol(&region.hub, &region.device_code(&home), &mut dice);
    let arrived = reader.offer(&region.hub, &[]).arrived;
    let read = |bytes: &Vec<u8>| SignedEnvelope::decode(bytes).unwrap().claimed().clone();
    let arrived: Vec<Envelope> = arrived.iter().map(read).collect();
    let saves = RECORDS + kept.values().map(BTreeSet::len).sum::<usize>();
    let there = arrived.iter().flat_map(|envelope| &envelope.changes);
    let there: BTreeSet<&Bytes> = there.collect();
    assert_eq!(there.len(), saves);
    let of_saves = arrived.iter().map(|envelope| envelope.changes.len());
    assert_eq!(of_saves.sum::<usize>(), saves, "none of them twice");
    let mut numbers: Vec<u64> = arrived
        .iter()
        .map(|envelope| envelope.header.dev_seq)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=arrived.len() as u64).collect::<Vec<_>>());
}

/// Lets a computer save one note after the other, kills it in a moment after one of them, and gives back every note
/// that it said was saved.
fn write_until_killed(
    computer: &Computer,
    who: &Staff,
    words: &[&str],
    dice: &mut Dice,
) -> Vec<String> {
    let mut child = computer
        .command("saves-without-end")
        .arg(&who.id)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut saved = Vec::new();
    for _ in 0..=dice.below(3) {
        match out.next() {
            Some(line) => saved.push(line.unwrap()),
            None => panic!("it ended by itself: {:?}", child.wait()),
        }
    }
    // Half of the time at once; else somewhere in the middle of the next save.
    if dice.below(2) == 0 {
        wait::random_moment(dice.moment_below(Duration::from_millis(40)));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died was said.
    saved.extend(out.map_while(Result::ok));
    saved
}

#[test]
fn what_the_hub_acknowledged_outlives_its_kill() {
    let mut dice = Dice::printed("kills of the hub");
    let mut region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let _joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let mut device = Device::enrol(&region.hub, &region.device_code(&site), &mut dice);
    let mut record = Record::new(RecordId::from_bytes(dice.bytes()));
    let actor = dice.bytes();

    let mut sent: Vec<Vec<u8>> = Vec::new();
    for round in 1..=HUB_KILLS {
        let (bytes, _) = change(
            &mut record,
            actor,
            &[note(&format!("Note {round}"), &mut dice)],
        );
        let envelope = device.seal(record.id(), vec![bytes]).bytes().to_vec();
        let curl = region.hub.curl("sync");
        let mut killed = false;
        let answered =
            device.offer_until_acknowledged(curl, &[Bytes::from(envelope.clone())], &mut || {
                region.hub.kill();
                killed = true;
            });
        assert!(killed, "no acknowledgement: {answered:?}");
        assert_eq!(answered.accepted, Some(round as u64));
        assert_eq!(answered.refused, []);
        sent.push(envelope);
        region.hub.start();
    }
    let arrived = wait::until("everything is published", PUBLISH_LIMIT, || {
        let arrived = device.offer(&region.hub, &[]).arrived;
        (arrived.len() == sent.len()).then_some(arrived)
    });
    assert_eq!(arrived, sent, "each once, in order, byte for byte");
    region.hub.must(&["doctor"]);
}

#[test]
fn a_hub_killed_in_any_moment_of_a_sync_costs_nothing() {
    let mut dice = Dice::printed("kills of the hub in a sync");
    let mut region = Region::begin();
    let site = region.site("Fenland Community Trust", "District nursing, east");
    let joe = region.staff(&site, "Joe Marsh", "district_nurse");
    let laptop = region.computer(&site, "Laptop 7", &[&joe]);
    let desk = region.computer(&site, "Desk 2", &[&joe]);
    let record = laptop.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&laptop, &desk]);

    // How long a sync takes on this machine, today.
    let begun = Instant::now();
    laptop.must(&["sync"]);
    let usual = begun.elapsed();
    let mut notes = BTreeSet::new();
    let mut cut = 0;
    for round in 0..HUB_KILLS {
        let text = format!("Note {round}");
        laptop.note(&record, &text);
        notes.insert(text);
        let mut sync = laptop
            .command("alongsidectl")
            .args(["--json", "sync"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait::random_moment(dice.moment_below(usual * 2));
        region.hub.kill();
        cut += usize::from(!sync.wait().unwrap().success());
        region.hub.start();
    }
    println!("{cut} of {HUB_KILLS} syncs were cut");
    region.assert_agreed(&[&laptop, &desk], &[&record]);
    for computer in [&laptop, &desk] {
        let found = computer.notes(&record);
        assert_eq!(found.len(), notes.len(), "each once");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), notes);
    }
}

fn note(text: &str, dice: &mut Dice) -> Edit {
    let body: Body = [("text".to_owned(), text.into())].into_iter().collect();
    Edit::enter(EntryId::from_random(dice.bytes()), Entry::new("note", body))
}
