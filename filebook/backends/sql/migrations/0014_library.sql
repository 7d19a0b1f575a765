-- The library as it is browsed: by change and size in both directions, by tag, by equal content, and what lies in the
-- trash.

-- `size_bytes` is the current version's. `tags` is JSON, the words as they were given.
ALTER TABLE folders ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE files ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE files ADD COLUMN size_bytes BIGINT NOT NULL DEFAULT 0;
UPDATE files SET size_bytes = COALESCE((
    SELECT v.size_bytes FROM versions v
    WHERE v.business = files.business AND v.file = files.number AND v.number = files.version
), 0);

-- 1 for what went to the trash in a folder that went there: the trash shows the folder.
ALTER TABLE folders ADD COLUMN trashed_within BIGINT NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN trashed_within BIGINT NOT NULL DEFAULT 0;
UPDATE folders SET trashed_within = 1 WHERE trashed_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM folders p
    WHERE p.business = folders.business AND p.number = folders.parent AND p.trashed_at = folders.trashed_at
);
UPDATE files SET trashed_within = 1 WHERE trashed_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM folders p
    WHERE p.business = files.business AND p.number = files.folder AND p.trashed_at = files.trashed_at
);

-- Every listing has an index in its order, which is read from either end.
CREATE INDEX folders_by_change ON folders (business, modified_at, number) WHERE trashed_at IS NULL;
CREATE INDEX folders_top_by_change ON folders (business, modified_at, number)
    WHERE parent IS NULL AND trashed_at IS NULL;
CREATE INDEX folders_inside_by_change ON folders (business, parent, modified_at, number)
    WHERE parent IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX folders_in_trash ON folders (business, trashed_within, trashed_at, number)
    WHERE trashed_at IS NOT NULL;
CREATE INDEX folders_by_trashing ON folders (business, trashed_at, number) WHERE trashed_at IS NOT NULL;
CREATE INDEX folders_by_trash_age ON folders (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX files_by_change ON files (business, modified_at, number) WHERE trashed_at IS NULL;
CREATE INDEX files_top_by_change ON files (business, modified_at, number)
    WHERE folder IS NULL AND trashed_at IS NULL;
CREATE INDEX files_inside_by_change ON files (business, folder, modified_at, number)
    WHERE folder IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX files_by_size ON files (business, size_bytes, number) WHERE trashed_at IS NULL;
CREATE INDEX files_top_by_size ON files (business, size_bytes, number)
    WHERE folder IS NULL AND trashed_at IS NULL;
CREATE INDEX files_inside_by_size ON files (business, folder, size_bytes, number)
    WHERE folder IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX files_in_trash ON files (business, trashed_within, trashed_at, number)
    WHERE trashed_at IS NOT NULL;
CREATE INDEX files_by_trashing ON files (business, trashed_at, number) WHERE trashed_at IS NOT NULL;
CREATE INDEX versions_by_content ON versions (business, sha256, file, number);

-- Finds files and folders by a tag as it compares without case; `word` is the tag as it was given.
CREATE TABLE tagged (
    business BIGINT NOT NULL,
    tag TEXT NOT NULL,
    number BIGINT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (business, tag, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX tagged_of_object ON tagged (business, number);
