-- Who did what at the computers of the region. Rows are kept as their own computer wrote them, in its chain.

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
CREATE INDEX device_audit_by_time ON device_audit (at_ms);
CREATE INDEX device_audit_by_record ON device_audit (record, at_ms);
CREATE INDEX device_audit_by_staff ON device_audit (staff, at_ms);
CREATE TRIGGER device_audit_is_not_changed BEFORE UPDATE ON device_audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not changed'); END;
CREATE TRIGGER device_audit_is_not_removed BEFORE DELETE ON device_audit
BEGIN SELECT RAISE(ABORT, 'audit rows are not removed'); END;

-- How far each device has told its audit: rows that were cut off the end would otherwise not be missed.
CREATE TABLE device_audit_head (
    device BLOB PRIMARY KEY NOT NULL REFERENCES device (id),
    seq    INTEGER NOT NULL CHECK (seq > 0),
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

-- Audits that did not continue what is held of them, for the privacy officer: each row at which that was found, once.
CREATE TABLE audit_incident (
    device      BLOB NOT NULL REFERENCES device (id),
    seq         INTEGER NOT NULL CHECK (seq > 0),
    noted_at_ms INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
