//! Shelves and their feeds.
//!
//! *Guarantees* that the numbers of a shelf have no gap and that commit order is number order: the
//! counter lies in the row that the appending transaction holds. *If broken*: a device whose cursor
//! has passed a number never sees the entry that comes to stand there later.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sync_protocol::bytes::Bytes;
use sync_protocol::chain::Chain;
use sync_protocol::digest::{Heads, HeadsDigest};
use sync_protocol::feed::{FeedEntry, NoticeCode};
use sync_protocol::ids::{DocumentId, ShelfId};

use super::HubStore;
use crate::certificate::KeptCertificate;
use crate::sql;
use crate::trouble::Trouble;

/// The end of a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShelfHead {
    /// Which shelf.
    pub shelf: ShelfId,
    /// The number of its last entry; 0 before the first.
    pub seq: u64,
    /// The chain after it.
    pub chain: Chain,
    /// What the heads of its documents add up to.
    pub digest: HeadsDigest,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// Its number.
    pub seq: u64,
    /// Its encoding: what the chain was extended with.
    pub entry: Bytes,
    /// The chain after it.
    pub chain: Chain,
}

/// The kind of entry that names its place in a log instead of carrying its bytes. *Frozen.*
const CHANGE: u8 = 0;

/// Appends an entry, inside the caller's transaction, and gives its number.
pub(super) fn append(
    connection: &Connection,
    shelf: ShelfId,
    entry: &FeedEntry,
) -> Result<u64, Trouble> {
    let head = head(connection, shelf)?.ok_or(Trouble::Unreadable)?;
    let encoded = entry.encode();
    let seq = head.seq.saturating_add(1);
    let chain = head.chain.extend(&encoded);
    let (kind, document, doc_seq) = match entry {
        FeedEntry::Change {
            document, doc_seq, ..
        } => (CHANGE, Some(document), Some(doc_seq)),
        FeedEntry::Attach { document, .. } => (1, Some(document), None),
        FeedEntry::Detach { document, .. } => (2, Some(document), None),
        FeedEntry::Certificate { .. } => (3, None, None),
        FeedEntry::Notice { document, .. } => (4, document.as_ref(), None),
        // This hub writes only what it knows.
        FeedEntry::Unknown { .. } => return Err(Trouble::Unreadable),
    };
    connection
        .prepare_cached(
            "INSERT INTO feed (shelf, seq, kind, record, sheet, doc_seq, note, chain)
             VALUES (:shelf, :seq, :kind, :record, :sheet, :doc_seq, :note, :chain)",
        )?
        .execute(named_params! {
            ":shelf": shelf.to_bytes(),
            ":seq": seq,
            ":kind": kind,
            ":record": document.map(|document| document.record.to_bytes()),
            ":sheet": document.map(|document| document.sheet.get()),
            ":doc_seq": doc_seq,
            ":note": (kind != CHANGE).then_some(encoded.as_slice()),
            ":chain": chain.to_bytes(),
        })?;
    connection
        .prepare_cached("UPDATE shelf SET seq = :seq, chain = :chain WHERE id = :shelf")?
        .execute(named_params! {
            ":shelf": shelf.to_bytes(),
            ":seq": seq,
            ":chain": chain.to_bytes(),
        })?;
    Ok(seq)
}

/// Tells a shelf a certificate that it has not been told, inside the caller's transaction.
pub(super) fn tell_certificate(
    connection: &Connection,
    shelf: ShelfId,
    certificate: &KeptCertificate,
) -> Result<(), Trouble> {
    let new = connection
        .prepare_cached(
            "INSERT INTO shelf_certificate (shelf, certificate) VALUES (:shelf, :certificate)
             ON CONFLICT DO NOTHING",
        )?
        .execute(named_params! {
            ":shelf": shelf.to_bytes(),
            ":certificate": certificate.hash.to_bytes(),
        })?;
    if new > 0 {
        let entry = FeedEntry::Certificate {
            kind: certificate.subject.kind(),
            certificate: Bytes::from(certificate.bytes.as_slice()),
        };
        append(connection, shelf, &entry)?;
    }
    Ok(())
}

