-- The minutes around an appointment that its staff need too.

ALTER TABLE appointments ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointments ADD COLUMN buffer_after_minutes INTEGER NOT NULL DEFAULT 0;
