-- Uploads that go on after a break: what was said of them, which connection may add to one, what they are made of.

ALTER TABLE uploads ADD COLUMN form TEXT NOT NULL DEFAULT 'blocks';
ALTER TABLE uploads ADD COLUMN declared_type TEXT NOT NULL DEFAULT '';
ALTER TABLE uploads ADD COLUMN metadata TEXT NOT NULL DEFAULT '';
ALTER TABLE uploads ADD COLUMN lease TEXT NOT NULL DEFAULT '';
ALTER TABLE uploads ADD COLUMN parts TEXT NOT NULL DEFAULT '';
ALTER TABLE uploads ADD COLUMN joined TEXT;
