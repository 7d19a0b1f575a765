"""Counts what the store is asked."""

from typing import Any

import pytest

from filebook.backends.sql.sqlite_connection import SqliteConnection

_HAS_ANYBODY_COMMITTED = "PRAGMA data_version"
"""Asked whenever a connection is taken up; it touches no table."""


def counting_statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that the store is asked from now on."""
    counted: list[str] = []
    for name in ("rows", "row", "execute"):
        plain = getattr(SqliteConnection, name)

        def counting(self: SqliteConnection, sql: str, *args: Any, plain: Any = plain) -> Any:
            if sql != _HAS_ANYBODY_COMMITTED:
                counted.append(sql)
            return plain(self, sql, *args)

        monkeypatch.setattr(SqliteConnection, name, counting)
    return counted
