"""What a client says, read from JSON.

Source: the project's Xelion reference, 3.5 and 5, read 2026-11-21.
"""

from typing import TypeVar

from filebook.core.errors import Invalid, Missing
from filebook.serving.call import Call
from filebook.serving.json_body import read_json

Wire = TypeVar("Wire")


def payload_of(call: Call, wire_type: type[Wire]) -> Wire:
    """The payload. Raises: Missing("payload"), Invalid("payload") for what is no JSON, or a value of a wrong type."""
    if not call.body.strip():
        raise Missing("payload")
    try:
        return read_json(call.body, wire_type)
    except Invalid:
        raise Invalid("payload", "syntax") from None
