//! The device's side of a sync.
//!
//! [`DeviceSync::begin`] makes the signed request. The response is fed in whatever pieces it comes in, and
//! [`DeviceSync::next_effect`] says, one at a time, what to do. An effect is to be made durable before the next is
//! asked for; whoever cannot drops the session and begins anew, from the cursors that are durable.

mod effect;
mod error;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use thiserror::Error;

pub use effect::{Effect, ShelfMark};
pub use error::SessionError;

use crate::bytes::Bytes;
use crate::cursor::Cursor;
use crate::envelope::SignedEnvelope;
use crate::feed::FeedEntry;
use crate::frame::{FeedFrame, FrameError, Level, Own};
use crate::ids::DeviceId;
use crate::keys::SigningKey;
use crate::limits::USUAL_FRAME_KIB;
use crate::message::refusal::RefusalCode;
use crate::message::request::{RequestError, SyncRequest};
use crate::message::response::{ShelfExceptionKind, SyncEnd, SyncHead};
use crate::session::push;
use crate::signed;
use crate::stream::{Part, PartReader};

/// What a device brings to a sync.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// Who it is.
    pub device: DeviceId,
    /// Where it stands in each shelf it carries, in any order.
    pub cursors: &'a [Cursor],
    /// What its clock says, milliseconds since 1970.
    pub clock_ms: u64,
    /// The highest of its own numbers that it was told is secured.
    pub last_secured: u64,
    /// Signed envelopes to give, each after those it builds on: its own by number; when offering again, those of
    /// others in the order they came.
    pub envelopes: &'a [Bytes],
    /// About how many bytes of envelopes to send at once.
    pub budget_bytes: usize,
    /// How hard to compress.
    pub level: Level,
    /// Whether to ask for its own envelopes whole, after [`SessionError::OwnMissing`].
    pub own_whole: bool,
    /// In which version to ask: [`SyncRequest::PROTO`], or an older one that the hub is known to speak.
    pub proto: u8,
    /// About how many KiB a frame of the answer may lose to a cut; a hub of version 1 is not told.
    pub frame_kib: u16,
}

/// Why a sync cannot begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BeginError {
    /// The request would be refused.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The envelopes cannot be packed.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// A request that is ready to be sent.
#[derive(Debug)]
pub struct Begun {
    /// The session that reads the response.
    pub session: DeviceSync,
    /// The bytes to send.
    pub request: Vec<u8>,
    /// How many of the offered envelopes are in it, counted from the first.
    pub taken: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    BeforeHead,
    Frames,
    Ended,
    Failed(SessionError),
}

/// An asked shelf and how far this session has come.
#[derive(Debug)]
struct Shelf {
    cursor: Cursor,
    carried: bool,
}

/// Reads one response.
#[derive(Debug)]
pub struct DeviceSync {
    device: DeviceId,
    reader: PartReader,
    stage: Stage,
    shelves: Vec<Shelf>,
    last_secured: u64,
    /// The lowest of its own numbers that was offered, found no room, and is not known to be secured.
    left_out: Option<u64>,
    proto: u8,
    unpublished: Option<u64>,
    waiting: VecDeque<Effect>,
}

impl DeviceSync {
    /// Builds and signs the request.
    ///
    /// # Errors
    /// When there are too many shelves, two cursors of one shelf, or an envelope too large to have been sealed.
    pub fn begin(offer: &Offer<'_>, key: &SigningKey) -> Result<Begun, BeginError> {
        let mut cursors = offer.cursors.to_vec();
        cursors.sort_unstable();
        let packed = push::pack_envelopes(
            offer.device,
            offer.envelopes,
            offer.budget_bytes,
            offer.level,
        )?;
        let request = SyncRequest {
            proto: offer.proto,
            device: offer.device,
            cursors,
            clock_ms: offer.clock_ms,
            last_secured: offer.last_secured,
            frames: packed.frames,
            own_whole: offer.own_whole,
            frame_kib: Some(offer.frame_kib)
                .filter(|kib| offer.proto > 1 && *kib != USUAL_FRAME_KIB),
        };
        let shelves = request
            .cursors
            .iter()
            .map(|cursor| Shelf {
                cursor: *cursor,
                carried: true,
            })
            .collect();
        let session = Self {
            device: offer.device,
            reader: PartReader::new(),
            stage: Stage::BeforeHead,
            shelves,
            last_secured: offer.last_secured,
            left_out: left_out(offer, packed.taken),
            proto: offer.proto,
            unpublished: None,
            waiting: VecDeque::new(),
        };
        let sealed = signed::seal(request, key)?;
        Ok(Begun {
            session,
            request: sealed.into_parts().0.into_vec(),
            taken: packed.taken,
        })
    }

