//! A change without what its chunk says twice: no magic, checksum, type and length, dependencies and actors by number.

use super::columns::{self, Columns};
use super::said::Said;
use super::{Lean, Reader, ids};
use crate::bytes::Bytes;
use crate::change::{ChangeHeader, chunk_around};
use crate::frame::FrameError;
use crate::hashes::ChangeHash;
use crate::ids::DocumentId;
use crate::leb::{self, Number};
use crate::limits::{MAX_ACTOR_BYTES, MAX_CHANGE_DEPS};

/// Any bytes, as they are.
const AS_IT_IS: u64 = 0;
/// A change that builds on the one before it in its document, and on no other.
const FOLLOWS: u64 = 1;
/// A change with so many dependencies more than this, which are named.
const NAMED: u64 = 2;

/// Writes a change of a document.
pub(super) fn write(chunk: &[u8], document: DocumentId, said: &mut Said, lean: &mut Lean) {
    let Some(change) = Parts::of(chunk) else {
        lean.number(AS_IT_IS);
        return lean.text(chunk);
    };
    let Parts {
        header,
        opening,
        others,
        rest,
    } = change;
    let last = said.heads.get(&document);
    if last.is_some_and(|last| header.deps == [*last]) {
        lean.number(FOLLOWS);
    } else {
        lean.number(NAMED + header.deps.len() as u64);
        for dep in &header.deps {
            if said.changes.write(dep, lean) {
                lean.noise(dep.as_bytes());
            }
        }
    }
    write_actor(&header.actor, said, lean);
    let (seq, start_op) = said.numbers.get(&header.actor).copied().unwrap_or((0, 0));
    lean.distance(header.seq, seq.wrapping_add(1));
    lean.distance(header.start_op, start_op.wrapping_add(1));
    // Without a shape: no bytes of columns.
    let columns = Columns::of(rest);
    let mut shape = opening.to_vec();
    leb::write(others.len() as u64, &mut shape);
    shape.extend(columns.iter().flat_map(|columns| &columns.shape));
    if said.shapes.write(&shape, lean) {
        lean.text(&shape);
    }
    for other in others {
        write_actor(other, said, lean);
    }
    match columns {
        Some(columns) => columns.write(said, lean),
        None => ids::write(rest, said, lean),
    }
    remember(header.actor, header.seq, header.start_op, said);
    said.changes.add(header.hash);
    said.heads.insert(document, header.hash);
}

/// Reads a change of a document.
pub(super) fn read(
    reader: &mut Reader<'_>,
    document: DocumentId,
    said: &mut Said,
) -> Result<Bytes, FrameError> {
    let deps = match reader.number()? {
        AS_IT_IS => {
            let chunk = reader.text()?;
            reader.spend(chunk.len())?;
            return Ok(chunk.into());
        }
        FOLLOWS => vec![*said.heads.get(&document).ok_or(FrameError::Malformed)?],
        named => read_deps(named - NAMED, reader, said)?,
    };
    let mut body = Vec::new();
    leb::write(deps.len() as u64, &mut body);
    body.extend(deps.iter().flat_map(ChangeHash::as_bytes));
    let actor = read_actor(reader, said)?;
    push(&actor, &mut body);
    let (seq, start_op) = said.numbers.get(&actor).copied().unwrap_or((0, 0));
    let seq = reader.distance(seq.wrapping_add(1))?;
    let start_op = reader.distance(start_op.wrapping_add(1))?;
    leb::write(seq, &mut body);
    leb::write(start_op, &mut body);
    let shape = said
        .shapes
        .read(reader, |reader| reader.text().map(<[u8]>::to_vec))?;
    reader.spend(body.len() + shape.len())?;
    let (opening, others, columns) = split_shape(&shape).ok_or(FrameError::Malformed)?;
    body.extend_from_slice(opening);
    leb::write(others, &mut body);
    for _ in 0..others {
        let other = read_actor(reader, said)?;
        reader.spend(1 + other.len())?;
        push(&other, &mut body);
    }
    match columns {
        [] => ids::read(reader, said, &mut body)?,
        columns => columns::read(columns, reader, said, &mut body)?,
    }
    let (chunk, hash) = chunk_around(&body);
    remember(actor, seq, start_op, said);
    said.changes.add(hash);
    said.heads.insert(document, hash);
    Ok(chunk.into())
}

/// Notes a change that both sides hold.
pub(super) fn remember_whole(chunk: &[u8], document: DocumentId, said: &mut Said) {
    if let Ok(header) = ChangeHeader::read(chunk) {
        said.changes.add(header.hash);
        said.heads.insert(document, header.hash);
    }
}

fn read_deps(
    count: u64,
    reader: &mut Reader<'_>,
    said: &mut Said,
) -> Result<Vec<ChangeHash>, FrameError> {
    if count > MAX_CHANGE_DEPS as u64 {
        return Err(FrameError::Malformed);
    }
    let dep = |_| {
        let whole = |reader: &mut Reader<'_>| reader.noise_array().map(ChangeHash::new);
        said.changes.read(reader, whole)
    };
    (0..count).map(dep).collect()
}

fn remember(actor: Vec<u8>, seq: u64, start_op: u64, said: &mut Said) {
    said.numbers.insert(actor, (seq, start_op));
}

fn write_actor(actor: &[u8], said: &mut Said, lean: &mut Lean) {
    if said.actors.write(&actor.to_vec(), lean) {
        lean.number(actor.len() as u64);
        lean.noise(actor);
    }
}

fn read_actor(reader: &mut Reader<'_>, said: &mut Said) -> Result<Vec<u8>, FrameError> {
    said.actors.read(reader, |reader| {
        let len = reader.count(MAX_ACTOR_BYTES)?;
        reader.noise(len).map(<[u8]>::to_vec)
    })
}

fn push(actor: &[u8], body: &mut Vec<u8>) {
    leb::write(actor.len() as u64, body);
    body.extend_from_slice(actor);
}

/// A change chunk, taken apart as far as its actors.
struct Parts<'a> {
    header: ChangeHeader,
    /// The time and the message.
    opening: &'a [u8],
    /// Actors whose operations it names.
    others: Vec<&'a [u8]>,
    /// The columns.
    rest: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Nothing where the bytes are not a plain change chunk that can be put together again.
    fn of(chunk: &'a [u8]) -> Option<Self> {
        let (header, after_header) = ChangeHeader::read_with_rest(chunk).ok()?;
        let (opening, count, mut rest) = split_shape(after_header)?;
        let mut others = Vec::new();
        for _ in 0..count {
            let (other, after) = split_text(rest)?;
            if other.len() > MAX_ACTOR_BYTES {
                return None;
            }
            others.push(other);
            rest = after;
        }
        Some(Self {
            header,
            opening,
            others,
            rest,
        })
    }
}

/// Time and message, then how many other actors there are, then the rest.
fn split_shape(bytes: &[u8]) -> Option<(&[u8], u64, &[u8])> {
    let time = 1 + bytes.iter().position(|byte| byte & 0x80 == 0)?;
    let (_message, after) = split_text(bytes.get(time..)?)?;
    let opening = bytes.get(..bytes.len() - after.len())?;
    let (others, rest) = split_number(after)?;
    Some((opening, others, rest))
}

fn split_text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = split_number(bytes)?;
    rest.split_at_checked(usize::try_from(len).ok()?)
}

fn split_number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    match leb::read(bytes) {
        Number::Read(value, rest) => Some((value, rest)),
        Number::Cut | Number::Bad => None,
    }
}
