//! What leaves on paper.

use crate::api::{Reply, Request};
use crate::error::Refused;
use crate::workplace::Workplace;

impl Workplace {
    pub(super) fn print_head(&self, _record: Option<&str>, _what: &str) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
    pub(super) fn check_paper(&self, _code: &str) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
}
