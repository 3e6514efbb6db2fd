//! The cable is out: two people write about the same person, unseen by each other.

use super::Stage;
use crate::report::Report;
use alongside_tests::region::PIN;
use alongside_tests::window::{AFTER_A_WHILE, Part};
use anyhow::ensure;

pub(super) const PHONE: &str = "01632 960 412";
pub(super) const GP_PHONE: &str = "01632 960 118";
pub(super) const ROOM_BY_GRACE: &str = "14";
pub(super) const ROOM_BY_SAM: &str = "14, garden side";

pub(super) async fn cable_out(stage: &mut Stage, report: &mut Report) -> anyhow::Result<()> {
    report.part("The cable is out");
    stage.cast.region.hub.stop();
    let Stage {
        home, laptop, cast, ..
    } = &*stage;

    home.open_section("person").await?;
    home.change_field("person.phone", PHONE).await?;
    report
        .shown(
            home,
            "saved-here",
            "Grace, senior carer: a new telephone number, saved on this computer",
        )
        .await?;
    home.open_section("home").await?;
    home.change_field("home.room", ROOM_BY_GRACE).await?;

    laptop.open_section("gp").await?;
    laptop.change_field("gp.phone", GP_PHONE).await?;
    laptop.open_section("home").await?;
    laptop.change_field("home.room", ROOM_BY_SAM).await?;
    stage.attend().await?;
    report.held("Sam, district nurse: the surgery's number, and the same room in other words");

    for window in [home, laptop] {
        let line = window
            .says("connection-line", "No signal since", AFTER_A_WHILE)
            .await?;
        ensure!(line.contains("not yet shared"), "{}: {line}", window.name());
    }
    report
        .shown(
            laptop,
            "no-signal",
            "The line says that there is no signal and what waits",
        )
        .await?;

    stage.attend().await?;
    // The GP is at the home. She uses the same computer; what Grace wrote waits under Grace's name.
    home.lock().await?;
    home.sign_in(&cast.marsh, PIN).await?;
    home.open_person(&stage.margaret).await?;
    home.open_section("cpr").await?;
    home.enter(
        "cpr_decision",
        &[
            Part::Choice("decision", "for_cpr"),
            Part::Day("decided_on", ["16", "11", "2026"]),
            Part::Choice("reason", "person_wishes"),
            Part::Words("maker_name", "Dr Helen Marsh"),
            Part::Words("maker_role", "GP"),
        ],
    )
    .await?;

    stage.attend().await?;
    laptop.open_section("cpr").await?;
    laptop.press("change-cpr_decision").await?;
    laptop
        .fill(&[
            Part::Choice("decision", "not_for_cpr"),
            Part::Today("decided_on"),
            Part::Choice("reason", "unlikely_to_succeed"),
            Part::Words("maker_name", "Sam Bell"),
            Part::Words("document_location", "Bedside folder"),
        ])
        .await?;
    laptop.bring("form-cpr_decision").await?;
    report
        .shown(
            laptop,
            "deciding",
            "Sam writes a CPR decision; nothing of an earlier one is filled in",
        )
        .await?;
    laptop.press("save").await?;
    laptop.gone("form-cpr_decision").await?;
    laptop.saved("cpr_decision").await?;

    for (window, words, name) in [
        (home, "FOR CPR", "home-for-cpr"),
        (laptop, "NOT FOR CPR", "laptop-not-for-cpr"),
    ] {
        window.press("tab-glance").await?;
        window
            .says("card-cpr", words, alongside_tests::window::SOON)
            .await?;
        report
            .shown(
                window,
                name,
                &format!("{}: {words}, and no signal", window.name()),
            )
            .await?;
    }
    Ok(())
}
