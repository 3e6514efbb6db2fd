-- What the list of people says beside a name, what Today reads of each record, and whom a nurse visits in which order.

ALTER TABLE card ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE card ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE card ADD COLUMN review_on TEXT NOT NULL DEFAULT '';
ALTER TABLE card ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0 CHECK (withheld IN (0, 1));
ALTER TABLE card ADD COLUMN died INTEGER NOT NULL DEFAULT 0 CHECK (died IN (0, 1));
ALTER TABLE card ADD COLUMN postcode TEXT NOT NULL DEFAULT '';

ALTER TABLE face_card ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE face_card ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE face_card ADD COLUMN review_on TEXT NOT NULL DEFAULT '';
ALTER TABLE face_card ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0 CHECK (withheld IN (0, 1));
ALTER TABLE face_card ADD COLUMN died INTEGER NOT NULL DEFAULT 0 CHECK (died IN (0, 1));
ALTER TABLE face_card ADD COLUMN postcode TEXT NOT NULL DEFAULT '';

DROP VIEW listed;
CREATE VIEW listed AS
SELECT *, 0 AS is_face FROM card WHERE record NOT IN (SELECT record FROM face)
UNION ALL
SELECT *, 1 AS is_face FROM face_card;

-- What Today reads of a record, beside its card and not in it: the list of people walks over the cards alone.
-- versions: of its documents together, when it was made. Where those have another sum by now, it is made anew; and so is
-- one that is missing, of a record that was here before this step.
CREATE TABLE digest (
    record   BLOB PRIMARY KEY NOT NULL REFERENCES card (record) ON DELETE CASCADE,
    versions INTEGER NOT NULL,
    words    TEXT NOT NULL
) STRICT;
-- To add versions up without a look at the documents.
CREATE INDEX document_versions ON document (record, version);

-- When somebody was last at this computer.
CREATE INDEX audit_by_staff ON audit (staff, at_ms);

-- The people of a nurse's round, for her alone. A record that leaves this computer stays named: its place in the round
-- says that it is not here.
CREATE TABLE round (
    staff    BLOB NOT NULL CHECK (length(staff) = 16),
    position INTEGER NOT NULL,
    record   BLOB NOT NULL CHECK (length(record) = 16),
    PRIMARY KEY (staff, position)
) STRICT, WITHOUT ROWID;
