//! Messages on a pipe: four bytes of length, most significant first, then CBOR.

use std::io::{self, ErrorKind, Read, Write};

use minicbor::{Decode, Encode};
use sync_protocol::limits::MAX_ENVELOPE_BYTES;
use thiserror::Error;

/// The longest message: one envelope's changes and a little around them.
pub const MAX_MESSAGE_BYTES: usize = MAX_ENVELOPE_BYTES + 64 * 1024;

/// Why no message could be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LineError {
    /// A length beyond [`MAX_MESSAGE_BYTES`].
    #[error("a message is too long")]
    TooLong,
    /// Bytes that are not a message.
    #[error("a message cannot be read")]
    Unreadable,
    /// The pipe broke in the middle of a message.
    #[error("the pipe broke ({0})")]
    Broken(ErrorKind),
}

impl From<io::Error> for LineError {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.kind())
    }
}

/// Reads the next message; nothing when the other side has closed between two.
///
/// # Errors
/// When the pipe breaks, or what comes is not a message.
pub fn read<M: for<'b> Decode<'b, ()>>(from: &mut impl Read) -> Result<Option<M>, LineError> {
    let mut length = [0_u8; 4];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| LineError::TooLong)?;
    if length > MAX_MESSAGE_BYTES {
        return Err(LineError::TooLong);
    }
    let mut bytes = vec![0_u8; length];
    from.read_exact(&mut bytes)?;
    minicbor::decode(&bytes)
        .map(Some)
        .map_err(|_| LineError::Unreadable)
}

/// Writes a message and sends it off.
///
/// # Errors
/// When the pipe breaks or the message is too long.
pub fn write<M: Encode<()>>(to: &mut impl Write, message: &M) -> Result<(), LineError> {
    let bytes = minicbor::to_vec(message).map_err(|_| LineError::Unreadable)?;
    if bytes.len() > MAX_MESSAGE_BYTES {
        return Err(LineError::TooLong);
    }
    let length = u32::try_from(bytes.len()).map_err(|_| LineError::TooLong)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(&bytes)?;
    to.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Answer;

    #[test]
    fn messages_follow_each_other() {
        let mut pipe = Vec::new();
        write(&mut pipe, &Answer::Taken).unwrap();
        write(&mut pipe, &Answer::Fine { not_in_force: 2 }).unwrap();
        let mut pipe = pipe.as_slice();
        assert_eq!(read(&mut pipe), Ok(Some(Answer::Taken)));
        assert_eq!(read(&mut pipe), Ok(Some(Answer::Fine { not_in_force: 2 })));
        assert_eq!(read::<Answer>(&mut pipe), Ok(None), "closed between two");
    }

    #[test]
    fn a_long_message_is_refused_before_room_is_made_for_it() {
        let pipe = u32::MAX.to_be_bytes();
        assert_eq!(
            read::<Answer>(&mut pipe.as_slice()),
            Err(LineError::TooLong)
        );
    }

    #[test]
    fn a_cut_message_is_an_error_and_not_an_end() {
        let mut pipe = Vec::new();
        write(&mut pipe, &Answer::Fine { not_in_force: 2 }).unwrap();
        pipe.pop();
        assert!(matches!(
            read::<Answer>(&mut pipe.as_slice()),
            Err(LineError::Broken(_))
        ));
    }
}
