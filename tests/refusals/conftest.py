"""The server that is sent what nobody should send, and the watch over its log and stores."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.refusals.asked import SQLITE
from tests.refusals.server import Log, Server, logging_kept, running
from tests.serving.served import wait_until
from tests.stand import Stand
from tests.stores import memory_folder


@pytest.fixture(scope="module")
def log() -> Iterator[Log]:
    """What the servers of a module log."""
    with logging_kept() as kept:
        yield kept


@contextmanager
def _a_server(log: Log, **settings: Any) -> Iterator[Server]:
    with memory_folder() as folder, running(folder / "data", log, **settings) as server:
        yield server
        assert server.leaked() == []


@pytest.fixture(scope="module")
def sqlite_stand(log: Log) -> Iterator[Stand[Server]]:
    """Servers with their rows in SQLite."""
    stand = Stand(lambda: _a_server(log), is_full=Server.is_full)
    yield stand
    stand.close()


@pytest.fixture(scope="module")
def postgresql_stand(log: Log, postgres_url: str) -> Iterator[Stand[Server]]:
    """Servers with their rows in PostgreSQL."""
    stand = Stand(lambda: _a_server(log, database_url=_database(postgres_url)), is_full=Server.is_full)
    yield stand
    stand.close()


@pytest.fixture
def shared_server(request: pytest.FixtureRequest) -> Server:
    """One for many tests of a module, with its rows where `ON_EITHER_STORE` says, else in SQLite.

    Each kind is a fixture of its own: pytest would make one with parameters anew for every row of a table with it.
    """
    store = getattr(request, "param", SQLITE)
    stand: Stand[Server] = request.getfixturevalue("sqlite_stand" if store == SQLITE else "postgresql_stand")
    return stand.one()


def _database(server_url: str) -> str:
    """The address of a new database, which goes with its server."""
    name = f"refusals_{secrets.token_hex(8)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        connection.execute(statement.format(sql.Identifier(name)))
    return make_conninfo(server_url, dbname=name)


@pytest.fixture
def server(shared_server: Server) -> Iterator[Server]:
    """The server. Whatever a test sends it: its log must not speak of a fault, and no bytes may lie about."""
    yield shared_server
    assert shared_server.log.faults() == []
    wait_until(lambda: shared_server.leftovers() == [])  # what a broken-off request brought goes a moment later
