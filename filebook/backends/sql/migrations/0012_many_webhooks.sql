-- Any number of webhooks in a business, each an object with a number; and a log of what they were told.

ALTER TABLE webhooks RENAME TO webhooks_before;
ALTER TABLE deliveries RENAME TO deliveries_before;
DROP INDEX deliveries_due;

-- Address and secrets are sealed; the former secret signs too until `former_until`. `events` is a JSON array of patterns.
-- `position` is the sequence number of the last change that was looked at.
CREATE TABLE webhooks (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    form TEXT NOT NULL,
    sealed_url TEXT NOT NULL,
    sealed_secret TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    position BIGINT NOT NULL,
    events TEXT NOT NULL,
    former_secret TEXT NOT NULL,
    former_until BIGINT,
    leased_until BIGINT,
    failing_since BIGINT,
    switched_off_at BIGINT,
    last_at BIGINT,
    last_outcome TEXT NOT NULL,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number)
);

-- What is known of a change stands here once more: the change itself may be gone when it is told again.
CREATE TABLE deliveries (
    business BIGINT NOT NULL,
    webhook BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    verb TEXT NOT NULL,
    at BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    actor_business BIGINT,
    door TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    duration_ms BIGINT NOT NULL,
    tried_at BIGINT,
    delivered_at BIGINT,
    given_up_at BIGINT,
    PRIMARY KEY (business, webhook, sequence),
    FOREIGN KEY (business, webhook) REFERENCES webhooks (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX deliveries_due ON deliveries (business, webhook, next_at, sequence)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX deliveries_of_object ON deliveries (business, webhook, number, sequence)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX deliveries_delivered ON deliveries (business, webhook, delivered_at, sequence) WHERE delivered_at IS NOT NULL;
CREATE INDEX deliveries_given_up ON deliveries (business, webhook, given_up_at, sequence) WHERE given_up_at IS NOT NULL;

-- The webhooks there are get their business's next number, as every object; a foreign id at some door is passed over.
INSERT INTO objects (business, number, kind, uid, short)
WITH RECURSIVE candidates (business, number) AS (
    SELECT c.business, c.next_number FROM counters c JOIN webhooks_before w ON w.business = c.business
    UNION ALL
    SELECT c.business, c.number + 1 FROM candidates c
    WHERE EXISTS (SELECT 1 FROM aliases a WHERE a.business = c.business AND a.foreign_id = '' || c.number)
)
SELECT w.business, MAX(c.number), 'webhook', w.uid, SUBSTR(REPLACE(w.uid, '-', ''), 1, 24)
FROM webhooks_before w JOIN candidates c ON c.business = w.business GROUP BY w.business, w.uid;

UPDATE counters SET next_number = (
    SELECT MAX(o.number) + 1 FROM objects o WHERE o.business = counters.business AND o.kind = 'webhook'
) WHERE business IN (SELECT business FROM webhooks_before);

INSERT INTO webhooks (business, number, uid, form, sealed_url, sealed_secret, created_at, position, events,
    former_secret, former_until, leased_until, failing_since, switched_off_at, last_at, last_outcome)
SELECT w.business, o.number, w.uid, 'timetap', w.sealed_url, w.sealed_secret, w.created_at, w.position, '["*"]',
    '', NULL, w.leased_until, w.failing_since, w.switched_off_at, w.last_at, w.last_outcome
FROM webhooks_before w JOIN objects o ON o.business = w.business AND o.kind = 'webhook';

INSERT INTO deliveries (business, webhook, sequence, number, uid, kind, verb, at, actor, door, created_at, next_at,
    attempts, outcome, duration_ms, tried_at, delivered_at, given_up_at)
SELECT d.business, w.number, d.sequence, d.appointment, COALESCE(c.uid, ''), 'appointment', d.verb,
    COALESCE(c.at, d.created_at), COALESCE(c.actor, 0), COALESCE(c.door, 'command_line'), d.created_at, d.next_at,
    d.attempts, d.outcome, 0, NULL, NULL, d.given_up_at
FROM deliveries_before d JOIN webhooks w ON w.business = d.business
LEFT JOIN changes c ON c.business = d.business AND c.sequence = d.sequence;

DROP TABLE deliveries_before;
DROP TABLE webhooks_before;
