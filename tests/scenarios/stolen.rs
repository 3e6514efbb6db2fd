//! What opens for whoever has the files of a computer, and what does not.

use alongside_tests::region::{PIN, Region, store_key_if, text};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use store::workstation::Workstation;
use store::{OpenError, StoreKey};

#[test]
fn the_files_open_with_the_pin_and_the_keyring_together_and_with_nothing_less() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let _record = office.new_person("Fenwick", "Margaret");
    let keys = office.key_file();
    let secret = region.keyring.secret(text(&keys, "store"));
    let place = office.store().join("records.db");
    let opens = |key: [u8; 32]| Workstation::open(&place, &StoreKey::new(key)).err();
    let wraps = |pin: &str, secret: &str| store_key_if(&keys, &asha.name, pin, secret);

    // Another account of the same computer does not even see them.
    let mode = fs::metadata(office.store()).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
    // The files alone: no part of them is the key, and what they hold of the keyring's secret is not the secret.
    let bytes = [
        fs::read(&place).unwrap(),
        fs::read(office.store().join("keys.json")).unwrap(),
        fs::read(office.store().join("records.db.check")).unwrap(),
    ]
    .concat();
    let key = wraps(PIN, &secret).unwrap();
    assert!(!bytes.windows(32).any(|window| window == key));
    assert!(!keys.to_string().contains(&secret));
    assert_eq!(opens([0; 32]), Some(OpenError::WrongKey));
    // The PIN without the keyring, with another account's, and with all that the file says of the secret.
    let mark = text(&keys, "keyring_mark").repeat(4);
    for guessed in ["00".repeat(32), "5a".repeat(32), mark] {
        assert_eq!(wraps(PIN, &guessed), None);
    }
    // The keyring without the PIN.
    for pin in ["", "000000", "246811", "2468100"] {
        assert_eq!(wraps(pin, &secret), None);
    }
    // Another's wrap under her own name.
    let mut renamed = keys.clone();
    renamed["staff"][0]["staff"] = "00000000-0000-4000-8000-000000000001".into();
    assert_eq!(store_key_if(&renamed, &asha.name, PIN, &secret), None);
    // Both.
    assert_eq!(opens(key), None);
}

#[test]
fn a_forgotten_pin_is_replaced_with_a_code_and_nothing_is_lost() {
    let region = Region::begin();
    let home = region.site("Riverside Care", "Riverside House");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let ben = region.staff(&home, "Ben Achebe", "care_assistant");
    let office = region.computer(&home, "Office PC", &[&asha, &ben]);
    let record = office.new_person("Fenwick", "Margaret");
    office.note(&record, "Not shared yet");
    // Four wrong PINs, and then she has to wait as well.
    for _ in 0..4 {
        let wrong = office.said("135791", &["people"]).done().unwrap_err();
        assert_eq!(wrong.code, "sign_in.wrong_pin");
    }
    assert_eq!(office.refuses(&["people"]), "sign_in.wait");

    let invited = region.hub.must(&["staff", "invite", "--staff", &asha.id]);
    let chosen = [
        "sign-in",
        "--staff",
        &asha.name,
        "--code",
        text(&invited, "code"),
    ];
    assert!(office.said("864209", &chosen).done().is_ok());
    assert!(office.said("864209", &["people"]).done().is_ok());
    assert_eq!(office.refuses(&["people"]), "sign_in.wrong_pin");
    let said = office.said("864209", &["sync"]).done().unwrap();
    assert_eq!(said["sent"], 2, "what waited was there");
    // Nobody else's PIN has changed.
    office.sign_in(&ben);
    assert_eq!(office.notes(&record), ["Not shared yet"]);
}
