-- Who was let in at this computer without the region. said: the certificate under this device's own key that her work
-- names until the region has given her another. told_epoch: which of the hub's epochs was told of it.
CREATE TABLE admission (
    staff      BLOB PRIMARY KEY NOT NULL CHECK (length(staff) = 16),
    said       BLOB NOT NULL CHECK (length(said) = 32),
    bytes      BLOB NOT NULL,
    told_epoch INTEGER
) STRICT, WITHOUT ROWID;
