//! A home that stands alone, in the real window: begun, staffed, kept safe, and joined to a region.

use crate::papers::downloads;
use crate::scene::{assert_accessible, axe, empty};
use alongside_tests::region::{Computer, PIN, Staff, text};
use alongside_tests::window::{SOON, Window};
use std::fs;

const HERS: &str = "135791";

/// Somebody with a tile at a computer.
fn of_name(computer: &Computer, name: &str) -> Staff {
    let keys = computer.key_file();
    let staff = keys["staff"].as_array().unwrap().iter();
    let found = staff.clone().find(|staff| staff["name"] == name).unwrap();
    Staff {
        id: text(found, "staff").to_owned(),
        name: name.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_home_begins_alone_and_joins_a_region() {
    let axe = axe();
    let (region, elsewhere) = empty();
    let pc = region.unjoined("Lounge PC");
    fs::create_dir_all(pc.folder()).unwrap();
    let window = Window::open(&pc).await.unwrap();

    window.press("join-alone").await.unwrap();
    assert_accessible(&window, &axe, "begin a home").await;
    for (field, words) in [
        ("begin-home", "Millbrook House"),
        ("begin-computer", "Lounge PC"),
        ("begin-manager", "Sue Hill"),
        ("begin-pin", PIN),
    ] {
        window.write(field, words).await.unwrap();
    }
    window.press("begin-submit").await.unwrap();
    window
        .find("[data-test^='sign-in-tile-']", SOON)
        .await
        .unwrap();
    let sue = of_name(&pc, "Sue Hill");
    window.sign_in(&sue, PIN).await.unwrap();
    window
        .says("connection-line", "This home only", SOON)
        .await
        .unwrap();

    // Two people at one screen, each with a PIN of her own.
    window.press("nav-staff").await.unwrap();
    window.press("staff-add").await.unwrap();
    assert_accessible(&window, &axe, "letting somebody in").await;
    window.write("staff-name", "Asha Rahman").await.unwrap();
    window.choose("staff-role", "senior_carer").await.unwrap();
    window.write("staff-pin", HERS).await.unwrap();
    window.write("staff-manager-pin", PIN).await.unwrap();
    window.press("staff-submit").await.unwrap();
    window
        .says("staff-done", "Asha Rahman can sign in now", SOON)
        .await
        .unwrap();
    window.lock().await.unwrap();
    let asha = of_name(&pc, "Asha Rahman");
    window.sign_in(&asha, HERS).await.unwrap();
    window.press("nav-people").await.unwrap();
    window.press("add-person").await.unwrap();
    window.write("new-family-name", "Fenwick").await.unwrap();
    window.write("new-given-names", "Margaret").await.unwrap();
    window.press("new-person-save").await.unwrap();
    window.see("card-cpr").await.unwrap();
    window.lock().await.unwrap();

    // Kept safe: a sheet, shown once, and a backup.
    window.sign_in(&sue, PIN).await.unwrap();
    window.press("nav-this-computer").await.unwrap();
    window.write("sheet-pin", PIN).await.unwrap();
    window.press("sheet-make").await.unwrap();
    let sheet = window.text("sheet-code").await.unwrap();
    assert_eq!(sheet.trim().len(), 29, "{sheet}");
    window.press("sheet-done").await.unwrap();
    let backups = pc.folder().with_extension("backups");
    window
        .write("backup-folder", backups.to_str().unwrap())
        .await
        .unwrap();
    window.press("backup-now").await.unwrap();
    window
        .says("backup-done", "alongside-", SOON)
        .await
        .unwrap();
    assert_eq!(fs::read_dir(&backups).unwrap().count(), 1);
    let shown = window.everything().await.unwrap();
    assert!(!shown.contains(sheet.trim()), "the sheet stays on the page");

    // The region takes the home in, and has what was written once it has joined.
    window.press("save-home-file").await.unwrap();
    window
        .says("home-file-saved", "Millbrook House", SOON)
        .await
        .unwrap();
    let file = downloads(&pc).join("Millbrook House.home");
    let taken = region
        .hub
        .must(&["site", "take-in", "--file", file.to_str().unwrap()]);
    let home = alongside_tests::region::Site {
        id: text(&taken, "site").to_owned(),
        name: "Millbrook House".to_owned(),
    };
    window.write("region-hub", &region.hub.url()).await.unwrap();
    let code = region.device_code(&home);
    window.write("region-code", &code).await.unwrap();
    window.write("region-pin", PIN).await.unwrap();
    window.press("region-submit").await.unwrap();
    window
        .says("joined-now", "has joined the region", SOON)
        .await
        .unwrap();
    window
        .says("connection-line", "Shared with", SOON)
        .await
        .unwrap();
    window.close().await.unwrap();

    let grace = region.staff(&elsewhere, "Grace Adeyemi", "district_nurse");
    let report = region.hub.must(&["report"]);
    assert_eq!(report["records"], 1, "{report}");
    let people = pc.said(HERS, &["sign-in", "--staff", &asha.name]).done();
    assert!(people.is_ok());
    let people = pc.said(HERS, &["people"]).done().unwrap();
    let record = text(&people["rows"][0], "record").to_owned();
    region.share(&record, &elsewhere);
    let laptop = region.computer(&elsewhere, "Laptop 7", &[&grace]);
    laptop.must(&["sync"]);
    let said = laptop.export(&record);
    assert!(
        said.contains("Asha Rahman, senior carer, Millbrook House"),
        "{said}"
    );
}
