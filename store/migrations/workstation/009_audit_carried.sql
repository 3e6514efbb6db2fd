-- One row: how far the region holds the audit of this computer, and since when it does not take any more of it, if that
-- is so.
CREATE TABLE audit_carried (
    only_row      INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    seq           INTEGER NOT NULL CHECK (seq >= 0),
    hash          BLOB NOT NULL CHECK (length(hash) = 32),
    refused_at_ms INTEGER
) STRICT;
