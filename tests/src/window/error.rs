//! What can go wrong while driving a window.

use fantoccini::error::CmdError;
use thiserror::Error;

/// Why a window could not be driven on.
#[derive(Debug, Error)]
pub enum WindowError {
    /// The program that drives windows is nowhere.
    #[error("tauri-driver is nowhere: ./do setup installs it")]
    NoDriver,
    /// There is nothing to show a window on.
    #[error("there is no display: run this inside .ci/desk")]
    NoDisplay,
    /// It could not be started.
    #[error("tauri-driver does not start: {0}")]
    NotStarted(std::io::Error),
    /// It runs, but no window came.
    #[error("no window: {0}")]
    NoWindow(String),
    /// The driver refused a command.
    #[error("the driver: {0}")]
    Command(#[from] CmdError),
    /// The driver refused a command about something.
    #[error("{window}: {what}: {error}")]
    Failed {
        /// In which window.
        window: String,
        /// What it was about.
        what: String,
        /// What the driver says.
        error: String,
    },
    /// Something did not come in time.
    #[error("{window}: waited in vain for {what}; the page says:\n{shown}")]
    NotSeen {
        /// In which window.
        window: String,
        /// What was waited for.
        what: String,
        /// The words of the page.
        shown: String,
    },
    /// Something says other words than it should.
    #[error("{window}: {place} should say {wanted:?} and says {found:?}")]
    OtherWords {
        /// In which window.
        window: String,
        /// Where.
        place: String,
        /// What it should say.
        wanted: String,
        /// What it says.
        found: String,
    },
    /// A picture could not be kept.
    #[error("a picture could not be kept: {0}")]
    Picture(std::io::Error),
}
