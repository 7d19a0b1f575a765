-- Finds the untrashed appointments that a member of staff owns, by time, for the list of that person's calendar.

CREATE INDEX appointments_of_owner ON appointments (business, owner, last_at, first_at) WHERE trashed_at IS NULL;