/// The shelves that carry a document, rising.
pub(super) fn shelves_of(
    connection: &Connection,
    document: DocumentId,
) -> Result<Vec<ShelfId>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT shelf FROM membership WHERE record = :record AND sheet = :sheet ORDER BY shelf",
    )?;
    let rows = statement.query_map(
        named_params! {
            ":record": document.record.to_bytes(),
            ":sheet": document.sheet.get(),
        },
        |row| Ok(ShelfId::new(row.get("shelf")?)),
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Replaces a document's part in a shelf's digest, inside the caller's transaction.
///
/// A document without a published change has no part: the devices do not hold it yet either.
pub(super) fn change_digest(
    connection: &Connection,
    shelf: ShelfId,
    document: DocumentId,
    before: &Heads,
    after: &Heads,
) -> Result<(), Trouble> {
    let mut digest = head(connection, shelf)?.ok_or(Trouble::Unreadable)?.digest;
    if before.iter().len() > 0 {
        digest = digest.remove(&document, before);
    }
    if after.iter().len() > 0 {
        digest = digest.add(&document, after);
    }
    connection
        .prepare_cached("UPDATE shelf SET digest = :digest WHERE id = :shelf")?
        .execute(named_params! {
            ":shelf": shelf.to_bytes(),
            ":digest": digest.to_bytes(),
        })?;
    Ok(())
}

pub(super) fn head(connection: &Connection, shelf: ShelfId) -> Result<Option<ShelfHead>, Trouble> {
    Ok(connection
        .prepare_cached("SELECT id, seq, chain, digest FROM shelf WHERE id = :shelf")?
        .query_row(named_params! { ":shelf": shelf.to_bytes() }, shelf_head)
        .optional()?)
}

impl HubStore {
    /// The end of a shelf, if there is such a shelf.
    pub fn shelf_head(&self, shelf: ShelfId) -> Result<Option<ShelfHead>, Trouble> {
        head(&self.connection, shelf)
    }

    /// The ends of all shelves.
    pub fn shelf_heads(&self) -> Result<Vec<ShelfHead>, Trouble> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, seq, chain, digest FROM shelf ORDER BY id")?;
        let rows = statement.query_map([], shelf_head)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The chain of a shelf after an entry; nothing where its feed is shorter.
    pub fn chain_at(&self, shelf: ShelfId, seq: u64) -> Result<Option<Chain>, Trouble> {
        if seq == 0 {
            return Ok(Some(Chain::genesis(&shelf)));
        }
        if i64::try_from(seq).is_err() {
            return Ok(None);
        }
        Ok(self
            .connection
            .prepare_cached("SELECT chain FROM feed WHERE shelf = :shelf AND seq = :seq")?
            .query_row(
                named_params! { ":shelf": shelf.to_bytes(), ":seq": seq },
                |row| Ok(Chain::new(row.get("chain")?)),
            )
            .optional()?)
    }

    /// The entries of a shelf after a number, in order: at most `limit`, and no further once they
    /// hold `budget_bytes`.
    pub fn feed_page(
        &self,
        shelf: ShelfId,
        after: u64,
        limit: u32,
        budget_bytes: usize,
    ) -> Result<Vec<FeedRow>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT seq, kind, feed.record AS record, feed.sheet AS sheet, feed.doc_seq AS doc_seq,
                    note, chain, bytes
             FROM feed LEFT JOIN log ON kind = 0 AND log.record = feed.record
                 AND log.sheet = feed.sheet AND log.doc_seq = feed.doc_seq
             WHERE shelf = :shelf AND seq > :after ORDER BY seq LIMIT :limit",
        )?;
        let mut rows = statement.query(named_params! {
            ":shelf": shelf.to_bytes(),
            ":after": after,
            ":limit": limit,
        })?;
        let mut page = Vec::new();
        let mut bytes = 0_usize;
        while bytes < budget_bytes
            && let Some(row) = rows.next()?
        {
            let entry = entry(row)?;
            bytes = bytes.saturating_add(entry.len());
            page.push(FeedRow {
                seq: row.get("seq")?,
                entry,
                chain: Chain::new(row.get("chain")?),
            });
        }
        Ok(page)
    }

    /// Tells a shelf something to know.
    pub fn notify(
        &mut self,
        shelf: ShelfId,
        code: NoticeCode,
        document: Option<DocumentId>,
        detail: &[u8],
    ) -> Result<u64, Trouble> {
        let transaction = self.write()?;
        let notice = FeedEntry::Notice {
            code,
            document,
            detail: Bytes::from(detail),
        };
        let seq = append(&transaction, shelf, &notice)?;
        transaction.commit()?;
        Ok(seq)
    }

    /// The shelves that carry a document.
    pub fn shelves_of(&self, document: DocumentId) -> Result<Vec<ShelfId>, Trouble> {
        shelves_of(&self.connection, document)
    }

    /// The documents a shelf carries.
    pub fn documents_of(&self, shelf: ShelfId) -> Result<Vec<DocumentId>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, sheet FROM membership WHERE shelf = :shelf ORDER BY record, sheet",
        )?;
        let rows =
            statement.query_map(named_params! { ":shelf": shelf.to_bytes() }, sql::document)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Bytes> {
    if row.get::<_, u8>("kind")? == CHANGE {
        let envelope: Vec<u8> = row.get("bytes")?;
        let change = FeedEntry::Change {
            document: sql::document(row)?,
            doc_seq: row.get("doc_seq")?,
            envelope: envelope.into(),
        };
        Ok(change.encode())
    } else {
        Ok(row.get::<_, Vec<u8>>("note")?.into())
    }
}

fn shelf_head(row: &Row<'_>) -> rusqlite::Result<ShelfHead> {
    Ok(ShelfHead {
        shelf: ShelfId::new(row.get("id")?),
        seq: row.get("seq")?,
        chain: Chain::new(row.get("chain")?),
        digest: HeadsDigest::new(row.get("digest")?),
    })
}
