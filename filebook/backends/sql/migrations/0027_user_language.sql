-- The language that somebody wants to be spoken to in; '' is that of the business.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
