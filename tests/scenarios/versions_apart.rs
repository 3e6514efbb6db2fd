//! Two builds that are one version of the protocol apart.

use alongside_tests::dice::Dice;
use alongside_tests::region::{Device, Region, change};
use care_record::{Record, RecordId};
use sync_protocol::bytes::Bytes;
use sync_protocol::envelope::SignedEnvelope;
use sync_protocol::message::request::SyncRequest;

const BEFORE: u8 = SyncRequest::PROTO - 1;

#[test]
fn new_computers_share_through_an_old_hub_and_go_on_when_it_is_new() {
    let mut region = Region::begin();
    region.hub.stop();
    region.hub.newest_protocol = BEFORE;
    region.hub.start();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let lounge = region.computer(&home, "Lounge PC", &[&asha]);
    let record = office.new_person("Fenwick", "Margaret");
    region.run_until_quiet(&[&office, &lounge]);
    lounge.note(&record, "Slept well");
    office.note(&record, "Ate breakfast");
    region.assert_agreed(&[&office, &lounge], &[&record]);
    let refused = |region: &Region| region.hub.log().matches("request.unknown_version").count();
    let before = refused(&region);
    assert!(before > 0, "they tried the newest version first");

    region.hub.stop();
    region.hub.newest_protocol = SyncRequest::PROTO;
    region.hub.start();
    lounge.note(&record, "Went out");
    region.assert_agreed(&[&office, &lounge], &[&record]);
    let mut notes = office.notes(&record);
    notes.sort();
    assert_eq!(notes, ["Ate breakfast", "Slept well", "Went out"]);
    assert_eq!(refused(&region), before);
}

#[test]
fn an_old_computer_shares_through_a_new_hub() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    office.must(&["sync"]);
    let mut dice = Dice::printed("two builds apart");
    let mut old = Device::enrol(&region.hub, &region.device_code(&home), &mut dice);
    old.proto = BEFORE;

    let mut record = Record::new(RecordId::from_bytes(dice.bytes()));
    let name = record.id().to_string();
    let edit = crate::bad_messages::note("From an old computer", &mut dice);
    let written = change(&mut record, dice.bytes(), &[edit]).0;
    let sealed = old.seal(record.id(), vec![written]);
    let given = Bytes::from(sealed.bytes());
    let answered = old.offer(&region.hub, std::slice::from_ref(&given));
    assert!(answered.whole);
    assert_eq!((answered.accepted, answered.refused), (Some(1), vec![]));
    office.must(&["sync"]);
    assert_eq!(office.notes(&name), ["From an old computer"]);

    office.note(&name, "From a new computer");
    office.must(&["sync"]);
    let answered = old.offer(&region.hub, &[]);
    assert!(answered.whole);
    let arrived = answered.arrived.iter();
    let signers: Vec<_> = arrived
        .map(|bytes| SignedEnvelope::decode(bytes).unwrap())
        .map(|envelope| envelope.claimed().header.device)
        .collect();
    assert_eq!(signers.len(), 2);
    assert_ne!(signers[1], old.id, "what the new computer wrote");
}
