"""Every failure that a door must have words for, one of each kind."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.types import Message

from filebook.core.errors import FilebookError
from filebook.serving.call import Call, Edge
from filebook.serving.problems import HttpProblem
from filebook.serving.threads import Threads

INSIDE_WORD = "innermost"
"""What every text field of the failures holds."""

_BY_TYPE = {"int": 3, "str": INSIDE_WORD, "object": INSIDE_WORD, "tuple": ("GET",)}


def every_failure() -> list[FilebookError | HttpProblem]:
    """One of each, its fields filled."""
    return [_made(kind) for kind in (*_children(FilebookError), *_children(HttpProblem))]


def a_call() -> Call:
    """A request that went wrong, of which nothing is of any matter."""
    scope = {"type": "http", "method": "GET", "raw_path": b"/", "query_string": b"", "headers": []}
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Call(scope, _nothing_more, arrived_at=now, request_id="r", edge=Edge(), threads=Threads(1))


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}


def _children(parent: type[Any]) -> list[type[Any]]:
    return [found for child in parent.__subclasses__() for found in (child, *_children(child))]


def _made(kind: type[Any]) -> Any:
    told = fields(kind) if is_dataclass(kind) else ()
    return kind(*(_BY_TYPE[getattr(field.type, "__name__", str(field.type))] for field in told))
