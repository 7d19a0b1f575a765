"""Clients: contacts as TimeTap shows them, and new ones from what is sent.

Source: the project's TimeTap reference (sections 5.5 and 7), read 2026-11-21.

What TimeTap knows of a client and no other door has a word for is kept under `timetap`: `address2`, `state`, `notes`,
`dateOfBirth`, `fields`.
"""

from collections.abc import Mapping, Sequence

from filebook.core.errors import Missing
from filebook.core.ids import BusinessNumber
from filebook.core.records import Record
from filebook.dialects.timetap.clients.wire import ClientObject, ClientReference
from filebook.dialects.timetap.custom_fields import field_objects
from filebook.dialects.timetap.kept import own_fields
from filebook.dialects.timetap.values import API_USER_NAME, OWN, milliseconds, text_in, text_of
from filebook.dialects.timetap.wire import FieldObject

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
    own = own_fields(record)
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
