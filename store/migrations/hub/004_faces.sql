-- What a new device is shown of a record before its feed has come. The hub cannot read it.
--
-- The row of the shared sheet holds the face. A row of another sheet holds no bytes: it says that this sheet has something
-- to show that the face leaves out, and whoever carries it is given no face.
CREATE TABLE face (
    record  BLOB NOT NULL CHECK (length(record) = 16),
    sheet   INTEGER NOT NULL,
    doc_seq INTEGER NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (record, sheet)
) STRICT;
