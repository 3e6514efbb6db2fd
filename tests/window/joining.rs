//! From a new computer to somebody signed in.

use crate::scene::{Scene, assert_accessible, axe, empty};
use alongside_tests::region::PIN;
use alongside_tests::window::{SIZE, SOON, Window};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_computer_joins_by_a_code_and_somebody_signs_in_by_another() {
    let axe = axe();
    let (region, home) = empty();
    let grace = region.staff(&home, "Grace Adeyemi", "senior_carer");
    let folder = region.folder().join("new-pc");
    std::fs::create_dir_all(&folder).unwrap();
    let log = region.folder().join("new-pc.log");
    let computer = alongside_tests::region::Computer::at(&folder, &region.keyring, &log);
    let window = Window::open(&computer).await.unwrap();

    window.see("join-hub").await.unwrap();
    assert_eq!(
        window.size().await.unwrap(),
        (i64::from(SIZE.0), i64::from(SIZE.1))
    );
    assert_accessible(&window, &axe, "join").await;

    // A code that nobody gave out joins nothing and spoils nothing.
    window.write("join-hub", &region.hub.url()).await.unwrap();
    window.write("join-code", "0000-0000-0000").await.unwrap();
    window.write("join-name", "Office PC").await.unwrap();
    window.press("join-submit").await.unwrap();
    window.see("error").await.unwrap();
    assert!(!computer.store().exists());

    let code = region.device_code(&home);
    window
        .join(&region.hub.url(), &code, "Office PC")
        .await
        .unwrap();
    assert_eq!(window.text("site").await.unwrap(), "Riverside House");
    assert_accessible(&window, &axe, "tiles").await;

    let invited = region.hub.must(&["staff", "invite", "--staff", &grace.id]);
    window
        .first_sign_in(&grace, invited["code"].as_str().unwrap(), PIN)
        .await
        .unwrap();
    window.see("screen-today").await.unwrap();
    window
        .says("signed-in", "Grace Adeyemi", SOON)
        .await
        .unwrap();
    window.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_pin_opens_nothing_and_the_right_one_does() {
    let axe = axe();
    let scene = Scene::set();
    let window = scene.window().await;

    window.try_pin(&scene.grace, "135791").await.unwrap();
    window.see("error").await.unwrap();
    assert_accessible(&window, &axe, "wrong PIN").await;
    let shown = window.everything().await.unwrap();
    assert!(!shown.to_lowercase().contains("ashdown"), "{shown}");
    assert!(!shown.contains("135791"), "a PIN stays on the page");

    window.sign_in(&scene.grace, PIN).await.unwrap();
    window.see("screen-today").await.unwrap();
    window.close().await.unwrap();
}
