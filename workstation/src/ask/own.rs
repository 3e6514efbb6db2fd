//! What belongs to whoever is signed in.

use crate::api::{Reply, Request};
use crate::error::Refused;
use crate::workplace::Workplace;

impl Workplace {
    pub(super) fn own(&self, _request: Request) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
}
