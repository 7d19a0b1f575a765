-- Addresses by which people without a login send files, and what arrived through them.

-- `scope` is that of the token which made it, `within` the folder that the token was good for. `expected` and `media_types`
-- are JSON. `next_position` counts arrivals.
CREATE TABLE intakes (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    into_number BIGINT NOT NULL,
    into_uid TEXT NOT NULL,
    maker BIGINT NOT NULL,
    scope TEXT NOT NULL,
    within BIGINT,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    sender TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    expected TEXT NOT NULL,
    media_types TEXT NOT NULL,
    size_limit_bytes BIGINT,
    file_limit BIGINT,
    total_limit_bytes BIGINT,
    due_at BIGINT,
    closes_when_due BIGINT NOT NULL,
    expires_at BIGINT,
    file_count BIGINT NOT NULL,
    total_bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    last_used_at BIGINT,
    next_position BIGINT NOT NULL,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number),
    FOREIGN KEY (business, maker) REFERENCES users (business, number)
);
CREATE INDEX intakes_of_maker ON intakes (business, maker, number);
CREATE INDEX intakes_of_target ON intakes (business, into_number, number);

-- A file may be gone: its number is not given again.
CREATE TABLE intake_arrivals (
    business BIGINT NOT NULL,
    intake BIGINT NOT NULL,
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    visitor TEXT NOT NULL,
    address TEXT NOT NULL,
    file BIGINT NOT NULL,
    file_uid TEXT NOT NULL,
    file_name TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (business, intake, position),
    FOREIGN KEY (business, intake) REFERENCES intakes (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX intake_arrivals_by_time ON intake_arrivals (at);
