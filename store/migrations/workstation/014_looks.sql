-- How each member of staff likes her screen here. body: words of the caller's, not read by the store.
CREATE TABLE looks (
    staff BLOB NOT NULL PRIMARY KEY CHECK (length(staff) = 16),
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
