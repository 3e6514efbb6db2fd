//! Connections that only read. Readers do not wait for the writer, and the writer not for them.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use store::hub::HubStore;
use store::{OpenError, Trouble};
use thiserror::Error;
use tokio::sync::Semaphore;

/// How many read at once. Each holds a page cache.
const MAX_READERS: usize = 8;

/// Why something could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum ReadError {
    /// The hub is stopping.
    #[error("the hub is stopping")]
    Stopping,
    /// No connection could be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Trouble),
}

impl ReadError {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Stopping => "hub.stopping",
            Self::Open(error) => error.code(),
            Self::Store(trouble) => trouble.code(),
        }
    }
}

/// The connections.
#[derive(Debug, Clone)]
pub(super) struct Readers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    place: PathBuf,
    /// Those that nobody uses just now.
    idle: Mutex<Vec<HubStore>>,
    places: Semaphore,
}

impl Readers {
    /// Connections to the store at a place, opened as they are needed.
    pub(super) fn of(place: PathBuf) -> Self {
        Self(Arc::new(Shared {
            place,
            idle: Mutex::new(Vec::new()),
            places: Semaphore::new(MAX_READERS),
        }))
    }

    /// Reads, off the runtime's threads.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&HubStore) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, ReadError> {
        let _place = self
            .0
            .places
            .acquire()
            .await
            .map_err(|_| ReadError::Stopping)?;
        let shared = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            let idle = shared.idle().pop();
            let store = match idle {
                Some(store) => store,
                None => HubStore::open(&shared.place)?,
            };
            let read = read(&store);
            shared.idle().push(store);
            Ok(read?)
        });
        done.await.map_err(|_| ReadError::Stopping)?
    }
}

impl Shared {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<HubStore>> {
        // Whoever panicked held the lock for a push or a pop only.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::MAX_READERS;
    use store::hub::CACHE_KIB;

    /// What a hub may take for everything, as a region's smallest machine has it.
    const WHOLE_HUB_KIB: u32 = 256 * 1024;

    #[test]
    fn the_pages_of_all_connections_are_a_small_part_of_a_hub() {
        let connections = u32::try_from(MAX_READERS).unwrap() + 1;
        assert!(connections * CACHE_KIB <= WHOLE_HUB_KIB / 4);
    }
}
