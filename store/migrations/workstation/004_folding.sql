-- What was saved one by one may be sealed together when it is first offered.

-- How many milliseconds before its envelope's moment a change was saved.
ALTER TABLE change_origin ADD COLUMN before_ms INTEGER NOT NULL DEFAULT 0 CHECK (before_ms >= 0);

-- How many saves are in the envelope.
ALTER TABLE outbox ADD COLUMN saves_count INTEGER NOT NULL DEFAULT 1 CHECK (saves_count > 0);

-- Whose record it belongs to, so that a list need not look into each envelope.
ALTER TABLE outbox ADD COLUMN record BLOB CHECK (length(record) = 16);
UPDATE outbox SET record = (SELECT record FROM envelope WHERE hash = outbox.envelope);

-- The last number that was ever put before a hub. What was offered is never sealed again.
ALTER TABLE own_head ADD COLUMN offered INTEGER NOT NULL DEFAULT 0;
UPDATE own_head SET offered = dev_seq;
