//! Carrying attachments to the region and from it, one piece at a time, so that edits can go in between.

use super::Desk;
use crate::desk::SyncNeeds;
use crate::error::Refused;
use crate::region::Region;
use crate::surroundings::now_ms;
use crate::sync::{SyncReport, with};
use std::collections::VecDeque;
use std::sync::Mutex;
use store::workstation::{Attachment, AttachmentState};
use sync_protocol::message::attachment::{
    AttachmentAnswer, AttachmentRequest, AttachmentState as AtRegion, What,
};
use sync_protocol::signed::seal;

/// Attachments that are asked about in one sharing, in each direction.
const MOST_ATTACHMENTS: u32 = 64;

/// What is to be carried in one sharing, and where it is going on.
pub(crate) struct Carrying<'a> {
    desk: &'a Mutex<Option<Desk>>,
    needs: &'a SyncNeeds,
    region: &'a Region,
    queue: VecDeque<Attachment>,
    now: Option<UnderWay>,
}

/// One attachment of which pieces are missing, here or there.
struct UnderWay {
    attachment: Attachment,
    missing: VecDeque<u32>,
}

impl<'a> Carrying<'a> {
    /// Looks for what waits here and for what is wanted here.
    pub(crate) fn begin(
        desk: &'a Mutex<Option<Desk>>,
        needs: &'a SyncNeeds,
        region: &'a Region,
    ) -> Result<Self, Refused> {
        let queue = with(desk, |desk| {
            desk.settle_unnamed()?;
            desk.want_kept_papers()?;
            let mut queue = desk
                .store
                .attachments(AttachmentState::Waiting, MOST_ATTACHMENTS)?;
            queue.extend(
                desk.store
                    .attachments(AttachmentState::Wanted, MOST_ATTACHMENTS)?,
            );
            Ok(queue)
        })?;
        Ok(Self {
            desk,
            needs,
            region,
            queue: queue.into(),
            now: None,
        })
    }

    /// Whether there is more to carry.
    pub(crate) fn has_more(&self) -> bool {
        self.now.is_some() || !self.queue.is_empty()
    }

    /// Carries one piece. What the region refuses of one attachment holds up no other.
    pub(crate) async fn one_piece(&mut self, report: &mut SyncReport) -> Result<(), Refused> {
        while self.has_more() {
            match self.step(report).await {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(Refused::RegionRefused(code) | Refused::BadAnswer(code)) => {
                    tracing::warn!(code, "an attachment was not carried");
                    report.pieces_refused += 1;
                    self.now = None;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// Carries a piece of the attachment under way, or begins with the next. Says whether a piece was carried.
    async fn step(&mut self, report: &mut SyncReport) -> Result<bool, Refused> {
        let Some(mut now) = self.now.take() else {
            if let Some(next) = self.queue.pop_front() {
                self.now = self.take_up(next).await?;
            }
            return Ok(false);
        };
        let Some(number) = now.missing.pop_front() else {
            return Ok(false);
        };
        match now.attachment.state {
            AttachmentState::Wanted => self.fetch(&now, number).await?,
            _ => self.send(&now, number).await?,
        }
        match now.attachment.state {
            AttachmentState::Wanted => report.pieces_received += 1,
            _ => report.pieces_sent += 1,
        }
        if !now.missing.is_empty() {
            self.now = Some(now);
        }
        Ok(true)
    }

    /// Asks what the region has of an attachment, and so what is missing on which side.
    async fn take_up(&self, attachment: Attachment) -> Result<Option<UnderWay>, Refused> {
        let content = attachment.content;
        with(self.desk, |desk| {
            Ok(desk.store.mark_asked(content, now_ms())?)
        })?;
        let there = self.state(&attachment, What::State).await?;
        let missing: VecDeque<u32> = if attachment.state == AttachmentState::Wanted {
            if !there.is_whole() {
                // Whoever attached it has not shared it yet.
                return Ok(None);
            }
            if there.total != attachment.pieces_count {
                return Err(Refused::BadAnswer("attachment.other_size".to_owned()));
            }
            let here = with(self.desk, |desk| Ok(desk.store.pieces_here(content)?))?;
            (0..there.total)
                .filter(|number| !here.contains(number))
                .collect()
        } else {
            (0..attachment.pieces_count)
                .filter(|number| !there.held.contains(number))
                .collect()
        };
        if missing.is_empty() {
            self.finish(&attachment)?;
            return Ok(None);
        }
        Ok(Some(UnderWay {
            attachment,
            missing,
        }))
    }

    async fn send(&self, now: &UnderWay, number: u32) -> Result<(), Refused> {
        let content = now.attachment.content;
        let piece = with(self.desk, |desk| Ok(desk.store.piece(content, number)?))?;
        let put = What::Put {
            number,
            total: now.attachment.pieces_count,
            piece: piece
                .ok_or_else(|| Refused::BadAnswer("attachment.unreadable".to_owned()))?
                .into(),
        };
        if self.state(&now.attachment, put).await?.is_whole() {
            self.finish(&now.attachment)?;
        }
        Ok(())
    }

    async fn fetch(&self, now: &UnderWay, number: u32) -> Result<(), Refused> {
        let AttachmentAnswer::Piece(piece) =
            self.ask(&now.attachment, What::Get { number }).await?
        else {
            return Err(Refused::BadAnswer("attachment.malformed".to_owned()));
        };
        with(self.desk, |desk| {
            Ok(desk
                .store
                .keep_piece(now.attachment.content, number, &piece)?)
        })?;
        if now.missing.is_empty() {
            self.finish(&now.attachment)?;
        }
        Ok(())
    }

    /// All pieces are on both sides. What was fetched counts only when it is what its name says.
    fn finish(&self, attachment: &Attachment) -> Result<(), Refused> {
        let content = attachment.content;
        let sound = with(self.desk, |desk| {
            if attachment.state == AttachmentState::Wanted {
                return Ok(desk.store.finish_attachment(content)?);
            }
            desk.store
                .mark_attachment(content, AttachmentState::Shared, None)?;
            Ok(true)
        })?;
        if sound {
            Ok(())
        } else {
            Err(Refused::BadAnswer("attachment.wrong_content".to_owned()))
        }
    }

    async fn state(&self, attachment: &Attachment, what: What) -> Result<AtRegion, Refused> {
        match self.ask(attachment, what).await? {
            AttachmentAnswer::State(state) => Ok(state),
            AttachmentAnswer::Piece(_) => {
                Err(Refused::BadAnswer("attachment.malformed".to_owned()))
            }
        }
    }

    async fn ask(&self, of: &Attachment, what: What) -> Result<AttachmentAnswer, Refused> {
        let request = AttachmentRequest {
            proto: AttachmentRequest::PROTO,
            device: self.needs.identity.device,
            document: of.document,
            content: of.content,
            what,
        };
        let request = seal(request, &self.needs.identity.signing_key)
            .map_err(|error| Refused::BadAnswer(error.code().to_owned()))?;
        let (bytes, _) = request.into_parts();
        let answer = self.region.post("attachment", bytes.into_vec()).await?;
        AttachmentAnswer::decode(&answer)
            .map_err(|error| Refused::BadAnswer(error.code().to_owned()))
    }
}
