//! A device that names somebody of another organisation as the author of what it wrote.

use super::bad_messages::note;
use alongside_tests::dice::Dice;
use alongside_tests::region::{Device, Region, change};
use care_record::{Record, RecordId};
use sync_protocol::bytes::Bytes;

#[test]
fn a_device_speaks_for_nobody_of_another_organisation() {
    let mut dice = Dice::printed("speaks for");
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let hospice = region.site("Fen Edge Hospice", "Fen Edge");
    // He first: the clock of the lying device begins with the carer's certificate, and his is to hold then.
    let doctor = region.staff(&hospice, "Dr Tom Whitfield", "hospice_doctor");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let pc = region.computer(&home, "Lounge PC", &[&asha]);
    let laptop = region.computer(&hospice, "Ward PC", &[&doctor]);
    // The home's own, in wrong hands; and one of the hospice, for its doctor's certificate, which everybody is told.
    let mut lying = Device::enrol(&region.hub, &region.device_code(&home), &mut dice);
    let hers = Device::enrol(&region.hub, &region.device_code(&hospice), &mut dice);

    let mut record = Record::new(RecordId::from_bytes(dice.bytes()));
    let actor = dice.bytes();
    let mut send = |lying: &mut Device, text: &str| {
        let (bytes, _) = change(&mut record, actor, &[note(text, &mut dice)]);
        let sealed = lying.seal(record.id(), vec![bytes]);
        let answered = lying.offer(&region.hub, &[Bytes::from(sealed.bytes())]);
        assert_eq!(answered.refused, []);
        record.id().to_string()
    };
    let record = send(&mut lying, "Said by the carer");
    region.run_until_quiet(&[&pc]);
    region.share(&record, &hospice);
    (lying.author, lying.role) = (hers.author, hers.role);
    send(&mut lying, "Said by the doctor");
    region.run_until_quiet(&[&pc, &laptop]);

    // It is kept, and counts for nothing wherever it is read: at the region, at home and at the hospice.
    let published = region.hub.must(&["audit"])["rows"].to_string();
    assert_eq!(
        published.matches("not_in_force=1").count(),
        1,
        "{published}"
    );
    for computer in [&pc, &laptop] {
        assert_eq!(computer.notes(&record), ["Said by the carer"]);
        let history = computer.must(&["history", &record, "note"]).to_string();
        assert!(history.contains("Said by the doctor"), "{history}");
    }
}
