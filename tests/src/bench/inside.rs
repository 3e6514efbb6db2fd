//! What the bytes of a request are: which of them nothing makes smaller, and what is left of the text.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use sync_protocol::bytes::Bytes;
use sync_protocol::change::ChangeHeader;
use sync_protocol::envelope::{EnvelopeHeader, SignedEnvelope};
use sync_protocol::frame::Level;
use sync_protocol::session::push::pack_envelopes;

use super::ours::BUDGET_BYTES;

/// The bytes of a request, part by part; together they are the request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Inside {
    /// Signatures of envelopes.
    pub signatures: u64,
    /// What is told once of who, where and on what: devices, authors, documents and the envelope before the first.
    pub names: u64,
    /// Changes built upon that are not in the request.
    pub dependencies: u64,
    /// Ids of entries, and actors.
    pub ids: u64,
    /// Everything else of the envelopes before it is packed: times, numbers, fields, words.
    pub text: u64,
    /// The same, packed.
    pub packed: u64,
    /// The request around its envelopes: cursors, its own signature, the heads of frames.
    pub around: u64,
}

/// Takes the request apart that carries these envelopes. Nothing where they are in more than one frame, which would
/// each tell anew who and where.
pub(super) fn inside(request_bytes: u64, envelopes: &[Bytes]) -> Result<Option<Inside>> {
    let first = envelopes.first().context("an envelope")?;
    let sender = SignedEnvelope::decode(first)?.claimed().header.device;
    let frames = pack_envelopes(sender, envelopes, BUDGET_BYTES, Level::DEVICE)?.frames;
    let [frame] = frames.as_slice() else {
        return Ok(None);
    };
    let mut head = frame.get(1..).unwrap_or_default();
    let [text, packed, noise] = [number(&mut head)?, number(&mut head)?, number(&mut head)?];
    let mut inside = Inside {
        text,
        packed,
        ..Inside::default()
    };
    let mut told = Told::default();
    // The request around the frame names it.
    told.once.insert(sender.as_bytes().to_vec());
    for bytes in envelopes {
        told.envelope(bytes)?;
    }
    inside.signatures = 64 * envelopes.len() as u64;
    inside.names = told.names;
    inside.dependencies = told.dependencies;
    let named = inside.signatures + inside.names + inside.dependencies;
    inside.ids = noise.checked_sub(named).context("all noise is named")?;
    inside.around = request_bytes
        .checked_sub(inside.packed + noise)
        .context("the frames are in the request")?;
    Ok(Some(inside))
}

/// What was told in full before.
#[derive(Default)]
struct Told {
    once: BTreeSet<Vec<u8>>,
    names: u64,
    dependencies: u64,
}

impl Told {
    fn envelope(&mut self, bytes: &[u8]) -> Result<()> {
        let signed = SignedEnvelope::decode(bytes)?;
        let EnvelopeHeader {
            document,
            device,
            author,
            prev,
            ..
        } = &signed.claimed().header;
        for name in [
            device.as_bytes().as_slice(),
            author.as_bytes(),
            document.record.as_bytes(),
        ] {
            self.names += self.first(name);
        }
        if let Some(prev) = prev {
            self.names += self.first(prev.as_bytes());
        }
        self.once.insert(signed.hash().as_bytes().to_vec());
        for change in &signed.claimed().changes {
            let change = ChangeHeader::read(change)?;
            for dependency in &change.deps {
                self.dependencies += self.first(dependency.as_bytes());
            }
            self.once.insert(change.hash.as_bytes().to_vec());
        }
        Ok(())
    }

    /// How many bytes a thing takes where it is told in full the first time only.
    fn first(&mut self, name: &[u8]) -> u64 {
        match self.once.insert(name.to_vec()) {
            true => name.len() as u64,
            false => 0,
        }
    }
}

/// A LEB128 number at the front.
fn number(bytes: &mut &[u8]) -> Result<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().context("a frame has a head")?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    anyhow::bail!("a number without an end")
}
