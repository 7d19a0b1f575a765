-- Which appointments were made through a door whose lists hold those wherever they lie in time.

CREATE TABLE made_through (
    business BIGINT NOT NULL,
    door TEXT NOT NULL,
    appointment BIGINT NOT NULL,
    PRIMARY KEY (business, door, appointment),
    FOREIGN KEY (business, appointment) REFERENCES appointments (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX made_through_of_appointment ON made_through (business, appointment);
