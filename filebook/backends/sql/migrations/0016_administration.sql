-- Records in the order of their labels and of their changes; sessions of browsers; revisions of businesses.

-- `label_folded` is the label as it compares without case. A label from before this step is folded here as far as SQL
-- can, and wholly when its row is next written.
ALTER TABLE records ADD COLUMN label_folded TEXT NOT NULL DEFAULT '';
UPDATE records SET label_folded = lower(label);
CREATE INDEX records_by_label ON records (business, kind, label_folded, number) WHERE trashed_at IS NULL;
CREATE INDEX records_by_change ON records (business, kind, modified_at, number) WHERE trashed_at IS NULL;
CREATE INDEX records_in_trash ON records (business, kind, number) WHERE trashed_at IS NOT NULL;

-- No use moves the expiry beyond `latest_at`. Until `confirmed_until` the password is not asked for again.
ALTER TABLE sessions ADD COLUMN latest_at BIGINT;
ALTER TABLE sessions ADD COLUMN confirmed_until BIGINT;

-- Grows with every change of the row itself: a business has no number among its own objects.
ALTER TABLE businesses ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
