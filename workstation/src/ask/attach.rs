//! Attaching a file, opening one, and keeping those of a person.

use super::record_id;
use super::write::body_of;
use crate::api::{Base64, Reply};
use crate::attachments::{AttachmentRefused, Opened, decoded, save_new};
use crate::error::Refused;
use crate::workplace::Workplace;
use care_record::RecordId;
use std::collections::BTreeMap;
use std::path::Path;

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
        let opened = self.opened(record_id(record)?, entry)?;
        Ok(Reply::Attachment {
            media_type: opened.media_type,
            title: opened.title,
            base64: Base64(data_encoding::BASE64.encode(&opened.bytes)),
        })
    }

    fn opened(&self, record: RecordId, entry: &str) -> Result<Opened, Refused> {
        let opened = self.at_desk(|desk| desk.open_attachment(record, entry));
        if opened.as_ref().err() == Some(&AttachmentRefused::NotHere.into()) {
            // It was asked for: share soon.
            self.saved();
        }
        opened
    }

    pub(super) fn save_attachment(&self, record: &str, entry: &str) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        let place = self.downloads().ok_or(AttachmentRefused::NotSaved)?;
        let opened = self.opened(id, entry)?;
        self.at_desk(|desk| desk.note_view(id, "attachment.saved_outside"))?;
        self.saved_outside(place, &opened)
    }

    pub(super) fn saved_outside(&self, place: &Path, opened: &Opened) -> Result<Reply, Refused> {
        let name = save_new(place, opened)?;
        let folder = place.file_name().unwrap_or(place.as_os_str());
        Ok(Reply::SavedFile {
            name,
            folder: folder.to_string_lossy().into_owned(),
        })
    }

    pub(super) fn keep_papers(&self, record: &str, keep: bool) -> Result<Reply, Refused> {
        let id = record_id(record)?;
        let at = self.at_desk(|desk| desk.keep_papers(id, keep))?;
        Ok(self.saved_to(id, at))
    }
}
