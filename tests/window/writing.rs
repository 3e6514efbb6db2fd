//! Writing, and what a lock leaves behind.

use crate::scene::{Scene, assert_accessible, axe};
use alongside_tests::region::PIN;
use alongside_tests::window::SOON;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_and_a_note_are_saved_on_this_computer() {
    let axe = axe();
    let scene = Scene::set();
    let window = scene.window().await;
    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.open_person(&scene.margaret).await.unwrap();
    window.open_section("person").await.unwrap();
    assert_accessible(&window, &axe, "record").await;
    window
        .change_field("person.phone", "01632 960 412")
        .await
        .unwrap();
    window
        .says("line-person.phone", "01632 960 412", SOON)
        .await
        .unwrap();

    window
        .note("Slept well, ate half her porridge.")
        .await
        .unwrap();
    window.press("tab-glance").await.unwrap();
    window
        .says("card-latest", "Slept well, ate half her porridge.", SOON)
        .await
        .unwrap();

    // The window said so; another program that opens the same store reads it there.
    let page = scene.computer.must(&["show", &scene.margaret]).to_string();
    assert!(page.contains("01632 960 412"));
    assert!(page.contains("ate half her porridge"));
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_leaves_nothing_of_anybody_and_keeps_what_was_being_written() {
    let scene = Scene::set();
    let window = scene.window().await;
    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.open_person(&scene.margaret).await.unwrap();
    window.press("write-note").await.unwrap();
    window
        .write("input-text", "Asked for the window op")
        .await
        .unwrap();
    let open = window.everything().await.unwrap();
    assert!(open.contains("ASHDOWN") && open.contains("999 010"));

    window.lock().await.unwrap();
    let locked = window.everything().await.unwrap().to_lowercase();
    for word in [
        "ashdown",
        "margaret",
        "peggy",
        "999 010",
        "999010",
        "porridge",
        "window op",
        "penicillin",
    ] {
        assert!(!locked.contains(word), "{word:?} is still there");
    }
    assert_eq!(window.client().title().await.unwrap(), "Alongside");

    // A wrong PIN loses nothing of it; somebody else does not see it.
    window.try_pin(&scene.grace, "135791").await.unwrap();
    window.see("error").await.unwrap();
    window.press("pin-leave").await.unwrap();
    window.sign_in(&scene.sam, PIN).await.unwrap();
    assert!(!window.everything().await.unwrap().contains("window op"));
    window.lock().await.unwrap();
    window.sign_in(&scene.grace, PIN).await.unwrap();
    let field = window.see("input-text").await.unwrap();
    assert_eq!(
        field.prop("value").await.unwrap().as_deref(),
        Some("Asked for the window op")
    );
    window.close().await.unwrap();
}
