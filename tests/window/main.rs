//! The real window: the program as it ships, driven as a person drives it, with a hub, a keyring and an encrypted store
//! behind it. Run inside `.ci/desk` where there is no display.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects by stopping where it is not so"
)]

mod follows;
mod glass;
mod home;
mod joining;
mod keyboard;
mod least;
mod locked;
mod painting;
mod papers;
mod permissions;
mod reading;
mod scene;
mod suggestions;
mod tasks;
mod whole_record;
mod writing;
