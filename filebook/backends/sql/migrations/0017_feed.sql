-- Whom an object is for, and whom it was for at each of its changes; and the log of requests.

ALTER TABLE objects ADD COLUMN audience TEXT NOT NULL DEFAULT '';
ALTER TABLE changes ADD COLUMN audience TEXT NOT NULL DEFAULT '';
-- Whose user the actor is; NULL: the business's own.
ALTER TABLE changes ADD COLUMN actor_business BIGINT;

-- Who takes part in an appointment is told by its next change.
UPDATE objects SET audience = COALESCE((
    SELECT CASE f.visibility WHEN 'employee' THEN 'e' || f.uploader_business || '.' || f.uploader
        WHEN 'reseller' THEN 'r' ELSE 'c' END || '@' || COALESCE(f.folder, 0)
    FROM files f WHERE f.business = objects.business AND f.number = objects.number
), '') WHERE kind = 'file';
UPDATE objects SET audience = COALESCE((
    SELECT CASE f.visibility WHEN 'employee' THEN 'e' || f.uploader_business || '.' || f.uploader
        WHEN 'reseller' THEN 'r' ELSE 'c' END || '@' || COALESCE(f.parent, 0)
    FROM folders f WHERE f.business = objects.business AND f.number = objects.number
), '') WHERE kind = 'folder';
UPDATE objects SET audience = COALESCE((
    SELECT CASE a.private WHEN 1 THEN 'p:' ELSE 'o:' END
    FROM appointments a WHERE a.business = objects.business AND a.number = objects.number
), '') WHERE kind = 'appointment';

-- The newest requests of each business, in the order in which they were written down. Never bodies, addresses or secrets.
CREATE TABLE requests (
    business BIGINT NOT NULL REFERENCES businesses (number),
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    door TEXT NOT NULL,
    method TEXT NOT NULL,
    route TEXT NOT NULL,
    status BIGINT,
    outcome TEXT NOT NULL,
    failed BIGINT NOT NULL,
    user_number BIGINT NOT NULL,
    user_name TEXT NOT NULL,
    credential TEXT NOT NULL,
    duration_us BIGINT NOT NULL,
    request TEXT NOT NULL,
    client_address TEXT NOT NULL,
    PRIMARY KEY (business, position)
) /*sqlite WITHOUT ROWID */;
CREATE INDEX requests_failed ON requests (business, position) WHERE failed = 1;

-- How far each business's log has come, and how many requests were left out of it.
CREATE TABLE request_counts (
    business BIGINT PRIMARY KEY REFERENCES businesses (number),
    next_position BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    left_out_at BIGINT
);
