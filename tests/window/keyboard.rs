//! Without a mouse, from a locked screen to a note and back.

use crate::scene::Scene;
use alongside_tests::region::PIN;
use alongside_tests::window::{SOON, Window};
use fantoccini::key::Key;

/// Presses of Tab that nobody should need more of.
const MOST: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_from_sign_in_to_lock_is_done_with_keys_alone() {
    let scene = Scene::set();
    let window = scene.window().await;
    let tile = format!("sign-in-tile-{}", scene.grace.id);
    window.see(&tile).await.unwrap();
    window.tab_to(&tile, MOST).await.unwrap();
    window.key(Key::Enter).await.unwrap();
    window.see("pin").await.unwrap();
    // The PIN's field has the focus by itself.
    window.tab_to("pin", 0).await.unwrap();
    window.type_words(PIN).await.unwrap();
    window.key(Key::Enter).await.unwrap();
    window.see("screen-today").await.unwrap();

    window.type_words("/").await.unwrap();
    window.tab_to("search", 0).await.unwrap();
    window.type_words("ashd").await.unwrap();
    let row = format!("person-row-{}", scene.margaret);
    window.see(&row).await.unwrap();
    window.tab_to(&row, MOST).await.unwrap();
    window.key(Key::Enter).await.unwrap();
    window.see("card-cpr").await.unwrap();

    window.tab_to("write-note", MOST).await.unwrap();
    window.key(Key::Enter).await.unwrap();
    window.see("input-text").await.unwrap();
    window.tab_to("input-text", 0).await.unwrap();
    window.type_words("Written without a mouse.").await.unwrap();
    window.tab_to("save", MOST).await.unwrap();
    window.key(Key::Enter).await.unwrap();
    window.gone("screen-note").await.unwrap();
    window
        .says("card-latest", "Written without a mouse.", SOON)
        .await
        .unwrap();

    window.key(Key::F1).await.unwrap();
    window.see("help-dialog").await.unwrap();
    window.key(Key::Escape).await.unwrap();
    window.key(Key::Escape).await.unwrap();
    window.see("screen-people").await.unwrap();
    window.key(Key::F9).await.unwrap();
    window.see(&tile).await.unwrap();
    window.close().await.unwrap();
}

/// Whoever sees badly makes everything larger by Control and plus: nothing is cut off, and nothing is read sideways.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn control_and_plus_make_everything_larger() {
    let scene = Scene::set();
    let window = scene.window().await;
    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.open_person(&scene.margaret).await.unwrap();
    let (usual, _) = window.size().await.unwrap();
    for times in [2, 3] {
        for _ in 0..5 {
            window.chord(Key::Control, '=').await.unwrap();
        }
        width_is(&window, usual / times).await;
        for tab in ["tab-record", "tab-glance"] {
            // The driver's own clicks go astray in a page that was made larger.
            let press = format!("document.querySelector(\"[data-test='{tab}']\").click()");
            window.script(&press).await.unwrap();
            window.is(tab, "aria-current", "page", SOON).await.unwrap();
            let (_, sideways) = window.overflow().await.unwrap();
            assert_eq!(sideways, 0, "{tab} at {times} times the size");
        }
    }
    window.chord(Key::Control, '0').await.unwrap();
    width_is(&window, usual).await;
    window.close().await.unwrap();
}

async fn width_is(window: &Window, wanted: i64) {
    let near = format!("Math.abs(innerWidth - {wanted}) <= 1");
    window.holds("another width", &near).await.unwrap();
}
