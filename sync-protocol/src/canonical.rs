//! One encoding per message: decode, encode again, compare.

use minicbor::{Decode, Decoder, Encode};

/// Why bytes are not a message of the expected kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The bytes end too early.
    Truncated,
    /// The bytes do not have the expected form.
    Malformed,
    /// The bytes mean something, but are not the one encoding of it.
    NotCanonical,
}

/// Encodes. Writing into memory cannot fail, and no type of this crate refuses to be encoded.
pub(crate) fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    match minicbor::encode(value, &mut bytes) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// Decodes bytes that must be the one encoding of a `T`.
pub(crate) fn decode<T>(bytes: &[u8]) -> Result<T, Fault>
where
    T: Encode<()> + for<'b> Decode<'b, ()>,
{
    let mut decoder = Decoder::new(bytes);
    let value: T = decoder.decode().map_err(|error| fault_of(&error))?;
    if decoder.position() != bytes.len() || encode(&value) != bytes {
        return Err(Fault::NotCanonical);
    }
    Ok(value)
}

/// The first number of a message that begins with `depth` nested arrays, which is its version or its kind.
pub(crate) fn leading_number(bytes: &[u8], depth: u8) -> Result<u64, Fault> {
    let mut decoder = Decoder::new(bytes);
    for _ in 0..depth {
        decoder.array().map_err(|error| fault_of(&error))?;
    }
    decoder.u64().map_err(|error| fault_of(&error))
}

fn fault_of(error: &minicbor::decode::Error) -> Fault {
    if error.is_end_of_input() {
        Fault::Truncated
    } else {
        Fault::Malformed
    }
}
