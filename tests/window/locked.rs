//! What is left in the memory of the window's program once its screen is locked.

use crate::scene::empty;
use alongside_tests::region::{PIN, number};
use alongside_tests::wait::until;
use alongside_tests::window::{SOON, Window};
use std::collections::BTreeSet;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_lock_no_key_is_left_in_the_windows_program() {
    let (region, home) = empty();
    let asha = region.staff(&home, "Asha Rahman", "senior_carer");
    let office = region.computer(&home, "Office PC", &[&asha]);
    let record = office.new_person("Fenwick", "Margaret");
    assert_eq!(number(&office.must(&["sync"]), "refused"), 0);
    let keys = region.keys_of(&office, &asha);

    let window = Window::open(&office).await.unwrap();
    window.sign_in(&asha, PIN).await.unwrap();
    window.open_person(&record).await.unwrap();
    let program = window.program().unwrap();
    let Some(open) = program.memory_holds(&keys) else {
        println!("SKIPPED: this system does not let a program's memory be read");
        return;
    };
    // The engine keeps the store's key masked; the search finds what is not.
    assert!(open.contains("the signing key"), "{open:?}");
    window.lock().await.unwrap();
    // What was under way when she locked is let finish first.
    let left = until("no key in memory", SOON, || {
        program.memory_holds(&keys).filter(BTreeSet::is_empty)
    });
    assert_eq!(left, BTreeSet::new());
    window.close().await.unwrap();
}
