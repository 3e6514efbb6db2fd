//! Attaching a file, opening one, and keeping those of a person.

use super::record_id;
use super::write::body_of;
use crate::api::{Base64, Reply};
use crate::attachments::{AttachmentRefused, decoded};
use crate::error::Refused;
use crate::workplace::Workplace;
use std::collections::BTreeMap;

impl Workplace {
    pub(super) fn attach(
        &self,
        record: &str,
        parts: [(&str, String); 4],
        base64: &Base64,
    ) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        let file = decoded(&base64.0)?;
        let parts = parts.map(|(name, words)| (name.to_owned(), words));
        let parts = body_of("document", &BTreeMap::from(parts));
        let at = self.at_desk(|desk| desk.attach(id, parts, &file))?;
        Ok(self.saved_to(id, at))
    }

    pub(super) fn open_attachment(&self, record: &str, entry: &str) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        let opened = self.at_desk(|desk| desk.open_attachment(id, entry));
        if opened.as_ref().err() == Some(&AttachmentRefused::NotHere.into()) {
            // It was asked for: share soon.
            self.saved();
        }
        let opened = opened?;
        Ok(Reply::Attachment {
            media_type: opened.media_type,
            title: opened.title,
            base64: Base64(data_encoding::BASE64.encode(&opened.bytes)),
        })
    }

    pub(super) fn keep_papers(&self, record: &str, keep: bool) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        let at = self.at_desk(|desk| desk.keep_papers(id, keep))?;
        Ok(self.saved_to(id, at))
    }
}
