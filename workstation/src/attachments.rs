//! Attachments: a scanned form or a photograph beside the entry that names it.
//!
//! The file is sealed under a key of its own and kept in pieces; the key stands only in the entry. The pieces are
//! written first and the entry after them, so an entry never names what this computer has not had. What is left over
//! when a program dies between the two is forgotten after a day.
//!
//! *Guarantees* that an attachment that an entry names is not forgotten before the region has all of it.

mod carry;
mod outside;
mod refused;
mod seal;

pub(crate) use carry::Carrying;
pub(crate) use outside::save_new;
pub use refused::AttachmentRefused;

use crate::desk::{Desk, care_id, document_id, wire_id};
use crate::error::Refused;
use crate::surroundings::{now_ms, random};
use care_record::{Body, Edit, Entry, EntryView, RecordId, SheetKind, Standing};
use data_encoding::HEXLOWER;
use seal::ContentKey;
use store::audit::AuditEntry;
use store::workstation::{Attachment, AttachmentState};
use sync_protocol::attachment::pieces_of;
use sync_protocol::hashes::Hash;
use sync_protocol::ids::DocumentId;
use sync_protocol::limits::MAX_ATTACHMENT_BYTES;
use zeroize::Zeroizing;

/// The kind of entry that can name a file.
const KIND: &str = "document";
/// Its parts that say which file, and how it opens.
const MEDIA_TYPE: &str = "media_type";
const BYTES: &str = "bytes";
const CONTENT: &str = "content";
const CONTENT_KEY: &str = "content_key";

/// How long pieces are kept that no entry names: a save may be under way in another program.
const UNNAMED_KEPT_MS: i64 = 24 * 60 * 60 * 1000;
/// Attachments without an entry that are looked at in one go.
const MOST_UNNAMED: u32 = 64;

/// What an entry says of its file.
struct Paper {
    content: Hash,
    key: ContentKey,
    pieces_count: u32,
    document: DocumentId,
}

/// A file that was opened.
pub(crate) struct Opened {
    pub(crate) title: String,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Paper {
    fn of(record: RecordId, said: &EntryView) -> Option<Self> {
        let key = HEXLOWER.decode(said.part(CONTENT_KEY)?.as_bytes()).ok()?;
        Some(Self {
            content: said.part(CONTENT)?.parse().ok()?,
            key: Zeroizing::new(Zeroizing::new(key).as_slice().try_into().ok()?),
            pieces_count: pieces_of(said.part(BYTES)?.parse().ok()?)?,
            document: document_id(record, said.sheet),
        })
    }
}

impl Desk {
    /// Keeps a file and then writes the entry that names it. When this returns, both are on the disk.
    pub(crate) fn attach(
        &mut self,
        record: RecordId,
        mut parts: Body,
        file: &[u8],
    ) -> Result<i64, Refused> {
        self.record(record)?;
        if file.is_empty() {
            return Err(AttachmentRefused::Empty.into());
        }
        let key = Zeroizing::new(random()?);
        let sealed = seal::seal(&key, file).ok_or(AttachmentRefused::TooLarge)?;
        parts.insert(BYTES.to_owned(), file.len().to_string().into());
        parts.insert(CONTENT.to_owned(), sealed.content.to_string().into());
        parts.insert(CONTENT_KEY.to_owned(), HEXLOWER.encode(&*key).into());
        let edit = Edit::enter(Self::fresh_entry_id()?, Entry::new(KIND, parts));
        // Before anything is kept: who may not write this leaves nothing behind.
        self.acting_role(std::slice::from_ref(&edit))?;
        self.settle_unnamed()?;
        self.store.begin_attachment(&Attachment {
            content: sealed.content,
            document: document_id(record, SheetKind::Shared.into()),
            pieces_count: u32::try_from(sealed.pieces.len()).unwrap_or(u32::MAX),
            state: AttachmentState::Unnamed,
            begun_at_ms: now_ms(),
        })?;
        for (number, piece) in (0_u32..).zip(&sealed.pieces) {
            self.store.keep_piece(sealed.content, number, piece)?;
        }
        let at = self.write(
            record,
            SheetKind::Shared.into(),
            &[edit],
            "attachment.attached",
        )?;
        self.store
            .mark_attachment(sealed.content, AttachmentState::Waiting, None)?;
        Ok(at)
    }

