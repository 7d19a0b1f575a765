"""Searches read the words of SQLite in the order in which they tell what they find, and rows by their keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.backends.sql.tables import SqlTables
from filebook.core.ids import Kind
from filebook.core.ports.search import Hit, Seeker, Within
from filebook.core.searchable import SEARCHED_KINDS
from filebook.core.searching import query_of
from tests.backends.catalogue_suite.made import NOW
from tests.backends.test_catalogue_plans import HERE, ONE, SIGHT, TWO, Planner, scans
from tests.stores import empty_database

SEEKER, EVERYWHERE = Seeker(HERE, SIGHT, ONE, sees_all=False), Within(SEARCHED_KINDS, since=NOW, until=NOW)
IN_PARTS = Within(SEARCHED_KINDS, ONE, ONE, ONE, ("a",), ONE, "image", 1, 9)
WORDS = query_of('12345 a -b "c d" e*')


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Planner]:
    connection = SqliteConnection(empty_database(tmp_path / "catalogue.db"))
    yield Planner(connection)
    connection.close()


@pytest.mark.parametrize("within", [EVERYWHERE, IN_PARTS])
def test_what_is_found_is_read_from_the_words_in_the_order_in_which_it_is_told(asked: Planner, within: Within) -> None:
    tables = SqlTables(asked)
    tables.search.found(SEEKER, WORDS, within=within, after=Hit(0, TWO, Kind.FILE), limit=9)
    parts, *words = scans(asked)
    assert parts == "SCAN p VIRTUAL TABLE INDEX 0:L0"
    assert words == ["SCAN w VIRTUAL TABLE INDEX 192:M3><"] * 3  # by words and number, backwards
    tables.search.counts(SEEKER, WORDS, within=within)
    assert scans(asked)[-1] == "SCAN w VIRTUAL TABLE INDEX 0:M3><"
