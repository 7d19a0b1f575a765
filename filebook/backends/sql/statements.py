"""Pieces of statements that more than one noun needs: rows added and changed, lists in an IN."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from filebook.backends.sql.columns import folded
from filebook.backends.sql.connection import Value

Item = TypeVar("Item")

_LIST_LIMIT = 512
_LIKE_SIGNS = re.compile(r"(?=[%_!])")
"""The places before what LIKE would not take as it stands."""


def insert(table: str, columns: Sequence[str]) -> str:
    """Adds a row from values named like its columns. A row whose keys are taken changes nothing: it counts as 0.

    So a conflict never ends the transaction, as a failing INSERT would on PostgreSQL.
    """
    values = ", ".join(f":{column}" for column in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) ON CONFLICT DO NOTHING"


def update(table: str, columns: Sequence[str], *, also: str = "") -> str:
    """Changes the row of one object of a business; its names stay as they are. `also`: one more assignment."""
    told = [f"{column} = :{column}" for column in columns if column not in {"business", "number", "uid"}]
    changes = ", ".join([*told, also] if also else told)
    return f"UPDATE {table} SET {changes} WHERE business = :business AND number = :number"


def containing(text: str) -> str:
    """The pattern of a LIKE with `ESCAPE '!'`, for a column that is folded, which holds this text anywhere."""
    return f"%{_LIKE_SIGNS.sub('!', folded(text))}%"


def beginning(text: str) -> str:
    """The pattern of a LIKE with `ESCAPE '!'` that begins with this text."""
    return f"{_LIKE_SIGNS.sub('!', text)}%"


def batches(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """The items in batches short enough for `in_list`."""
    remaining = iter(items)
    while batch := tuple(islice(remaining, _LIST_LIMIT)):
        yield batch


def in_list(name: str, values: Sequence[Value]) -> tuple[str, dict[str, Value]]:
    """`(:name0, :name1, …)` for an IN, and its values; at least one.

    The last value is repeated up to a power of two, so that few different statements need preparing.
    """
    length = 1 << (len(values) - 1).bit_length()
    padded = [*values, *[values[-1]] * (length - len(values))]
    places = ", ".join(f":{name}{index}" for index in range(length))
    return f"({places})", {f"{name}{index}": value for index, value in enumerate(padded)}
