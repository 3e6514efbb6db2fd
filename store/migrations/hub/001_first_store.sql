-- The store of one hub, first step.
-- Times are milliseconds since 1970 and end in _at_ms. Identifiers are 16 bytes, hashes 32.

CREATE TABLE meta (
    only_row    INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    oldest_app  INTEGER NOT NULL
) STRICT;
INSERT INTO meta (only_row, oldest_app) VALUES (1, 1);

-- One row: the region. epoch rises at every restore, so that devices give back what was lost.
-- secured_by: 1 the commit itself secures, 2 a backup secures.
CREATE TABLE region (
    only_row      INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    name          TEXT NOT NULL,
    authority_key BLOB NOT NULL,
    epoch         INTEGER NOT NULL CHECK (epoch > 0),
    secured_by    INTEGER NOT NULL DEFAULT 1 CHECK (secured_by IN (1, 2))
) STRICT;

CREATE TABLE organisation (
    id   BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    ods  TEXT
) STRICT;

CREATE TABLE site (
    id           BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    name         TEXT NOT NULL,
    ods          TEXT
) STRICT;

-- Every certificate the authority signed, as signed. kind: 0 staff, 1 device.
CREATE TABLE certificate (
    hash         BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
    kind         INTEGER NOT NULL CHECK (kind IN (0, 1)),
    subject      BLOB NOT NULL CHECK (length(subject) = 16),
    bytes        BLOB NOT NULL,
    issued_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX certificate_by_subject ON certificate (kind, subject);

CREATE TABLE staff (
    id          BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    site        BLOB NOT NULL REFERENCES site (id),
    name        TEXT NOT NULL,
    certificate BLOB NOT NULL REFERENCES certificate (hash),
    ended_at_ms INTEGER
) STRICT;

-- dev_seq and head are the last envelope accepted of this device; both NULL/0 before the first.
CREATE TABLE device (
    id              BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    site            BLOB NOT NULL REFERENCES site (id),
    public_key      BLOB NOT NULL CHECK (length(public_key) = 32),
    certificate     BLOB NOT NULL REFERENCES certificate (hash),
    hub_share       BLOB NOT NULL,
    revoked_at_ms   INTEGER,
    last_seen_at_ms INTEGER,
    dev_seq         INTEGER NOT NULL DEFAULT 0,
    head            BLOB,
    secured         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One-time codes. The code itself is not kept, only what Argon2id made of it. A selector may be
-- drawn again once its invitation is over. kind: 1 device, 2 staff.
-- subject: the site a device is to join, or the staff member who is to sign in.
CREATE TABLE invite (
    selector       TEXT PRIMARY KEY NOT NULL,
    kind           INTEGER NOT NULL CHECK (kind IN (1, 2)),
    salt           BLOB NOT NULL,
    stretched      BLOB NOT NULL,
    subject        BLOB NOT NULL CHECK (length(subject) = 16),
    expires_at_ms  INTEGER NOT NULL,
    tries          INTEGER NOT NULL DEFAULT 0,
    used_at_ms     INTEGER
) STRICT;

-- doc_seq is the last number given in this document's log. heads are those of what is published.
CREATE TABLE document (
    record       BLOB NOT NULL CHECK (length(record) = 16),
    sheet        INTEGER NOT NULL,
    doc_seq      INTEGER NOT NULL,
    heads        BLOB NOT NULL CHECK (length(heads) % 32 = 0),
    closed_at_ms INTEGER,
    PRIMARY KEY (record, sheet)
) STRICT;

-- The log of each document: gap-free, causally closed, append-only but for state.
-- state: 1 accepted, 2 published, 3 quarantined. accept_seq is the order of acceptance in this hub.
CREATE TABLE log (
    accept_seq     INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    record         BLOB NOT NULL CHECK (length(record) = 16),
    sheet          INTEGER NOT NULL,
    doc_seq        INTEGER NOT NULL,
    envelope       BLOB NOT NULL UNIQUE CHECK (length(envelope) = 32),
    device         BLOB NOT NULL CHECK (length(device) = 16),
    dev_seq        INTEGER NOT NULL,
    author         BLOB NOT NULL CHECK (length(author) = 32),
    received_at_ms INTEGER NOT NULL,
    state          INTEGER NOT NULL DEFAULT 1 CHECK (state IN (1, 2, 3)),
    bytes          BLOB NOT NULL,
    UNIQUE (record, sheet, doc_seq),
    UNIQUE (device, dev_seq)
) STRICT;
CREATE INDEX log_waiting ON log (accept_seq) WHERE state = 1;

-- Every change accepted, by its header. The second uniqueness is what stops a copied computer
-- from writing different changes under one actor and number. seq is kept by its 64 bits.
CREATE TABLE change_ix (
    record      BLOB NOT NULL CHECK (length(record) = 16),
    sheet       INTEGER NOT NULL,
    change_hash BLOB NOT NULL CHECK (length(change_hash) = 32),
    actor       BLOB NOT NULL,
    seq         INTEGER NOT NULL,
    doc_seq     INTEGER NOT NULL,
    PRIMARY KEY (record, sheet, change_hash),
    UNIQUE (record, sheet, actor, seq)
) STRICT, WITHOUT ROWID;

-- The counter of a shelf lives in the row that the appending transaction locks, so numbers are
-- given in the order of commit and without gaps.
CREATE TABLE shelf (
    id     BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    site   BLOB NOT NULL REFERENCES site (id),
    seq    INTEGER NOT NULL DEFAULT 0,
    chain  BLOB NOT NULL CHECK (length(chain) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;

-- What the devices of a shelf are told, in order. kind as on the wire: 0 change,
-- 1 attach, 2 detach, 3 certificate, 4 notice. A change names its place in the log; the others
-- carry their encoded entry in note.
CREATE TABLE feed (
    shelf   BLOB NOT NULL REFERENCES shelf (id),
    seq     INTEGER NOT NULL CHECK (seq > 0),
    kind    INTEGER NOT NULL CHECK (kind IN (0, 1, 2, 3, 4)),
    record  BLOB,
    sheet   INTEGER,
    doc_seq INTEGER,
    note    BLOB,
    chain   BLOB NOT NULL CHECK (length(chain) = 16),
    PRIMARY KEY (shelf, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE membership (
    record    BLOB NOT NULL CHECK (length(record) = 16),
    sheet     INTEGER NOT NULL,
    shelf     BLOB NOT NULL REFERENCES shelf (id),
    since_seq INTEGER NOT NULL,
    PRIMARY KEY (record, sheet, shelf)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_shelf ON membership (shelf);

-- Which certificates a shelf has already told its devices.
CREATE TABLE shelf_certificate (
    shelf       BLOB NOT NULL REFERENCES shelf (id),
    certificate BLOB NOT NULL REFERENCES certificate (hash),
    PRIMARY KEY (shelf, certificate)
) STRICT, WITHOUT ROWID;

-- What was not accepted, or not published, kept whole for a named person to read.
-- numbered: it used up its number on its device, so the device goes on with the next.
CREATE TABLE quarantine (
    envelope          BLOB PRIMARY KEY NOT NULL CHECK (length(envelope) = 32),
    reason            TEXT NOT NULL,
    device            BLOB NOT NULL CHECK (length(device) = 16),
    dev_seq           INTEGER NOT NULL,
    numbered          INTEGER NOT NULL CHECK (numbered IN (0, 1)),
    record            BLOB NOT NULL CHECK (length(record) = 16),
    sheet             INTEGER NOT NULL,
    bytes             BLOB NOT NULL,
    quarantined_at_ms INTEGER NOT NULL,
    released_at_ms    INTEGER
) STRICT;
CREATE INDEX quarantine_by_device ON quarantine (device, dev_seq);

-- The changes of quarantined envelopes: what builds on one of them is quarantined too, instead of
-- waiting for ever.
CREATE TABLE quarantine_change (
    record      BLOB NOT NULL CHECK (length(record) = 16),
    sheet       INTEGER NOT NULL,
    change_hash BLOB NOT NULL CHECK (length(change_hash) = 32),
    envelope    BLOB NOT NULL REFERENCES quarantine (envelope),
    PRIMARY KEY (record, sheet, change_hash, envelope)
) STRICT, WITHOUT ROWID;

-- Who did what at the hub. Each row holds the hash of the row before it.
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
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not changed'); END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not removed'); END;
