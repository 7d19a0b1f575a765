"""Every failure that a door must have words for, one of each kind."""

from dataclasses import fields, is_dataclass
from typing import Any

from filebook.core.errors import FilebookError
from filebook.serving.problems import HttpProblem

INSIDE_WORD = "innermost"
"""What every text field of the failures holds."""

_BY_TYPE = {"int": 3, "str": INSIDE_WORD, "object": INSIDE_WORD, "tuple": ("GET",)}


def every_failure() -> list[FilebookError | HttpProblem]:
    """One of each, its fields filled."""
    return [_made(kind) for kind in (*_children(FilebookError), *_children(HttpProblem))]


def _children(parent: type[Any]) -> list[type[Any]]:
    return [found for child in parent.__subclasses__() for found in (child, *_children(child))]


def _made(kind: type[Any]) -> Any:
    told = fields(kind) if is_dataclass(kind) else ()
    return kind(*(_BY_TYPE[getattr(field.type, "__name__", str(field.type))] for field in told))
