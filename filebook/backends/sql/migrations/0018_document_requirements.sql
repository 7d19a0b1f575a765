-- Which documents things need. `items` is JSON.
CREATE TABLE document_requirements (
    business BIGINT PRIMARY KEY REFERENCES businesses (number),
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    modified_at BIGINT NOT NULL,
    modified_by TEXT NOT NULL,
    items TEXT NOT NULL,
    FOREIGN KEY (business, number) REFERENCES objects (business, number)
) /*sqlite WITHOUT ROWID */;
