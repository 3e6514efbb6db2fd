-- One row while this home stands alone: it signs its own certificates, until it joins a region.
CREATE TABLE own_authority (
    only_row    INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    signing_key BLOB NOT NULL CHECK (length(signing_key) = 32)
) STRICT;
