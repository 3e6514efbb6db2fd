//! What is to be known and done now.

use crate::api::{Reply, Request};
use crate::error::Refused;
use crate::workplace::Workplace;

impl Workplace {
    pub(super) async fn today(&self, _request: Request) -> Result<Reply, Refused> {
        Err(Refused::NotUnderstood("not built"))
    }
}
