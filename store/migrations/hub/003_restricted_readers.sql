-- Sites that also carry what others withhold in a record, with what is yet to be withheld.

CREATE TABLE restricted_reader (
    record BLOB NOT NULL CHECK (length(record) = 16),
    shelf  BLOB NOT NULL REFERENCES shelf (id),
    PRIMARY KEY (record, shelf)
) STRICT, WITHOUT ROWID;
