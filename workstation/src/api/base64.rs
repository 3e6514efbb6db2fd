//! A file on its way through the door.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// Bytes as base 64 with padding.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Base64(pub String);

// It is a person's paper: it must not reach a log by way of `{:?}`.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} characters", self.0.len())
    }
}
