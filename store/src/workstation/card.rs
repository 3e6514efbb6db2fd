//! Cards: what a list shows of each record, so that no list ever opens a document.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use std::collections::{HashMap, HashSet};
use sync_protocol::ids::RecordId;

use super::Workstation;
use super::{digest, search};
use crate::trouble::Trouble;

/// One record as a list shows it. Texts are empty where nothing is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub record: RecordId,
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// The name the person goes by.
    pub known_as: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// Ten digits.
    pub nhs_number: String,
    /// Room in the home.
    pub room: String,
    /// The resuscitation decision in words.
    pub cpr_words: String,
    /// The resuscitation decision as a code.
    pub cpr_code: String,
    /// How many conflicts are open.
    pub conflicts_count: u32,
    /// How many of the ten key items are recorded.
    pub key_items_count: u32,
    /// The labels of the key items that are not recorded, a line each.
    pub missing_items: String,
    /// How many imported values nobody has confirmed.
    pub unconfirmed_imports_count: u32,
    /// When the record last changed here.
    pub updated_at_ms: i64,
    /// What kind of record it is, in words.
    pub kind: String,
    /// How long somebody who may judge it expects, in words.
    pub stage: String,
    /// The day of the next review, `YYYY-MM-DD`.
    pub review_on: String,
    /// Whether something is withheld and its author lets that be said.
    pub withheld: bool,
    /// Whether the person has died.
    pub died: bool,
    /// Postcode, to be found by.
    pub postcode: String,
    /// Whether nothing of the record may be given out.
    pub stopped: bool,
    /// The day from which on something of it has not been looked at for too long, `YYYY-MM-DD`.
    pub old_from: String,
    /// What Today reads of the record. It is kept apart: a card that is read has none.
    pub digest: String,
}

impl Card {
    /// A card on which nothing is recorded yet.
    pub fn blank(record: RecordId) -> Self {
        Self {
            record,
            family: String::new(),
            given: String::new(),
            known_as: String::new(),
            birth_date: String::new(),
            nhs_number: String::new(),
            room: String::new(),
            cpr_words: String::new(),
            cpr_code: String::new(),
            conflicts_count: 0,
            key_items_count: 0,
            missing_items: String::new(),
            unconfirmed_imports_count: 0,
            updated_at_ms: 0,
            kind: String::new(),
            stage: String::new(),
            review_on: String::new(),
            withheld: false,
            died: false,
            postcode: String::new(),
            stopped: false,
            old_from: String::new(),
            digest: String::new(),
        }
    }
}

/// A card and what the outbox knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The card.
    pub card: Card,
    /// How many saves of this record no hub has accepted yet.
    pub unshared_count: u32,
    /// Whether it is coming here for the first time and not all of it has come.
    pub still_coming: bool,
    /// Whether it is shown by its face: what of the record itself has come is not.
    pub is_face: bool,
}

/// Where a card is kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    /// Cards of records.
    Record,
    /// Cards of faces.
    Face,
}

/// Writes a card, inside the caller's transaction, after the document that it follows from.
pub(super) fn write(connection: &Connection, table: Table, card: &Card) -> Result<(), Trouble> {
    let name = match table {
        Table::Record => "card",
        Table::Face => "face_card",
    };
    connection
        .prepare_cached(&format!(
            "INSERT INTO {name} (record, family, given, known_as, birth_date, nhs_number, room,
                               cpr_words, cpr_code, conflicts_count, key_items_count, missing_items,
                               unconfirmed_imports_count, updated_at_ms, search, kind, stage,
                               review_on, withheld, died, postcode, stopped, old_from)
             VALUES (:record, :family, :given, :known_as, :birth_date, :nhs_number, :room,
                     :cpr_words, :cpr_code, :conflicts_count, :key_items_count, :missing_items,
                     :unconfirmed_imports_count, :updated_at_ms, :search, :kind, :stage,
                     :review_on, :withheld, :died, :postcode, :stopped, :old_from)
             ON CONFLICT (record) DO UPDATE SET
                 family = excluded.family, given = excluded.given, known_as = excluded.known_as,
                 birth_date = excluded.birth_date, nhs_number = excluded.nhs_number,
                 room = excluded.room, cpr_words = excluded.cpr_words,
                 cpr_code = excluded.cpr_code, conflicts_count = excluded.conflicts_count,
                 key_items_count = excluded.key_items_count,
                 missing_items = excluded.missing_items,
                 unconfirmed_imports_count = excluded.unconfirmed_imports_count,
                 updated_at_ms = excluded.updated_at_ms, search = excluded.search,
                 kind = excluded.kind, stage = excluded.stage, review_on = excluded.review_on,
                 withheld = excluded.withheld, died = excluded.died, postcode = excluded.postcode,
                 stopped = excluded.stopped, old_from = excluded.old_from"
        ))?
        .execute(named_params! {
            ":record": card.record.to_bytes(),
            ":family": card.family,
            ":given": card.given,
            ":known_as": card.known_as,
            ":birth_date": card.birth_date,
            ":nhs_number": card.nhs_number,
            ":room": card.room,
            ":cpr_words": card.cpr_words,
            ":cpr_code": card.cpr_code,
            ":conflicts_count": card.conflicts_count,
            ":key_items_count": card.key_items_count,
            ":missing_items": card.missing_items,
            ":unconfirmed_imports_count": card.unconfirmed_imports_count,
            ":updated_at_ms": card.updated_at_ms,
            ":search": search::words_of(card),
            ":kind": card.kind,
            ":stage": card.stage,
            ":review_on": card.review_on,
            ":withheld": card.withheld,
            ":died": card.died,
            ":postcode": card.postcode,
            ":stopped": card.stopped,
            ":old_from": card.old_from,
        })?;
    match table {
        Table::Record => digest::write(connection, card),
        // Too little of the record is in a face for a day's work.
        Table::Face => Ok(()),
    }
}

