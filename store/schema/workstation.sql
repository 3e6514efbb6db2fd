CREATE TABLE admission (
    staff      BLOB PRIMARY KEY NOT NULL CHECK (length(staff) = 16),
    said       BLOB NOT NULL CHECK (length(said) = 32),
    bytes      BLOB NOT NULL,
    told_epoch INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    content      BLOB PRIMARY KEY NOT NULL CHECK (length(content) = 32),
    record       BLOB NOT NULL CHECK (length(record) = 16),
    sheet        INTEGER NOT NULL,
    pieces_count INTEGER NOT NULL CHECK (pieces_count > 0),
    state        INTEGER NOT NULL CHECK (state IN (1, 2, 3, 4)),
    begun_at_ms  INTEGER NOT NULL,
    asked_at_ms  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_by_document ON attachment (record, sheet);

CREATE INDEX attachment_by_state ON attachment (state, asked_at_ms);

CREATE TABLE attachment_piece (
    content BLOB NOT NULL REFERENCES attachment (content) ON DELETE CASCADE,
    number  INTEGER NOT NULL CHECK (number >= 0),
    bytes   BLOB NOT NULL,
    PRIMARY KEY (content, number)
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not changed'); END;

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not removed'); END;

CREATE TABLE audit (
    seq    INTEGER PRIMARY KEY NOT NULL CHECK (seq > 0),
    prev   BLOB NOT NULL CHECK (length(prev) = 32),
    at_ms  INTEGER NOT NULL,
    staff  BLOB,
    act    TEXT NOT NULL,
    record BLOB,
    detail TEXT NOT NULL DEFAULT '',
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX audit_by_record ON audit (record);

CREATE INDEX audit_by_staff ON audit (staff, at_ms);

CREATE TABLE audit_carried (
    only_row      INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    seq           INTEGER NOT NULL CHECK (seq >= 0),
    hash          BLOB NOT NULL CHECK (length(hash) = 32),
    refused_at_ms INTEGER
) STRICT;

CREATE TABLE card (
    record                     BLOB PRIMARY KEY NOT NULL CHECK (length(record) = 16),
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
, kind TEXT NOT NULL DEFAULT '', stage TEXT NOT NULL DEFAULT '', review_on TEXT NOT NULL DEFAULT '', withheld INTEGER NOT NULL DEFAULT 0 CHECK (withheld IN (0, 1)), died INTEGER NOT NULL DEFAULT 0 CHECK (died IN (0, 1)), postcode TEXT NOT NULL DEFAULT '', stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)), old_from TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX card_by_name ON card (family, given);

CREATE INDEX card_by_nhs_number ON card (nhs_number);

CREATE TABLE certificate (
    hash            BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
    kind            INTEGER NOT NULL CHECK (kind IN (0, 1)),
    subject         BLOB NOT NULL CHECK (length(subject) = 16),
    bytes           BLOB NOT NULL,
    received_at_ms  INTEGER NOT NULL
) STRICT;

CREATE INDEX certificate_by_subject ON certificate (kind, subject);

CREATE TABLE change_origin (
    record      BLOB NOT NULL CHECK (length(record) = 16),
    sheet       INTEGER NOT NULL,
    change_hash BLOB NOT NULL CHECK (length(change_hash) = 32),
    envelope    BLOB NOT NULL REFERENCES envelope (hash), before_ms INTEGER NOT NULL DEFAULT 0 CHECK (before_ms >= 0),
    PRIMARY KEY (record, sheet, change_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_origin_by_envelope ON change_origin (envelope);

CREATE TABLE clock (
    only_row  INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    hub_at_ms INTEGER NOT NULL,
    ahead_ms  INTEGER NOT NULL,
    within_ms INTEGER NOT NULL CHECK (within_ms >= 0)
) STRICT;

CREATE TABLE cursor (
    shelf           BLOB PRIMARY KEY NOT NULL CHECK (length(shelf) = 16),
    epoch           INTEGER NOT NULL,
    seq             INTEGER NOT NULL,
    chain           BLOB NOT NULL CHECK (length(chain) = 16),
    completed_at_ms INTEGER
, differed_at_ms INTEGER) STRICT;

CREATE TABLE "digest" (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    record   BLOB NOT NULL UNIQUE REFERENCES card (record) ON DELETE CASCADE,
    versions INTEGER NOT NULL,
    words    TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    record        BLOB NOT NULL CHECK (length(record) = 16),
    sheet         INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    snapshot      BLOB NOT NULL,
    heads         BLOB NOT NULL CHECK (length(heads) % 32 = 0),
    changes_count INTEGER NOT NULL,
    PRIMARY KEY (record, sheet)
) STRICT;

CREATE INDEX document_versions ON document (record, version);

CREATE TABLE draft (
    staff         BLOB NOT NULL CHECK (length(staff) = 16),
    record        BLOB NOT NULL CHECK (length(record) = 16),
    field         TEXT NOT NULL,
    text          TEXT NOT NULL,
    drafted_at_ms INTEGER NOT NULL,
    PRIMARY KEY (staff, record, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE envelope (
    arrived_seq    INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    hash           BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    record         BLOB NOT NULL CHECK (length(record) = 16),
    sheet          INTEGER NOT NULL,
    device         BLOB NOT NULL CHECK (length(device) = 16),
    dev_seq        INTEGER NOT NULL,
    author         BLOB NOT NULL CHECK (length(author) = 32),
    role           INTEGER NOT NULL,
    hlc            INTEGER NOT NULL,
    event_at_ms    INTEGER,
    kind           INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    state          INTEGER NOT NULL CHECK (state IN (1, 2)),
    secured        INTEGER NOT NULL DEFAULT 0 CHECK (secured IN (0, 1)),
    published      INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
    bytes          BLOB NOT NULL
, clock_uncertainty_ms INTEGER CHECK (clock_uncertainty_ms >= 0), after_end INTEGER NOT NULL DEFAULT 0 CHECK (after_end IN (0, 1))) STRICT;

CREATE INDEX envelope_by_device ON envelope (device, dev_seq);

CREATE INDEX envelope_by_document ON envelope (record, sheet);

CREATE INDEX envelope_unpublished ON envelope (record, sheet) WHERE published = 0;

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
, kind TEXT NOT NULL DEFAULT '', stage TEXT NOT NULL DEFAULT '', review_on TEXT NOT NULL DEFAULT '', withheld INTEGER NOT NULL DEFAULT 0 CHECK (withheld IN (0, 1)), died INTEGER NOT NULL DEFAULT 0 CHECK (died IN (0, 1)), postcode TEXT NOT NULL DEFAULT '', stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)), old_from TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE identity (
    only_row            INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    device              BLOB NOT NULL CHECK (length(device) = 16),
    signing_key         BLOB NOT NULL,
    incarnation         BLOB NOT NULL,
    device_certificate  BLOB,
    region_name         TEXT,
    hub_url             TEXT,
    hub_tls_fingerprint BLOB,
    authority_key       BLOB,
    shelf               BLOB,
    epoch               INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE kept_aside (
    id          INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    record      BLOB,
    source      TEXT NOT NULL,
    reason      TEXT NOT NULL,
    body        BLOB NOT NULL,
    kept_at_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE kept_papers (
    record         BLOB PRIMARY KEY NOT NULL CHECK (length(record) = 16),
    looked_through INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
    only_row    INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    heard_at_ms INTEGER NOT NULL,
    seen_at_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE leaving (
    record      BLOB NOT NULL CHECK (length(record) = 16),
    sheet       INTEGER NOT NULL,
    since_at_ms INTEGER NOT NULL,
    PRIMARY KEY (record, sheet)
) STRICT, WITHOUT ROWID;

CREATE VIEW listed AS
SELECT *, 0 AS is_face FROM card WHERE record NOT IN (SELECT record FROM face)
UNION ALL
SELECT *, 1 AS is_face FROM face_card;

CREATE TABLE looks (
    staff BLOB NOT NULL PRIMARY KEY CHECK (length(staff) = 16),
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    only_row    INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    oldest_app  INTEGER NOT NULL
) STRICT;

CREATE TABLE opened_face (
    staff        BLOB NOT NULL CHECK (length(staff) = 16),
    record       BLOB NOT NULL CHECK (length(record) = 16),
    bytes        BLOB NOT NULL,
    opened_at_ms INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL,
    PRIMARY KEY (staff, record)
) STRICT;

CREATE TABLE outbox (
    device         BLOB NOT NULL CHECK (length(device) = 16),
    dev_seq        INTEGER NOT NULL CHECK (dev_seq > 0),
    envelope       BLOB NOT NULL UNIQUE REFERENCES envelope (hash),
    accepted_at_ms INTEGER,
    refused_code   TEXT,
    refused_at_ms  INTEGER, saves_count INTEGER NOT NULL DEFAULT 1 CHECK (saves_count > 0), record BLOB CHECK (length(record) = 16),
    PRIMARY KEY (device, dev_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_authority (
    only_row    INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    signing_key BLOB NOT NULL CHECK (length(signing_key) = 32)
) STRICT;

CREATE TABLE own_head (
    device   BLOB PRIMARY KEY NOT NULL CHECK (length(device) = 16),
    dev_seq  INTEGER NOT NULL,
    envelope BLOB NOT NULL CHECK (length(envelope) = 32),
    hlc      INTEGER NOT NULL,
    secured  INTEGER NOT NULL DEFAULT 0
, offered INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE quarantine (
    envelope          BLOB PRIMARY KEY NOT NULL CHECK (length(envelope) = 32),
    record            BLOB NOT NULL CHECK (length(record) = 16),
    sheet             INTEGER NOT NULL,
    reason            TEXT NOT NULL,
    bytes             BLOB NOT NULL,
    quarantined_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE repair (
    shelf       BLOB PRIMARY KEY NOT NULL CHECK (length(shelf) = 16),
    offered_seq INTEGER NOT NULL,
    until_seq   INTEGER NOT NULL
) STRICT;

CREATE TABLE round (
    staff    BLOB NOT NULL CHECK (length(staff) = 16),
    position INTEGER NOT NULL,
    record   BLOB NOT NULL CHECK (length(record) = 16),
    PRIMARY KEY (staff, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE shelf_document (
    shelf  BLOB NOT NULL CHECK (length(shelf) = 16),
    record BLOB NOT NULL CHECK (length(record) = 16),
    sheet  INTEGER NOT NULL, named INTEGER NOT NULL DEFAULT 1 CHECK (named IN (0, 1)),
    PRIMARY KEY (shelf, record, sheet)
) STRICT, WITHOUT ROWID;

CREATE INDEX shelf_document_by_document ON shelf_document (record, sheet);

CREATE TABLE staff_ended (
    staff       BLOB PRIMARY KEY NOT NULL CHECK (length(staff) = 16),
    heard_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_log (
    hub_url         TEXT PRIMARY KEY NOT NULL,
    completed_at_ms INTEGER NOT NULL,
    sent_count      INTEGER NOT NULL,
    received_count  INTEGER NOT NULL
) STRICT;

CREATE TABLE tightened (
    line TEXT NOT NULL,
    role INTEGER NOT NULL,
    kept INTEGER NOT NULL CHECK (kept IN (0, 1, 2)),
    PRIMARY KEY (line, role)
) STRICT, WITHOUT ROWID;

