-- How a business looks to people: colour, links and which logo, as JSON.
ALTER TABLE businesses ADD COLUMN appearance TEXT NOT NULL DEFAULT '{}';

-- Logos, re-encoded. `content` is Base64: they are small, and belong to the rows of their business in every backup.
CREATE TABLE logos (
    business BIGINT PRIMARY KEY REFERENCES businesses (number),
    media_type TEXT NOT NULL,
    content TEXT NOT NULL
) /*sqlite WITHOUT ROWID */;

-- The token with which the first owner is made, hashed; there is one only while nobody can log in.
ALTER TABLE installation ADD COLUMN setup_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE installation ADD COLUMN setup_until BIGINT NOT NULL DEFAULT 0;
