-- Faces that somebody was given in an emergency, of records this computer does not carry: for her alone, and until then.
CREATE TABLE opened_face (
    staff        BLOB NOT NULL CHECK (length(staff) = 16),
    record       BLOB NOT NULL CHECK (length(record) = 16),
    bytes        BLOB NOT NULL,
    opened_at_ms INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL,
    PRIMARY KEY (staff, record)
) STRICT;
