//! What belongs to whoever is signed in: how she likes her screen, and words she has not finished.

use super::record_id;
use crate::api::{Reply, Request, UnfinishedWords};
use crate::desk::Desk;
use crate::error::Refused;
use crate::workplace::Workplace;

impl Workplace {
    pub(super) fn own(&self, request: Request) -> Result<Reply, Refused> {
        self.at_desk(|desk| match request {
            Request::Looks => looks(desk),
            Request::SetLooks { looks: chosen } => {
                desk.keep_looks(&chosen)?;
                looks(desk)
            }
            Request::Unfinished => unfinished(desk),
            Request::KeepUnfinished { words } => {
                // A note for several people is in nobody's record yet.
                let record = match words.record.as_str() {
                    "" => None,
                    record => Some(record_id(record)?),
                };
                desk.keep_unfinished(record, &words)?;
                unfinished(desk)
            }
            _ => Err(Refused::NotUnderstood("the request")),
        })
    }
}

fn looks(desk: &Desk) -> Result<Reply, Refused> {
    Ok(Reply::Looks {
        looks: desk.looks()?,
    })
}

fn unfinished(desk: &Desk) -> Result<Reply, Refused> {
    let words: Vec<UnfinishedWords> = desk.unfinished()?;
    Ok(Reply::Unfinished { words })
}
