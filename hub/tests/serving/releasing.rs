//! Out of quarantine, by a person: published where the cause is gone, kept where it is not.

use std::time::Duration;

use crate::pc::{Pc, golden, on_top_of, shared};
use crate::region::{Region, text};

/// A busy machine may take minutes to judge again what takes a moment.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
const MOST_LOOKS: usize = 1200;

fn held(region: &Region) -> Vec<(String, String)> {
    let list = region.admin(&["quarantine", "list"]);
    let rows = list["quarantined"].as_array().unwrap();
    let mut held: Vec<_> = rows
        .iter()
        .map(|row| (text(row, "envelope"), text(row, "code")))
        .collect();
    held.sort();
    held
}

#[tokio::test]
async fn what_a_person_releases_reaches_everybody_and_what_is_bad_stays() {
    let region = Region::serving();
    let home = region.team("Riverside House", "district_nurse");
    let mut asha = Pc::of(&region, &home).await;
    let mut ben = Pc::of(&region, &home).await;
    let first = asha.save(shared(1), &golden("ada-name.bin"));
    asha.sync_until(shared(1), first).await;

    // Nothing mends a change on which the engine panics: it comes back, with what builds on it.
    let bad = asha.save(shared(1), &golden("ada-panics.bin"));
    let on_bad = asha.save(shared(1), &on_top_of(&golden("ada-panics.bin"), 3));
    let other = asha.save(shared(2), &golden("bea-name.bin"));
    asha.sync_until(shared(2), other).await;
    let mut expected = vec![
        (bad.to_string(), "change.not_applicable".to_owned()),
        (
            on_bad.to_string(),
            "refused.depends_on_quarantined".to_owned(),
        ),
    ];
    expected.sort();
    assert_eq!(held(&region), expected);
    let shown = region.admin(&["quarantine", "show", &bad.to_string()]);
    assert_eq!(text(&shown, "author"), "Nurse of Riverside House");
    assert_eq!(text(&shown, "role"), "district_nurse");
    assert_eq!(text(&shown, "device"), asha.device.to_string());
    assert_eq!(
        (&shown["changes"], &shown["dev_seq"]),
        (&1.into(), &2.into())
    );
    let reason = "looked at by hand";
    let release = |hash: &str| region.admin(&["quarantine", "release", hash, "--reason", reason]);
    let released = release(&bad.to_string());
    assert_eq!(released["waiting"].as_array().unwrap().len(), 2);
    let twice = || region.audited("envelope.quarantined").len() == 4;
    let mut next_look = tokio::time::interval(BETWEEN_LOOKS);
    for _ in 0..MOST_LOOKS {
        next_look.tick().await;
        if twice() {
            break;
        }
    }
    assert!(twice(), "both were judged again and refused again");
    let sound = ben.save(shared(1), &golden("ada-phone.bin"));
    let came = ben.sync_until(shared(1), sound).await;
    assert_eq!(came.changes_of(shared(1)), [first, sound]);
    assert_eq!(held(&region), expected);
    assert_eq!(
        region.audited("quarantine.released"),
        [format!("{bad} {reason}"), format!("{on_bad} with {bad}")]
    );
    assert_eq!(
        region.refused(&["quarantine", "release", &"0".repeat(64), "--reason", "x"]),
        "quarantine.not_held"
    );
    assert_eq!(
        region.refused(&["quarantine", "release", &bad.to_string(), "--reason", " "]),
        "text.bad"
    );

    // Whoever revoked a device decides what becomes of what it wrote last.
    let device = asha.device.to_string();
    region.admin(&["device", "revoke", "--device", &device]);
    let last = asha.save(shared(3), &golden("bea-name.bin"));
    assert_eq!(asha.sync().await.refusal(), "refused.revoked_device");
    assert_eq!(region.report("quarantined"), 3);
    let released = release(&last.to_string());
    assert_eq!(released["waiting"][0], last.to_string());
    let came = ben.sync_until(shared(3), last).await;
    assert_eq!(came.changes_of(shared(3)), [last]);
    assert_eq!(held(&region), expected);
    assert_eq!(region.admin(&["doctor"])["quarantined"], 2);
}
