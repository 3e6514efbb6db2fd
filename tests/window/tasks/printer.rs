//! A printer that keeps what it is given. No dialog of the desktop can be worked from here, so the page's own `print` is
//! replaced: what the program does before and after printing is done all the same.

use alongside_tests::region::Computer;
use alongside_tests::window::Window;
use serde_json::json;

/// Puts it in place, until the page is loaded again.
pub(super) async fn attach(window: &Window) {
    window
        .script(
            "window.print = () => {
                 window.dispatchEvent(new Event('beforeprint'));
                 const paper = document.querySelectorAll(\"[data-test='sheet'], [data-test='copy']\");
                 window.onPaper = [...paper].map((one) => one.innerText).join('\\n');
                 window.codeOnPaper = document.querySelector(\"[data-test='print-code']\")?.innerText ?? '';
                 window.dispatchEvent(new Event('afterprint'));
             };
             delete window.onPaper;",
        )
        .await
        .unwrap();
}

/// What came out, once it has.
pub(super) async fn printed(window: &Window) -> String {
    window
        .holds("a printed page", "window.onPaper")
        .await
        .unwrap();
    let words = window.script("return window.onPaper").await.unwrap();
    words.as_str().unwrap().to_owned()
}

/// Asserts that the code on the paper is known at a computer, and that the paper is current.
pub(super) async fn assert_current(window: &Window, computer: &Computer) {
    let code = window.script("return window.codeOnPaper").await.unwrap();
    let code = code.as_str().unwrap().trim().to_owned();
    let answer = &computer.ask(&[json!({ "kind": "check_paper", "code": code })])[0];
    assert_eq!(answer["current"], true, "{answer}");
}
