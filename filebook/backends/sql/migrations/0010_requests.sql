-- What the native door needs to know of requests: revisions of objects, keys that are carried out once.

-- The sequence number of the last change of an object.
ALTER TABLE objects ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

-- A change outlives its object, so it keeps the object's uid. `detail` is JSON.
ALTER TABLE changes ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE changes ADD COLUMN request TEXT NOT NULL DEFAULT '';
ALTER TABLE changes ADD COLUMN detail TEXT NOT NULL DEFAULT '{}';
CREATE INDEX changes_of_object ON changes (business, number, sequence);

UPDATE objects SET revision = COALESCE(
    (SELECT MAX(c.sequence) FROM changes c WHERE c.business = objects.business AND c.number = objects.number), 0
);
UPDATE changes SET uid = COALESCE(
    (SELECT o.uid FROM objects o WHERE o.business = changes.business AND o.number = changes.number), ''
);

-- `status` NULL: the request was carried out, its answer is not known.
CREATE TABLE repeats (
    business BIGINT NOT NULL,
    user_number BIGINT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    at BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    status BIGINT,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (business, user_number, key),
    FOREIGN KEY (business, user_number) REFERENCES users (business, number)
) /*sqlite WITHOUT ROWID */;
CREATE INDEX repeats_by_age ON repeats (at);
