//! Papers in the real window: attached, cut short by a lock, saved outside, kept, and counted while they wait.

use crate::scene::Scene;
use alongside_tests::region::{Computer, PIN, text};
use alongside_tests::window::{SOON, Window};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

const LETTER: &[u8] = b"%PDF-1.7\nA letter about nobody.";
const TITLE: &str = "Letter from the clinic";

/// The folder in which whoever uses this computer looks for saved files.
pub(crate) fn downloads(computer: &Computer) -> PathBuf {
    let command = computer.command("alongside");
    let home = command.get_envs().find(|(name, _)| *name == "HOME");
    PathBuf::from(home.unwrap().1.unwrap()).join("Downloads")
}

fn letter(computer: &Computer) -> PathBuf {
    let place = computer.folder().join("scan.pdf");
    fs::write(&place, LETTER).unwrap();
    place
}

fn attach(scene: &Scene) {
    let (record, file) = (scene.margaret.as_str(), letter(&scene.computer));
    let file = file.to_str().unwrap();
    scene
        .computer
        .must(&["attach", record, file, "--title", TITLE]);
}

/// The entry with that title, from the whole page.
fn paper(page: &Value) -> String {
    let parts = |value: &Value, name: &str| value[name].as_array().unwrap().clone();
    let mut values = parts(page, "sections")
        .iter()
        .flat_map(|section| parts(section, "lines"))
        .filter(|line| line["name"] == "document")
        .flat_map(|line| parts(&line, "items"))
        .flat_map(|item| parts(&item, "values"))
        .collect::<Vec<_>>();
    values.retain(|value| value["parts"]["title"] == TITLE);
    text(values.first().unwrap(), "id").to_owned()
}

async fn papers(scene: &Scene) -> Window {
    let window = scene.window().await;
    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.open_person(&scene.margaret).await.unwrap();
    window.open_section("documents").await.unwrap();
    window
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_saved_outside_under_a_name_of_its_own() {
    let scene = Scene::set();
    attach(&scene);
    let page = scene.computer.must(&["show", &scene.margaret]);
    let window = papers(&scene).await;
    window
        .press(&format!("paper-open-{}", paper(&page)))
        .await
        .unwrap();
    for name in [
        "Letter from the clinic.pdf",
        "Letter from the clinic (2).pdf",
    ] {
        window.press("paper-save").await.unwrap();
        let said = format!("Saved as “{name}” in the folder Downloads.");
        window.says("paper-saved", &said, SOON).await.unwrap();
        let saved = fs::read(downloads(&scene.computer).join(name)).unwrap();
        assert_eq!(saved, LETTER);
    }
    window.press("paper-close").await.unwrap();
    window.gone("paper").await.unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_lock_cut_short_is_told_and_goes_on() {
    let scene = Scene::set();
    let file = letter(&scene.computer);
    let window = papers(&scene).await;
    window.press("attach-open").await.unwrap();
    let field = window.see("attach-file").await.unwrap();
    field.send_keys(file.to_str().unwrap()).await.unwrap();
    window.write("attach-title", TITLE).await.unwrap();
    window.lock().await.unwrap();
    let locked = window.everything().await.unwrap();
    assert!(!locked.contains("scan.pdf"), "{locked}");

    window.sign_in(&scene.grace, PIN).await.unwrap();
    window
        .says("attach-unfinished", "choose the file again: scan.pdf", SOON)
        .await
        .unwrap();
    let title = window.see("attach-title").await.unwrap();
    assert_eq!(title.prop("value").await.unwrap().as_deref(), Some(TITLE));
    let field = window.see("attach-file").await.unwrap();
    field.send_keys(file.to_str().unwrap()).await.unwrap();
    window.press("attach-save").await.unwrap();
    window.gone("form-attach").await.unwrap();
    window.says("line-document", TITLE, SOON).await.unwrap();
    window.close().await.unwrap();

    let entry = paper(&scene.computer.must(&["show", &scene.margaret]));
    let to = scene.computer.folder().join("fetched.pdf");
    let words = [
        "fetch",
        &scene.margaret,
        &entry,
        "--to",
        to.to_str().unwrap(),
    ];
    scene.computer.must(&words);
    assert_eq!(fs::read(to).unwrap(), LETTER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeping_the_papers_of_a_person_is_a_tick_that_stays() {
    let scene = Scene::set();
    let keeps = || scene.computer.must(&["show", &scene.margaret])["keeps_papers"] == true;
    let window = papers(&scene).await;
    for kept in [true, false] {
        // The box itself is drawn by its label.
        window.press_css("label[for='keep-papers']").await.unwrap();
        window
            .until("the choice on the disk", SOON, async || {
                Ok((keeps() == kept).then_some(()))
            })
            .await
            .unwrap();
        window.open_section("consent").await.unwrap();
        window.open_section("documents").await.unwrap();
        let tick = window.see("keep-papers").await.unwrap();
        let ticked = tick.prop("checked").await.unwrap();
        assert_eq!(ticked.as_deref(), Some(if kept { "true" } else { "false" }));
    }
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paper_is_counted_until_the_region_has_it() {
    let scene = Scene::set();
    scene.computer.must(&["sync"]);
    attach(&scene);
    let status = scene.computer.must(&["status"]);
    assert_eq!(status["papers_waiting"], 1);
    let words = text(&status, "words");
    assert_eq!(words, "1 change and 1 paper saved here, not yet shared");
    assert_eq!(scene.computer.must(&["doctor"])["papers_waiting"], 1);

    scene.computer.must(&["sync"]);
    assert_eq!(scene.computer.must(&["status"])["papers_waiting"], 0);
    assert_eq!(scene.computer.must(&["doctor"])["papers_waiting"], 0);
    let window = scene.window().await;
    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.press("nav-this-computer").await.unwrap();
    window.says("computer-papers", "None", SOON).await.unwrap();
    window.close().await.unwrap();
}
