"""Reading requests: bodies, queries and conditions as values, and the caller that a write is made for."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TypeVar, cast, get_args

import msgspec

from filebook.core.access import Actor, Request
from filebook.core.errors import Conflict, Invalid
from filebook.core.ports.catalogue import Named
from filebook.serving.call import Call
from filebook.serving.json_scan import JsonScanner
from filebook.serving.problems import BadRequest, UnsupportedMediaType
from filebook.serving.routes import BODY_LIMIT_BYTES

Wire = TypeVar("Wire", bound=msgspec.Struct)
KEY_LIMIT = 255
_JSON_TYPES = frozenset({"application/json", "application/merge-patch+json"})
_MEMBER = re.compile(r"(?:unknown|required) field `([^`]*)`")
_PATH = re.compile(r" - at `\$\.?([^`]*)`$")
_LIMITS = (("length", "length"), ("matching regex", "value"), ("` >=", "range"), ("` <=", "range"))
"""What msgspec says of a value of the right type that is too long, not of the right form, or out of range; our word."""
_RFC3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")
_TAG = re.compile(r'(?:W/)?("?)([0-9]{1,18})(?:-[0-9a-f]+)?\1')
"""An entity tag of ours, also without the quotes that some programs take off. It begins with the revision."""


def body_of(call: Call, wire_type: type[Wire]) -> Wire:
    """The JSON body; members that the type does not have are refused.

    Raises: UnsupportedMediaType, TooLarge; Invalid for the member that cannot be meant, "" for what is no sound JSON.
    """
    if call.content_type not in _JSON_TYPES:
        raise UnsupportedMediaType
    scanner = JsonScanner(wanted=lambda _: None, text_limit_bytes=BODY_LIMIT_BYTES, sink_limit_bytes=0)
    scanner.feed(call.body)
    text = scanner.close()
    try:
        if rb"\u0000" in text:
            _require_text(msgspec.json.decode(text), "")
        return msgspec.json.decode(text, type=wire_type)
    except msgspec.ValidationError as error:
        raise _invalid(error) from None
    except msgspec.DecodeError:
        raise Invalid("", "syntax") from None


def bytes_type_of(call: Call) -> str:
    """What a body is said to be that is the bytes of a file. A form is not: it would be kept with its boundaries.

    Raises: UnsupportedMediaType.
    """
    if call.content_type == "multipart/form-data":
        raise UnsupportedMediaType
    return call.content_type


def query_of(call: Call, wire_type: type[Wire]) -> Wire:
    """The query. A parameter that the type has a list for may come several times, another one once.

    Raises: BadRequest for one that comes twice; Invalid for one that is unknown or cannot be meant.
    """
    if not call.has_query:
        return cast(Wire, _unsaid(wire_type))  # the decorator hides it from types
    values: dict[str, object] = {}
    lists = _lists_of(wire_type)
    for name, value in call.query.multi_items():
        if "\0" in value:  # nothing is called so; SQLite would look for the text before it, PostgreSQL for nothing
            raise Invalid(name, "characters")
        if name in lists:
            values.setdefault(name, []).append(value)  # type: ignore[attr-defined] # a list of ours
        elif name in values:
            raise BadRequest("query")
        elif name in _moments_of(wire_type) and not _RFC3339.match(value):
            raise Invalid(name, "type")
        else:
            values[name] = value
    return _converted(values, wire_type)


def value_of(values: object, wire_type: type[Wire]) -> Wire:
    """Members that came as text or as JSON. Raises: Invalid for one that is unknown or cannot be meant."""
    _require_text(values, "")
    return _converted(values, wire_type)


def _require_text(value: object, path: str) -> None:
    """Raises: Invalid for NUL, with where it stands: SQLite would end the text there, PostgreSQL takes none."""
    if isinstance(value, str) and "\0" in value:
        raise Invalid(path, "characters")
    if isinstance(value, Mapping):
        for name, member in value.items():
            _require_text(name, path)
            _require_text(member, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, member in enumerate(value):
            _require_text(member, f"{path}[{place}]")


@cache
def _unsaid(wire_type: type[Wire]) -> Wire:
    """What is meant where nothing is said: one for all requests, since handlers only read it. Raises: Invalid."""
    return _converted({}, wire_type)


def _converted(values: object, wire_type: type[Wire]) -> Wire:
    try:
        return msgspec.convert(values, wire_type, strict=False)
    except msgspec.ValidationError as error:
        raise _invalid(error) from None


def writer(call: Call, named: Named | None = None) -> Actor:
    """The caller of a write. Its unit refuses an object that is no longer as `If-Match` says, and a key used before.

    Only the unit does: it asks first whether the caller may know of the object at all. A write that would change
    nothing is not refused.

    Raises: BadRequest, Invalid("Idempotency-Key").
    """
    expects = None
    revisions = revisions_asked(call)
    if named is not None and revisions is not None:
        expects = (named.number, named.revision if named.revision in revisions else max(revisions))
    key = key_of(call)
    fingerprint = fingerprint_of(call) if key else ""
    return replace(call.actor, request=Request(call.request_id, expects, key, fingerprint))


def as_arrived(call: Call, actor: Actor) -> Actor:
    """The `writer` of a request whose body was streamed, now that it is known what it asks for."""
    request = actor.request
    if request is None or not request.key:
        return actor
    return replace(actor, request=replace(request, fingerprint=fingerprint_of(call)))


def revisions_asked(call: Call) -> frozenset[int] | None:
    """The revisions of which `If-Match` says that the object must have one; None where any will do.

    Raises: BadRequest for a header that holds anything else than tags of ours.
    """
    header = call.headers.get("if-match", "*")
    if header.strip() == "*":
        return None
    tags = [_TAG.fullmatch(tag.strip()) for tag in header.split(",")]
    revisions = frozenset(int(tag.group(2)) for tag in tags if tag is not None)
    if None in tags:
        raise BadRequest("if-match")
    return revisions


def require_unchanged(call: Call, revision: int) -> None:
    """For what heeds `If-Match` and notes no change of the object itself. Raises: Conflict("revision"), BadRequest."""
    revisions = revisions_asked(call)
    if revisions is not None and revision not in revisions:
        raise Conflict("revision")


def key_of(call: Call) -> str:
    """The hash of the key under which the request is to be carried out once; "" for none.

    Raises: Invalid("Idempotency-Key").
    """
    key = call.headers.get("idempotency-key")
    if key is None:
        return ""
    if not 1 <= len(key) <= KEY_LIMIT:
        raise Invalid("Idempotency-Key", "length")
    return hashlib.sha256(key.encode("latin-1")).hexdigest()


def fingerprint_of(call: Call) -> str:
    """What the request asks for. Of a streamed body, what has arrived."""
    body = call.body if call.body_digest is None else call.body_digest.hexdigest().encode("ascii")
    told = "\n".join([call.method, call.path, str(call.query), call.content_type, ""])
    return hashlib.sha256(told.encode() + body).hexdigest()


@cache
def _lists_of(wire_type: type[msgspec.Struct]) -> frozenset[str]:
    """The parameters that may come several times. Remembered: looking at a type costs more than reading a query."""
    return frozenset(field.encode_name for field in msgspec.structs.fields(wire_type) if _is_list(field))


@cache
def _moments_of(wire_type: type[msgspec.Struct]) -> frozenset[str]:
    """The parameters that are instants: msgspec would take a number of seconds for one, too."""
    fields = msgspec.structs.fields(wire_type)
    return frozenset(field.encode_name for field in fields if _may_be_moment(field.type))


def _may_be_moment(kind: object) -> bool:
    return kind is datetime or any(map(_may_be_moment, get_args(kind)))


def _is_list(field: msgspec.structs.FieldInfo) -> bool:
    return getattr(field.type, "__origin__", None) in {list, tuple}


def _invalid(error: msgspec.ValidationError) -> Invalid:
    """The member at fault by its path, and whether it is unknown, missing or not of the right type."""
    text = str(error)
    path = _PATH.search(text)
    parts = [path.group(1)] if path and path.group(1) else []
    member = _MEMBER.search(text)
    reason = "value"
    if member:
        parts.append(member.group(1))
        reason = "unknown" if "unknown field" in text else "missing"
    elif text.startswith("Expected `"):
        reason = next((word for sign, word in _LIMITS if sign in text), "type")
    return Invalid(".".join(parts), reason)
