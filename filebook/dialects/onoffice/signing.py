"""onOffice's two signatures over an action, computed from what was sent; pure functions.

Source: apidoc.onoffice.de, "HMAC"; the official PHP client; read 2026-11-21. Version 1 signs the parameters in the
form in which PHP prints them, so that form is made here.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

DataPieces = Callable[[], Iterable[bytes]]
"""The text of a streamed `data` parameter, piece by piece, as often as it is asked for."""

_LARGEST_FIXED_EXPONENT = 17
"""From 10¹⁷ on PHP prints a float with an exponent."""


class Empties(Enum):
    """How an empty object inside the parameters is printed."""

    AS_SENT = "as sent"
    AS_LISTS = "as lists"
    """PHP decodes objects to arrays, and an empty array prints as `[]`."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What an action's signature covers, as text. `parameters` are as they came."""

    timestamp: str
    token: str
    resourcetype: str
    actionid: str
    identifier: str
    resourceid: str
    parameters: object
    data: DataPieces | None = None
    """Set if `parameters` has a `data` whose text was streamed away."""


def version_2(secret: str, signed: Signed) -> str:
    """base64 of the HMAC-SHA256; the secret is used as text. Parameters are not covered."""
    message = signed.timestamp + signed.token + signed.resourcetype + signed.actionid
    return base64.b64encode(hmac.digest(secret.encode(), message.encode(), "sha256")).decode("ascii")


def version_1(secret: str, signed: Signed, *, empties: Empties = Empties.AS_LISTS) -> str:
    """MD5 in MD5, in lower-case hex, over everything joined with commas."""
    inner = hashlib.md5(usedforsecurity=False)
    for piece in _parameters(signed, empties=empties):
        inner.update(piece)
    rest = (signed.token, signed.actionid, signed.identifier, signed.resourceid, secret, signed.timestamp)
    for part in (*rest, signed.resourcetype):
        inner.update(b"," + part.encode())
    return hashlib.md5((secret + inner.hexdigest()).encode(), usedforsecurity=False).hexdigest()


def is_signed_by(secret: str, signed: Signed, *, version: int, shown: str) -> bool:
    """Whether the shown signature is the secret's; version 1 over either form of empty objects."""
    if version != 1:
        return _same(version_2(secret, signed), shown)
    forms = (Empties.AS_LISTS, Empties.AS_SENT) if _has_empty_object(signed.parameters) else (Empties.AS_LISTS,)
    return any(_same(version_1(secret, signed, empties=form), shown) for form in forms)


def _same(expected: str, shown: str) -> bool:
    return hmac.compare_digest(expected.encode(), shown.encode())


def _parameters(signed: Signed, *, empties: Empties) -> Iterator[bytes]:
    """The parameters as PHP prints them, sorted by key on the first level; none are always `[]`."""
    parameters = signed.parameters
    if not isinstance(parameters, Mapping) or not parameters:
        yield _printed(parameters or [], empties).encode()
        return
    before = b"{"
    for key in sorted(parameters, key=_order_of_key):
        yield before + _quoted(key).encode() + b":"
        if key == "data" and signed.data is not None:
            yield b'"'
            for piece in signed.data():
                yield piece.replace(b"/", rb"\/")
            yield b'"'
        else:
            yield _printed(parameters[key], empties).encode()
        before = b","
    yield b"}"


def _order_of_key(key: str) -> tuple[int, int, bytes]:
    """PHP's `ksort`: keys that are whole numbers first, by value, then the others by their bytes."""
    is_number = key.isascii() and key.isdigit() and (key == "0" or not key.startswith("0"))
    return (0, int(key), b"") if is_number else (1, 0, key.encode())


def _printed(value: object, empties: Empties) -> str:
    if isinstance(value, Mapping):
        if not value:
            return "{}" if empties is Empties.AS_SENT else "[]"
        members = (f"{_quoted(key)}:{_printed(member, empties)}" for key, member in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_printed(member, empties) for member in value) + "]"
    if isinstance(value, float):
        return _printed_float(value)
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    """A JSON string as PHP has it: slashes and everything beyond ASCII escaped, but not DEL."""
    return '"' + "\x7f".join(json.dumps(part)[1:-1] for part in text.split("\x7f")).replace("/", r"\/") + '"'


def _printed_float(value: float) -> str:
    """The shortest digits that mean the value; whole numbers without a point, an exponent as in `1.0e+25`."""
    mantissa, _, exponent = repr(value).partition("e")
    if value.is_integer() and abs(value) < 10**_LARGEST_FIXED_EXPONENT:
        return "-0" if repr(value) == "-0.0" else str(int(value))
    if not exponent:
        return mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{int(exponent):+d}"


def first_float_in(parameters: object) -> str | None:
    """The first parameter with a float in it, which languages print with different digits; None if there is none."""
    if not isinstance(parameters, Mapping):
        return None
    return next((key for key in sorted(parameters, key=_order_of_key) if _has_float(parameters[key])), None)


def _has_float(value: object) -> bool:
    members = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return isinstance(value, float) or any(map(_has_float, members))


def _has_empty_object(parameters: object) -> bool:
    """Whether there is an empty object below the first level, which alone has two printed forms."""
    if isinstance(parameters, Mapping):
        return any(member == {} or _has_empty_object(member) for member in parameters.values())
    return isinstance(parameters, list) and any(member == {} or _has_empty_object(member) for member in parameters)
