-- What is to be done for versions of files once they are there.

-- `next_at` NULL: it has ended. Whoever wrote `lease` last does it, until `leased_until`.
CREATE TABLE chores (
    business BIGINT NOT NULL,
    file BIGINT NOT NULL,
    task TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    next_at BIGINT,
    attempts BIGINT NOT NULL,
    reason TEXT NOT NULL,
    lease TEXT NOT NULL,
    leased_until BIGINT,
    PRIMARY KEY (business, file, task),
    FOREIGN KEY (business, file) REFERENCES files (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX chores_due ON chores (task, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX chores_by_state ON chores (business, state, file, task);

-- The text of what is there already is read, too.
INSERT INTO chores (business, file, task, version, state, next_at, attempts, reason, lease, leased_until)
SELECT business, number, 'text', version, 'queued', 0, 0, '', '', NULL FROM files WHERE version IS NOT NULL;
