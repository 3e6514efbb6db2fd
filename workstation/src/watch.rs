//! Sharing without being asked to: when something was saved, when the region rings, when the network of this computer
//! changed, and now and then all the same.

mod doorbell;
mod network;

use crate::workplace::Workplace;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// Between two looks at the region while all is well.
const QUIET_PAUSE: Duration = Duration::from_secs(20);
/// The first and the longest pause after the region did not answer.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Shares whenever something was saved here or elsewhere, and looks for a signal from time to time, for as long as the
/// program runs.
pub async fn watch_for_signal(workplace: Arc<Workplace>) {
    watch_looking_every(workplace, QUIET_PAUSE).await;
}

/// The same, with another pause between two looks while all is well.
pub async fn watch_looking_every(workplace: Arc<Workplace>, pause: Duration) {
    let (changed, network) = watch::channel(());
    tokio::join!(
        share_on_and_on(&workplace, pause, network.clone()),
        doorbell::listen(&workplace, network),
        network::watch(changed)
    );
}

/// Woken when the network changed; for ever silent where the system does not tell.
type Network = watch::Receiver<()>;

async fn share_on_and_on(workplace: &Workplace, quiet: Duration, mut network: Network) {
    let mut pauses = Pauses::between(FIRST_PAUSE, LONGEST_PAUSE);
    loop {
        let open = workplace.desk().is_some();
        let wait = if open && workplace.share().await.is_err() {
            pauses.next()
        } else {
            pauses.begin_again();
            quiet
        };
        // Whichever comes first: something to share, another network, or the time for a look.
        tokio::select! {
            () = workplace.woken() => {}
            Ok(()) = network.changed() => pauses.begin_again(),
            () = sleep(wait) => {}
        }
    }
}

/// Pauses that grow, each drawn anew, so that a region that comes back is not asked by all at once.
struct Pauses {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Pauses {
    fn between(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            next: first,
        }
    }

    fn begin_again(&mut self) {
        self.next = self.first;
    }

    fn next(&mut self) -> Duration {
        let pause = jittered(self.next);
        self.next = (self.next * 2).min(self.longest);
        pause
    }
}

/// Somewhere between nothing and the whole pause.
fn jittered(pause: Duration) -> Duration {
    let random = crate::surroundings::random::<2>().map_or(u16::MAX, u16::from_be_bytes);
    pause
        .mul_f64(f64::from(random) / f64::from(u16::MAX))
        .max(Duration::from_millis(200))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_the_longest_and_begin_again() {
        let (first, longest) = (Duration::from_secs(2), Duration::from_secs(60));
        let mut pauses = Pauses::between(first, longest);
        let mut most = first;
        for _ in 0..12 {
            assert!(pauses.next() <= most);
            most = (most * 2).min(longest);
            assert_eq!(pauses.next, most);
        }
        pauses.begin_again();
        assert!(pauses.next() <= first);
    }
}
