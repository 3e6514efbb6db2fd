//! The signal is back: plain fields merge by themselves, the decisions do not.

use super::Stage;
use super::offline::{GP_PHONE, PHONE, ROOM_BY_GRACE, ROOM_BY_SAM};
use crate::report::Report;
use alongside_tests::region::PIN;
use alongside_tests::window::{AFTER_A_WHILE, SOON};
use anyhow::ensure;

pub(super) async fn cable_in(stage: &mut Stage, report: &mut Report) -> anyhow::Result<()> {
    report.part("The signal is back");
    stage.cast.region.hub.start();
    let Stage {
        home, laptop, cast, ..
    } = &*stage;

    // Nobody presses anything: the windows notice by themselves.
    for window in [home, laptop] {
        stage.attend().await?;
        window
            .is("card-cpr", "data-state", "several", AFTER_A_WHILE)
            .await?;
        window
            .is("connection-line", "data-state", "shared", AFTER_A_WHILE)
            .await?;
        stage.attend().await?;
        let card = window.text("card-cpr").await?;
        for words in ["Not for CPR", "For CPR", "Sam Bell", "Dr Helen Marsh"] {
            ensure!(
                card.contains(words),
                "{}: no {words:?} in {card}",
                window.name()
            );
        }
    }
    report
        .shown(
            home,
            "home-two-decisions",
            "The home: both decisions in place of the card, neither first nor larger",
        )
        .await?;
    report
        .shown(laptop, "laptop-two-decisions", "The laptop: the same two")
        .await?;

    for (window, field, section, expected) in [
        (home, "gp.phone", "gp", vec![GP_PHONE]),
        (home, "home.room", "home", vec![ROOM_BY_GRACE, ROOM_BY_SAM]),
        (laptop, "person.phone", "person", vec![PHONE]),
        (
            laptop,
            "home.room",
            "home",
            vec![ROOM_BY_GRACE, ROOM_BY_SAM],
        ),
    ] {
        stage.attend().await?;
        window.open_section(section).await?;
        for words in expected {
            window.says(&format!("line-{field}"), words, SOON).await?;
        }
    }
    report.held("Different fields: each has both changes");
    report
        .shown(
            home,
            "two-rooms",
            "The same plain field, written twice: both are shown, with who wrote them",
        )
        .await?;

    for (window, name) in [(home, "home-two-versions"), (laptop, "laptop-two-versions")] {
        window.press("tab-two-versions").await?;
        window.see("side-by-side").await?;
        report
            .shown(
                window,
                name,
                &format!("{}: side by side, what differs is marked", window.name()),
            )
            .await?;
    }

    stage.attend().await?;
    home.lock().await?;
    home.sign_in(&cast.asha, PIN).await?;
    home.open_person(&stage.margaret).await?;
    home.press("tab-two-versions").await?;
    home.see("ask-who").await?;
    ensure!(
        !home.has("settle-open").await?,
        "a care assistant is offered to settle a CPR decision"
    );
    home.bring("ask-who").await?;
    report
        .shown(
            home,
            "not-hers-to-settle",
            "Asha, care assistant, sees both and is told who may decide",
        )
        .await?;
    stage.home_pc.sign_in(&cast.asha);
    let refused = stage.home_pc.refuses(&[
        "resolve",
        &stage.margaret,
        "cpr_decision",
        "--value",
        "for_cpr",
    ]);
    report.held(&format!("The command line refuses her as well: {refused}"));
    Ok(())
}
