-- When untrashed appointments happen: a row for each single one, and for each occurrence of a series that begins in the
-- years around the present. Kept by happenings.py; all of it can be made anew from the appointments.

-- `length` is 0 for what lasts up to a day, 1 up to 32 days, 2 up to 1024 days, else 3: within each, what touches a
-- window begins soon before it, or in it. `original_on` is the local day of each, as YYYY-MM-DD.
CREATE TABLE happenings (
    business BIGINT NOT NULL,
    appointment BIGINT NOT NULL,
    length BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    original_on TEXT NOT NULL,
    last_at BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    PRIMARY KEY (business, appointment, length, first_at, original_on),
    FOREIGN KEY (business, appointment) REFERENCES appointments (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX happenings_in_time
    ON happenings (business, length, first_at, appointment, original_on, last_at, left_out);

-- The rows of a series hold all that ends after `written_since` and begins before `written_until`; NULL: all there is.
ALTER TABLE appointments ADD COLUMN written_since BIGINT;
ALTER TABLE appointments ADD COLUMN written_until BIGINT;
CREATE INDEX appointments_written_since ON appointments (business, written_since, first_at, last_at, number)
    WHERE written_since IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX appointments_written_until ON appointments (business, written_until, first_at, last_at, number)
    WHERE written_until IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX appointments_to_extend ON appointments (written_until) WHERE written_until IS NOT NULL AND trashed_at IS NULL;

-- Series from before this step have no rows yet: the worker writes them. (So it does single ones that were series.)
UPDATE appointments SET written_until = -4611686018427387904 WHERE rule IS NOT NULL OR changed <> '[]';
INSERT INTO happenings (business, appointment, length, first_at, original_on, last_at, left_out)
SELECT business, number,
    CASE WHEN last_at - first_at <= 86400000000 THEN 0
        WHEN last_at - first_at <= 2764800000000 THEN 1
        WHEN last_at - first_at <= 88473600000000 THEN 2
        ELSE 3 END,
    first_at, substr(starts, 1, 10), last_at, 0
FROM appointments WHERE rule IS NULL AND changed = '[]' AND trashed_at IS NULL;
