-- What is shown to people without a login, and what is remembered of its use.

-- `scope` is that of the token which made it, `within` the folder that the token was good for. `next_position` counts uses.
CREATE TABLE shares (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE,
    maker BIGINT NOT NULL,
    scope TEXT NOT NULL,
    within BIGINT,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    sender TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    expires_at BIGINT,
    download_limit BIGINT,
    downloads BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    last_used_at BIGINT,
    next_position BIGINT NOT NULL,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number),
    FOREIGN KEY (business, maker) REFERENCES users (business, number)
);
CREATE INDEX shares_of_maker ON shares (business, maker, number);

-- A thing may be gone: its number is not given again.
CREATE TABLE share_items (
    business BIGINT NOT NULL,
    share BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    item BIGINT NOT NULL,
    uid TEXT NOT NULL,
    PRIMARY KEY (business, share, position),
    FOREIGN KEY (business, share) REFERENCES shares (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX share_items_by_item ON share_items (business, item, share);

CREATE TABLE share_uses (
    business BIGINT NOT NULL,
    share BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    visitor TEXT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    file BIGINT,
    file_uid TEXT,
    file_name TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (business, share, position),
    FOREIGN KEY (business, share) REFERENCES shares (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX share_uses_by_time ON share_uses (at);
CREATE INDEX share_uses_of_visitor ON share_uses (business, share, visitor, at);
