-- What ends while this computer is away, and how long it may go on without hearing of it.

-- Members of staff whose access has ended: nobody signs in as them again.
CREATE TABLE staff_ended (
    staff       BLOB PRIMARY KEY NOT NULL CHECK (length(staff) = 16),
    heard_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether an envelope came after its author's access had ended.
ALTER TABLE envelope ADD COLUMN after_end INTEGER NOT NULL DEFAULT 0 CHECK (after_end IN (0, 1));

-- One row: when the region was last heard to the end, and the latest that this computer's clock has shown since.
CREATE TABLE lease (
    only_row    INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    heard_at_ms INTEGER NOT NULL,
    seen_at_ms  INTEGER NOT NULL
) STRICT;
