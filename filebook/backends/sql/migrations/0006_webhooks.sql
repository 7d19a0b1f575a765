-- Where a business wants to hear of its appointments, and what it has not been told yet.

-- Address and secret are sealed. `position` is the sequence number of the last change that was looked at.
CREATE TABLE webhooks (
    business BIGINT PRIMARY KEY REFERENCES businesses (number),
    uid TEXT NOT NULL,
    sealed_url TEXT NOT NULL,
    sealed_secret TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    position BIGINT NOT NULL,
    leased_until BIGINT,
    failing_since BIGINT,
    switched_off_at BIGINT,
    last_at BIGINT,
    last_outcome TEXT NOT NULL
);

-- One change each. Those that were made are gone.
CREATE TABLE deliveries (
    business BIGINT NOT NULL REFERENCES webhooks (business) ON DELETE CASCADE,
    sequence BIGINT NOT NULL,
    appointment BIGINT NOT NULL,
    verb TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    given_up_at BIGINT,
    PRIMARY KEY (business, sequence)
) /*sqlite WITHOUT ROWID */;
CREATE INDEX deliveries_due ON deliveries (business, next_at, sequence) WHERE given_up_at IS NULL;
