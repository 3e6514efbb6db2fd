//! How the window is painted (ADR 023).

use crate::scene::Scene;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_window_is_painted_without_a_compositor() {
    let scene = Scene::set();
    let window = scene.window().await;
    window
        .see(&format!("sign-in-tile-{}", scene.grace.id))
        .await
        .unwrap();
    // WebKit turns a page in three dimensions by its compositor, and by nothing else.
    let composited = "matchMedia('(-webkit-transform-3d)').matches";
    window
        .holds("no compositor", &format!("!{composited}"))
        .await
        .unwrap();
    // Nor is it left white, as some drivers of graphics cards leave it with one.
    assert!(!window.is_blank().await.unwrap());
    window.close().await.unwrap();
}
