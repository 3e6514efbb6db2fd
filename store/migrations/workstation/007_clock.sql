-- Clocks that are wrong, and known to be.

-- How far off its device's clock may have been, as its header says; nothing where that was not known.
ALTER TABLE envelope ADD COLUMN clock_uncertainty_ms INTEGER CHECK (clock_uncertainty_ms >= 0);

-- One row: this computer's clock beside the hub's, when they were last compared. The difference is known within so much.
CREATE TABLE clock (
    only_row  INTEGER PRIMARY KEY NOT NULL CHECK (only_row = 1),
    hub_at_ms INTEGER NOT NULL,
    ahead_ms  INTEGER NOT NULL,
    within_ms INTEGER NOT NULL CHECK (within_ms >= 0)
) STRICT;
