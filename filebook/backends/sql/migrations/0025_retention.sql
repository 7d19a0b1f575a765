-- How long things are kept: when each version was replaced, and what is held.

-- NULL: it is the current one.
ALTER TABLE versions ADD COLUMN replaced_at BIGINT;
UPDATE versions SET replaced_at = (
    SELECT MIN(n.created_at) FROM versions n
    WHERE n.business = versions.business AND n.file = versions.file AND n.number = (
        SELECT MIN(m.number) FROM versions m
        WHERE m.business = versions.business AND m.file = versions.file AND m.number > versions.number
    )
) WHERE EXISTS (
    SELECT 1 FROM files f WHERE f.business = versions.business AND f.number = versions.file
        AND f.version > versions.number
);
CREATE INDEX versions_replaced ON versions (business, file, number, replaced_at) WHERE replaced_at IS NOT NULL;

-- The references keep what is held in the registry, whatever else goes wrong.
CREATE TABLE holds (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    reason TEXT NOT NULL,
    held_at BIGINT NOT NULL,
    held_by TEXT NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number)
) /*sqlite WITHOUT ROWID */;

-- Files and folders that were taken from where the hold on `origin` held them: it holds them still.
CREATE TABLE held_along (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    origin BIGINT NOT NULL,
    PRIMARY KEY (business, number, origin),
    FOREIGN KEY (business, number) REFERENCES objects (business, number),
    FOREIGN KEY (business, origin) REFERENCES holds (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX held_along_by_origin ON held_along (business, origin);

-- What is due is looked for business by business: `files_by_trashing` and `folders_by_trashing`.
DROP INDEX files_by_trash_age;
DROP INDEX folders_by_trash_age;
