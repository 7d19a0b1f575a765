-- Occurrences of a series that have a number of their own; `original_on` is the local day of each, as YYYY-MM-DD.

CREATE TABLE occurrences (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    appointment BIGINT NOT NULL,
    original_on TEXT NOT NULL,
    PRIMARY KEY (business, number),
    UNIQUE (business, appointment, original_on),
    FOREIGN KEY (business, number) REFERENCES objects (business, number) ON DELETE CASCADE,
    FOREIGN KEY (business, appointment) REFERENCES appointments (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
