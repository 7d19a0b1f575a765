"""Answers of the native door: one object with its entity tag, a page of a list; whole or sparse."""

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus

import msgspec

from filebook.dialects.native.sparse import PARAMETER
from filebook.serving.answers import BytesAnswer, empty_answer, json_answer
from filebook.serving.call import Call
from filebook.serving.conditions import matches
from filebook.serving.urls import url

_ASK_AGAIN = (b"cache-control", b"private, no-cache")
_JSON = (b"content-type", b"application/json")
_ENCODER = msgspec.json.Encoder()


def shown(
    call: Call, value: msgspec.Struct, *, revision: int, status: int = 200, path: Sequence[str] = ()
) -> BytesAnswer:
    """One object, or 304 where the client has it. `path`: its segments below the door, told when it was just made.

    The tag names the object's revision, which writes ask for, and what is shown of it, which may change without: the
    labels of other objects do.
    """
    body = _ENCODER.encode(_sparse(call, value))
    tag = f'"{revision}-{zlib.crc32(body):08x}"'
    headers = [(b"etag", tag.encode("ascii")), _ASK_AGAIN]
    if status == HTTPStatus.CREATED:
        headers.append((b"location", url(call.door_url, *path).encode("ascii")))
    known = call.header(b"if-none-match") if call.method in {"GET", "HEAD"} else ""
    if known and matches(known.encode("latin-1"), tag, weak=True):
        return empty_answer(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return BytesAnswer(body, status=status, headers=[_JSON, (b"content-length", b"%d" % len(body)), *headers])


def told(value: msgspec.Struct) -> BytesAnswer:
    """What is reckoned for the moment: no object, and so without an entity tag."""
    return json_answer(value, headers=[_ASK_AGAIN])


def listed(
    call: Call,
    items: Sequence[msgspec.Struct],
    *,
    next_cursor: str | None = None,
    total: int | None = None,
    also: Mapping[str, object] | None = None,
) -> BytesAnswer:
    """A page of a list; `total` only where the caller asked for it. `also`: what else is told of the whole."""
    page: dict[str, object] = {"items": [_sparse(call, item) for item in items], "next_cursor": next_cursor}
    if total is not None:
        page["total"] = total
    page |= also or {}
    return json_answer(page, headers=[_ASK_AGAIN])


def _sparse(call: Call, value: msgspec.Struct) -> object:
    """The members that `fields` names, which `sparse.checked` has judged."""
    wanted = call.query_value(PARAMETER)
    if not wanted:
        return value
    chosen = ((name, getattr(value, attribute)) for name, attribute in _members(type(value), wanted))
    return {name: one for name, one in chosen if one is not msgspec.UNSET}


@lru_cache(maxsize=128)
def _members(kind: type[msgspec.Struct], wanted: str) -> tuple[tuple[str, str], ...]:
    """What is wanted, each with its attribute. Remembered: looking at a type costs more than reading its members."""
    names = set(wanted.split(","))
    fields = msgspec.structs.fields(kind)
    return tuple((field.encode_name, field.name) for field in fields if field.encode_name in names)