    /// Opens the file of an entry, if it is here; else asks for it.
    pub(crate) fn open_attachment(
        &mut self,
        record: RecordId,
        entry: &str,
    ) -> Result<Opened, Refused> {
        let view = self.record(record)?.view_for(&self.session()?.roles);
        let said = view.all(KIND).find(|said| said.id.as_str() == entry);
        let said = said.ok_or(AttachmentRefused::None)?;
        let paper = Paper::of(record, said).ok_or(AttachmentRefused::None)?;
        let known = self.store.attachment(paper.content)?;
        let Some(known) = known.filter(|known| known.state != AttachmentState::Wanted) else {
            self.want(&paper)?;
            self.store.mark_asked(paper.content, 0)?;
            return Err(AttachmentRefused::NotHere.into());
        };
        let mut pieces = Vec::new();
        for number in 0..known.pieces_count {
            let piece = self.store.piece(paper.content, number)?;
            pieces.push(piece.ok_or(AttachmentRefused::Unreadable)?);
        }
        let bytes = seal::open(&paper.key, &pieces).ok_or(AttachmentRefused::Unreadable)?;
        self.note_view(record, "attachment.opened")?;
        Ok(Opened {
            title: said.part("title").unwrap_or_default(),
            media_type: said.part(MEDIA_TYPE).unwrap_or_default(),
            bytes,
        })
    }

    /// Fetches every attachment of a record from now on as soon as it is known, or no longer.
    pub(crate) fn keep_papers(&mut self, record: RecordId, keep: bool) -> Result<i64, Refused> {
        self.record(record)?;
        let act = if keep {
            "papers.kept"
        } else {
            "papers.not_kept"
        };
        let at_ms = now_ms();
        let noted = AuditEntry {
            at_ms,
            staff: Some(self.session()?.staff),
            act: act.to_owned(),
            record: Some(wire_id(record)),
            detail: String::new(),
        };
        self.store.keep_papers(wire_id(record), keep, &noted)?;
        Ok(at_ms)
    }

    fn want(&mut self, paper: &Paper) -> Result<(), Refused> {
        Ok(self.store.begin_attachment(&Attachment {
            content: paper.content,
            document: paper.document,
            pieces_count: paper.pieces_count,
            state: AttachmentState::Wanted,
            begun_at_ms: now_ms(),
        })?)
    }

    /// Asks for the attachments of all whose papers are kept here, where there is anything new.
    fn want_kept_papers(&mut self) -> Result<(), Refused> {
        for (record, versions) in self.store.papers_to_look_through()? {
            let id = care_id(record);
            match self.load(id) {
                Ok(None) => {}
                Ok(Some(loaded)) => {
                    let view = loaded.view();
                    let open = view
                        .all(KIND)
                        .filter(|said| said.standing == Standing::Open);
                    for paper in open.filter_map(|said| Paper::of(id, said)) {
                        self.want(&paper)?;
                    }
                }
                Err(refused) => tracing::error!(code = refused.code(), "papers not looked through"),
            }
            self.store.mark_looked_through(record, versions)?;
        }
        Ok(())
    }

    /// Pieces whose entry was never written go after a day; those whose entry was written count as named.
    fn settle_unnamed(&mut self) -> Result<(), Refused> {
        for unnamed in self
            .store
            .attachments(AttachmentState::Unnamed, MOST_UNNAMED)?
        {
            let id = care_id(unnamed.document.record);
            let content = unnamed.content.to_string();
            // A record that does not load names whatever it names; the others go on.
            let Ok(loaded) = self.load(id) else { continue };
            let named = loaded.is_some_and(|loaded| {
                let view = loaded.view();
                view.all(KIND)
                    .any(|said| said.part(CONTENT).as_ref() == Some(&content))
            });
            if named {
                self.store
                    .mark_attachment(unnamed.content, AttachmentState::Waiting, None)?;
            } else if unnamed.begun_at_ms.saturating_add(UNNAMED_KEPT_MS) < now_ms() {
                self.store.drop_attachment(unnamed.content)?;
            }
        }
        Ok(())
    }
}

/// A file as it came through the door, in base 64; a larger one is not decoded at all.
pub(crate) fn decoded(base64: &str) -> Result<Vec<u8>, Refused> {
    let longest = MAX_ATTACHMENT_BYTES.div_ceil(3).saturating_mul(4);
    if base64.len() > longest {
        return Err(AttachmentRefused::TooLarge.into());
    }
    data_encoding::BASE64
        .decode(base64.as_bytes())
        .map_err(|_| Refused::NotUnderstood("the file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_through_the_door_is_base_64_and_not_too_much() {
        assert_eq!(decoded("QSBmb3JtLg=="), Ok(b"A form.".to_vec()));
        for text in ["QSBmb3JtLg", "A form.", "QSBmb3JtLg==\n"] {
            assert_eq!(decoded(text), Err(Refused::NotUnderstood("the file")));
        }
        let largest = data_encoding::BASE64.encode(&vec![0; MAX_ATTACHMENT_BYTES]);
        assert_eq!(
            decoded(&largest).map(|bytes| bytes.len()),
            Ok(MAX_ATTACHMENT_BYTES)
        );
        assert_eq!(
            decoded(&(largest + "AAAA")),
            Err(AttachmentRefused::TooLarge.into())
        );
    }
}
