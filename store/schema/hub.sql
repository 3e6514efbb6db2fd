CREATE TABLE attachment (
    record       BLOB NOT NULL CHECK (length(record) = 16),
    sheet        INTEGER NOT NULL,
    content      BLOB NOT NULL CHECK (length(content) = 32),
    pieces_count INTEGER NOT NULL CHECK (pieces_count > 0),
    device       BLOB NOT NULL CHECK (length(device) = 16),
    begun_at_ms  INTEGER NOT NULL,
    whole_at_ms  INTEGER,
    PRIMARY KEY (record, sheet, content)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_unfinished ON attachment (begun_at_ms) WHERE whole_at_ms IS NULL;

CREATE TABLE attachment_piece (
    record  BLOB NOT NULL CHECK (length(record) = 16),
    sheet   INTEGER NOT NULL,
    content BLOB NOT NULL CHECK (length(content) = 32),
    number  INTEGER NOT NULL CHECK (number >= 0),
    bytes   BLOB NOT NULL,
    PRIMARY KEY (record, sheet, content, number),
    FOREIGN KEY (record, sheet, content) REFERENCES attachment (record, sheet, content)
        ON DELETE CASCADE
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

CREATE TABLE audit_incident (
    device      BLOB NOT NULL REFERENCES device (id),
    seq         INTEGER NOT NULL CHECK (seq > 0),
    noted_at_ms INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE broken_glass (
    number         INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    device         BLOB NOT NULL REFERENCES device (id),
    staff          BLOB NOT NULL CHECK (length(staff) = 16),
    record         BLOB CHECK (length(record) = 16),
    reason         TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    reviewed_at_ms INTEGER,
    reviewed_by    TEXT
) STRICT;

CREATE INDEX broken_glass_by_device ON broken_glass (device, at_ms);

CREATE TABLE certificate (
    hash         BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
    kind         INTEGER NOT NULL CHECK (kind IN (0, 1)),
    subject      BLOB NOT NULL CHECK (length(subject) = 16),
    bytes        BLOB NOT NULL,
    issued_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX certificate_by_subject ON certificate (kind, subject);

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

CREATE TRIGGER device_audit_is_not_changed BEFORE UPDATE ON device_audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not changed'); END;

CREATE TRIGGER device_audit_is_not_removed BEFORE DELETE ON device_audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not removed'); END;

CREATE TABLE device_audit (
    device         BLOB NOT NULL REFERENCES device (id),
    seq            INTEGER NOT NULL CHECK (seq > 0),
    prev           BLOB NOT NULL CHECK (length(prev) = 32),
    at_ms          INTEGER NOT NULL,
    staff          BLOB,
    act            TEXT NOT NULL,
    record         BLOB,
    detail         TEXT NOT NULL DEFAULT '',
    hash           BLOB NOT NULL CHECK (length(hash) = 32),
    received_at_ms INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_audit_by_record ON device_audit (record, at_ms);

CREATE INDEX device_audit_by_staff ON device_audit (staff, at_ms);

CREATE INDEX device_audit_by_time ON device_audit (at_ms);

CREATE TABLE device_audit_head (
    device BLOB PRIMARY KEY NOT NULL REFERENCES device (id),
    seq    INTEGER NOT NULL CHECK (seq > 0),
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    record       BLOB NOT NULL CHECK (length(record) = 16),
    sheet        INTEGER NOT NULL,
    doc_seq      INTEGER NOT NULL,
    heads        BLOB NOT NULL CHECK (length(heads) % 32 = 0),
    closed_at_ms INTEGER,
    PRIMARY KEY (record, sheet)
) STRICT;

CREATE TABLE face (
    record  BLOB NOT NULL CHECK (length(record) = 16),
    sheet   INTEGER NOT NULL,
    doc_seq INTEGER NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (record, sheet)
) STRICT;

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

CREATE TABLE found_by (
    hash   BLOB NOT NULL CHECK (length(hash) = 32),
    record BLOB NOT NULL CHECK (length(record) = 16),
    PRIMARY KEY (hash, record)
) STRICT, WITHOUT ROWID;

CREATE INDEX found_by_record ON found_by (record);

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

CREATE TABLE membership (
    record    BLOB NOT NULL CHECK (length(record) = 16),
    sheet     INTEGER NOT NULL,
    shelf     BLOB NOT NULL REFERENCES shelf (id),
    since_seq INTEGER NOT NULL,
    PRIMARY KEY (record, sheet, shelf)
) STRICT, WITHOUT ROWID;

CREATE INDEX membership_by_shelf ON membership (shelf);

CREATE TABLE meta (
    only_row    INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    oldest_app  INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation (
    id   BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL,
    ods  TEXT
) STRICT;

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

CREATE TABLE quarantine_change (
    record      BLOB NOT NULL CHECK (length(record) = 16),
    sheet       INTEGER NOT NULL,
    change_hash BLOB NOT NULL CHECK (length(change_hash) = 32),
    envelope    BLOB NOT NULL REFERENCES quarantine (envelope),
    PRIMARY KEY (record, sheet, change_hash, envelope)
) STRICT, WITHOUT ROWID;

CREATE TABLE region (
    only_row      INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    name          TEXT NOT NULL,
    authority_key BLOB NOT NULL,
    epoch         INTEGER NOT NULL CHECK (epoch > 0),
    secured_by    INTEGER NOT NULL DEFAULT 1 CHECK (secured_by IN (1, 2))
) STRICT;

CREATE TABLE restricted_reader (
    record BLOB NOT NULL CHECK (length(record) = 16),
    shelf  BLOB NOT NULL REFERENCES shelf (id),
    PRIMARY KEY (record, shelf)
) STRICT, WITHOUT ROWID;

CREATE TABLE shelf (
    id     BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    site   BLOB NOT NULL REFERENCES site (id),
    seq    INTEGER NOT NULL DEFAULT 0,
    chain  BLOB NOT NULL CHECK (length(chain) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;

CREATE TABLE shelf_certificate (
    shelf       BLOB NOT NULL REFERENCES shelf (id),
    certificate BLOB NOT NULL REFERENCES certificate (hash),
    PRIMARY KEY (shelf, certificate)
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
    id           BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    name         TEXT NOT NULL,
    ods          TEXT
) STRICT;

CREATE TABLE staff (
    id          BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    site        BLOB NOT NULL REFERENCES site (id),
    name        TEXT NOT NULL,
    certificate BLOB NOT NULL REFERENCES certificate (hash),
    ended_at_ms INTEGER
) STRICT;

CREATE TABLE taken_in (
    site      BLOB PRIMARY KEY NOT NULL CHECK (length(site) = 16) REFERENCES site (id),
    authority BLOB NOT NULL CHECK (length(authority) = 32)
) STRICT, WITHOUT ROWID;

