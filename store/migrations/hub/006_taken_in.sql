-- Homes that stood alone before, and the key each signed its own certificates with: nobody else speaks for them.
CREATE TABLE taken_in (
    site      BLOB PRIMARY KEY NOT NULL CHECK (length(site) = 16) REFERENCES site (id),
    authority BLOB NOT NULL CHECK (length(authority) = 32)
) STRICT, WITHOUT ROWID;
