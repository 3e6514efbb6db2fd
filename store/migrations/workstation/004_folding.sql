-- What was saved one by one may be sealed together when it is first offered.

-- How many milliseconds before its envelope's moment a change was saved.
ALTER TABLE change_origin ADD COLUMN before_ms INTEGER NOT NULL DEFAULT 0 CHECK (before_ms >= 0);

-- How many saves are in the envelope.
ALTER TABLE outbox ADD COLUMN saves_count INTEGER NOT NULL DEFAULT 1 CHECK (saves_count > 0);

-- The last number that was ever put before a hub. What was offered is never sealed again.
ALTER TABLE own_head ADD COLUMN offered INTEGER NOT NULL DEFAULT 0;
UPDATE own_head SET offered = dev_seq;
