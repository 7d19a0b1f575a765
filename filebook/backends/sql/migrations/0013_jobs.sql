-- Work that lasts longer than a request.

-- `wish` and `scope` are JSON. `next_at` NULL: it has ended. `position` is the last item that was dealt with; it moves in
-- the unit that dealt with it. `mark` is where counting goes on. Whoever wrote `lease` last works on it, until `leased_until`.
CREATE TABLE jobs (
    uid TEXT PRIMARY KEY,
    business BIGINT NOT NULL,
    user_number BIGINT NOT NULL,
    door TEXT NOT NULL,
    operation TEXT NOT NULL,
    wish TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    next_at BIGINT,
    state TEXT NOT NULL,
    started_at BIGINT,
    ended_at BIGINT,
    total BIGINT,
    mark TEXT NOT NULL,
    done BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    position BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    reason TEXT NOT NULL,
    undone_by TEXT,
    lease TEXT NOT NULL,
    leased_until BIGINT,
    FOREIGN KEY (business, user_number) REFERENCES users (business, number)
);
CREATE INDEX jobs_of_business ON jobs (business, created_at, uid);
CREATE INDEX jobs_of_user ON jobs (business, user_number, created_at, uid);
CREATE INDEX jobs_due ON jobs (next_at, uid) WHERE next_at IS NOT NULL;
CREATE INDEX jobs_open ON jobs (business) WHERE next_at IS NOT NULL;
CREATE INDEX jobs_by_end ON jobs (ended_at) WHERE ended_at IS NOT NULL;

-- `before` is JSON; NULL: nothing was changed. `number` 0: there is no such thing.
CREATE TABLE job_items (
    job TEXT NOT NULL REFERENCES jobs (uid) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT,
    number BIGINT NOT NULL,
    inside BIGINT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    before TEXT,
    made BIGINT,
    made_uid TEXT,
    PRIMARY KEY (job, position)
) /*sqlite WITHOUT ROWID */;
CREATE INDEX job_items_failed ON job_items (job, position) WHERE state = 'failed';
CREATE INDEX job_items_made ON job_items (job, position) WHERE made IS NOT NULL AND inside IS NULL;
