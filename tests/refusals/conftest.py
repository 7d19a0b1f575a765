"""The server that is sent what nobody should send, and the watch over its log and stores."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.refusals.asked import SQLITE
from tests.refusals.server import Server, running
from tests.serving.served import wait_until


@pytest.fixture(scope="module")
def shared_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests of a module, with its rows where `ON_EITHER_STORE` says, else in SQLite."""
    folder, store = tmp_path_factory.mktemp("refusals") / "data", getattr(request, "param", SQLITE)
    database_url = "" if store == SQLITE else _database(request.getfixturevalue("postgres_url"))
    with running(folder, database_url=database_url) as server:
        yield server
        assert server.leaked() == []


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
    assert shared_server.faults() == []
    wait_until(lambda: shared_server.leftovers() == [])  # what a broken-off request brought goes a moment later
