-- By what a record is found in an emergency: hashes that the reading room made of its numbers, names and birthdays.
CREATE TABLE found_by (
    hash   BLOB NOT NULL CHECK (length(hash) = 32),
    record BLOB NOT NULL CHECK (length(record) = 16),
    PRIMARY KEY (hash, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX found_by_record ON found_by (record);

-- Who broke the glass, for the privacy officer, who looks at each row once. record: which was opened, if any was.
-- reason: by its name on the wire. outcome: opened, nobody, several or too_often.
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
