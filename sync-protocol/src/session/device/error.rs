//! Why a response is not followed.

use thiserror::Error;

use crate::feed::FeedEntryError;
use crate::frame::FrameError;
use crate::stream::StreamError;

/// Why a response cannot be followed. What was applied before stays applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SessionError {
    /// The bytes are not a response.
    #[error(transparent)]
    Stream(StreamError),
    /// A part that may not come at this place.
    #[error("the parts of the response are not in order")]
    OutOfOrder,
    /// The head contradicts itself or the request.
    #[error("the head of the response does not fit the request")]
    BadHead,
    /// The end contradicts the request or the frames.
    #[error("the end of the response does not fit the request")]
    BadEnd,
    /// A frame of a shelf that was not asked for.
    #[error("a frame of a shelf that was not asked for")]
    UnknownShelf,
    /// A frame does not begin where the one before it ended.
    #[error("a frame does not begin where the last one ended")]
    Discontinuous,
    /// The entries of a frame do not give the chain it claims.
    #[error("the chain of a frame is broken")]
    ChainBroken,
    /// An entry cannot be read.
    #[error(transparent)]
    Entry(#[from] FeedEntryError),
    /// The hub refers to an envelope of the device's own that is not held here, or not as the hub has it. The next
    /// request asks for them whole.
    #[error("an envelope of this device's own is not held here as the hub has it")]
    OwnMissing,
    /// The hub has other envelopes under numbers that this device gave: it was copied, or set back to an image of its
    /// disk. Nothing it says of these numbers is about what is held here.
    #[error("the hub has other envelopes under numbers of this device")]
    Forked,
    /// The response ended before its end part.
    #[error("the response was cut")]
    Cut,
}

impl SessionError {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::OutOfOrder => "session.out_of_order",
            Self::BadHead => "session.bad_head",
            Self::BadEnd => "session.bad_end",
            Self::UnknownShelf => "session.unknown_shelf",
            Self::Discontinuous => "session.discontinuous",
            Self::ChainBroken => "session.chain_broken",
            Self::Entry(error) => error.code(),
            Self::OwnMissing => "session.own_missing",
            Self::Forked => "session.forked",
            Self::Cut => "session.cut",
        }
    }
}

impl From<StreamError> for SessionError {
    fn from(error: StreamError) -> Self {
        match error {
            StreamError::Frame(FrameError::OwnMissing) => Self::OwnMissing,
            other => Self::Stream(other),
        }
    }
}
