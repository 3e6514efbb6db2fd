//! The columns of a change with one operation, as nearly all are: a shape that many changes share, and what differs.
//!
//! After its actors a change holds columns, each a number that says what it is (its last three bits: in which form), a
//! length and bytes. Where there is one operation each column is one item, so lengths and runs say nothing new. The
//! shape has the columns with their lengths left out and with those numbers in place that are mostly the same: counts,
//! actors, actions. Names, values and places in the history differ and follow.

use std::collections::BTreeMap;

use super::said::Said;
use super::{Lean, Reader, ids};
use crate::frame::FrameError;
use crate::leb::{self, Number};

/// "One item follows", at the front of a run-length column.
const ONE: u8 = 0x7f;
/// The longest column that goes into a shape.
const MAX_IN_SHAPE: usize = 8;

/// In which form a column is, by the last three bits of its number.
enum Form {
    /// Counts, actors, numbers and yes-or-no: in the shape as they are.
    Same,
    /// A number as the difference to the one before: a place in the history.
    Place,
    /// A string.
    Name,
    /// Type and length of a value.
    Meta,
    /// Values.
    Value,
}

impl Form {
    fn of(column: u64) -> Self {
        match column & 7 {
            3 => Self::Place,
            5 => Self::Name,
            6 => Self::Meta,
            7 => Self::Value,
            _ => Self::Same,
        }
    }
}

/// What differs, in the order of the columns.
enum Differs<'a> {
    Place(u64, u64),
    Text(&'a [u8]),
}

/// Columns taken apart.
pub(super) struct Columns<'a> {
    pub(super) shape: Vec<u8>,
    differs: Vec<Differs<'a>>,
}

impl<'a> Columns<'a> {
    /// Nothing where there is more than one operation, or anything that could not be put together again.
    pub(super) fn of(rest: &'a [u8]) -> Option<Self> {
        let listed = list(rest)?;
        let lengths: BTreeMap<u64, usize> = listed
            .iter()
            .map(|(column, data)| (*column, data.len()))
            .collect();
        let mut shape = Vec::new();
        let mut differs = Vec::new();
        leb::write(listed.len() as u64, &mut shape);
        for (column, data) in listed {
            leb::write(column, &mut shape);
            match Form::of(column) {
                Form::Same if data.len() > MAX_IN_SHAPE => return None,
                Form::Same => {
                    leb::write(data.len() as u64, &mut shape);
                    shape.extend_from_slice(data);
                }
                Form::Place => match leb::read_signed(one(data)?) {
                    Some((place, [])) => differs.push(Differs::Place(column, place)),
                    _ => return None,
                },
                Form::Name => {
                    let (len, name) = number(one(data)?)?;
                    if len != name.len() as u64 {
                        return None;
                    }
                    differs.push(Differs::Text(name));
                }
                Form::Meta => {
                    let (meta, after) = number(one(data)?)?;
                    let value = lengths.get(&(column + 1)).copied().unwrap_or(0);
                    if !after.is_empty() || meta >> 4 != value as u64 {
                        return None;
                    }
                    shape.push((meta & 0xf) as u8);
                }
                Form::Value => differs.push(Differs::Text(data)),
            }
        }
        Some(Self { shape, differs })
    }

    /// Writes what differs.
    pub(super) fn write(&self, said: &mut Said, lean: &mut Lean) {
        for differs in &self.differs {
            match differs {
                Differs::Place(column, place) => {
                    let last = said.places.insert(*column, *place).unwrap_or(0);
                    lean.distance(*place, last.wrapping_add(1));
                }
                Differs::Text(text) => ids::write(text, said, lean),
            }
        }
    }
}

/// Reads what differs and puts the columns of a shape together again onto the end of `out`.
pub(super) fn read(
    shape: &[u8],
    reader: &mut Reader<'_>,
    said: &mut Said,
    out: &mut Vec<u8>,
) -> Result<(), FrameError> {
    let mut rest = shape;
    let mut columns: Vec<(u64, Vec<u8>)> = Vec::new();
    for _ in 0..take_number(&mut rest)? {
        let column = take_number(&mut rest)?;
        let mut data = Vec::new();
        match Form::of(column) {
            Form::Same => {
                let len = take_number(&mut rest)?;
                let len = usize::try_from(len).map_err(|_| FrameError::Malformed)?;
                data.extend_from_slice(take(&mut rest, len)?);
            }
            Form::Place => {
                let last = said.places.get(&column).copied().unwrap_or(0);
                let place = reader.distance(last.wrapping_add(1))?;
                said.places.insert(column, place);
                data.push(ONE);
                leb::write_signed(place, &mut data);
            }
            Form::Name => {
                let mut name = Vec::new();
                ids::read(reader, said, &mut name)?;
                data.push(ONE);
                leb::write(name.len() as u64, &mut data);
                data.extend(name);
            }
            Form::Meta => data.extend([ONE, take(&mut rest, 1)?.first().copied().unwrap_or(0)]),
            Form::Value => {
                ids::read(reader, said, &mut data)?;
                if let Some((meta, its)) = columns.last_mut()
                    && *meta + 1 == column
                {
                    let kind = its.pop().unwrap_or(0);
                    leb::write((data.len() as u64) << 4 | u64::from(kind), its);
                }
            }
        }
        reader.spend(data.len() + 2)?;
        columns.push((column, data));
    }
    leb::write(columns.len() as u64, out);
    for (column, data) in &columns {
        leb::write(*column, out);
        leb::write(data.len() as u64, out);
    }
    out.extend(columns.into_iter().flat_map(|(_, data)| data));
    Ok(())
}

/// The columns by their numbers, where there is nothing else.
fn list(rest: &[u8]) -> Option<Vec<(u64, &[u8])>> {
    let (count, mut rest) = number(rest)?;
    let mut heads = Vec::new();
    for _ in 0..count {
        let (column, after) = number(rest)?;
        let (len, after) = number(after)?;
        heads.push((column, usize::try_from(len).ok()?));
        rest = after;
    }
    let mut listed = Vec::with_capacity(heads.len());
    for (column, len) in heads {
        let (data, after) = rest.split_at_checked(len)?;
        listed.push((column, data));
        rest = after;
    }
    let rising = listed.is_sorted_by(|(one, _), (next, _)| one < next);
    (rest.is_empty() && rising).then_some(listed)
}

/// What follows "one item follows".
fn one(data: &[u8]) -> Option<&[u8]> {
    data.strip_prefix(&[ONE])
}

fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    match leb::read(bytes) {
        Number::Read(value, rest) => Some((value, rest)),
        Number::Cut | Number::Bad => None,
    }
}

fn take_number(bytes: &mut &[u8]) -> Result<u64, FrameError> {
    let (value, rest) = number(bytes).ok_or(FrameError::Malformed)?;
    *bytes = rest;
    Ok(value)
}

fn take<'a>(bytes: &mut &'a [u8], len: usize) -> Result<&'a [u8], FrameError> {
    let (taken, rest) = bytes.split_at_checked(len).ok_or(FrameError::Malformed)?;
    *bytes = rest;
    Ok(taken)
}
