-- Sealed files of documents, known by the SHA-256 of their pieces. The key stands in the record.
-- state: 1 written here, not yet named by an entry; 2 waits to be sent; 3 wanted from the region;
-- 4 here as at the region. asked_at_ms: when the region was last asked about it.
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

-- Records of which every attachment is fetched as soon as it is known. looked_through: the versions
-- of the record's sheets, added up, when its attachments were last looked for.
CREATE TABLE kept_papers (
    record         BLOB PRIMARY KEY NOT NULL CHECK (length(record) = 16),
    looked_through INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
