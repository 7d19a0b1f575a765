"""What travels about clients: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (section 7), read 2026-11-21.
"""

from msgspec import Struct

from filebook.dialects.timetap.wire import FieldObject, Id, Text


class ClientObject(Struct, frozen=True, kw_only=True):
    """A client as it is shown within an appointment; without one, `clientId` is null."""

    clientId: int | None
    businessId: int
    firstName: str
    lastName: str
    fullName: str
    emailAddress: str
    cellPhone: str
    homePhone: str
    companyName: str
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str
    dateOfBirth: str | None
    notes: str
    status: str
    fields: list[FieldObject]
    tags: list[str]
    createdDate: int | None
    createdUser: str
    modifiedDate: int | None
    modifiedUser: str


class ClientReference(Struct, frozen=True, kw_only=True):
    """Which client; without `clientId`, the properties of a new one."""

    clientId: Id = None
    firstName: Text = None
    lastName: Text = None
    fullName: Text = None
    emailAddress: Text = None
    cellPhone: Text = None
    homePhone: Text = None
    companyName: Text = None
    address: Text = None
    address1: Text = None
    address2: Text = None
    city: Text = None
    state: Text = None
    zip: Text = None
    country: Text = None
    dateOfBirth: Text = None
    notes: Text = None
