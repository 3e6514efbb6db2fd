//! Before: a computer joins, people are taken over from files, three windows stand open.

use super::Stage;
use crate::cast::{Cast, HOME_PC};
use crate::fill;
use crate::report::Report;
use alongside_tests::region::PIN;
use alongside_tests::window::{AFTER_A_WHILE, SOON, Window};
use anyhow::{Context, ensure};

pub(super) async fn set_up(report: &mut Report) -> anyhow::Result<Stage> {
    report.part("A computer joins the region");
    let cast = Cast::gather();
    let home_pc = cast.home_pc();
    let home = Window::open(&home_pc).await?;
    home.see("join-hub").await?;
    let code = cast.region.device_code(&cast.home);
    report
        .shown(
            &home,
            "join",
            "A new computer asks for the region's address and a one-time code",
        )
        .await?;
    home.join(&cast.region.hub.url(), &code, HOME_PC).await?;
    report
        .shown(
            &home,
            "first-tiles",
            "It has joined: those who work here are on tiles",
        )
        .await?;
    home.press(&format!("sign-in-tile-{}", cast.grace.id))
        .await?;
    home.see("first-code").await?;
    report
        .shown(
            &home,
            "first-sign-in",
            "Grace Adeyemi's first sign-in here: her code, and a PIN of her own",
        )
        .await?;
    home.press("first-leave").await?;
    for who in [&cast.asha, &cast.marsh, &cast.grace] {
        home.first_sign_in(who, &cast.sign_in_code(who), PIN)
            .await?;
        if who.id != cast.grace.id {
            home.lock().await?;
        }
    }
    home.press("nav-people").await?;
    home.see("screen-people").await?;
    report
        .shown(
            &home,
            "nobody-yet",
            "She is in. Nobody's record is here yet",
        )
        .await?;

    take_over(cast, home_pc, home, report).await
}

async fn take_over(
    cast: Cast,
    home_pc: alongside_tests::region::Computer,
    home: Window,
    report: &mut Report,
) -> anyhow::Result<Stage> {
    report.part("People are taken over from FHIR files");
    let files = fill::files(&cast.region.folder().join("caseload"))?;
    home.press("import-open").await?;
    let places: Vec<String> = files
        .places
        .iter()
        .map(|place| place.display().to_string())
        .collect();
    home.see("import-files")
        .await?
        .send_keys(&places.join("\n"))
        .await
        .context("choosing files")?;
    home.press("import-submit").await?;
    home.find("[data-test='import-people']", AFTER_A_WHILE)
        .await?;
    report
        .shown(
            &home,
            "taken-over",
            "What was taken over, kept aside and refused, file by file",
        )
        .await?;
    report.held(&match &files.skipped {
        None => format!(
            "{} files: 40 invented people and {} published UK Core examples",
            places.len(),
            files.published
        ),
        Some(reason) => format!("{} files of 40 invented people. {reason}", places.len()),
    });
    home.press("import-done").await?;

    // What no file says of a resident is written by the GP on her round, from the command line.
    fill::furnish(&cast, &home_pc, &files.invented)?;
    cast.region.run_until_quiet(&[&home_pc]);
    let margaret = fill::share(&cast, &home_pc, &files.invented)?;
    let laptop_pc = cast.laptop();
    let hospice_pc = cast.hospice_pc();
    cast.region
        .run_until_quiet(&[&home_pc, &laptop_pc, &hospice_pc]);

    home.press("nav-this-computer").await?;
    home.press("nav-people").await?;
    home.see(&format!("person-row-{margaret}")).await?;
    report
        .shown(&home, "people", "Everybody in the home's care")
        .await?;
    home.write("search", "ash").await?;
    home.find("[data-test^='person-row-']", SOON).await?;
    report
        .shown(&home, "search", "Three letters find Margaret Ashdown")
        .await?;
    home.open_person(&margaret).await?;
    home.is("connection-line", "data-state", "shared", AFTER_A_WHILE)
        .await?;
    report
        .shown(
            &home,
            "at-a-glance-before",
            "At a glance, before: no CPR decision is recorded",
        )
        .await?;

    let laptop = Window::open(&laptop_pc).await?;
    laptop.sign_in(&cast.sam, PIN).await?;
    laptop.open_person(&margaret).await?;
    let hospice = Window::open(&hospice_pc).await?;
    hospice.sign_in(&cast.okoro, PIN).await?;
    hospice.open_person(&margaret).await?;
    for window in [&laptop, &hospice] {
        let name = window.text("banner-name").await?;
        ensure!(name.contains("ASHDOWN"), "{} shows {name}", window.name());
        window
            .is("connection-line", "data-state", "shared", AFTER_A_WHILE)
            .await?;
    }
    report
        .shown(
            &laptop,
            "laptop-before",
            "The same on the district nurse's laptop",
        )
        .await?;
    Ok(Stage {
        cast,
        home_pc,
        laptop_pc,
        hospice_pc,
        home,
        laptop,
        hospice,
        margaret,
        invented: files.invented,
    })
}
