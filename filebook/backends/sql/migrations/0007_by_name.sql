-- Folders and files in the order of their names, as a folder view lists them.

-- `name_folded` is the name as it compares without case. A name from before this step is folded here as far as SQL can,
-- and wholly when its row is next written.
ALTER TABLE folders ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
UPDATE folders SET name_folded = lower(name);
ALTER TABLE files ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
UPDATE files SET name_folded = lower(name);

-- Everything that a listing asks of a row stands in these, so that counting and skipping touch no row. SQLite wants
-- even the columns there that are always NULL.
CREATE INDEX folders_by_name
    ON folders (business, name_folded, number, visibility, uploader_business, uploader, trashed_at)
    WHERE trashed_at IS NULL;
CREATE INDEX folders_top_by_name
    ON folders (business, name_folded, number, visibility, uploader_business, uploader, parent, trashed_at)
    WHERE parent IS NULL AND trashed_at IS NULL;
CREATE INDEX folders_inside_by_name
    ON folders (business, parent, name_folded, number, visibility, uploader_business, uploader, trashed_at)
    WHERE parent IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX files_by_name
    ON files (business, name_folded, number, visibility, uploader_business, uploader, trashed_at)
    WHERE trashed_at IS NULL;
CREATE INDEX files_top_by_name
    ON files (business, name_folded, number, visibility, uploader_business, uploader, folder, trashed_at)
    WHERE folder IS NULL AND trashed_at IS NULL;
CREATE INDEX files_inside_by_name
    ON files (business, folder, name_folded, number, visibility, uploader_business, uploader, trashed_at)
    WHERE folder IS NOT NULL AND trashed_at IS NULL;
