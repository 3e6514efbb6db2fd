//! The heads digest: one number for the state of all documents of a shelf.
//!
//! The sum, modulo 2^256, of one hash per document over its sorted heads. A sum takes one step to update when one
//! document changes, and does not mind the order. The hub derives it from change headers alone, the device from
//! its real documents; if they differ at the same place of a feed, something is wrong and it is an incident.
//!
//! *Assumes* that whoever compares has nothing of its own in its documents that the feed does not have yet.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::change::ChangeHeader;
use crate::fixed::hex_bytes;
use crate::hashes::{ChangeHash, sha256};
use crate::ids::DocumentId;

hex_bytes!(
    /// The digest of a shelf, as a 256-bit number with its most significant byte first. *Frozen.*
    HeadsDigest, 32
);
hex_bytes!(
    /// The digest as sent: the first half of its SHA-256. Half is enough to notice, and a sync where nothing is
    /// new consists of little else. *Frozen.*
    DigestTag, 16
);

const DOCUMENT_CONTEXT: &[u8] = b"alongside heads\0";
const TAG_CONTEXT: &[u8] = b"alongside digest\0";

impl HeadsDigest {
    /// The digest of an empty shelf.
    pub const EMPTY: Self = Self::new([0; 32]);

    /// The digest of these documents, from scratch.
    pub fn of<'a>(documents: impl IntoIterator<Item = (&'a DocumentId, &'a Heads)>) -> Self {
        documents
            .into_iter()
            .fold(Self::EMPTY, |digest, (document, heads)| {
                digest.add(document, heads)
            })
    }

    /// With one more document.
    #[must_use]
    pub fn add(self, document: &DocumentId, heads: &Heads) -> Self {
        Self::new(sum(self.as_bytes(), &one(document, heads)))
    }

    /// Without a document that was added with these heads.
    #[must_use]
    pub fn remove(self, document: &DocumentId, heads: &Heads) -> Self {
        Self::new(sum(self.as_bytes(), &negative(&one(document, heads))))
    }

    /// With other heads of a document that is part of it.
    #[must_use]
    pub fn replace(self, document: &DocumentId, before: &Heads, after: &Heads) -> Self {
        self.remove(document, before).add(document, after)
    }

    /// The digest as sent.
    #[must_use]
    pub fn tag(&self) -> DigestTag {
        let hash = sha256(&[TAG_CONTEXT, self.as_bytes()]);
        let (half, _) = hash.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
        DigestTag::new(*half)
    }
}

/// The heads of a document: the changes that no other change builds on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heads(BTreeSet<ChangeHash>);

impl Heads {
    /// The heads of a document without a change.
    #[must_use]
    pub const fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// Takes one more change into account: it replaces what it builds on.
    ///
    /// *Assumes* that the change was not taken before and that all it builds on was.
    pub fn advance(&mut self, change: &ChangeHeader) {
        for dep in &change.deps {
            self.0.remove(dep);
        }
        self.0.insert(change.hash);
    }

    /// The hashes, sorted.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &ChangeHash> {
        self.0.iter()
    }
}

impl FromIterator<ChangeHash> for Heads {
    fn from_iter<I: IntoIterator<Item = ChangeHash>>(hashes: I) -> Self {
        Self(hashes.into_iter().collect())
    }
}

fn one(document: &DocumentId, heads: &Heads) -> [u8; 32] {
    let sheet = document.sheet.get().to_be_bytes();
    let mut parts: Vec<&[u8]> = vec![DOCUMENT_CONTEXT, document.record.as_bytes(), &sheet];
    parts.extend(heads.iter().map(|hash| hash.as_bytes().as_slice()));
    sha256(&parts)
}

fn sum(a: &[u8; 32], b: &[u8; 32]) -> [u8; 32] {
    let mut out = *a;
    let mut carry = 0_u16;
    for (digit, other) in out.iter_mut().rev().zip(b.iter().rev()) {
        let total = u16::from(*digit) + u16::from(*other) + carry;
        *digit = (total & 0xff) as u8;
        carry = total >> 8;
    }
    out
}

fn negative(a: &[u8; 32]) -> [u8; 32] {
    let mut one = [0; 32];
    if let Some(last) = one.last_mut() {
        *last = 1;
    }
    sum(&a.map(|digit| !digit), &one)
}
