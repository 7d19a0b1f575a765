"""Versions from the time before it was noted when each was replaced: the migration finds what would have been noted."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from filebook.backends.sql import migrate
from filebook.backends.sql.connection import Row
from filebook.backends.sql.sqlite import SqliteCatalogue
from filebook.backends.sql.sqlite_connection import SqliteConnection
from filebook.core.files import File, Version
from filebook.core.ports.catalogue import Tables
from tests.backends.catalogue_suite.made import a_business, a_file, a_version, at

STEP = 25


def _noted(connection: SqliteConnection) -> list[Row]:
    return connection.rows("SELECT file, number, replaced_at FROM versions ORDER BY file, number")


def _set_version(tables: Tables, file: File, version: Version) -> None:
    tables.files.set_version(file.business, file.number, version)


def _without_the_first(tables: Tables, file: File) -> None:
    tables.files.remove_version(file.business, file.number, version=1)


def test_a_version_was_replaced_when_the_next_one_came(tmp_path: Path) -> None:
    catalogue = SqliteCatalogue(tmp_path / "catalogue.db")
    business = a_business(catalogue)
    for versions in (1, 2, 4):
        file = a_file(catalogue, business)
        for number in range(2, versions + 1):
            version = replace(a_version(number), created_at=at(number * 7))
            catalogue.write(partial(_set_version, file=file, version=version))
    catalogue.write(partial(_without_the_first, file=file))
    catalogue.close()
    (step,) = (step for step in migrate.steps() if step.number == STEP)
    (fill,) = (text for text in step.for_sqlite.split(";") if "UPDATE versions" in text)
    connection = SqliteConnection(tmp_path / "catalogue.db")
    noted = _noted(connection)
    assert [replaced is None for _, _, replaced in noted] == [True, False, True, False, False, True]
    connection.execute("UPDATE versions SET replaced_at = NULL")
    connection.execute(fill)
    assert _noted(connection) == noted
    connection.close()
