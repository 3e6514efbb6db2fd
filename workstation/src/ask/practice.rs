//! Practising with invented people.

use crate::api::{Reply, Request};
use crate::error::Refused;
use crate::workplace::Workplace;

impl Workplace {
    pub(super) fn practise(&self, _on: bool) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
}