    /// Takes the next piece of the response.
    pub fn feed(&mut self, piece: &[u8]) {
        self.reader.feed(piece);
    }

    /// What to do next, or nothing when more bytes are needed or the response has ended. `own` gives an envelope that
    /// the device signed itself, by its number: the hub need not send it back.
    ///
    /// # Errors
    /// When the response cannot be followed; the same error from then on.
    pub fn next_effect(
        &mut self,
        own: &mut dyn FnMut(u64) -> Option<Bytes>,
    ) -> Result<Option<Effect>, SessionError> {
        loop {
            if let Some(effect) = self.waiting.pop_front() {
                return Ok(Some(effect));
            }
            if let Stage::Failed(error) = self.stage {
                return Err(error);
            }
            match self.read_part(own) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(error) => {
                    self.stage = Stage::Failed(error);
                    return Err(error);
                }
            }
        }
    }

    /// To be asked when the other side has closed and no effect is left.
    ///
    /// # Errors
    /// When the response was cut before its end. What was applied stays applied; the next sync goes on from there.
    pub fn close(self) -> Result<(), SessionError> {
        match self.stage {
            Stage::Ended if self.reader.is_between_parts() => Ok(()),
            Stage::Failed(error) => Err(error),
            Stage::Ended => Err(SessionError::OutOfOrder),
            Stage::BeforeHead | Stage::Frames => Err(SessionError::Cut),
        }
    }

    /// Reads one part into effects; false when there is no whole part.
    fn read_part(
        &mut self,
        own: &mut dyn FnMut(u64) -> Option<Bytes>,
    ) -> Result<bool, SessionError> {
        if self.stage == Stage::Ended {
            return if self.reader.is_between_parts() {
                Ok(false)
            } else {
                Err(SessionError::OutOfOrder)
            };
        }
        let mut own = Own::new(self.device, own);
        let Some(part) = self.reader.next_part_with(Some(&mut own))? else {
            return Ok(false);
        };
        match (self.stage, part) {
            (Stage::BeforeHead, Part::Head(head)) => {
                self.take_head(head)?;
                self.stage = Stage::Frames;
            }
            (Stage::Frames, Part::Frame(frame)) => match self.take_frame(frame) {
                // Something else is held under that number than what the hub has.
                Err(SessionError::ChainBroken) if own.asked().is_some() => {
                    return Err(SessionError::OwnMissing);
                }
                taken => taken?,
            },
            (Stage::Frames, Part::End(end)) => {
                self.take_end(&end)?;
                self.stage = Stage::Ended;
            }
            _ => return Err(SessionError::OutOfOrder),
        }
        Ok(true)
    }

    fn take_head(&mut self, head: SyncHead) -> Result<(), SessionError> {
        let of_this_version = match head.unpublished {
            None => true,
            Some(unpublished) => self.proto > 1 && unpublished > 0,
        };
        if head.dev_secured > head.dev_accepted || !of_this_version {
            return Err(SessionError::BadHead);
        }
        self.unpublished = (self.proto > 1).then_some(head.unpublished.unwrap_or(0));
        // What the head acknowledges is then the copy's, and would be taken for shared here.
        let mut of_own = head
            .refused
            .iter()
            .filter(|refusal| refusal.device.is_none());
        if of_own.any(|refusal| refusal.code == RefusalCode::FORK) {
            return Err(SessionError::Forked);
        }
        // A hub that has a number which it was not sent this time may have it of a copy.
        let compared = self.left_out.map_or(u64::MAX, |left_out| left_out - 1);
        self.waiting.push_back(Effect::Ack {
            accepted: head.dev_accepted.min(compared),
            secured: head.dev_secured.min(compared),
            hub_clock_ms: head.clock_ms,
        });
        // The first of its own that the hub refuses for a hole: what lies before the hole is gone at the hub.
        let first_refused = head.refused.iter().find(|refusal| refusal.device.is_none());
        let hole = first_refused.is_some_and(|refusal| refusal.code == RefusalCode::GAP);
        if hole || head.dev_accepted < self.last_secured {
            self.waiting.push_back(Effect::OfferAgain {
                after: head.dev_accepted,
            });
        }
        self.waiting
            .extend(head.refused.into_iter().map(Effect::Refused));
        let mut lowest_place = 0;
        for exception in &head.exceptions {
            let place = usize::from(exception.place);
            if place < lowest_place {
                return Err(SessionError::BadHead);
            }
            lowest_place = place + 1;
            let shelf = self.shelves.get_mut(place).ok_or(SessionError::BadHead)?;
            match exception.kind {
                ShelfExceptionKind::Repair => {
                    shelf.cursor = Cursor::start(shelf.cursor.shelf, head.epoch);
                    self.waiting.push_back(Effect::Repair {
                        cursor: shelf.cursor,
                    });
                }
                ShelfExceptionKind::NotCarried => {
                    shelf.carried = false;
                    self.waiting.push_back(Effect::NotCarried {
                        shelf: shelf.cursor.shelf,
                    });
                }
            }
        }
        // A hub of another epoch that does not ask for a repair would leave what it forgot forgotten.
        if self
            .shelves
            .iter()
            .any(|shelf| shelf.carried && shelf.cursor.epoch != head.epoch)
        {
            return Err(SessionError::BadHead);
        }
        for shelf in head.new_shelves {
            if self.shelves.iter().any(|asked| asked.cursor.shelf == shelf) {
                return Err(SessionError::BadHead);
            }
            self.waiting.push_back(Effect::NewShelf {
                cursor: Cursor::start(shelf, head.epoch),
            });
        }
        Ok(())
    }

    fn take_frame(&mut self, frame: FeedFrame) -> Result<(), SessionError> {
        let mut carried = self.shelves.iter_mut().filter(|shelf| shelf.carried);
        let shelf = carried
            .find(|shelf| shelf.cursor.shelf == frame.shelf)
            .ok_or(SessionError::UnknownShelf)?;
        let count = frame.entries.len() as u64;
        if shelf.cursor.seq.checked_add(count) != Some(frame.seq) {
            return Err(SessionError::Discontinuous);
        }
        let mut cursor = shelf.cursor;
        let mut entries = Vec::with_capacity(frame.entries.len());
        for bytes in &frame.entries {
            cursor = cursor.after(bytes).ok_or(SessionError::Discontinuous)?;
            entries.push(FeedEntry::decode(bytes)?);
        }
        if cursor.chain != frame.chain {
            return Err(SessionError::ChainBroken);
        }
        shelf.cursor = cursor;
        self.waiting.push_back(Effect::Apply { entries, cursor });
        Ok(())
    }

    fn take_end(&mut self, end: &SyncEnd) -> Result<(), SessionError> {
        let carried: Vec<Cursor> = self
            .shelves
            .iter()
            .filter(|shelf| shelf.carried)
            .map(|shelf| shelf.cursor)
            .collect();
        if carried.len() != end.marks.len() {
            return Err(SessionError::BadEnd);
        }
        let mut marks = Vec::with_capacity(carried.len());
        for (cursor, mark) in carried.iter().zip(&end.marks) {
            let complete = cursor.seq == mark.seq;
            if cursor.seq > mark.seq || (!complete && !end.more) {
                return Err(SessionError::BadEnd);
            }
            if complete {
                marks.push(ShelfMark {
                    cursor: *cursor,
                    digest: mark.digest,
                });
            }
        }
        self.waiting.push_back(Effect::Finished {
            marks,
            more: end.more,
            unpublished: self.unpublished,
        });
        Ok(())
    }
}

fn left_out(offer: &Offer<'_>, taken: usize) -> Option<u64> {
    let rest = offer.envelopes.get(taken..).unwrap_or_default();
    rest.iter().find_map(|bytes| {
        let envelope = SignedEnvelope::decode(bytes).ok()?;
        let header = &envelope.claimed().header;
        let counts = header.device == offer.device && header.dev_seq > offer.last_secured;
        counts.then_some(header.dev_seq)
    })
}
