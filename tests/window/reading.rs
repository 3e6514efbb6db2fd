//! People, At a glance, Two versions.

use crate::scene::{RESIDENTS, Scene, assert_accessible, axe};
use alongside_tests::region::PIN;
use alongside_tests::window::{SOON, Window};
use fantoccini::Locator;

async fn rows(window: &Window) -> usize {
    window
        .client()
        .find_all(Locator::Css("[data-test^='person-row-']"))
        .await
        .unwrap()
        .len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_found_by_any_part_of_their_names_and_numbers() {
    let axe = axe();
    let scene = Scene::set();
    let window = scene.window().await;
    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.press("nav-people").await.unwrap();
    let row = format!("person-row-{}", scene.margaret);
    window.see(&row).await.unwrap();
    assert_eq!(rows(&window).await, RESIDENTS);
    assert_accessible(&window, &axe, "people").await;

    let number = window.text(&row).await.unwrap();
    assert!(number.contains("999 010"), "{number}");
    for looked_for in ["ash", "ASHDOWN", "peg", "999 010"] {
        window.write("search", looked_for).await.unwrap();
        window.see(&row).await.unwrap();
    }
    window.write("search", "ashd").await.unwrap();
    window
        .until("one row", SOON, async || {
            let left = window
                .client()
                .find_all(Locator::Css("[data-test^='person-row-']"))
                .await?;
            Ok((left.len() == 1).then_some(()))
        })
        .await
        .unwrap();
    window.write("search", "nobody of this name").await.unwrap();
    window.gone(&row).await.unwrap();
    assert_accessible(&window, &axe, "nobody found").await;
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_a_glance_fits_the_smallest_screen_with_one_decision_and_with_two() {
    let axe = axe();
    let scene = Scene::set();
    scene.decide("for_cpr", "2026-11-16");
    let window = scene.window().await;
    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.open_person(&scene.margaret).await.unwrap();
    window.says("card-cpr", "FOR CPR", SOON).await.unwrap();
    window.says("banner-name", "ASHDOWN", SOON).await.unwrap();
    assert_eq!(window.overflow().await.unwrap(), (0, 0));
    assert_accessible(&window, &axe, "at a glance").await;

    scene.decide("not_for_cpr", "2026-11-20");
    window.press("nav-people").await.unwrap();
    window.open_person(&scene.margaret).await.unwrap();
    window
        .is("card-cpr", "data-state", "several", SOON)
        .await
        .unwrap();
    assert_eq!(window.overflow().await.unwrap(), (0, 0));
    assert_accessible(&window, &axe, "at a glance, two decisions").await;

    window.press("card-open-cpr").await.unwrap();
    let table = window.see("side-by-side").await.unwrap();
    let words = table.text().await.unwrap();
    assert!(
        words.contains("Not for CPR") && words.contains("For CPR"),
        "{words}"
    );
    window.see("ask-who").await.unwrap();
    assert!(!window.has("settle-open").await.unwrap());
    assert_accessible(&window, &axe, "two versions").await;
    window.close().await.unwrap();
}
