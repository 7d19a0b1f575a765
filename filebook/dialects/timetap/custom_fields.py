"""Custom fields, which appointments and clients have: as they are sent, kept and shown.

Source: the project's TimeTap reference (section 5.5), read 2026-11-21.
"""

from collections.abc import Sequence

from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.values import flag_of, integer_of, text_in, text_of
from filebook.dialects.timetap.wire import FieldChange, FieldObject, Text


def fields_in(said: Sequence[FieldChange]) -> list[FieldObject]:
    """Custom fields as they are kept. Raises: Invalid."""
    return [
        FieldObject(
            schedulerPreferenceFieldDefnId=number_of(one.schedulerPreferenceFieldDefnId, field="fields"),
            code=text_in(one.code, field="fields"),
            label=text_in(one.label, field="fields"),
            value=text_in(_worded(one.value), field="fields"),
            required=bool(flag_of(one.required, field="fields")),
            userDefinedField=flag_of(one.userDefinedField, field="fields") is not False,
            serviceIds=[number for one_id in one.serviceIds or () if (number := number_of(one_id, field="fields"))],
        )
        for one in said
    ]


def field_objects(kept: object) -> list[FieldObject]:
    """The custom fields that an appointment or client keeps; none where they are not of that form."""
    entries = kept if isinstance(kept, list) else []
    return [
        FieldObject(
            schedulerPreferenceFieldDefnId=integer_of(entry.get("schedulerPreferenceFieldDefnId")),
            code=text_of(entry.get("code")),
            label=text_of(entry.get("label")),
            value=text_of(entry.get("value")),
            required=entry.get("required") is True,
            userDefinedField=entry.get("userDefinedField") is not False,
            serviceIds=[number for number in _list(entry.get("serviceIds")) if isinstance(number, int)],
        )
        for entry in entries
        if isinstance(entry, dict)
    ]


def _worded(value: object) -> Text:
    """A value as a text; yes and no as JSON has them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str | int | float) else None


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
