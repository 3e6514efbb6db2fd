-- Rights that are smaller on this computer than in the table of permissions. role: its number on the
-- wire; kept: 0 nothing, 1 suggest, 2 copy from paper.
CREATE TABLE tightened (
    line TEXT NOT NULL,
    role INTEGER NOT NULL,
    kept INTEGER NOT NULL CHECK (kept IN (0, 1, 2)),
    PRIMARY KEY (line, role)
) STRICT, WITHOUT ROWID;
