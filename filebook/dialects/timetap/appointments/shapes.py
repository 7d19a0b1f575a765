"""Clients, staff, locations and services as they are shown within an appointment, and new clients from what is sent.

Source: the project's TimeTap reference (sections 5.5, 7 and 8), read 2026-11-21.

What TimeTap knows of a client and no other door has a word for is kept under `timetap`: `address2`, `state`, `notes`,
`dateOfBirth`, `fields`.
"""

from collections.abc import Mapping, Sequence

from filebook.core.errors import Invalid, Missing
from filebook.core.ids import BusinessNumber
from filebook.core.records import Record
from filebook.dialects.timetap.appointments.wire import (
    ClientObject,
    ClientReference,
    FieldChange,
    FieldObject,
    LocationObject,
    ReasonObject,
    StaffObject,
    Text,
    TimeZoneObject,
)
from filebook.dialects.timetap.ids import number_of
from filebook.dialects.timetap.values import flag_of, milliseconds

OWN = "timetap"
API_USER_NAME = "api"
_TEXT_LIMIT = 100_000
_SHARED = {
    "firstName": "first_name",
    "lastName": "last_name",
    "emailAddress": "email",
    "cellPhone": "mobile",
    "homePhone": "phone",
    "companyName": "company",
    "address1": "street",
    "city": "city",
    "zip": "zip",
    "country": "country",
}
"""Properties of a client, and the words that every door has for them."""
_OWN_OF_CLIENT = ("address2", "state", "notes", "dateOfBirth")


def client_object(record: Record | None, business: BusinessNumber) -> ClientObject:
    """A contact as a client; without one, empty."""
    own = _own(record)
    shared = {name: "" if record is None else record.text(word) for name, word in _SHARED.items()}
    full_name = f"{shared['firstName']} {shared['lastName']}".strip()
    return ClientObject(
        clientId=None if record is None else record.number,
        businessId=business,
        fullName=full_name or ("" if record is None else record.label),
        address2=text_of(own.get("address2")),
        state=text_of(own.get("state")),
        dateOfBirth=text_of(own.get("dateOfBirth")) or None,
        notes=text_of(own.get("notes")),
        status="" if record is None else "Active",
        fields=field_objects(own.get("fields")),
        tags=[],
        createdDate=None if record is None else milliseconds(record.created_at),
        createdUser="" if record is None else API_USER_NAME,
        modifiedDate=None if record is None else milliseconds(record.modified_at),
        modifiedUser="" if record is None else API_USER_NAME,
        **shared,
    )


def staff_object(record: Record | None, business: BusinessNumber, *, zone: str) -> StaffObject:
    """A member of staff; without one, empty."""
    first_name, last_name = _text(record, "first_name"), _text(record, "last_name")
    return StaffObject(
        professionalId=None if record is None else record.number,
        businessId=business,
        userName=_text(record, "user_name"),
        email=_text(record, "email"),
        firstName=first_name,
        lastName=last_name,
        fullName=f"{first_name} {last_name}".strip() or ("" if record is None else record.label),
        active=record is not None,
        timeZoneCode=TimeZoneObject(timeZoneId=None, timeZoneCode=zone, timeZoneDesc=zone),
    )


def location_object(record: Record | None, business: BusinessNumber) -> LocationObject:
    """A location; without one, empty."""
    own = _own(record)
    return LocationObject(
        locationId=None if record is None else record.number,
        businessId=business,
        locationName="" if record is None else record.label,
        locationType="" if record is None else text_of(own.get("locationType")) or "Office",
        address1=_text(record, "street"),
        address2=text_of(own.get("address2")),
        city=_text(record, "city"),
        state=text_of(own.get("state")),
        zip=_text(record, "zip"),
        country=_text(record, "country"),
        phone=_text(record, "phone"),
        active=record is not None,
    )


def reason_object(record: Record | None, business: BusinessNumber) -> ReasonObject:
    """A service; without one, empty."""
    label = "" if record is None else record.label
    minutes = None if record is None else record.fields.get("duration_minutes")
    return ReasonObject(
        reasonId=None if record is None else record.number,
        businessId=business,
        reasonDesc=label,
        internalName=label,
        internalDisplayName=label,
        visitMinutes=minutes if isinstance(minutes, int) else None,
        reasonType="" if record is None else "SERVICE",
        active=record is not None,
    )


def new_client(said: ClientReference, fields: Sequence[FieldObject]) -> tuple[str, Mapping[str, object]]:
    """The label and the fields of a client who is made together with an appointment.

    A custom field whose code is a property of a client stands for it where that is not given itself.

    Raises: Missing("clientId") where nothing tells who it is, Invalid.
    """
    known = {field.code: field.value for field in fields}

    def told(name: str) -> str:
        return text_in(getattr(said, name), field=name) or known.get(name, "")

    shared = {word: told(name) for name, word in _SHARED.items()}
    shared["street"] = shared["street"] or text_in(said.address, field="address")
    full_name = told("fullName")
    label = f"{shared['first_name']} {shared['last_name']}".strip() or full_name or shared["email"] or shared["mobile"]
    if not label:
        raise Missing("clientId")
    if full_name and not (shared["first_name"] or shared["last_name"]):
        shared["first_name"], _, shared["last_name"] = full_name.partition(" ")
    own = {name: told(name) for name in _OWN_OF_CLIENT if told(name)}
    filled = {word: value for word, value in shared.items() if value}
    return label, {**filled, **({OWN: own} if own else {})}


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
            schedulerPreferenceFieldDefnId=_integer(entry.get("schedulerPreferenceFieldDefnId")),
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


def text_in(value: Text, *, field: str) -> str:
    """A text as it was sent; "" for null. Raises: Invalid(field, "text") for NUL, and beyond 100,000 characters."""
    text = "" if value is None else str(value)
    if "\0" in text or len(text) > _TEXT_LIMIT:
        raise Invalid(field, "text")
    return text


def text_of(value: object) -> str:
    """What is kept as a text; "" for anything else."""
    return value if isinstance(value, str) else ""


def _worded(value: object) -> Text:
    """A value as a text; yes and no as JSON has them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str | int | float) else None


def _text(record: Record | None, word: str) -> str:
    return "" if record is None else record.text(word)


def _own(record: Record | None) -> Mapping[str, object]:
    own = None if record is None else record.fields.get(OWN)
    return own if isinstance(own, dict) else {}


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
