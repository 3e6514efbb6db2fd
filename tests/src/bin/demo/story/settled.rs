//! The hospice doctor has seen both and writes the decision that stands.

use super::Stage;
use super::offline::ROOM_BY_GRACE;
use crate::report::Report;
use alongside_tests::window::{AFTER_A_WHILE, Part, SOON};
use anyhow::ensure;
use serde_json::Value;

pub(super) async fn settle(stage: &mut Stage, report: &mut Report) -> anyhow::Result<()> {
    report.part("The hospice doctor decides");
    let Stage {
        home,
        laptop,
        hospice,
        margaret,
        ..
    } = &*stage;

    hospice
        .is("card-cpr", "data-state", "several", AFTER_A_WHILE)
        .await?;
    hospice.press("nav-two-versions").await?;
    let listed = format!("two-versions-{margaret}-cpr_decision");
    hospice.see(&listed).await?;
    report
        .shown(
            hospice,
            "hospice-list",
            "Dr Okoro sees who has two versions of something",
        )
        .await?;
    hospice.press(&listed).await?;
    hospice.press("settle-open").await?;
    hospice.see("settle-save").await?;
    let chosen = hospice
        .script("return document.querySelectorAll('form input:checked').length")
        .await?;
    ensure!(chosen == 0, "the form does not start empty");
    hospice
        .fill(&[
            Part::Choice("decision", "not_for_cpr"),
            Part::Today("decided_on"),
            Part::Choice("reason", "unlikely_to_succeed"),
            Part::Words("maker_name", "Dr Ngozi Okoro"),
            Part::Words("maker_role", "Hospice doctor"),
            Part::Words("document_location", "Bedside folder, white form"),
        ])
        .await?;
    hospice.bring("form-cpr_decision").await?;
    report
        .shown(
            hospice,
            "the-decision-that-stands",
            "She writes the decision that stands. It began empty",
        )
        .await?;
    stage.attend().await?;
    hospice.press("settle-save").await?;
    hospice.see("settled").await?;
    report
        .shown(
            hospice,
            "settled",
            "It is settled. Both earlier entries stay in the history",
        )
        .await?;

    for window in [home, laptop] {
        window.press("tab-glance").await?;
        window
            .is("card-cpr", "data-state", "one", AFTER_A_WHILE)
            .await?;
        let card = window.says("card-cpr", "NOT FOR CPR", SOON).await?;
        ensure!(card.contains("Dr Ngozi Okoro"), "{}: {card}", window.name());
    }
    report
        .shown(
            home,
            "home-agrees",
            "The home: the decision that stands, and who made it",
        )
        .await?;
    report
        .shown(laptop, "laptop-agrees", "The laptop: the same")
        .await?;

    laptop.open_section("home").await?;
    laptop.change_field("home.room", ROOM_BY_GRACE).await?;
    agreed(stage, report)
}

/// Nothing waits anywhere, nobody disagrees, and all three say the same of Margaret, byte for byte.
fn agreed(stage: &Stage, report: &mut Report) -> anyhow::Result<()> {
    report.part("All three agree");
    let computers = [&stage.home_pc, &stage.laptop_pc, &stage.hospice_pc];
    stage.cast.region.run_until_quiet(&computers);
    let first = stage.home_pc.export(&stage.margaret);
    for computer in computers {
        let name = computer.name();
        ensure!(
            computer.export(&stage.margaret) == first,
            "{name} exports another record"
        );
        let open = computer.must(&["conflicts", &stage.margaret]);
        ensure!(open["open"] == Value::Array(Vec::new()), "{name}: {open}");
        let status = computer.must(&["status"]);
        ensure!(status["unshared"] == 0, "{name}: {status}");
    }
    report.held("Three exports, one text; no open disagreement; nothing waits to be shared");
    report.held(&format!("{} people in the caseload", stage.invented.len()));
    Ok(())
}
