-- What the region says of people whose records are on their way to a new computer, and how a list shows them until then.

CREATE TABLE face (
    record         BLOB PRIMARY KEY NOT NULL CHECK (length(record) = 16),
    shelf          BLOB NOT NULL CHECK (length(shelf) = 16),
    doc_seq        INTEGER NOT NULL,
    bytes          BLOB NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX face_by_shelf ON face (shelf);

CREATE TABLE face_card (
    record                     BLOB PRIMARY KEY NOT NULL REFERENCES face (record) ON DELETE CASCADE,
    family                     TEXT NOT NULL DEFAULT '',
    given                      TEXT NOT NULL DEFAULT '',
    known_as                   TEXT NOT NULL DEFAULT '',
    birth_date                 TEXT NOT NULL DEFAULT '',
    nhs_number                 TEXT NOT NULL DEFAULT '',
    room                       TEXT NOT NULL DEFAULT '',
    cpr_words                  TEXT NOT NULL DEFAULT '',
    cpr_code                   TEXT NOT NULL DEFAULT '',
    conflicts_count            INTEGER NOT NULL DEFAULT 0,
    key_items_count            INTEGER NOT NULL DEFAULT 0,
    missing_items              TEXT NOT NULL DEFAULT '',
    unconfirmed_imports_count  INTEGER NOT NULL DEFAULT 0,
    updated_at_ms              INTEGER NOT NULL DEFAULT 0,
    search                     TEXT NOT NULL DEFAULT ''
) STRICT;

-- Of a record with a face the face's card: what has come of the record so far may be older.
CREATE VIEW listed AS
SELECT *, 0 AS is_face FROM card WHERE record NOT IN (SELECT record FROM face)
UNION ALL
SELECT *, 1 AS is_face FROM face_card;
