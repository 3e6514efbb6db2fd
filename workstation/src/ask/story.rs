//! One person over time.

use crate::api::{Reply, Request};
use crate::error::Refused;
use crate::workplace::Workplace;

impl Workplace {
    pub(super) fn timeline(&self, _record: &str) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
    pub(super) fn charts(&self, _record: &str) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
}
