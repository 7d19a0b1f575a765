-- Previews of pages, in more than one manner, and what they cost and when they were used.
ALTER TABLE previews RENAME TO previews_before;

-- `width` and `height` are what was asked for, in pixels; the picture fits into them. `segment`: the blob, as JSON.
-- A row without a segment says that nothing can be made, and why: of a page in any size at 0 times 0.
CREATE TABLE previews (
    business BIGINT NOT NULL,
    file BIGINT NOT NULL,
    version BIGINT NOT NULL,
    making TEXT NOT NULL,
    page BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    form TEXT NOT NULL,
    media_type TEXT NOT NULL,
    segment TEXT,
    size_bytes BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    page_count BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (business, file, version, making, page, width, height, form),
    FOREIGN KEY (business, file) REFERENCES files (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX previews_by_use ON previews (business, used_at, size_bytes);
CREATE INDEX previews_failed ON previews (business, reason, used_at) WHERE reason <> '';

-- What was kept before counts as used when its business was last changed. The key of its blob is the first thing in the
-- JSON, at its ninth character.
INSERT INTO previews (business, file, version, making, page, width, height, form, media_type, segment, size_bytes,
    used_at, page_count, reason)
SELECT p.business, p.file, p.version, 'contain', 1, p.width, p.height, '', p.media_type, p.segment,
    COALESCE(b.size_bytes, 0), COALESCE((SELECT MAX(c.at) FROM changes c WHERE c.business = p.business), 0),
    CASE WHEN p.segment IS NULL THEN 0 ELSE 1 END, CASE WHEN p.segment IS NULL THEN 'damaged' ELSE '' END
FROM previews_before p LEFT JOIN blobs b ON b.key = SUBSTR(p.segment, 9, 32);
DROP TABLE previews_before;
