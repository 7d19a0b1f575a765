"""What travels about clients: TimeTap's property names, with the looser types that its clients send.

Source: the project's TimeTap reference (section 7), read 2026-11-21.
"""

from msgspec import UNSET, Struct, UnsetType

from filebook.dialects.timetap.wire import FieldChange, FieldObject, Id, Text


class ClientObject(Struct, frozen=True, kw_only=True):
    """A client as it is shown, also within an appointment; where that has none, `clientId` is null."""

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


class ClientPage(Struct, frozen=True):
    """A page of a list, and how many there are in all."""

    count: int
    results: list[ClientObject]


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


class ClientChange(Struct, frozen=True, kw_only=True):
    """Body of a creation or change; null takes something away. What is shown only is not even looked at."""

    businessId: Id = None
    firstName: Text | UnsetType = UNSET
    lastName: Text | UnsetType = UNSET
    fullName: Text | UnsetType = UNSET
    emailAddress: Text | UnsetType = UNSET
    cellPhone: Text | UnsetType = UNSET
    homePhone: Text | UnsetType = UNSET
    companyName: Text | UnsetType = UNSET
    address: Text | UnsetType = UNSET
    address1: Text | UnsetType = UNSET
    address2: Text | UnsetType = UNSET
    city: Text | UnsetType = UNSET
    state: Text | UnsetType = UNSET
    zip: Text | UnsetType = UNSET
    country: Text | UnsetType = UNSET
    dateOfBirth: Text | UnsetType = UNSET
    notes: Text | UnsetType = UNSET
    status: Text | UnsetType = UNSET
    fields: list[FieldChange] | UnsetType | None = UNSET
    tags: list[Text] | UnsetType | None = UNSET


class ClientFilter(Struct, frozen=True, kw_only=True):
    """Body of a search where it is an object."""

    searchTerm: Text = None
    cellPhone: Text = None
    emailAddress: Text = None
