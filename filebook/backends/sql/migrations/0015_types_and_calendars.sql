-- What kind of appointment one is, in the business's own word; what a calendar looks like and is for.

ALTER TABLE appointments ADD COLUMN type TEXT NOT NULL DEFAULT '';
ALTER TABLE calendars ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE calendars ADD COLUMN description TEXT NOT NULL DEFAULT '';

-- `subject_folded` is the subject as it compares without case. One from before this step is folded here as far as SQL
-- can, and wholly when its row is next written.
ALTER TABLE appointments ADD COLUMN subject_folded TEXT NOT NULL DEFAULT '';
UPDATE appointments SET subject_folded = lower(subject);

-- What lies in the trash is listed by number; everything else is so found by its key.
CREATE INDEX appointments_trashed ON appointments (business, number) WHERE trashed_at IS NOT NULL;
