"""Previews from the time when there were pictures alone: they are still known, with their sizes and their failures."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from filebook.backends.sql import migrate
from filebook.backends.sql.columns import to_json
from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.core.ids import BusinessNumber, Number
from filebook.core.ports.blobs import BlobKey, Segment
from filebook.core.ports.catalogue import Catalogue
from filebook.core.previews import Look

BEFORE = 21
HERE = BusinessNumber(100001)
SEGMENT = Segment(BlobKey("0123456789abcdef" * 2), 77, "e" * 64)
ROWS = f"""
INSERT INTO businesses (number, uid, short, name, tenant, tenant_folded, zone, language, parent, profiles,
    file_size_limit, total_limit, open_upload_limit, settings, created_at)
    VALUES (100001, 'uid', 'short', 'A', 't', 't', 'UTC', 'en', NULL, '{{}}', 9, NULL, 9, '{{}}', 0);
INSERT INTO counters (business, next_number, next_sequence, stored_bytes) VALUES (100001, 9, 8, 77);
INSERT INTO changes (business, sequence, number, kind, verb, at, actor, door)
    VALUES (100001, 7, 4, 'file', 'changed', 5000000, 3, 'xelion');
INSERT INTO objects (business, number, kind, uid, short)
    SELECT 100001, n.number, 'file', 'uid' || n.number, 'short' || n.number
    FROM (SELECT 4 AS number UNION ALL SELECT 5) AS n;
INSERT INTO files (business, number, uid, name, kind, visibility, uploader_business, uploader, uploader_staff,
    uploader_staff_uid, uploader_name, created_at, modified_at, modified_by, version, title, free_text, url, category,
    document_attribute, published, fields)
    SELECT 100001, o.number, o.uid, 'a.jpg', 'upload', 'all', 100001, 1, 2, '', '', 0, 0, '', 1, '', '', '', '', '', 0,
    '{{}}' FROM objects o;
INSERT INTO blobs (key, business, size_bytes, sha256) VALUES ('{SEGMENT.key}', 100001, 77, '{SEGMENT.sha256}');
INSERT INTO previews (business, file, version, width, height, media_type, segment)
    VALUES (100001, 4, 1, 300, 200, 'image/jpeg', '{to_json(SEGMENT)}'), (100001, 5, 1, 0, 0, '', NULL);
"""


def sqlite(path: Path) -> Callable[[], Catalogue]:
    """A file as it was before, with these rows; what opens it."""
    connection = SqliteConnection(path)
    for step in (migrate.NOTES, *steps_before()):
        connection.execute(step.for_sqlite)
        if step.number:
            migrate.record(connection, step)
    connection.execute(ROWS)
    connection.close()
    return lambda: SqliteCatalogue(path)


def postgres(dsn: str) -> Callable[[], Catalogue]:
    """The same in a PostgreSQL database."""
    with psycopg.connect(dsn) as connection:
        for step in (migrate.NOTES, *steps_before()):
            connection.execute(step.for_postgres.encode())
            connection.execute("INSERT INTO migrations VALUES (%s, %s)", [step.number, step.name])
        connection.execute("DELETE FROM migrations WHERE number = 0")
        connection.execute(ROWS.encode())
    return lambda: PostgresCatalogue(dsn, pool_size=2)


def steps_before() -> list[migrate.Step]:
    return [step for step in migrate.steps() if step.number < BEFORE]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Catalogue]:
    if request.param == "sqlite":
        return sqlite(tmp_path / "catalogue.db")
    return postgres(request.getfixturevalue("postgres_database"))


def test_pictures_and_failures_are_told_as_before(reopen: Callable[[], Catalogue]) -> None:
    catalogue = reopen()
    with catalogue.read() as tables:
        (picture,) = tables.previews.of_version(HERE, Number(4), version=1)
        (failure,) = tables.previews.of_version(HERE, Number(5), version=1)
        assert tables.previews.stored_bytes(HERE) == 77
    assert (picture.look, picture.segment, picture.media_type) == (Look(300, 200), SEGMENT, "image/jpeg")
    assert (picture.used_at.timestamp(), picture.page_count, picture.reason) == (5, 1, "")
    assert (failure.look, failure.segment, failure.reason) == (Look(0, 0), None, "damaged")
    catalogue.close()