impl Workstation {
    /// The people a search finds, by name. Every word of the query must begin a word of the card;
    /// an empty query finds everybody.
    pub fn people(&self, query: &str, limit: usize) -> Result<Vec<Person>, Trouble> {
        let wanted = search::wanted(query);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, is_face FROM listed WHERE true{}",
            begin_with(&wanted)
        ))?;
        let unshared = self.unshared()?;
        let coming = self.still_coming()?;
        let rows = statement.query_map(rusqlite::params_from_iter(wanted), |row| {
            let card = card(row)?;
            let unshared_count = unshared.get(&card.record).copied().unwrap_or(0);
            Ok(Person {
                still_coming: coming.contains(&card.record),
                card,
                unshared_count,
                is_face: row.get(22)?,
            })
        })?;
        let mut people: Vec<Person> = rows.collect::<Result<_, _>>()?;
        // Joined and sorted here: the engine locks and wipes every piece of memory it uses, a piece for each row it joins.
        people.sort_by_cached_key(|Person { card, .. }| {
            let [family, given] = [&card.family, &card.given].map(|name| name.to_lowercase());
            (family, given, card.record)
        });
        people.truncate(limit);
        Ok(people)
    }

    /// The records of the people a search finds, as [`people`](Self::people) finds them.
    pub fn found(&self, query: &str) -> Result<HashSet<RecordId>, Trouble> {
        let wanted = search::wanted(query);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT record FROM listed WHERE true{}",
            begin_with(&wanted)
        ))?;
        let found = statement.query_map(rusqlite::params_from_iter(wanted), |row| {
            Ok(RecordId::new(row.get(0)?))
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// How many saves of each record no hub has accepted yet; a record without any is not there.
    fn unshared(&self) -> Result<HashMap<RecordId, u32>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, saves_count FROM outbox
             WHERE accepted_at_ms IS NULL AND record IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        let mut counts: HashMap<RecordId, u32> = HashMap::new();
        while let Some(row) = rows.next()? {
            let count = counts.entry(RecordId::new(row.get(0)?)).or_default();
            *count = count.saturating_add(row.get(1)?);
        }
        Ok(counts)
    }

    /// Open disagreements among all people here whose records can be opened.
    pub fn conflicts_count(&self) -> Result<u32, Trouble> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(conflicts_count), 0) FROM listed WHERE NOT is_face",
            )?
            .query_row([], |row| row.get(0))?)
    }

    /// One person.
    pub fn person(&self, record: RecordId) -> Result<Option<Person>, Trouble> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS},
                        (SELECT coalesce(sum(saves_count), 0) FROM outbox
                         WHERE accepted_at_ms IS NULL AND outbox.record = listed.record),
                        is_face OR EXISTS (
                            SELECT 1 FROM shelf_document JOIN cursor USING (shelf)
                            WHERE completed_at_ms IS NULL
                                AND shelf_document.record = listed.record),
                        is_face
                 FROM listed WHERE record = :record"
            ))?
            .query_row(named_params! { ":record": record.to_bytes() }, |row| {
                Ok(Person {
                    card: card(row)?,
                    unshared_count: row.get(22)?,
                    still_coming: row.get(23)?,
                    is_face: row.get(24)?,
                })
            })
            .optional()?)
    }

    /// The records under an NHS number: more than one is a duplicate for a person to look at.
    pub fn records_with_nhs_number(&self, nhs_number: &str) -> Result<Vec<RecordId>, Trouble> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record FROM listed WHERE nhs_number = :nhs_number ORDER BY record",
        )?;
        let rows = statement.query_map(named_params! { ":nhs_number": nhs_number }, |row| {
            Ok(RecordId::new(row.get("record")?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// That every word begins a word of the card. Bound values only; how many there are is bounded by the search itself.
fn begin_with(wanted: &[String]) -> String {
    let places = (1..).zip(wanted);
    places
        .map(|(place, _)| format!(" AND instr(search, ?{place}) > 0"))
        .collect()
}

/// What [`card`] reads, in its order.
const COLUMNS: &str = "record, family, given, known_as, birth_date, nhs_number, room, cpr_words, cpr_code, \
                       conflicts_count, key_items_count, missing_items, \
                       unconfirmed_imports_count, updated_at_ms, kind, stage, review_on, withheld, \
                       died, postcode, stopped, old_from";

/// By place and not by name: a list of two thousand looks thirty thousand columns up.
fn card(row: &Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        record: RecordId::new(row.get(0)?),
        family: row.get(1)?,
        given: row.get(2)?,
        known_as: row.get(3)?,
        birth_date: row.get(4)?,
        nhs_number: row.get(5)?,
        room: row.get(6)?,
        cpr_words: row.get(7)?,
        cpr_code: row.get(8)?,
        conflicts_count: row.get(9)?,
        key_items_count: row.get(10)?,
        missing_items: row.get(11)?,
        unconfirmed_imports_count: row.get(12)?,
        updated_at_ms: row.get(13)?,
        kind: row.get(14)?,
        stage: row.get(15)?,
        review_on: row.get(16)?,
        withheld: row.get(17)?,
        died: row.get(18)?,
        postcode: row.get(19)?,
        stopped: row.get(20)?,
        old_from: row.get(21)?,
        digest: String::new(),
    })
}
