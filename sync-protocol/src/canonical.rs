//! One encoding per message: decode, encode again, compare.

use minicbor::{Decode, Decoder, Encode};

/// Most messages are no longer; growing step by step costs more than writing them.
const USUAL_BYTES: usize = 512;

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
    encode_into(value, Vec::with_capacity(USUAL_BYTES))
}

fn encode_into<T: Encode<()>>(value: &T, mut bytes: Vec<u8>) -> Vec<u8> {
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
    if decoder.position() != bytes.len()
        || encode_into(&value, Vec::with_capacity(bytes.len())) != bytes
    {
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

/// Decodes a list of at most `MAX` items. The count is checked before anything is allocated.
pub(crate) fn at_most<'b, T, C, const MAX: usize>(
    d: &mut Decoder<'b>,
    ctx: &mut C,
) -> Result<Vec<T>, minicbor::decode::Error>
where
    T: Decode<'b, C>,
{
    let at = d.position();
    let count = d.array()?.and_then(|count| usize::try_from(count).ok());
    let Some(count) = count.filter(|count| *count <= MAX) else {
        return Err(
            minicbor::decode::Error::message("a list is too long or of unknown length").at(at),
        );
    };
    // Every item takes a byte at least, so a count the input cannot hold fails below without allocating for it.
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(d.decode_with(ctx)?);
    }
    Ok(items)
}

fn fault_of(error: &minicbor::decode::Error) -> Fault {
    if error.is_end_of_input() {
        Fault::Truncated
    } else {
        Fault::Malformed
    }
}
