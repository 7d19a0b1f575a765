-- What is looked for by its words. SQLite has FTS5, PostgreSQL tsvector and pg_trgm, for parts of words.

/*postgres CREATE EXTENSION IF NOT EXISTS pg_trgm; */

-- An object that can be found. `digest` tells what its words were made of, so that they are made anew only where it
-- changed. On PostgreSQL the words stand here: those of its names with their places, then all, then all in order.
CREATE TABLE search_entries (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    /*postgres names TSVECTOR, words TSVECTOR, stream TEXT, */
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
/*postgres CREATE INDEX search_entries_by_name ON search_entries USING GIN (names); */
/*postgres CREATE INDEX search_entries_by_word ON search_entries USING GIN (words); */

-- The text of a file's current version, as it was taken out.
CREATE TABLE search_texts (
    business BIGINT NOT NULL,
    file BIGINT NOT NULL,
    version BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (business, file),
    FOREIGN KEY (business, file) REFERENCES files (business, number) ON DELETE CASCADE
);

-- Every word that stands anywhere, spelled and plain: by its parts it is found here, and then what it stands in.
CREATE TABLE search_forms (
    /*sqlite id INTEGER PRIMARY KEY, */
    business BIGINT NOT NULL,
    form TEXT NOT NULL,
    UNIQUE (business, form)
);
/*postgres CREATE INDEX search_forms_by_part ON search_forms USING GIN (form gin_trgm_ops); */

-- Businesses whose objects from before this step have no words yet, or shall get them anew; those up to `done` have.
CREATE TABLE search_backlog (
    business BIGINT PRIMARY KEY REFERENCES businesses (number),
    done BIGINT NOT NULL
);
INSERT INTO search_backlog (business, done) SELECT number, 0 FROM businesses;

-- The row of an object is business · 2³¹ + number, so that the rows of one business lie side by side.
/*sqlite
CREATE VIRTUAL TABLE search_words USING fts5 (
    names, details, content, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE TRIGGER search_entries_gone AFTER DELETE ON search_entries BEGIN
    DELETE FROM search_words WHERE rowid = (old.business << 31) + old.number;
END;
CREATE VIRTUAL TABLE search_parts USING fts5 (
    form, content = 'search_forms', content_rowid = 'id', tokenize = 'trigram', detail = none, columnsize = 0
);
CREATE TRIGGER search_forms_added AFTER INSERT ON search_forms BEGIN
    INSERT INTO search_parts (rowid, form) VALUES (new.id, new.form);
END;
*/
