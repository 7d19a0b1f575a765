-- Versions whose bytes nobody gets: "waiting" until they were looked through, "infected" when something was found.

ALTER TABLE versions ADD COLUMN quarantine TEXT NOT NULL DEFAULT '';
