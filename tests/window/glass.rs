//! In the real window: a nurse reads At a glance of somebody whose record is looked after elsewhere, the privacy officer's
//! list names her, and the manager of a home reads who looked.

use crate::scene::{assert_accessible, axe, empty};
use alongside_tests::region::{PIN, text};
use alongside_tests::window::{SOON, Window};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_glance_in_an_emergency_and_who_looked() {
    let axe = axe();
    let (mut region, home) = empty();
    let team = region.site("Fenland Community Trust", "District nursing, east");
    let sue = region.staff(&home, "Sue Hill", "home_manager");
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let joe = region.staff(&team, "Joe Marsh", "district_nurse");
    let pc = region.computer(&home, "Lounge PC", &[&sue, &asha]);
    let laptop = region.computer(&team, "Laptop 7", &[&joe]);
    pc.sign_in(&asha);
    let said = [
        "new",
        "--family",
        "Fenwick",
        "--given",
        "Margaret",
        "--nhs-number",
        "9990000018",
    ];
    let record = text(&pc.must(&said), "record").to_owned();
    region.run_until_quiet(&[&pc, &laptop]);

    let window = Window::open(&laptop).await.unwrap();
    window.sign_in(&joe, PIN).await.unwrap();
    window.press("nav-people").await.unwrap();
    window.press("break-glass").await.unwrap();
    window
        .says("screen-break-glass", "privacy officer", SOON)
        .await
        .unwrap();
    assert_accessible(&window, &axe, "break the glass").await;
    window
        .write("glass-nhs-number", "999 000 0018")
        .await
        .unwrap();
    window.press("glass-reason-called_to_person").await.unwrap();
    window.press("glass-ask").await.unwrap();
    window
        .says("banner-opened", "Opened in an emergency until", SOON)
        .await
        .unwrap();
    window
        .says("banner-name", "FENWICK, Margaret", SOON)
        .await
        .unwrap();
    assert_accessible(&window, &axe, "opened in an emergency").await;
    for absent in ["write-note", "tab-record", "card-open-cpr"] {
        assert!(!window.has(absent).await.unwrap(), "{absent}");
    }
    let alerts = region.hub.must(&["break-glass", "list"]);
    let alert = &alerts["broken_glass"][0];
    assert_eq!(
        (text(alert, "name"), text(alert, "record")),
        ("Joe Marsh", record.as_str())
    );

    // She goes in, where there is no signal, and the screen has locked meanwhile.
    region.hub.stop();
    window.press("nav-people").await.unwrap();
    window.lock().await.unwrap();
    assert!(!window.everything().await.unwrap().contains("FENWICK"));
    window.sign_in(&joe, PIN).await.unwrap();
    window.press(&format!("opened-{record}")).await.unwrap();
    window.see("card-cpr").await.unwrap();
    window.press("nav-people").await.unwrap();
    window.press("break-glass").await.unwrap();
    window
        .write("glass-nhs-number", "9990000026")
        .await
        .unwrap();
    window.press("glass-reason-life_in_danger").await.unwrap();
    window.press("glass-ask").await.unwrap();
    window.says("error", "no signal", SOON).await.unwrap();
    window.says("error", "999", SOON).await.unwrap();
    window.close().await.unwrap();
    region.hub.start();

    let window = Window::open(&pc).await.unwrap();
    window.sign_in(&sue, PIN).await.unwrap();
    window.open_person(&record).await.unwrap();
    window.press("tab-who-looked").await.unwrap();
    window
        .says("who-looked", "Asha Rahman", SOON)
        .await
        .unwrap();
    assert_accessible(&window, &axe, "who looked").await;
    window.close().await.unwrap();
}
