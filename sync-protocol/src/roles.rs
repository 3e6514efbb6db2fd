//! The role somebody acted in, as a number this room does not interpret.

use std::fmt;

use minicbor::{Decode, Encode};

/// A role. What it may do is decided where records are read and written, not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct RoleCode(#[n(0)] u8);

impl RoleCode {
    /// Wraps a role number.
    #[must_use]
    pub const fn new(code: u8) -> Self {
        Self(code)
    }

    /// The role number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for RoleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
