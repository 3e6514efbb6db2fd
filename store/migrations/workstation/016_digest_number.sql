-- Whoever holds what a digest says need not read it again: each that is made has a number that no other ever had, also where
-- a record left this computer and came back.

CREATE TABLE digest_made (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    record   BLOB NOT NULL UNIQUE REFERENCES card (record) ON DELETE CASCADE,
    versions INTEGER NOT NULL,
    words    TEXT NOT NULL
) STRICT;
INSERT INTO digest_made (record, versions, words) SELECT record, versions, words FROM digest;
DROP TABLE digest;
ALTER TABLE digest_made RENAME TO digest;
