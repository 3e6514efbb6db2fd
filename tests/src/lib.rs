//! What several kinds of test need: a region of real programs, waiting with a limit, and choices that can be repeated.
//!
//! Nothing here stands in for a part of the product. Programs are run as they are built, stores are encrypted files,
//! the keyring is the system's, and what is said to the hub goes through TLS.

pub mod bench;
pub mod caseload;
mod chance;
pub mod dice;
pub mod home;
pub mod links;
pub mod parts;
pub mod people;
pub mod permissions;
pub mod region;
pub mod told;
pub mod wait;
pub mod window;
