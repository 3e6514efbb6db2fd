-- Sealed files of documents, known by the SHA-256 of their pieces. The hub has no key to them.
-- device began it. whole_at_ms: when the last piece had come and all of them had this hash.
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
