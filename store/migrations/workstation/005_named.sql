-- After a repair the feed is read from its start, and may no longer name a document that is held.

-- Whether the feed has named it since it was last read from its start.
ALTER TABLE shelf_document ADD COLUMN named INTEGER NOT NULL DEFAULT 1 CHECK (named IN (0, 1));

-- When what is held of the shelf was last found to differ from what the hub has, and the shelf read anew.
ALTER TABLE cursor ADD COLUMN differed_at_ms INTEGER;
