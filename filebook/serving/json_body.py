"""JSON bodies, read strictly (no duplicate keys, bounded depth) and put into a door's wire structs."""

from typing import TypeVar

import msgspec

from filebook.core.errors import Invalid
from filebook.serving.json_scan import JsonScanner
from filebook.serving.routes import BODY_LIMIT_BYTES

Wire = TypeVar("Wire")


def read_json(body: bytes, wire_type: type[Wire]) -> Wire:
    """A whole JSON text as a struct.

    Raises: Invalid: field "" for what is no sound JSON object, else the property of a wrong type. TooLarge.
    """
    scanner = JsonScanner(wanted=lambda _: None, text_limit_bytes=BODY_LIMIT_BYTES, sink_limit_bytes=0)
    scanner.feed(body)
    return decoded(scanner.close(), wire_type)


def decoded(text: bytes, wire_type: type[Wire]) -> Wire:
    """A JSON text that was scanned already as a struct. Raises: Invalid."""
    try:
        return msgspec.json.decode(text, type=wire_type)
    except msgspec.ValidationError as error:
        raise Invalid(_field_of(error), "type") from None
    except msgspec.DecodeError:
        raise Invalid("", "syntax") from None


def converted(values: dict[str, object], wire_type: type[Wire]) -> Wire:
    """Values read elsewhere as a struct. Raises: Invalid."""
    try:
        return msgspec.convert(values, wire_type)
    except msgspec.ValidationError as error:
        raise Invalid(_field_of(error), "type") from None


def _field_of(error: msgspec.ValidationError) -> str:
    """The property that msgspec names at the end of its message, as in "… - at `$.clientId`"."""
    _, found, path = str(error).rpartition("`$.")
    return path.rstrip("`") if found else ""
