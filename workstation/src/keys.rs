//! The key of the store and everything it is wrapped under.
//!
//! The store's key is random. It is wrapped for each member of staff under a key made from her PIN *and* a secret in the
//! system's keyring, so that a stolen file opens nothing, and neither does a stolen file with a known PIN. One more wrap is
//! under the keyring's secret and a share that only the region keeps: with it a member of staff who has proved her one-time
//! code to the region chooses a PIN here. And where a manager has made one, a sheet of paper in a safe opens it alone.

mod file;
mod keyring;
mod recovery;
mod wrap;

pub(crate) use file::{Backups, KeyFile, StaffKey};
pub(crate) use keyring::{DeviceSecret, Keyring};
pub(crate) use recovery::RecoveryCode;
pub(crate) use wrap::{Wrapped, stretch_code};
