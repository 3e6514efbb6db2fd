-- What the list of people marks beside a name: that nothing may be given out, and from which day on something of the record
-- has not been looked at for too long.

ALTER TABLE card ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1));
ALTER TABLE card ADD COLUMN old_from TEXT NOT NULL DEFAULT '';

ALTER TABLE face_card ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1));
ALTER TABLE face_card ADD COLUMN old_from TEXT NOT NULL DEFAULT '';

DROP VIEW listed;
CREATE VIEW listed AS
SELECT *, 0 AS is_face FROM card WHERE record NOT IN (SELECT record FROM face)
UNION ALL
SELECT *, 1 AS is_face FROM face_card;

-- A card without its digest is made anew, and these marks with it.
DELETE FROM digest;
