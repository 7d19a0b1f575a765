-- What a record or appointment has to do with another record, pictures made smaller, and what changed when.

CREATE TABLE relations (
    business BIGINT NOT NULL,
    parent BIGINT NOT NULL,
    parent_kind TEXT NOT NULL,
    type TEXT NOT NULL,
    child BIGINT NOT NULL,
    child_kind TEXT NOT NULL,
    PRIMARY KEY (business, parent, type, child),
    FOREIGN KEY (business, parent) REFERENCES objects (business, number) ON DELETE CASCADE,
    FOREIGN KEY (business, child) REFERENCES objects (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX relations_of_child ON relations (business, child, type, parent);

-- `width` and `height` are what was asked for, in pixels; the picture fits into them. `segment`: the blob, as JSON.
-- A row of 0 times 0 without a segment says that no picture can be made of the version.
CREATE TABLE previews (
    business BIGINT NOT NULL,
    file BIGINT NOT NULL,
    version BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    segment TEXT,
    PRIMARY KEY (business, file, version, width, height),
    FOREIGN KEY (business, file) REFERENCES files (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;

CREATE INDEX appointments_by_change ON appointments (business, modified_at, number) WHERE trashed_at IS NULL;
