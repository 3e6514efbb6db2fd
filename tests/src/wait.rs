//! The one place in all tests that pauses: it asks again until something holds, with a limit.

use std::thread;
use std::time::{Duration, Instant};

/// Between two questions.
const PAUSE: Duration = Duration::from_millis(10);

/// Asks until there is an answer.
///
/// # Panics
/// When there is none within the limit.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < limit, "{what}: not within {limit:?}");
        thread::sleep(PAUSE);
    }
}

/// Lets a moment pass that was drawn from [`Dice`](crate::dice::Dice): nothing is hoped for, the moment itself is
/// what is tried.
pub fn random_moment(moment: Duration) {
    thread::sleep(moment);
}

/// The time that a line takes for a piece of what it carries: nothing is hoped for, the delay itself is what is tried.
pub async fn for_moment(moment: tokio::time::Instant) {
    tokio::time::sleep_until(moment).await;
}
