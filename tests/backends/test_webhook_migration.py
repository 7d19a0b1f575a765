"""Webhooks from the time when a business had one at most: they keep their place, and what they were not told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from filebook.backends.sql import migrate
from filebook.backends.sql.postgres import PostgresCatalogue
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.core.changes import Change, Verb
from filebook.core.ids import BusinessNumber, Door, Kind, Number, Uid
from filebook.core.ports.catalogue import Catalogue
from filebook.core.webhooks import Delivery, DeliveryState, Form, Webhook

BEFORE = 12
FIRST, SECOND = BusinessNumber(100001), BusinessNumber(100002)
UIDS = [Uid(f"{digit}1111111-1111-4111-8111-111111111111") for digit in "123"]
AT = datetime(1970, 1, 1, tzinfo=UTC)
ROWS = """
INSERT INTO businesses (number, uid, short, name, tenant, tenant_folded, zone, language, parent, profiles,
    file_size_limit, total_limit, open_upload_limit, settings, created_at)
SELECT b.number, 'uid' || b.number, 'short' || b.number, 'A', 't' || b.number, 't' || b.number, 'UTC', 'en', NULL, '{}',
    9, NULL, 9, '{}', 0 FROM (SELECT 100001 AS number UNION ALL SELECT 100002 UNION ALL SELECT 100003) AS b;
INSERT INTO counters (business, next_number, next_sequence, stored_bytes)
    VALUES (100001, 5, 8, 0), (100002, 9, 1, 0), (100003, 3, 1, 0);
INSERT INTO objects (business, number, kind, uid, short)
    VALUES (100001, 4, 'appointment', '31111111-1111-4111-8111-111111111111', '311111111111411181111111');
INSERT INTO aliases (business, foreign_id, door, number)
    VALUES (100001, '5', 'onoffice', 4), (100001, '6', 'xelion', 4);
INSERT INTO changes (business, sequence, number, kind, verb, at, actor, door)
    VALUES (100001, 7, 4, 'appointment', 'trashed', 5000000, 3, 'xelion');
UPDATE changes SET uid = '31111111-1111-4111-8111-111111111111';
INSERT INTO webhooks (business, uid, sealed_url, sealed_secret, created_at, position, leased_until, failing_since,
    switched_off_at, last_at, last_outcome) VALUES
    (100001, '11111111-1111-4111-8111-111111111111', 'url', 'secret', 1000000, 7, NULL, 2000000, NULL, 3000000, '500'),
    (100002, '21111111-1111-4111-8111-111111111111', 'url', 'secret', 1000000, 0, NULL, NULL, 4000000, NULL, '');
INSERT INTO deliveries (business, sequence, appointment, verb, created_at, next_at, attempts, outcome, given_up_at)
    VALUES (100001, 6, 4, 'changed', 4000000, 5000000, 2, '500', 6000000),
    (100001, 7, 4, 'trashed', 5000000, 9000000, 1, '503', NULL);
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


def test_each_gets_a_number_of_its_own_and_goes_on_where_it_was(reopen: Callable[[], Catalogue]) -> None:
    catalogue = reopen()
    first = Webhook(
        FIRST,
        Number(7),  # 5 and 6 are foreign ids
        UIDS[0],
        Form.TIMETAP,
        "url",
        "secret",
        seconds(1),
        7,
        failing_since=seconds(2),
        last_at=seconds(3),
        last_outcome="500",
    )
    second = Webhook(
        SECOND, Number(9), UIDS[1], Form.TIMETAP, "url", "secret", seconds(1), 0, switched_off_at=seconds(4)
    )
    trashed = Change(
        FIRST, Number(4), Kind.APPOINTMENT, Verb.TRASHED, seconds(5), Number(3), Door.XELION, 7, uid=UIDS[2]
    )
    with catalogue.read() as tables:
        assert tables.webhooks.all() == [first, second]
        waiting, given_up = tables.deliveries.listing(first, states=frozenset(DeliveryState), limit=9)
        named = tables.numbers.find_uid(UIDS[0])
    assert named is not None
    assert (named.business, named.number, named.kind) == (FIRST, 7, Kind.WEBHOOK)
    assert waiting == Delivery(Number(7), trashed, seconds(5), seconds(9), 1, "503")
    assert (given_up.sequence, given_up.state, given_up.change.verb) == (6, DeliveryState.GIVEN_UP, Verb.CHANGED)
    following = [
        catalogue.write(lambda tables, business=business: tables.numbers.allocate(business, Kind.TASK).number)  # type: ignore[misc]
        for business in (FIRST, SECOND, BusinessNumber(100003))
    ]
    assert following == [8, 10, 3]
    catalogue.close()


def seconds(count: int) -> datetime:
    return AT + timedelta(seconds=count)
