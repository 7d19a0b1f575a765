"""Custom fields: what a business says of its files and folders in words of its own, beside what the vendors keep."""

from collections.abc import Mapping

import msgspec

from filebook.core.errors import Invalid
from filebook.core.ids import Door

LIMIT_BYTES = 64 * 1024
"""All fields of one object together, as JSON."""
_RESERVED = frozenset(Door)


def merged_fields(fields: Mapping[str, object], change: Mapping[str, object]) -> dict[str, object]:
    """The fields after a change: members that it does not name stay, null removes one.

    What a vendor's door keeps under its name is not changed from here, but may be sent back as it was read.

    Raises: Invalid("fields.<name>", "reserved"), Invalid("fields", "length").
    """
    for name in _RESERVED & change.keys():
        if change[name] != fields.get(name):
            raise Invalid(f"fields.{name}", "reserved")
    merged = {name: value for name, value in {**fields, **change}.items() if value is not None}
    if len(msgspec.json.encode(merged)) > max(LIMIT_BYTES, len(msgspec.json.encode(dict(fields)))):
        raise Invalid("fields", "length")
    return merged
