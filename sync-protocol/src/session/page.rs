//! Cuts the entries after a cursor into frames.

#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::bytes::Bytes;
use crate::cursor::Cursor;
use crate::frame::{FeedFrame, FrameError, Level};
use crate::ids::DeviceId;
use crate::limits::{MAX_FEED_ENTRY_BYTES, MAX_ITEMS_PER_FRAME, USUAL_FRAME_KIB};
use crate::stream;

/// Why entries cannot be paged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PageError {
    /// An entry is larger than any frame may hold; it should never have been written.
    #[error("a feed entry is too large to send")]
    EntryTooLarge,
    /// A feed of more entries than there are numbers.
    #[error("the feed is at the end of numbers")]
    EndOfNumbers,
    /// A frame could not be packed.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// Takes the entries of one shelf in order and gives out parts of the response as they fill up.
#[derive(Debug)]
pub struct Pager {
    cursor: Cursor,
    target_raw_bytes: usize,
    level: Level,
    own: Option<DeviceId>,
    entries: Vec<Bytes>,
    raw_bytes: usize,
}

impl Pager {
    /// A pager that goes on from a cursor. Frames hold about `target_raw_bytes` before compression: smaller ones
    /// lose less to a cut, larger ones compress better.
    #[must_use]
    pub fn new(from: Cursor, target_raw_bytes: usize, level: Level) -> Self {
        let target_raw_bytes = target_raw_bytes.min(MAX_FEED_ENTRY_BYTES);
        Self {
            cursor: from,
            target_raw_bytes,
            level,
            own: None,
            entries: Vec::new(),
            raw_bytes: 0,
        }
    }

    /// A pager with frames of the usual size.
    #[must_use]
    pub fn usual(from: Cursor, level: Level) -> Self {
        Self::new(from, usize::from(USUAL_FRAME_KIB) * 1024, level)
    }

    /// For a device that holds what it has signed itself: only numbers are sent in its place.
    #[must_use]
    pub fn referring_to(mut self, own: DeviceId) -> Self {
        self.own = Some(own);
        self
    }

    /// Takes the next entry, encoded; gives a part when the frame before it is full.
    ///
    /// # Errors
    /// When the entry is too large.
    pub fn push(&mut self, entry: Bytes) -> Result<Option<Vec<u8>>, PageError> {
        if entry.len() > MAX_FEED_ENTRY_BYTES {
            return Err(PageError::EntryTooLarge);
        }
        let full = self.raw_bytes + entry.len() > self.target_raw_bytes
            || self.entries.len() >= MAX_ITEMS_PER_FRAME;
        let part = if full { self.finish_frame()? } else { None };
        self.cursor = self.cursor.after(&entry).ok_or(PageError::EndOfNumbers)?;
        self.raw_bytes += entry.len();
        self.entries.push(entry);
        Ok(part)
    }

    /// Pages entries that are all at hand, to the end.
    ///
    /// # Errors
    /// When an entry is too large.
    pub fn all(
        mut self,
        entries: impl IntoIterator<Item = Bytes>,
    ) -> Result<(Vec<Vec<u8>>, Cursor), PageError> {
        let mut parts = Vec::new();
        for entry in entries {
            parts.extend(self.push(entry)?);
        }
        let (last, cursor) = self.finish()?;
        parts.extend(last);
        Ok((parts, cursor))
    }

    /// Gives the last part, if there is anything left, and the place it ends in.
    ///
    /// # Errors
    /// When the frame cannot be packed.
    pub fn finish(mut self) -> Result<(Option<Vec<u8>>, Cursor), PageError> {
        let part = self.finish_frame()?;
        Ok((part, self.cursor))
    }

    fn finish_frame(&mut self) -> Result<Option<Vec<u8>>, PageError> {
        if self.entries.is_empty() {
            return Ok(None);
        }
        let frame = FeedFrame {
            shelf: self.cursor.shelf,
            seq: self.cursor.seq,
            chain: self.cursor.chain,
            entries: std::mem::take(&mut self.entries),
        };
        self.raw_bytes = 0;
        Ok(Some(stream::frame_part(
            &frame.encode_for(self.own, self.level)?,
        )))
    }
}

/// Pages entries that are all at hand, for anybody.
///
/// # Errors
/// When an entry is too large.
pub fn page(
    from: Cursor,
    entries: impl IntoIterator<Item = Bytes>,
    target_raw_bytes: usize,
    level: Level,
) -> Result<(Vec<Vec<u8>>, Cursor), PageError> {
    Pager::new(from, target_raw_bytes, level).all(entries)
}
